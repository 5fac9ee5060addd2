"""One evening of the real firmware, judged: a case in, figures out.

Decides how a case that no scenario can say (beads at the corners of their tolerance, a foot that
presses harder from now on, a ceiling out of nowhere) is put on the world. Runs on every
interpreter; called by `worker` and by tests.
"""

from sim.hold.fastest import fastest_s
from sim.hold.judge import CLOSE_C, NEAR_C, FootJudge
from sim.plant.dose import decay
from sim.plant.foot import THERMAL_S
from sim.world import World

LONG_MS = 900_000
SIDES = ("left", "right")


class Evening:
    """`spec` as any run's; `odd` has what scenarios cannot say, every key optional:
    `rises` [a, b, latch], `bead_tau_s`, `touches` [[t_s, W/m2K], ...], `ceilings`
    [[from_s, to_s, permille at first, permille at last], ...], `long_at_s` from when on the heat
    counts as 15 minutes old.
    """

    def __init__(self, spec, odd):
        self.world = world = World(spec)
        self.ceilings = odd.get("ceilings", ())
        self.most = 1000  # what they leave at this moment
        self.lowered = None  # the boot whose governor has the odd ceilings
        self.long_us = int(odd.get("long_at_s", 10000.0) * 1000000)
        self.touches = [list(touch) for touch in odd.get("touches", ())]
        stage, setup = spec["stage"], spec["plant"]
        for well in world.plant.wells:
            if "rises" in odd:
                well._a_rise, well._b_rise, well._latch_rise = odd["rises"]
            if "bead_tau_s" in odd:
                well._bead_step = 1.0 - decay(THERMAL_S / odd["bead_tau_s"])
        self.judges = [FootJudge(stage, setup, well) for well in world.plant.wells]
        world.on_tick = self.look

    def ceiling(self, now_s):
        """What the odd ceilings leave, permille."""
        least = 1000
        for from_s, to_s, first, last in self.ceilings:
            if from_s <= now_s < to_s:
                share = (now_s - from_s) / (to_s - from_s)
                least = min(least, int(first + (last - first) * share))
        return least

    def lower(self, device):
        """Stand behind the governor's own ceilings; in the fast scan, so nothing is made there."""
        lower = device.governor.lower_ceilings
        ceiling = device.governor.status.ceiling

        def lower_more(want):
            lower(want)
            for foot in (0, 1):
                if ceiling[foot] > self.most:
                    ceiling[foot] = self.most

        device.governor.lower_ceilings = lower_more
        self.lowered = device

    def look(self, world):
        """After every tick."""
        device = world.device
        if self.ceilings and device is not None and device is not self.lowered:
            self.lower(device)
        if world.plant.time_us % 100000:
            return
        now_s = world.chip.now_us / 1000000.0
        self.most = self.ceiling(now_s)
        while self.touches and self.touches[0][0] <= now_s:
            contact = self.touches.pop(0)[1]
            for well in world.plant.wells:
                well.foot.touch(contact)
        if device is not None and world.chip.now_us >= self.long_us:
            device.governor.status.heat_ms += LONG_MS
            self.long_us = 1 << 59
        target_c = device.sequencer.setpoints.heat_mc / 1000.0 if device is not None else 0.0
        for foot in (0, 1):
            duty = device.outputs.level[foot] if device is not None else 0
            full = device is not None and duty >= device.governor.status.ceiling[foot]
            self.judges[foot].look(now_s, target_c, duty, full)

    def run(self):
        """{"trip", "left": figures, "right": figures}."""
        spec = self.world.spec
        self.world.end_us = spec["duration_ms"] * 1000
        self.world.run(self.world.end_us)
        device = self.world.device
        found = {"trip": device.governor.status.trip if device is not None else -1}
        for side, judge in zip(SIDES, self.judges):
            figures = judge.figures
            figures["first_s"] = judge.first_s
            if judge.first_s is not None:
                rise_c_s = (0.1, 0.05)[spec["profile"] == "neuropathy"]
                marks = [judge.first_target_c - NEAR_C, judge.first_target_c - CLOSE_C]
                most_s = spec["duration_ms"] / 1000.0 - judge.first_s
                figures["fastest_s"], figures["closest_s"] = fastest_s(
                    spec["stage"], spec["plant"], rise_c_s, marks, most_s, judge.first_s
                )
            found[side] = figures
        return found
