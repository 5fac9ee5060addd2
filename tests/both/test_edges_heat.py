"""Edges of dose and of the checks of what a heater does: exact sums, whole trips, either sensor.
SAF-040 SAF-050 SAF-051 SAF-052.
"""

from firmware.image import UNCAPPED, FootInputs, Inputs, Outputs, Status
from firmware.safety import raw_limits
from firmware.safety.dose import PERMILLE, Dose, rate_at, warmth_at
from firmware.safety.dose_table import FROM_CODE16, RATE, STEP_CODE16
from firmware.safety.duration import Duration
from firmware.safety.heater_check import HeaterCheck
from firmware.safety.thermal import FootThermal
from firmware.safety.trips import (
    CONTACT_LATCH,
    DOSE,
    OVER_TEMPERATURE,
    PLACE_FOOT,
    PLACE_LATCH,
    RISES_UNASKED,
    SENSOR_DISAGREES,
    SESSION_TIME,
)
from firmware.safety.twin import Twin
from firmware.safety.unasked import KEPT, Unasked

from .checks_bench import FEET, LIMITS, Seconds
from .firmware_bench import PROFILES, Recorder

# --- dose ----------------------------------------------------------------------------------------


def dose(profile=0):
    inputs, status, latch = Inputs(), Status(), Recorder()
    return Dose(inputs, LIMITS[profile], status, latch, 0), inputs, status, latch


