"""Heater currents, presence, pressure and rollers. SAF-007 SAF-015 SAF-016 SAF-017 SAF-018
SAF-019."""

from firmware.image import ROLLER_LEFT, ROLLER_RIGHT, FootInputs, Inputs, Outputs, Status
from firmware.safety.heater_check import HeaterCheck
from firmware.safety.limits import Limits
from firmware.safety.massage import OTHER_MA, Massage
from firmware.safety.presence import Presence
from firmware.safety.trips import (
    HEATER_LEAK,
    HEATER_NO_CURRENT,
    HEATER_ON_UNASKED,
    OVER_PRESSURE,
    PLACES,
    ROLLER_JAM,
)
from firmware.units import TIME_MASK
from tests.both.firmware_bench import PROFILES, Recorder

MOHM = 12_000


def heater(side=0, mohm=MOHM):
    inputs = FootInputs()
    latch = Recorder()
    return HeaterCheck(side, inputs, Limits(0), mohm, latch), inputs, latch


def off_codes(*currents):
    check, inputs, latch = heater()
    for i in range(len(currents)):
        inputs.off_ma = currents[i]
        check.check(0, i * 20)
    return latch.codes


def test_current_in_a_low_gate_is_told_on_its_second_tick():
    """SAF-015 SAF-016: just below, at and above; one tick is none, a quiet tick starts again."""
    limit = Limits(0).heater_off_ma
    assert off_codes(*[limit - 1] * 50) == []
    assert off_codes(*[limit] * 50) == []
    assert off_codes(limit + 1) == []
    assert off_codes(*[limit + 1, limit] * 50) == []
    assert off_codes(limit + 1, limit + 1) == [HEATER_LEAK]


def test_a_leak_and_a_closed_switch_are_told_apart():
    assert off_codes(150, 150) == [HEATER_LEAK]
    assert off_codes(151, 151) == [HEATER_ON_UNASKED]
    assert off_codes(1_208, 1_208) == [HEATER_ON_UNASKED]


def test_both_feet_name_themselves():
    for side in (0, 1):
        check, inputs, latch = heater(side)
        inputs.off_ma = 1_000
        check.check(0, 0)
        check.check(1_000, 20)
        assert PLACES[latch.calls[0][1]] == ("left", "right")[side]
        check, inputs, latch = heater(side)
        for now_ms in (0, 2_000):
            check.check(1_000, now_ms)
        assert PLACES[latch.calls[0][1]] == ("left", "right")[side]


def test_a_closed_switch_is_told_whatever_was_pulsed():
    """SAF-015: the gate is low at this instant of every tick, also under full heat."""
    for pulsed in (0, 60, 1_000):
        check, inputs, latch = heater()
        inputs.on_ma = 1_000
        inputs.off_ma = 1_000
        check.check(pulsed, 0)
        check.check(pulsed, 20)
        assert latch.codes == [HEATER_ON_UNASKED]


def dead(pulsed, on_ma, last_ms, start_ms=0):
    check, inputs, latch = heater()
    inputs.on_ma = on_ma
    for at_ms in list(range(0, last_ms, 20)) + [last_ms]:
        check.check(pulsed, (start_ms + at_ms) & TIME_MASK)
    return latch.codes


def test_a_heater_without_current_is_told_after_its_time():
    """SAF-017: just below, at and above, also across the clock's wrap."""
    dead_ms = Limits(0).heater_dead_ms
    for start_ms in (0, TIME_MASK - 1_000):
        assert dead(1_000, 0, dead_ms - 1, start_ms) == []
        assert HEATER_NO_CURRENT in dead(1_000, 0, dead_ms, start_ms)
        assert HEATER_NO_CURRENT in dead(1_000, 0, dead_ms + 1, start_ms)


def test_half_the_current_of_ten_volts_is_the_least():
    for mohm, least_ma in ((12_000, 416), (42_400, 117)):
        for more, trips in ((-1, 1), (0, 0), (1, 0)):
            check, inputs, latch = heater(0, mohm)
            inputs.on_ma = least_ma + more
            for now_ms in (0, 2_000):
                check.check(1_000, now_ms)
            assert len(latch.calls) == trips, (mohm, more)


