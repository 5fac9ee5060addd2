"""One sensor, or both of a foot, lie while heat is on: told in time, or bounded in the plant's
truth.
"""

from sim.rig import Rig

from .device import CAP_C, evening
from .lengths import some
from .supervision_bench import (
    DOSE_MIN,
    LATCH_C,
    STAGES,
    USUAL,
    WORST,
    Told,
    break_at,
    in_room,
    play,
)

PLACES = ("left.a", "left.b", "left.latch", "left")
FEW = ("left", "left.a")  # where b and the latch's sensor add nothing


def safe(told, stage, over_cap_c):
    """What must be true of every foot, told or not."""
    assert told.pad_c <= CAP_C[stage] + over_cap_c, (stage, told)
    assert told.skin_c <= LATCH_C[stage], (stage, told)
    assert told.dose_min < DOSE_MIN[stage], (stage, told)


def test_a_sensor_that_freezes_in_warm_up_is_told_within_15_s():
    """SAF-031 SAF-033: one or both; the gentle pad must move before anything can be seen."""
    for plant in (USUAL, WORST):
        for where in PLACES:
            told = break_at("standard", plant, 45, (("ntc_frozen", where, None),), 60)
            assert told.after_s <= 15, (where, told)
            assert told.name in ("sensor_stuck", "sensor_disagrees", "no_thermal_response"), told


def test_a_frozen_gentle_sensor_is_told_as_soon_as_the_pad_moved_half_a_degree():
    for where in PLACES:
        told = break_at("gentle", WORST, 45, (("ntc_frozen", where, None),), 90)
        assert told.after_s <= 40, (where, told)


def test_a_sensor_that_freezes_at_hold_never_takes_the_pad_over_its_bound():
    """SAF-030 SAF-038 SAF-039: whichever of a foot's sensors, even all three."""
    for stage in some(STAGES):
        for where in some(("left.all", "left", "left.b")):
            told = break_at(stage, WORST, 420, (("ntc_frozen", where, None),))
            safe(told, stage, 1.3)


def test_all_three_sensors_frozen_in_warm_up_leave_the_pad_a_watt():
    """SAF-038 SAF-039"""
    # 24: sixteen seconds of heat, which the timer's proof lets begin four seconds later
    for stage, onset_s in some((("standard", 24), ("standard", 90), ("gentle", 90))):
        rig = evening(stage, plant=in_room(stage, WORST))
        rig.run(onset_s)
        rig.fault("ntc_frozen", "left.all")
        rig.run(280)
        given_j = rig.plant.wells[0].heater_j
        rig.run(60)
        assert rig.plant.wells[0].heater_j - given_j <= 66.0, stage
        safe(Told(rig, 0), stage, 1.3)


def test_a_sensor_that_comes_off_is_told_or_bounded():
    """SAF-030 SAF-031 SAF-033"""
    for stage in some(STAGES):
        for where in some(PLACES[1:]):
            for onset_s in (45, 420):
                told = break_at(stage, WORST, onset_s, (("ntc_detached", where, None),))
                assert told.after_s <= 30 or told.pad_c <= CAP_C[stage] + 1.0, (stage, told)
                safe(told, stage, 1.0)


def test_slow_and_quick_drift_of_one_sensor_or_both_stay_below_dose_and_latch():
    """SAF-030 SAF-031 SAF-032 SAF-033"""
    for stage in some(STAGES):
        for where in some(FEW):
            for drift in (-0.05, -1.0):
                told = break_at(stage, WORST, 30, (("ntc_drift", where, drift),))
                safe(told, stage, 1.0)
                assert told.name or drift >= -0.1, (where, drift)


def test_small_and_great_offsets_of_one_sensor_or_both_stay_below_dose_and_latch():
    """SAF-030 SAF-031 SAF-036 SAF-037"""
    for stage in some(STAGES):
        for where in some(FEW):
            for offset, onset_s in some(((-0.5, 30), (-0.9, 420), (-1.2, 420), (-8.0, 420))):
                told = break_at(stage, WORST, onset_s, (("ntc_offset", where, offset),))
                safe(told, stage, 1.1)
                # a step under a degree may fall between two looks, half in each, and then lies
                # within what two sensors may differ by
                assert told.name or offset > -1.0, (where, offset, onset_s)


def test_an_offset_that_was_there_before_power_on_is_told_or_bounded():
    """SAF-034: more than tolerance is never learned."""
    for stage in some(STAGES):
        for where in some(FEW):
            for offset in (-1.4, -1.7, -8.0):
                profile = "standard" if stage == "standard" else "neuropathy"
                rig = Rig(stage=stage, profile=profile, plant=in_room(stage, WORST))
                rig.fault("ntc_offset", where, offset)
                rig.power(0)
                rig.run(1)
                rig.power(1)
                rig.run(6)
                if rig.trip:
                    assert rig.trip == "sensor_disagrees" and offset < -1.5
                    continue
                assert offset > -1.5
                rig.start_session(3)
                play(rig, 600)
                safe(Told(rig, 0), stage, 1.1)


def test_three_sensors_that_lie_together_are_bounded_by_the_other_foot():
    """SAF-034: the far end of what one named fault can do; skin stays below the latch."""
    for fault, value in some((("ntc_drift", -0.5), ("ntc_offset", -1.4))):
        told = break_at("standard", WORST, 30, ((fault, "left.all", value),))
        assert told.skin_c <= 42.5 and told.dose_min <= 2.5, (fault, value, told)


def test_a_code_that_stands_still_is_told_and_a_live_one_never():
    """SAF-035"""
    for where in some(("left.a", "right.b", "left.latch")):
        told = break_at("gentle", USUAL, 300, (("adc_stuck", where, -1),), 40)
        assert told.name == "sensor_stuck" and told.where == where and told.after_s <= 22, told


def test_noise_that_stays_is_told_and_a_burst_of_10_s_survived():
    """SAF-036 SAF-037"""
    for stage in some(STAGES):
        told = break_at(stage, USUAL, 100, (("ntc_noise", "left.a", 2.0),), 60)
        assert told.name == "sensor_rate" and told.after_s <= 30, told
        for where in ("left.a", "left.latch", "left.all"):
            rig = evening(stage)
            rig.run(100)
            rig.fault("ntc_noise", where, 2.0, for_s=10)
            rig.run(60)
            assert rig.trip == "", (stage, where)


def test_an_empty_well_that_another_foot_left_warm_is_no_fault():
    """SAF-034: one foot's evening, then both feet's."""
    rig = Rig(stage="standard", profile="standard", plant={"covered": True})
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    rig.run(3)
    rig.feet("left")
    rig.run(400)
    rig.press("start")
    rig.feet("none")
    rig.run(120)
    assert rig.trip == ""
    rig.start_session(3)
    rig.run(300)
    assert rig.trip == "" and rig.state == "running"


def test_feet_in_and_out_and_moved_are_no_fault():
    for stage in some(STAGES):
        for plant in some((WORST, USUAL, {"ambient_c": 8.0})):
            rig = evening(stage, plant=in_room(stage, plant))
            for contact in (200.0, 40.0, 200.0):
                rig.run(110)
                for well in rig.plant.wells:
                    well.foot.touch(contact)
                rig.run(20)
                rig.feet("left")
                rig.run(4)
                rig.feet("both")
            assert rig.trip == "" and rig.state == "running", (stage, plant, rig.trip)
