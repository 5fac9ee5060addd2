"""Temperatures as raw counts: cap, soft trip, latch, broken wires. SAF-001 SAF-002 SAF-003 SAF-004
SAF-021 SAF-022 SAF-023."""

from firmware.image import FootInputs
from firmware.safety import raw_limits
from firmware.safety.limits import Limits
from firmware.safety.thermal import FootThermal
from firmware.safety.trips import (
    CONTACT_LATCH,
    OVER_TEMPERATURE,
    PLACES,
    SENSOR_OPEN,
    SENSOR_SHORT,
)
from firmware.units import TIME_MASK
from tests.both.firmware_bench import PROFILES, ROOM_CODE, ROOM_CODE16, Recorder

SIDES = ("left", "right")


def foot(profile=0, side=0):
    inputs = FootInputs()
    inputs.a_code = inputs.b_code = inputs.latch_code = ROOM_CODE
    inputs.a_code16 = inputs.b_code16 = inputs.latch_code16 = ROOM_CODE16
    latch = Recorder()
    return FootThermal(side, inputs, Limits(profile), latch), inputs, latch


def set_hot(inputs, sensor, code16):
    """Only `sensor` shows `code16`; the other stays in the room."""
    inputs.a_code16 = code16 if sensor == "a" else ROOM_CODE16
    inputs.b_code16 = code16 if sensor == "b" else ROOM_CODE16


def test_before_its_first_sample_a_foot_gets_no_heat():
    assert foot()[0].ceiling_permille == 0


def test_the_contact_cap_takes_heat_away_between_cap_and_fade():
    """SAF-001: just below, at and above the cap, and just below, at and above the end of its fade;
    either sensor."""
    for profile in PROFILES:
        cap = raw_limits.CONTACT_CAP_CODE16[profile]
        fade = raw_limits.CONTACT_FADE_CODE16[profile]
        for sensor in "ab":
            check, inputs, latch = foot(profile)
            got = []
            for code16 in (cap - 1, cap, cap + 1, fade - 1, fade, fade + 1, 65_520):
                set_hot(inputs, sensor, code16)
                inputs.a_code = inputs.b_code = ROOM_CODE
                check.check(0)
                got.append(check.ceiling_permille)
            assert got[0] == 1_000
            assert got[1] == 1_000
            assert 985 <= got[2] < 1_000
            assert 0 < got[3] <= 15
            assert got[4:] == [0, 0, 0]


def test_the_cap_fades_and_never_rises_with_temperature():
    """SAF-001."""
    for profile in PROFILES:
        check, inputs, latch = foot(profile)
        last = 1_000
        for code16 in range(41_500, 43_700):
            set_hot(inputs, "a", code16)
            check.check(0)
            assert 0 <= check.ceiling_permille <= last
            last = check.ceiling_permille
        assert last == 0


def test_the_cap_gives_heat_back_when_the_pad_has_cooled():
    """SAF-001 is a limiter, not a trip."""
    check, inputs, latch = foot()
    set_hot(inputs, "a", 43_600)
    check.check(0)
    set_hot(inputs, "a", 43_000)
    check.check(40)
    assert check.ceiling_permille == 1_000 and latch.calls == []


def soft(profile, code16, last_ms, sensor="a", start_ms=0, every_ms=40):
    """Codes of the trips after holding `code16` from start for `last_ms`."""
    check, inputs, latch = foot(profile)
    set_hot(inputs, sensor, code16)
    for at_ms in list(range(0, last_ms, every_ms)) + [last_ms]:
        check.check((start_ms + at_ms) & TIME_MASK)
    return latch.codes


def test_the_soft_trip_waits_exactly_its_time():
    """SAF-002 SAF-003: just below, at and above, amid the clock and across its wrap."""
    for profile in PROFILES:
        limit = raw_limits.SOFT_TRIP_CODE16[profile]
        soft_ms = Limits(profile).soft_trip_ms
        for start_ms in (0, 5_000, TIME_MASK - 3_000, TIME_MASK):
            for sensor in "ab":
                assert soft(profile, limit, soft_ms - 1, sensor, start_ms) == []
                assert OVER_TEMPERATURE in soft(profile, limit, soft_ms, sensor, start_ms)
                assert OVER_TEMPERATURE in soft(profile, limit, soft_ms + 1, sensor, start_ms)


def test_just_below_the_soft_trip_nothing_trips_however_long():
    """SAF-002: just below, at and above."""
    for profile in PROFILES:
        limit = raw_limits.SOFT_TRIP_CODE16[profile]
        soft_ms = Limits(profile).soft_trip_ms
        assert soft(profile, limit - 1, 20 * soft_ms, every_ms=1_000) == []
        assert OVER_TEMPERATURE in soft(profile, limit, 20 * soft_ms, every_ms=1_000)
        assert OVER_TEMPERATURE in soft(profile, limit + 1, 20 * soft_ms, every_ms=1_000)


def test_one_sample_below_the_soft_trip_starts_its_time_again():
    """SAF-003."""
    limit = raw_limits.SOFT_TRIP_CODE16[0]
    for dip in (limit - 1, raw_limits.CONTACT_CAP_CODE16[0] - 1, ROOM_CODE16):
        check, inputs, latch = foot()
        set_hot(inputs, "a", limit)
        for now_ms in range(0, 4_960, 40):
            check.check(now_ms)
        set_hot(inputs, "a", dip)
        check.check(4_960)
        set_hot(inputs, "a", limit)
        for now_ms in range(5_000, 10_000, 40):
            check.check(now_ms)
        assert latch.calls == [], dip
        check.check(10_000)
        assert latch.codes == [OVER_TEMPERATURE]


