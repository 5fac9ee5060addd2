"""What the tests of heater supervision share: the worst foot, faults that come in pairs, and what
became of it.
"""

from sim.setup import WARMEST_C

from .device import evening

STAGES = ("standard", "gentle")
# A small foot that cannot cool itself, pressed on and covered, in a hot room: see `in_room`.
WORST = {
    "perfusion": 0.0,
    "contact_w_m2k": 200.0,
    "contact_area_m2": 0.012,
    "covered": True,
    "ambient_c": 30.0,
}
USUAL: "dict[str, float]" = {}
COLD = {"ambient_c": 8.0}
DOSE_MIN = {"standard": 2.0, "gentle": 0.25}  # CEM43 a session may cost
LATCH_C = {"standard": 44.0, "gentle": 40.0}
OFF_CODE = 310  # what a heater's current reads when there is none: 250 mV


class Told:
    """The first trip of a rig, seconds after `from_s`, and the truth of the left foot."""

    def __init__(self, rig, from_s):
        trips = rig.world.journal.trips
        self.name = trips[0]["name"] if trips else ""
        self.where = trips[0]["where"] if trips else ""
        self.after_s = trips[0]["at_s"] - from_s if trips else 1e9
        plant = rig.plant
        self.pad_c = max(plant.peak_pad_c)
        self.skin_c = max(plant.peak_skin_c)
        self.dose_min = max(plant.cem43_min)

    def __repr__(self):
        return "%s %s after %.1f s, pad %.2f, skin %.2f, CEM43 %.3f" % (
            self.name,
            self.where,
            self.after_s,
            self.pad_c,
            self.skin_c,
            self.dose_min,
        )


def in_room(stage, plant):
    """The same in a room that is warm, and not too warm for this stage to heat in."""
    made = dict(plant)
    if "ambient_c" in made:
        made["ambient_c"] = min(made["ambient_c"], WARMEST_C[stage])
    return made


def break_at(stage, plant, onset_s, faults, run_s=None, heat=3):
    """15 minutes of an evening in which `faults` ((name, where, value), …) begin at `onset_s`."""
    rig = evening(stage, heat=heat, plant=in_room(stage, plant))
    rig.run(onset_s)
    from_s = rig.now_s
    for name, where, value in faults:
        rig.fault(name, where, value)
    play(rig, 890 - onset_s if run_s is None else run_s)
    return Told(rig, from_s)


def play(rig, seconds):
    """So many seconds, or until 20 s after a trip: then all that can happen has."""
    until_s = rig.now_s + seconds
    while rig.now_s < until_s and not rig.trip:
        rig.run(min(10.0, until_s - rig.now_s))
    if rig.trip:
        rig.run(20)


def welded_unseen(foot="left"):
    """A welded switch whose current sensor says nothing."""
    return (("adc_stuck", "heater_" + foot, OFF_CODE), ("heater_stuck_on", foot, None))