def test_a_dose_a_quarter_over_its_cap_is_told_to_the_last_unit():
    """SAF-050 SAF-051 SAF-052: at and just above, both feet."""
    for profile in PROFILES:
        for cap_permille in ((2_000, 4_000), (250, 500))[profile]:
            for foot in FEET:
                one, _, _, latch = dose(profile)
                cap = cap_permille * PERMILLE
                one.judge(foot, cap // 4 * 5, cap, 7)
                assert latch.calls == []
                one.judge(foot, cap // 4 * 5 + PERMILLE, cap, 7)
                limit = cap_permille * 5 // 4
                if profile and cap_permille == 250:
                    limit = 312
                assert latch.calls == [(DOSE, PLACE_FOOT + foot, limit + 1, limit, 7)]
                one.judge(foot, cap // 4 * 5 + 1, cap, 7)
                assert len(latch.calls) == 2


def test_what_the_journal_kept_of_a_day_stands_for_each_foot_and_never_over_its_cap():
    """SAF-051."""
    for kept, shown in (((300, 200), [300, 200]), ((0, 9_000), [0, 4_000])):
        one, _, status, _ = dose()
        one.recall(kept[0], kept[1], 500)
        assert status.cem43_day_permille == shown and status.day_s == 500
        assert one.day == [shown[0] * PERMILLE, shown[1] * PERMILLE]
        assert isinstance(one.day[0], int) and isinstance(one.day[1], int)
        one.recall(0, 0, 86_401)
        assert status.day_s == one.day_s == 86_400


# --- twin ----------------------------------------------------------------------------------------


def wells(foot=0):
    trend, other, latch = Seconds(foot), Seconds(1 - foot), Recorder()
    return Twin(trend, other, LIMITS[0], 12_000, latch), trend, other, latch


def test_the_hotter_of_a_and_b_stands_for_each_foot_and_the_latchs_sensor_for_none():
    for mine, others, below in (
        ((30_000, 31_000, 50_000), (32_000, 20_000, 50_000), 1_000),
        ((31_000, 30_000, 10_000), (20_000, 33_000, 10_000), 2_000),
    ):
        one, trend, other, _ = wells()
        trend.now[:] = mine
        other.now[:] = others
        assert one.below_mc() == below


def test_a_colder_well_is_told_with_both_numbers_unless_either_well_moves():
    for foot in FEET:
        one, trend, other, latch = wells(foot)
        for s in range(60):
            trend.second(23_000)
            other.second(25_000)
            one.check(s)
        assert latch.calls[0] == (SENSOR_DISAGREES, PLACE_FOOT + foot, 2_000, 1_500, 59)
    for mine, others, told in ((40, 0, 1), (0, 40, 1), (41, 0, 0), (0, 41, 0), (-41, 0, 0)):
        one, trend, other, latch = wells()
        for s in range(400):
            # within 30 s by so much, again and again
            trend.second(23_000 + mine * (s // 30 % 2), 22_900)
            other.second(25_000 + others * (s // 30 % 2), 24_900)
            one.check(s)
        assert bool(latch.calls) == bool(told), (mine, others)


# --- unasked -------------------------------------------------------------------------------------


def began(span, parts, rough_mc=0, foot=0):
    """The calls when the pad's estimates at 5, 4, 3, 2, 1 and 0 spans ago are `parts`."""
    latch = Recorder()
    one = Unasked(Seconds(foot), Seconds(1 - foot), LIMITS[0], latch)
    one.rough_mc = rough_mc
    one.at = KEPT - 1
    for i in range(5):
        one.past[KEPT - 1 - (5 - i) * span] = parts[i]
    one.began(span, parts[5], 99)
    return latch.calls


def on(mc, parts):
    """`parts` from `mc` on."""
    return [mc + part for part in parts]


def test_a_rise_that_begins_and_stays_is_told_and_a_hair_less_is_a_foot():
    """SAF-040: each of its conditions at its edge, every window."""
    for span in (4, 6, 8):
        for foot in FEET:
            calls = began(span, on(34_000, (0, 0, 0, 400, 800, 1_200)), foot=foot)
            assert calls == [(RISES_UNASKED, PLACE_FOOT + foot, 1_200, 1_200, 99)]
        for parts, told in (
            ((0, 0, 0, 399, 799, 1_199), 0),  # too little in the window that holds its beginning
            ((0, 0, 0, 400, 799, 1_199), 0),  # or in the first whole one
            ((0, 100, 100, 600, 1_100, 1_600), 1),  # more than the window before it began
            ((0, 101, 101, 601, 1_101, 1_601), 0),
        ):
            assert bool(began(span, on(34_000, parts))) == bool(told), parts


def test_a_rise_is_told_where_it_heads_beyond_a_foot_and_a_hair_less_is_a_foot():
    """SAF-040: what is still to come, from what the last window brought of the one before."""
    for parts, most_mc in (
        ((0, 0, 0, 400, 800, 1_200), 3_200),  # 400 squared by the 50 of noise
        ((0, 0, 0, 500, 1_000, 1_400), 1_067),  # by 50 and the 100 it slowed down
    ):
        for missing_mc, told in ((most_mc - 1, 1), (most_mc, 0), (most_mc + 1, 0)):
            start_mc = 36_000 - missing_mc - parts[5]
            assert bool(began(4, on(start_mc, parts))) == bool(told), (parts, missing_mc)
    # beyond a foot already, but it must go on
    assert began(4, on(37_000, (0, 0, 0, 400, 800, 800))) == []
    assert began(4, on(37_000, (0, 0, 0, 400, 800, 801)))


def test_beside_sparks_a_rise_must_be_larger():
    for mc, told in ((499, 0), (500, 1)):
        calls = began(4, on(34_000, (0, 0, 0, mc, 2 * mc, 3 * mc)), 100)
        assert bool(calls) == bool(told)
        if told:
            assert calls[0][2:4] == (1_500, 1_500)
    for missing_mc, told in ((1_666, 1), (1_667, 0)):  # 500 squared by 50 and the sparks' 100
        start_mc = 36_000 - missing_mc - 1_500
        assert bool(began(4, on(start_mc, (0, 0, 0, 500, 1_000, 1_500)), 100)) == bool(told)


# --- what a heater was given ---------------------------------------------------------------------


def test_what_a_heater_was_given_is_summed_tick_by_tick_from_nothing():
    one = HeaterCheck(0, FootInputs(), LIMITS[0], 12_000, Recorder())
    assert (one.given, one.pulsed) == (0, 0)  # a heater that never pulsed is off from the start
    for level, given in ((300, 300), (450, 750), (0, 750)):
        one.check(level, 0)
        assert (one.given, one.pulsed) == (given, level)


# --- dose, second by second ----------------------------------------------------------------------


def test_a_seconds_dose_begins_at_the_tables_first_entry_and_bends_at_its_last():
    last = FROM_CODE16 + (len(RATE) - 1) * STEP_CODE16
    assert (rate_at(FROM_CODE16 - 1), rate_at(FROM_CODE16)) == (0, RATE[0])
    assert RATE[-2] < rate_at(last - STEP_CODE16 // 2) < RATE[-1]
    assert rate_at(last) == rate_at(last + 5_000) == RATE[-1]


def test_what_a_second_may_cost_says_how_warm_it_may_be_to_a_thousandth():
    for rate, mc in (
        (11, 0),
        (833_333, 42_499),
        (833_334, 42_500),
        (1_250_000, 42_749),
        (1_666_666, 42_999),
        (1_666_667, UNCAPPED),
    ):
        assert warmth_at(rate) == mc, rate
    assert 34_000 < warmth_at(12) < 34_600


def test_seconds_are_counted_to_the_nearest_and_four_at_most():
    for step_ms, seconds in (
        (499, 0),
        (500, 1),
        (1_499, 1),
        (1_500, 2),
        (3_503, 4),
        (4_499, 4),
        (9_000, 4),
    ):
        one, inputs, status, _ = dose()
        status.session_ms = 1
        inputs.left.b_code16 = FROM_CODE16
        assert one.check(0, step_ms) == seconds
        assert one.session[0] == one.day[0] == 7 * seconds


def test_a_day_runs_from_either_foots_first_dose():
    """SAF-051."""
    for left, right in ((5, 0), (0, 5), (5, 5), (0, 0)):
        one, _, status, _ = dose()
        one.day[0], one.day[1] = left, right
        one.check_left(1_000)
        assert status.day_s == one.day_s == (1 if left or right else 0)


def test_the_last_of_a_dose_is_shared_over_what_is_left_of_the_session_and_a_minute_at_least():
    """SAF-050."""
    for session_ms, rest_s in ((1_300_000, 500), (1_740_000, 60), (1_799_000, 60)):
        for each in (833_334, 200_000):
            one, _, status, _ = dose()
            status.session_ms = session_ms
            one.session[0] = one.session_cap - each * rest_s if rest_s == 60 else 100_000_000
            left = one.session_cap - one.session[0]
            one.check(0, 0)
            assert one.cap_mc[0] == warmth_at(left // rest_s) > 34_000
    one, _, status, _ = dose()
    status.session_ms = 1
    for left, any_left in ((1, 1), (0, 0)):
        one.session[0] = one.session_cap - left
        one.check(0, 0)
        assert (one.left[0], one.cap_mc[0]) == (any_left, 0)


def test_a_dose_that_is_told_by_its_second_carries_its_moment():
    one, inputs, status, latch = dose()
    status.session_ms = 1
    one.session[1] = one.session_cap // 4 * 5
    inputs.right.a_code16 = FROM_CODE16
    one.check(1, 1_000)
    assert latch.calls == [(DOSE, PLACE_FOOT + 1, 2_500, 2_500, 1_000)]
    one, inputs, status, latch = dose()
    status.session_ms = 1
    one.day[0] = one.day_cap // 4 * 5
    inputs.left.a_code16 = FROM_CODE16
    one.check(0, 1_000)
    assert latch.calls == [(DOSE, PLACE_FOOT, 5_000, 5_000, 1_000)]


def test_the_smallest_dose_is_shown_and_none_is_not():
    one, _, status, _ = dose()
    for units, permille in ((0, 0), (1, 1), (PERMILLE, 1), (PERMILLE + 1, 2)):
        one.session[0] = one.day[0] = units
        one.show(0)
        assert status.cem43_permille[0] == status.cem43_day_permille[0] == permille


# --- temperatures --------------------------------------------------------------------------------


def thermal(profile=0, foot=0):
    inputs, latch = FootInputs(), Recorder()
    inputs.a_code = inputs.b_code = inputs.latch_code = 2_048
    return FootThermal(foot, inputs, LIMITS[profile], latch), inputs, latch


def test_a_foot_without_a_sample_gets_no_heat_from_either_cap():
    """SAF-001 SAF-030."""
    one, _, _ = thermal()
    assert (one.ceiling_permille, one.third_permille) == (0, 0)


def test_every_trip_of_temperature_says_the_single_count_it_read_and_the_one_it_may():
    """SAF-002 SAF-004: counts as an ADC gives them, a sixteenth of the filtered ones."""
    for profile in PROFILES:
        hottest = raw_limits.LATCH_CODE16[profile]
        warm = raw_limits.SOFT_TRIP_CODE16[profile]
        for foot in FEET:
            one, inputs, latch = thermal(profile, foot)
            inputs.b_code16 = hottest + 320
            one.check(20)
            told = (CONTACT_LATCH, PLACE_FOOT + foot, hottest // 16 + 20, hottest // 16, 20)
            assert latch.calls == [told]
            one, inputs, latch = thermal(profile, foot)
            inputs.latch_code16 = hottest + 320
            one.check_latch_sensor(20)
            told = (CONTACT_LATCH, PLACE_LATCH + foot, hottest // 16 + 20, hottest // 16, 20)
            assert latch.calls == [told]
            one, inputs, latch = thermal(profile, foot)
            inputs.a_code16 = warm + 32
            one.check(20)
            one.check(20 + one.soft_ms)
            told = (OVER_TEMPERATURE, PLACE_FOOT + foot, warm // 16 + 2, warm // 16)
            assert latch.calls == [told + (20 + one.soft_ms,)]


def test_a_session_that_outlives_its_time_is_told_for_no_foot():
    """SAF-005."""
    status, latch, out = Status(), Recorder(), Outputs()
    one = Duration(LIMITS[0], status, latch, 0)
    out.rail = 1
    status.session_ms = 1_805_000
    one.check(out, 20)
    assert latch.calls == [(SESSION_TIME, 0, 1_805_020, 1_805_000, 20)]
