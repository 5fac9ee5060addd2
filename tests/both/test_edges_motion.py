"""Edges of slew, supply, massage and the account of air: first seconds, exact numbers.
SAF-024 SAF-059 SAF-060 SAF-061 SAF-067 SAF-068 SAF-070 SAF-071.
"""

from firmware.image import CHANNELS, ROLLER_LEFT, ROLLER_RIGHT, Inputs, Intents, Outputs, Status
from firmware.safety.air_budget import AirBudget
from firmware.safety.massage import Massage
from firmware.safety.slew import Slew
from firmware.safety.supply import Supply
from firmware.safety.trips import (
    AIR_LEAK,
    OVER_PRESSURE,
    PRESSURE_SENSOR,
    REFERENCE,
    ROLLER_JAM,
    SELF_TEST,
    SUPPLY_LOW,
    SUPPLY_OVER,
    VENT_FAILED,
)

from .checks_bench import FEET, LIMITS
from .firmware_bench import Recorder


def test_a_roller_that_never_turned_has_rested_since_the_clock_began():
    """SAF-024: just below and at."""
    for foot in FEET:
        for now_ms, turned in ((299, 0), (300, 1)):
            want, out = Intents(), Outputs()
            want.reverse[foot] = 1 - out.reverse[foot]
            was = out.reverse[foot]
            want.level[ROLLER_LEFT + foot] = 500
            Slew(LIMITS[0]).apply(want, [1_000] * CHANNELS, out, now_ms)
            assert (out.reverse[foot] != was) == bool(turned), (foot, now_ms)
            assert (out.level[ROLLER_LEFT + foot] > 0) == bool(turned)


# --- supply --------------------------------------------------------------------------------------


def rail():
    inputs = Inputs()
    latch = Recorder()
    status = Status()
    status.rail = 1
    return Supply(inputs, status, (), LIMITS[0], latch), inputs, latch


def test_the_first_second_of_a_rail_is_not_judged_and_a_trip_says_what_it_read():
    """SAF-067 SAF-068."""
    for mv, code, limit_mv in ((14_501, SUPPLY_OVER, 14_500), (9_999, SUPPLY_LOW, 10_000)):
        one, inputs, latch = rail()
        inputs.rail_mv = mv
        for second in range(3):
            one.check_rail(second)
        assert latch.calls == []
        one.check_rail(3_000)
        assert latch.calls == [(code, 0, mv, limit_mv, 3_000)]


def test_a_rail_that_a_standing_keep_alive_held_at_boot_is_told_each_second_of_that_boot():
    """HAZ-120."""
    for up, mv in ((0, 0), (1, 12_000)):
        one, inputs, latch = rail()
        one.status.rail, inputs.rail_mv = up, mv
        one.check_rail(0)
        assert latch.calls == []
        one.held_mv = 11_900
        for now_ms in (1_000, 2_000):
            one.check_rail(now_ms)
        assert latch.calls == [(SELF_TEST, 0, 11_900, 2_000, now_ms) for now_ms in (1_000, 2_000)]


def test_a_reference_that_moves_by_40_mv_is_told_in_its_sixteenth_second_with_what_it_was():
    """SAF-071."""
    one, inputs, latch = rail()
    inputs.reference_mv = 2_510
    one.status.rail = 0
    one.check_reference(0)
    one.status.rail = 1
    inputs.reference_mv = 2_550
    for second in range(1, 40):
        one.check_reference(second)
        if latch.calls:
            break
    assert latch.calls == [(REFERENCE, 0, 2_535, 2_510, 16)]


def test_a_reference_that_is_off_is_told_with_what_it_should_be():
    """SAF-070."""
    one, inputs, latch = rail()
    inputs.reference_mv = 2_576
    one.status.rail = 0
    one.check_reference(7)
    assert latch.calls == [(REFERENCE, 0, 2_576, 2_500, 7)]


# --- the account of air --------------------------------------------------------------------------


