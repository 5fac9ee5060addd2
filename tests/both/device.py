"""What the whole-device tests share: where things stand, and evenings at full heat."""

from firmware.control.thermostat import LOAD_STEPS
from sim.rig import Rig

PAIRS = (("standard", "standard"), ("gentle", "neuropathy"))  # (stage, profile)
CAP_C = {"standard": 41.0, "gentle": 38.0}


def evening(stage="standard", heat=3, **options):
    """A rig whose session runs with `heat`, feet just in."""
    profile = "standard" if stage == "standard" else "neuropathy"
    rig = Rig(stage=stage, profile=profile, **options)
    rig.start_session(heat)
    assert rig.state == "running", rig.state
    return rig


def full_heat(rig):
    """Push both regulators to their end stop (saves a simulated minute of warming up) and let the
    slew follow, once the heat timer has shown that it acts.
    """
    while not rig.device.governor.timer_proof.proved:
        rig.run(0.1)
    for thermostat in rig.device.controls.thermostats:
        thermostat.given_sum = 1_000 * LOAD_STEPS
    rig.run(5)
    assert rig.device.outputs.level[:2] == [1000, 1000], rig.device.outputs.level


def waited(rig):
    """As if every wait for heat and for massage were over, with the power on; the waits themselves
    are tested in test_safety_gaps.
    """
    rig.device.scribe.ledger.allowance.recall([0] * 5, 0)
    rig.run(0.2)


def driven(world):
    """Names of everything that is on at this instant, as pins and not as the firmware sees it."""
    wiring = world.wiring
    now_us = world.chip.now_us
    on = []
    for i in (0, 1):
        if wiring.heaters[i].high_until_us > now_us or wiring.heaters[i].frozen:
            on.append("heater")
        if world.plant.drive.valve[i] and wiring.rail_up:
            on.append("valve")
    for pwm in wiring.pwms:
        if pwm.duty:
            on.append("pwm")
    return on


class Watch:
    """Notes, tick by tick, when the outputs were last on; `quiet_s` from `mark`."""

    def __init__(self, rig):
        self.rig = rig
        self.mark_us = 0
        self.last_us = 0
        self.energy_j = 0.0
        rig.world.on_tick = self.look

    def mark(self, after_us=0):
        """Latencies count from now (plus `after_us`)."""
        self.mark_us = self.rig.world.chip.now_us + after_us
        self.last_us = self.mark_us

    def look(self, world):
        if driven(world):
            self.last_us = world.chip.now_us

    def quiet_s(self):
        """Seconds from the mark to the first tick with everything off."""
        if self.last_us == self.mark_us:
            return 0.0
        return (self.last_us + 20_000 - self.mark_us) / 1_000_000
