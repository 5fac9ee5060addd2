"""Up slowly, down at once. SAF-008 SAF-009 SAF-010 SAF-011 SAF-024."""

from firmware.image import (
    HEAT_LEFT,
    HEAT_RIGHT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Intents,
    Outputs,
)
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.slew import Slew, granted, steps_permille
from firmware.units import TIME_MASK
from tests.both.firmware_bench import ALL, PROFILES

EDGES = (-1_000_000, -1, 0, 1, 2, 9, 10, 11, 499, 500, 999, 1_000, 1_001, 1_000_000)


def bench(profile=STANDARD):
    return Slew(Limits(profile)), Intents(), [1_000] * 8, Outputs()


def test_a_grant_keeps_every_bound_at_the_edges_of_every_argument():
    for request in EDGES:
        for ceiling in EDGES:
            for last in (0, 1, 499, 990, 999, 1_000):
                for step in (1, 5, 10, 1_000):
                    level = granted(request, ceiling, last, step)
                    assert level >= 0
                    assert level <= max(0, request)
                    assert level <= max(0, ceiling)
                    assert level <= last + step


def test_a_grant_is_the_whole_request_when_nothing_stands_against_it():
    assert granted(10, 1_000, 0, 10) == 10
    assert granted(11, 1_000, 0, 10) == 10
    assert granted(500, 1_000, 500, 10) == 500
    assert granted(1_000, 1_000, 995, 10) == 1_000
    assert granted(1_000, 700, 995, 10) == 700


def test_the_steps_are_the_limits_per_tick():
    """SAF-008 SAF-009 SAF-010 SAF-011: permille per second, fifty ticks a second."""
    assert steps_permille(Limits(STANDARD)) == [10, 10, 7, 7, 10, 20, 1_000, 1_000]
    assert steps_permille(Limits(NEUROPATHY)) == [5, 5, 4, 4, 6, 12, 1_000, 1_000]


def test_a_step_is_never_zero_and_never_more_than_its_limit_allows():
    """SAF-008 SAF-009 SAF-010 SAF-011."""

    class Odd:
        heat_slew_permille_s = 49
        roller_slew_permille_s = 1
        vibration_slew_permille_s = 99
        pump_slew_permille_s = 50_000

    assert steps_permille(Odd) == [1, 1, 1, 1, 1, 1_000, 1_000, 1_000]


def test_each_channel_needs_its_own_time_to_full():
    """SAF-008 SAF-009 SAF-010 SAF-011: one tick sooner it is not there, then it is."""
    for profile, ticks in (
        (STANDARD, {HEAT_LEFT: 100, ROLLER_LEFT: 143, VIBRATION: 100, PUMP: 50}),
        (NEUROPATHY, {HEAT_RIGHT: 200, ROLLER_RIGHT: 250, VIBRATION: 167, PUMP: 84}),
    ):
        for channel in ticks:
            slew, want, ceiling, out = bench(profile)
            want.level[channel] = 1_000
            for i in range(ticks[channel] - 1):
                slew.apply(want, ceiling, out, i * 20)
            assert out.level[channel] < 1_000, channel
            slew.apply(want, ceiling, out, 999_999)
            assert out.level[channel] == 1_000, channel


def test_every_channel_falls_to_its_request_at_once():
    for lower in (0, 1, 500, 999):
        slew, want, ceiling, out = bench()
        for channel in ALL:
            out.level[channel] = 1_000
            want.level[channel] = lower
        slew.apply(want, ceiling, out, 0)
        assert out.level[:VALVE_LEFT] == [lower] * 6
        assert out.level[VALVE_LEFT:] == [0, 0]


def test_every_channel_falls_to_its_ceiling_at_once():
    slew, want, ceiling, out = bench()
    for channel in ALL:
        out.level[channel] = 1_000
        want.level[channel] = 1_000
        ceiling[channel] = 123
    slew.apply(want, ceiling, out, 0)
    assert out.level == [123] * 6 + [0, 0]


def test_a_negative_request_is_nothing():
    slew, want, ceiling, out = bench()
    for channel in ALL:
        out.level[channel] = 1_000
        want.level[channel] = -1
    slew.apply(want, ceiling, out, 0)
    assert out.level == [0] * 8


def test_an_off_in_between_starts_the_ramp_again_from_nothing():
    slew, want, ceiling, out = bench()
    want.level[HEAT_LEFT] = 1_000
    for i in range(100):
        slew.apply(want, ceiling, out, i * 20)
    want.level[HEAT_LEFT] = 0
    slew.apply(want, ceiling, out, 2_000)
    want.level[HEAT_LEFT] = 1_000
    slew.apply(want, ceiling, out, 2_020)
    assert out.level[HEAT_LEFT] == 10