def account(profile=0, pump_ml_s=50):
    latch = Recorder()
    stage = {"pump_ml_s": pump_ml_s, "bladder_ml_per_mpa": 7_300}
    return AirBudget(LIMITS[profile], stage, latch), latch


def test_a_limp_bladder_that_took_too_much_is_told_in_millilitres_for_one_and_for_two():
    """SAF-059."""
    for bladders, where in ((1, 2), (2, 0)):
        one, latch = account()
        one.net_ul = 400_000 * bladders
        one.step(0, 0, 1_000, bladders, 12_000, where, 99)
        assert latch.calls == [(AIR_LEAK, where, 400 * bladders + 2, 400 * bladders, 99)]
        one, latch = account()
        one.net_ul = 398_000 * bladders
        one.step(0, 0, 0, bladders, 12_000, where, 99)
        assert latch.calls == []


def test_a_taut_bladder_that_lost_air_is_told_in_millilitres():
    """SAF-060."""
    for bladders in (1, 2):
        one, latch = account()
        one.taut = 1
        shown_ul = 14_600 * bladders
        slack_ul = 36_000 * bladders + shown_ul // 4
        one.net_ul = slack_ul + shown_ul + 649 * bladders
        one.step(2_000, 2_000, 0, bladders, 12_000, 1, 99)
        assert latch.calls == []
        one.net_ul += 649 * bladders + 1_000
        one.step(2_000, 2_000, 0, bladders, 12_000, 1, 99)
        told = (slack_ul + 1_000) // 1_000
        assert latch.calls == [(AIR_LEAK, 1, told, slack_ul // 1_000, 99)]


def test_a_hose_that_is_taut_at_once_and_a_sensor_that_sleeps_are_told_with_their_pressures():
    """SAF-061."""
    one, latch = account()
    for _ in range(2):
        one.step(1_700, 1_700, 0, 1, 12_000, 2, 99)
    assert latch.calls == [(VENT_FAILED, 2, 1_700, 1_600, 99)]
    one, latch = account()
    one.pause = 3
    one.missed = 1
    one.before_pa = 1_000
    one.step(950, 950, 0, 1, 12_000, 2, 99)
    assert latch.calls == [(PRESSURE_SENSOR, 2, 950, 1_000, 99)]


def test_holes_let_out_what_the_table_says_by_the_nearest_kilopascal():
    for pa, out_ul in (
        (0, 0),
        (499, 0),
        (500, 450),
        (14_499, 1_915),
        (14_500, 1_994),
        (15_500, 1_994),
    ):
        for bladders in (1, 2):
            one, _ = account()
            one.step(pa, pa, 0, bladders, 12_000, 0, 0)
            assert one.net_ul == -out_ul * bladders, pa


def test_two_bladders_pause_the_pump_only_when_it_works_twice_as_hard():
    """SAF-061."""
    for drive, bladders, paused in ((1_500, 1, 1), (2_999, 2, 0), (3_000, 2, 1)):
        one, _ = account()
        one.blind_ul = 80_000
        one.step(0, 0, drive, bladders, 12_000, 0, 0)
        assert one.pause == paused


# --- massage -------------------------------------------------------------------------------------


def test_pressure_and_a_jam_belong_to_no_foot_and_are_told_with_their_numbers():
    """SAF-007 SAF-018 SAF-019: one sensor, one shunt for both feet."""
    inputs, out, latch = Inputs(), Outputs(), Recorder()
    one = Massage(LIMITS[0], latch)
    inputs.pressure_pa = 14_666
    inputs.now_ms = 40
    one.check_pressure(inputs)
    one.check_pressure(inputs)
    assert latch.calls == [(OVER_PRESSURE, 0, 14_666, 14_665, 40)]
    latch.calls.clear()
    out.level[ROLLER_LEFT] = 500
    out.level[ROLLER_RIGHT] = 500
    inputs.roller_ma = 1_001
    for now_ms in (1_000, 1_299, 1_300):
        inputs.now_ms = now_ms
        one.check_rollers(inputs, out)
    assert latch.calls == [(ROLLER_JAM, 0, 2_002, 2_000, 1_300)]