def test_a_pulse_too_short_to_sample_in_is_not_judged():
    assert dead(59, 0, 10_000) == []
    assert HEATER_NO_CURRENT in dead(60, 0, 2_000)
    assert HEATER_NO_CURRENT in dead(61, 0, 2_000)


def test_one_pulse_with_current_starts_the_time_again():
    """SAF-017."""
    check, inputs, latch = heater()
    for now_ms in range(0, 1_980, 20):
        check.check(1_000, now_ms)
    inputs.on_ma = 1_000
    check.check(1_000, 1_980)
    inputs.on_ma = 0
    for now_ms in range(2_000, 4_000, 20):
        check.check(1_000, now_ms)
    assert latch.calls == []
    check.check(1_000, 4_000)
    assert latch.codes == [HEATER_NO_CURRENT]


def wells():
    status = Status()
    return Presence(status), Inputs(), status


def see(presence, inputs, left_mv, right_mv):
    inputs.left.presence_mv = left_mv
    inputs.right.presence_mv = right_mv
    presence.check(inputs)


def test_a_foot_is_in_above_1400_mv_and_out_below_900_and_stays_between():
    presence, inputs, status = wells()
    for mv, present in (
        (899, 0),
        (900, 0),
        (1_150, 0),
        (1_400, 0),
        (1_401, 1),
        (1_400, 1),
        (1_150, 1),
        (900, 1),
        (899, 0),
        (900, 0),
        (1_401, 1),
    ):
        see(presence, inputs, mv, 899)
        assert status.present == [present, 0], mv
        see(presence, inputs, mv, 3_300)
        assert status.present == [present, 1], mv


def test_an_open_wire_is_no_foot():
    presence, inputs, status = wells()
    see(presence, inputs, 2_000, 2_000)
    see(presence, inputs, 0, 2_000)
    assert status.present == [0, 1]


def test_heat_wants_a_well_that_was_seen_empty():
    presence, inputs, status = wells()
    see(presence, inputs, 2_000, 2_000)
    assert status.present == [1, 1] and status.heat_allowed == [0, 0]
    see(presence, inputs, 400, 2_000)
    assert status.heat_allowed == [0, 0]
    see(presence, inputs, 2_000, 2_000)
    assert status.heat_allowed == [1, 0]


def test_a_sensor_stuck_at_foot_never_earns_heat():
    presence, inputs, status = wells()
    for mv in (2_000, 1_401, 1_000, 900, 3_300) * 20:
        see(presence, inputs, mv, mv)
        assert status.heat_allowed == [0, 0]


def test_every_session_wants_the_well_empty_anew():
    presence, inputs, status = wells()
    see(presence, inputs, 400, 400)
    see(presence, inputs, 2_000, 2_000)
    assert status.heat_allowed == [1, 1]
    presence.session_over()
    assert status.heat_allowed == [0, 0]
    see(presence, inputs, 2_000, 2_000)
    assert status.present == [1, 1] and status.heat_allowed == [0, 0]
    see(presence, inputs, 400, 2_000)
    see(presence, inputs, 2_000, 2_000)
    assert status.heat_allowed == [1, 0]


def test_a_foot_that_lifts_within_the_band_keeps_its_heat_and_one_that_leaves_loses_it():
    presence, inputs, status = wells()
    see(presence, inputs, 400, 400)
    see(presence, inputs, 2_000, 2_000)
    see(presence, inputs, 901, 2_000)
    assert status.heat_allowed == [1, 1]
    see(presence, inputs, 899, 2_000)
    assert status.heat_allowed == [0, 1]


def pressure(profile, *values):
    latch = Recorder()
    massage = Massage(Limits(profile), latch)
    inputs = Inputs()
    for pa in values:
        inputs.pressure_pa = pa
        massage.check_pressure(inputs)
    return latch.codes