def test_the_soft_time_goes_on_when_the_other_sensor_takes_over():
    """SAF-002: the hotter sensor counts, whichever it is."""
    limit = raw_limits.SOFT_TRIP_CODE16[0]
    check, inputs, latch = foot()
    for now_ms in range(0, 5_000, 40):
        set_hot(inputs, "ab"[now_ms // 40 & 1], limit)
        check.check(now_ms)
    assert latch.calls == []
    check.check(5_000)
    assert latch.codes == [OVER_TEMPERATURE]


def test_the_firmware_latch_acts_on_one_sample():
    """SAF-004: just below, at and above; sensors a, b and the latch's own; both feet."""
    for profile in PROFILES:
        limit = raw_limits.LATCH_CODE16[profile]
        for side in (0, 1):
            for sensor in "ab":
                for more, trips in ((-1, 0), (0, 1), (1, 1)):
                    check, inputs, latch = foot(profile, side)
                    set_hot(inputs, sensor, limit + more)
                    check.check(0)
                    assert latch.codes == [CONTACT_LATCH] * trips
                    if trips:
                        assert PLACES[latch.calls[0][1]] == SIDES[side]
            for more, trips in ((-1, 0), (0, 1), (1, 1)):
                check, inputs, latch = foot(profile, side)
                inputs.latch_code16 = limit + more
                check.check_latch_sensor(0)
                assert latch.codes == [CONTACT_LATCH] * trips
                if trips:
                    assert PLACES[latch.calls[0][1]] == SIDES[side] + ".latch"


def test_a_sensor_that_reads_low_hides_nothing():
    """SAF-001 SAF-004: one sensor frozen at any cold reading, the other tells."""
    limit = raw_limits.LATCH_CODE16[0]
    for cold in (4_000, 20_000, ROOM_CODE16, 43_000):
        for sensor in "ab":
            check, inputs, latch = foot()
            inputs.a_code16 = inputs.b_code16 = cold
            if sensor == "a":
                inputs.a_code16 = limit
            else:
                inputs.b_code16 = limit
            check.check(0)
            assert latch.codes == [CONTACT_LATCH] and check.ceiling_permille == 0


def wire(sensor, code, samples, profile=0, side=0):
    """The latch after `samples` samples of `code` on one wire."""
    check, inputs, latch = foot(profile, side)
    if sensor == "a":
        inputs.a_code = code
    elif sensor == "b":
        inputs.b_code = code
    else:
        inputs.latch_code = code
    for i in range(samples):
        if sensor == "latch":
            check.check_latch_sensor(i * 40)
        else:
            check.check(i * 40)
    return latch


def test_an_open_wire_is_told_on_its_second_sample():
    """SAF-021 SAF-023: just below, at and above the limit; one sample is none; every sensor."""
    for profile in PROFILES:
        limit = Limits(profile).ntc_open_code
        for side in (0, 1):
            for sensor in ("a", "b", "latch"):
                assert wire(sensor, limit, 50, profile, side).calls == []
                assert wire(sensor, limit + 1, 50, profile, side).calls == []
                assert wire(sensor, limit - 1, 1, profile, side).calls == []
                for code in (limit - 1, 1, 0):
                    calls = wire(sensor, code, 2, profile, side).calls
                    assert len(calls) == 1 and calls[0][0] == SENSOR_OPEN
                    assert PLACES[calls[0][1]] == SIDES[side] + "." + sensor
                    assert calls[0][2:4] == (code, limit)


def test_a_shorted_wire_is_told_on_its_second_sample():
    """SAF-022 SAF-023: just below, at and above the limit; one sample is none; every sensor."""
    for profile in PROFILES:
        limit = Limits(profile).ntc_short_code
        for side in (0, 1):
            for sensor in ("a", "b", "latch"):
                assert wire(sensor, limit, 50, profile, side).calls == []
                assert wire(sensor, limit - 1, 50, profile, side).calls == []
                assert wire(sensor, limit + 1, 1, profile, side).calls == []
                for code in (limit + 1, 4_094, 4_095):
                    calls = wire(sensor, code, 2, profile, side).calls
                    assert len(calls) == 1 and calls[0][0] == SENSOR_SHORT
                    assert PLACES[calls[0][1]] == SIDES[side] + "." + sensor
                    assert calls[0][2:4] == (code, limit)


def test_a_bad_sample_between_good_ones_never_adds_up():
    """SAF-023."""
    check, inputs, latch = foot()
    for i in range(100):
        inputs.a_code = 0 if i & 1 else ROOM_CODE
        inputs.latch_code = 4_095 if i & 1 else ROOM_CODE
        check.check(i * 40)
        check.check_latch_sensor(i * 40 + 20)
    assert latch.calls == []


def test_two_wires_that_take_turns_do_not_add_up():
    """SAF-023: each sensor counts for itself."""
    check, inputs, latch = foot()
    for i in range(100):
        inputs.a_code = 0 if i & 1 else ROOM_CODE
        inputs.b_code = ROOM_CODE if i & 1 else 0
        check.check(i * 40)
    assert latch.calls == []


def test_a_wire_that_flaps_between_open_and_short_is_broken():
    """SAF-023."""
    check, inputs, latch = foot()
    inputs.a_code = 0
    check.check(0)
    inputs.a_code = 4_095
    check.check(40)
    assert latch.codes == [SENSOR_SHORT]
