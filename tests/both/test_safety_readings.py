"""What is read wrongly, as whole evenings: sensors that jump, age or are swapped, an ADC's line
or a select of one multiplexer, a ground that a heater shifts, a leak that no reading shows.
"""

from sim.fake.chip import STUCK_HIGH, STUCK_LOW
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


def off_from_power_on(stage, *faults):
    """A whole evening of the worst foot whose parts were so before anybody came."""
    profile = "standard" if stage == "standard" else "neuropathy"
    rig = Rig(stage=stage, profile=profile, plant=in_room(stage, WORST))
    for name, where, value in faults:
        rig.fault(name, where, value)
    rig.run(2)
    rig.start_session(3)
    play(rig, 890)
    return rig


def test_three_sensors_that_jump_together_are_told_from_two_degrees_on():
    """HAZ-030: nothing contradicts them, but no pad falls so."""
    for stage in some(STAGES):
        for value, onset_s in some(((-2.0, 420), (-8.0, 200), (-2.0, 200))):
            told = break_at(stage, WORST, onset_s, (("ntc_offset", "left.all", value),), 30)
            assert told.name in ("sensor_rate", "no_thermal_response"), (stage, value, told)
            assert told.after_s <= 4.0, (stage, value, told)
            assert told.pad_c <= CAP_C[stage] + 0.2, (stage, value, told)


def test_two_sensors_of_one_pad_that_are_swapped_change_nothing():
    """HAZ-035: the hotter counts, whichever it is."""
    for stage in some(STAGES):
        whole = Told(off_from_power_on(stage), 0)
        told = Told(off_from_power_on(stage, ("ntc_swapped", "left", None)), 0)
        assert told.name == whole.name == "", (stage, told)
        assert abs(told.pad_c - whole.pad_c) < 0.1 and abs(told.skin_c - whole.skin_c) < 0.1


def test_sensors_that_read_a_degree_too_little_keep_skin_and_dose_within_bounds():
    """HAZ-037: all six, from the start, as years would do it."""
    aged = (("ntc_offset", "left.all", -1.0), ("ntc_offset", "right.all", -1.0))
    for stage in some(STAGES):
        told = Told(off_from_power_on(stage, *aged), 0)
        assert told.name == "", (stage, told)
        assert told.skin_c <= LATCH_C[stage] and told.dose_min < DOSE_MIN[stage], (stage, told)
        assert told.pad_c <= CAP_C[stage] + 1.3, (stage, told)


def test_a_whole_line_of_the_adc_that_stands_still_is_told_at_once():
    """HAZ-041: the heaters' currents, the rail and the reference stand with it."""
    for stage in some(STAGES):
        for where, onset_s in some((("adc0", 60), ("adc1", 420), ("adc1", 60), ("adc0", 420))):
            told = break_at(stage, WORST, onset_s, (("adc_stuck", where, -1),), 10)
            assert told.name and told.after_s <= 0.1, (stage, where, told)
            assert told.pad_c <= CAP_C[stage] + 0.2, (stage, where, told)


def test_a_select_of_one_multiplexer_that_stands_still_is_told_though_the_other_answers():
    """HAZ-042: a joint open there, held low or high; the reference hangs on the second alone."""
    for stage in some(STAGES):
        for number, bit, pin in some(
            [
                (n, b, p)
                for b in ("s1", "s2", "s0")
                for p in (STUCK_HIGH, STUCK_LOW)
                for n in (0, 1)
            ]
        ):
            for onset_s in some((300, 60)):
                rig = evening(stage, plant=in_room(stage, WORST))
                rig.run(onset_s)
                from_s = rig.now_s
                setattr(rig.world.wiring.senses.lines[number], bit, pin)
                play(rig, 10)
                told = Told(rig, from_s)
                assert told.name and told.after_s <= 5.0, (stage, number, bit, pin, told)
                assert told.pad_c <= CAP_C[stage] + 0.2, (stage, number, bit, pin, told)


def test_current_in_the_ground_of_its_sensors_is_told_on_either_stage():
    """HAZ-044: inside a pulse all three sensors are off by 30 codes, .8 °C, up or down."""
    for stage in some(STAGES):
        for plant, onset_s in some(((WORST, 420), (USUAL, 200))):
            for where, value in some((("left", 30), ("right", -30))):
                told = break_at(stage, plant, onset_s, (("ground_shift", where, value),), 40)
                assert told.name == "ground_fault" and told.after_s <= 30, (stage, where, told)
                assert told.where.startswith(where) and told.pad_c <= CAP_C[stage] + 0.2


def test_a_shift_of_the_ground_too_small_to_count_trips_nothing():
    """HAZ-044: five codes, .13 °C."""
    told = break_at("standard", USUAL, 60, (("ground_shift", "left", 5),), 120)
    assert told.name == "", told


def test_a_leak_too_small_to_tell_warms_no_pad_past_its_cap():
    """HAZ-003: 25 mA, in a session with heat, and all evening without any."""
    for stage in some(STAGES):
        for heat in (3, 0):
            rig = evening(stage, heat=heat, plant=in_room(stage, WORST))
            rig.fault("heater_leak", "left", 25.0)
            play(rig, 880)
            told = Told(rig, 0)
            assert told.name == "", (stage, heat, told)
            assert told.pad_c <= CAP_C[stage] + 0.2, (stage, heat, told)
            assert told.skin_c <= CAP_C[stage] + 0.2, (stage, heat, told)