def test_a_valve_is_open_or_closed_and_nothing_between():
    for valve in (VALVE_LEFT, VALVE_RIGHT):
        for request, ceiling_permille, expected in (
            (0, 1_000, 0),
            (1, 1_000, 0),
            (999, 1_000, 0),
            (1_000, 1_000, 1_000),
            (1_001, 1_000, 1_000),
            (1_000, 999, 0),
            (1_000, 0, 0),
        ):
            slew, want, ceiling, out = bench()
            want.level[valve] = request
            ceiling[valve] = ceiling_permille
            slew.apply(want, ceiling, out, 0)
            assert out.level[valve] == expected, (valve, request, ceiling_permille)


def turning(profile=STANDARD, channel=ROLLER_LEFT, start_ms=0):
    """A roller at half speed, forward; returns the tools and now."""
    slew, want, ceiling, out = bench(profile)
    want.level[channel] = 500
    now_ms = start_ms
    for _ in range(200):
        now_ms = (now_ms + 20) & TIME_MASK
        slew.apply(want, ceiling, out, now_ms)
    assert out.level[channel] == 500
    return slew, want, ceiling, out, now_ms


def apply_fresh(slew, want, out, now_ms):
    """The governor sets every ceiling anew each tick."""
    slew.apply(want, [1_000] * 8, out, now_ms & TIME_MASK)


def test_a_roller_stops_before_it_turns_and_rests_exactly_its_time():
    """SAF-024: just below, at and above, across the clock's wrap, both rollers, both profiles."""
    for profile in PROFILES:
        rest_ms = Limits(profile).reversal_rest_ms
        for foot, channel in ((0, ROLLER_LEFT), (1, ROLLER_RIGHT)):
            for short_ms, turned in ((1, 0), (0, 1), (-1, 1)):
                start_ms = TIME_MASK - 4_000 - 100
                slew, want, ceiling, out, now_ms = turning(profile, channel, start_ms)
                want.reverse[foot] = 1
                apply_fresh(slew, want, out, now_ms + 20)
                assert out.level[channel] == 0 and out.reverse[foot] == 0
                apply_fresh(slew, want, out, now_ms + 20 + rest_ms - short_ms)
                assert out.reverse[foot] == turned, (profile, foot, short_ms)
                assert (out.level[channel] > 0) == bool(turned)


def test_after_a_reversal_a_roller_ramps_up_from_nothing():
    """SAF-024 SAF-009."""
    slew, want, ceiling, out, now_ms = turning()
    want.reverse[0] = 1
    highest = 0
    for i in range(1, 60):
        before = out.level[ROLLER_LEFT]
        apply_fresh(slew, want, out, now_ms + 20 * i)
        assert out.level[ROLLER_LEFT] <= before + 7
        highest = max(highest, out.level[ROLLER_LEFT])
    assert out.reverse[0] == 1 and highest > 100


def test_a_reversal_taken_back_needs_no_rest():
    slew, want, ceiling, out, now_ms = turning()
    want.reverse[0] = 1
    apply_fresh(slew, want, out, now_ms + 20)
    want.reverse[0] = 0
    apply_fresh(slew, want, out, now_ms + 40)
    assert out.reverse[0] == 0 and out.level[ROLLER_LEFT] == 7


def test_the_other_roller_goes_on_while_one_rests():
    slew, want, ceiling, out = bench()
    want.level[ROLLER_LEFT] = want.level[ROLLER_RIGHT] = 500
    for i in range(100):
        apply_fresh(slew, want, out, i * 20)
    want.reverse[0] = 1
    apply_fresh(slew, want, out, 2_000)
    assert out.level[ROLLER_LEFT] == 0 and out.level[ROLLER_RIGHT] == 500


def test_a_mashed_direction_never_turns_a_roller_without_its_rest():
    """SAF-024: whatever is asked each tick, the last drive one way and the first the other are the
    rest apart."""
    slew, want, ceiling, out = bench()
    want.level[ROLLER_LEFT] = 1_000
    driven_ms = -1
    driven_way = 0
    turns = 0
    state = 12_345
    for i in range(4_000):
        state = (state * 75 + 74) % 65_537
        if state % 41 == 0:
            want.reverse[0] = 1 - want.reverse[0]
        now_ms = i * 20
        apply_fresh(slew, want, out, now_ms)
        if out.level[ROLLER_LEFT]:
            if out.reverse[0] != driven_way:
                assert now_ms - driven_ms >= 300, now_ms
                turns += 1
            driven_way = out.reverse[0]
            driven_ms = now_ms + 20  # it was driven for this tick
    assert turns > 20