def test_pressure_trips_on_its_second_sample():
    """SAF-007: just below, at and above; one sample is none; a good one starts again."""
    for profile in PROFILES:
        limit = Limits(profile).pressure_trip_pa
        assert pressure(profile, *[limit - 1] * 50) == []
        assert pressure(profile, *[limit] * 50) == []
        assert pressure(profile, limit + 1) == []
        assert pressure(profile, *[limit + 1, limit] * 50) == []
        assert pressure(profile, limit + 1, limit + 1) == [OVER_PRESSURE]


def rollers(profile, ma, duty, last_ms, right=0, start_ms=0):
    latch = Recorder()
    massage = Massage(Limits(profile), latch)
    inputs, out = Inputs(), Outputs()
    out.level[ROLLER_LEFT] = duty
    out.level[ROLLER_RIGHT] = right
    inputs.roller_ma = ma
    for at_ms in list(range(0, last_ms, 40)) + [last_ms]:
        inputs.now_ms = (start_ms + at_ms) & TIME_MASK
        massage.check_rollers(inputs, out)
    return latch


def test_a_jam_trips_after_its_time():
    """SAF-019: just below, at and above, also across the clock's wrap."""
    for profile in PROFILES:
        jam_ms = Limits(profile).roller_jam_ms
        high_ma = Limits(profile).roller_max_ma + 1
        for start_ms in (0, TIME_MASK - 100):
            assert rollers(profile, high_ma, 1_000, jam_ms - 1, 0, start_ms).calls == []
            codes = rollers(profile, high_ma, 1_000, jam_ms, 0, start_ms).codes
            assert codes == [ROLLER_JAM]
            assert ROLLER_JAM in rollers(profile, high_ma, 1_000, jam_ms + 1, 0, start_ms).codes


def test_a_jam_is_current_over_the_limit_at_the_duty_of_the_faster_roller():
    """SAF-018: just below, at and above the winding's current, at several duties."""
    for profile in PROFILES:
        both = Limits(profile).roller_max_ma
        for duty in (100, 400, 500, 1_000):
            for left, right in ((duty, 0), (0, duty), (duty, duty), (duty, duty // 2)):
                # one that turns alone has no share of the other's
                limit = both if left and right else both - OTHER_MA
                at_ma = limit * duty // 1_000
                assert at_ma * 1_000 == limit * duty
                assert rollers(profile, at_ma - 1, left, 2_000, right).calls == []
                assert rollers(profile, at_ma, left, 2_000, right).calls == []
                assert ROLLER_JAM in rollers(profile, at_ma + 1, left, 2_000, right).codes


def test_a_jam_is_told_as_winding_current():
    """SAF-018."""
    call = rollers(0, 1_500, 500, 300).calls[0]
    assert call[2:4] == (3_000, 1_500)


def test_a_roller_that_hardly_turns_is_not_judged():
    """SAF-018: just below, at and above a tenth of full duty."""
    assert rollers(0, 4_000, 0, 2_000).calls == []
    assert rollers(0, 4_000, 99, 2_000).calls == []
    assert ROLLER_JAM in rollers(0, 4_000, 100, 2_000).codes
    assert ROLLER_JAM in rollers(0, 4_000, 101, 2_000).codes


def test_one_good_sample_starts_the_jam_time_again():
    """SAF-019."""
    latch = Recorder()
    massage = Massage(Limits(0), latch)
    inputs, out = Inputs(), Outputs()
    out.level[ROLLER_LEFT] = 1_000
    for i in range(200):
        inputs.now_ms = i * 40
        inputs.roller_ma = 100 if i % 8 == 0 else 4_000  # 280 ms of stall at most
        massage.check_rollers(inputs, out)
    assert latch.calls == []


def test_the_longest_readings_stay_small_integers():
    """Extremes of roller current: 12 bits of a 13.2 A shunt, at every duty."""
    for duty in (100, 1_000):
        value = rollers(0, 13_197, duty, 400).calls[0][2]
        assert value == 13_197 * 1_000 // duty < 1 << 30
    assert 13_197 * 1_000 < 1 << 30 and 2_000 * 1_000 < 1 << 30
