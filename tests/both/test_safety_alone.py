"""A foot alone, judged by the plant: three sensors that lie alike have no witness. SAF-045."""

from firmware.image import FootInputs, Inputs
from firmware.safety.alone import SKIN_J_C, Alone
from sim.plant.pad import Well
from sim.rig import Rig, read_json
from sim.setup import setup

from .checks_bench import LIMITS, Seconds
from .lengths import some

# the foot that is least able to cool itself
WORST = {"contact_area_m2": 0.012, "contact_w_m2k": 200.0, "perfusion": 0.0, "covered": True}
STAGE = read_json("boards/stages/standard.json")


def reckoned(room_c):
    """The check, its wells at rest in a room; then a foot comes into its own."""
    trend, other = Seconds(0), Seconds(1)
    one = Alone(
        trend, other, Inputs(), FootInputs(), LIMITS[0], STAGE, 12_000
    )
    room_mc = int(room_c * 1_000)
    for present in (0, 0, 1):
        for well in (trend, other):
            well.second(room_mc, present=present if well is trend else 0)
        one.check(0)
    return one


def test_no_foot_that_cannot_cool_itself_has_a_skin_far_over_the_reckoned_one():
    """SAF-045."""
    for room_c, permille in ((5.0, 700), (23.0, 450), (23.0, 1_000), (34.0, 250), (34.0, 1_000)):
        well = Well(STAGE, setup(dict(WORST, ambient_c=room_c)))
        well.foot.place(1)
        one = reckoned(room_c)
        for _ in range(900):
            for _ in range(10):
                well.step(permille * 10_200 / 1_000_000 / 10)
            one.trend.second(0, power=permille)
            one.check(0)
            assert well.skin_c < one.held_mj / SKIN_J_C / 1_000 + 1.2, (room_c, permille)


END_S = 920  # the longest heat is over


def evening(feet, fault, value, at_s, **plant):
    """The plant after an evening at level 3: `feet` are (second, which are in), and all three
    sensors of the left one break at `at_s`.
    """
    rig = Rig(stage="standard", profile="standard", plant=dict(WORST, **plant))
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    for second, which in feet:
        rig.after(second, {"do": "feet", "feet": which})
    rig.run(at_s)
    rig.fault(fault, "left.all", value)
    rig.run(END_S - at_s)
    return rig.plant


def test_three_sensors_of_a_lone_foot_that_drift_alike_do_not_cook_it():
    """Without SAF-045 this one reached 50.6 degrees and 544 minutes."""
    plant = evening([(0, "left")], "ntc_drift", -1.0, 85, ambient_c=27.0)
    assert plant.peak_skin_c[0] < 42.0
    assert plant.cem43_min[0] < 1.0


def cycles(out_s, in_s, from_s):
    """Both feet in, and from `from_s` on the right one out and in again."""
    feet = [(0, "both")]
    while from_s < END_S:
        feet += [(from_s, "left"), (from_s + out_s, "both")]
        from_s += out_s + in_s
    return feet


def test_a_foot_that_leaves_or_comes_and_goes_does_not_hide_that_the_others_sensors_drift():
    """Each reached 43.3 to 46.4 degrees and up to 29.4 minutes before both feet had to be in for
    45 s, at a price, until one vouches for the other. SAF-045.
    """
    for value, at_s, feet, area_m2 in some(
        (
            (-1.0, 240, cycles(2, 43, 240), 0.012),
            (-0.48, 300, cycles(1, 44, 300), 0.013),
            (-0.48, 300, cycles(5, 40, 300), 0.013),
            (-0.48, 300, cycles(10, 40, 300), 0.013),
            (-0.48, 300, cycles(40, 40, 300), 0.013),
            (-0.48, 240, cycles(50, 30, 240), 0.013),
            (-0.48, 300, cycles(58, 50, 300), 0.013),
            (-0.5, 260, [(0, "both"), (260, "left")], 0.012),
            (-0.5, 300, [(0, "both"), (300, "left")], 0.012),
        )
    ):
        plant = evening(feet, "ntc_drift", value, at_s, ambient_c=30.2, contact_area_m2=area_m2)
        assert max(plant.peak_skin_c) < 41.5, (feet[:3], plant.peak_skin_c)
        assert max(plant.cem43_min) < 1.0, (feet[:3], plant.cem43_min)


def test_a_cold_foot_that_comes_beside_a_warm_one_vouches_for_nothing_yet():
    """Both were found by the search: 44.6 and 43.1 degrees, 18.6 and 3.4 minutes. SAF-045."""
    for fault, value, joins_s, at_s, plant in some(
        (
            ("ntc_detached", None, 255, 264, dict(ambient_c=30.8, contact_area_m2=0.013)),
            (
                "ntc_drift", -0.4771, 370, 410,
                dict(ambient_c=30.2, contact_area_m2=0.015, covered=False),
            ),
        )
    ):  # fmt: skip
        feet = [(0, "left"), (joins_s, "both")]
        plant = evening(feet, fault, value, at_s, **plant)
        assert max(plant.peak_skin_c) < 42.5, plant.peak_skin_c
        assert max(plant.cem43_min) < 2.5, plant.cem43_min
