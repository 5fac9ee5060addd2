"""Edges of what compares a foot's sensors: rest, disagreement, liveliness and their trend, by
exact numbers. SAF-031 SAF-033 SAF-034 SAF-035 SAF-036.
"""

from firmware.image import FootInputs, Status
from firmware.safety.liveliness import Liveliness
from firmware.safety.rest import Rest
from firmware.safety.trend import Trend
from firmware.safety.trips import (
    NO_THERMAL_RESPONSE,
    PLACE_A,
    PLACE_B,
    PLACE_FOOT,
    PLACE_LATCH,
    SENSOR_DISAGREES,
    SENSOR_RATE,
)

from .checks_bench import FEET, LIMITS, Heater, Seconds, Three, Watched

# --- trend ---------------------------------------------------------------------------------------


def test_counters_of_seconds_end_at_ten_thousand():
    trend = Trend(0, FootInputs(), Status(), Heater())
    trend.known_s = trend.still_s = trend.off_s = trend.down_s = 9_998
    for count in (9_999, 10_000, 10_000):
        trend.check(0)
        assert trend.known_s == trend.still_s == trend.off_s == trend.down_s == count


# --- rest ----------------------------------------------------------------------------------------


def rest(a, b, third, seconds=1, foot=0):
    one = Watched(Seconds(foot))
    one.rest = Rest(one.trend, LIMITS[0], one.latch)
    one.check = one.rest.check
    one.seconds(seconds, a, b, third)
    return one


def test_what_was_learned_was_learned_at_the_hottest_of_the_three():
    for hot in range(3):
        mc = [25_000, 25_100, 25_200]
        mc[hot] = 26_000
        assert rest(mc[0], mc[1], mc[2]).rest.at_mc == 26_000


def test_the_largest_difference_at_rest_is_told():
    for a, b, third, worst in (
        (25_800, 24_200, 25_000, 1_600),
        (26_600, 25_800, 25_000, 1_600),
        (25_900, 26_700, 25_000, 1_700),
        (24_200, 25_800, 25_000, 1_600),
    ):
        assert rest(a, b, third, 3).latch.calls[0][2] == worst


# --- disagreement --------------------------------------------------------------------------------


def test_whichever_is_the_lowest_says_how_far_all_rose():
    """SAF-031: 48 permille of 30 degrees."""
    for a, b in ((40_000, 41_440), (41_440, 40_000)):
        one = Three()
        one.rest.at_mc = 10_000
        assert one.seconds(9, a, b, 40_720) == 0
        assert one.seconds(9, a + (a > b), b + (b > a), 40_720) == 4


def test_the_liar_is_told_with_the_largest_difference_and_the_limit_that_it_broke():
    """SAF-031 SAF-033."""
    for foot in FEET:
        for mc, where, worst, limit in (
            ((32_000, 30_000, 30_000), PLACE_A, 2_000, 1_000),
            ((30_000, 32_000, 30_000), PLACE_B, 2_000, 1_000),
            ((30_000, 30_000, 32_000), PLACE_LATCH, 2_000, 1_500),
            ((31_600, 30_800, 30_000), PLACE_LATCH, 1_600, 1_500),
            ((30_900, 31_700, 30_000), PLACE_LATCH, 1_700, 1_500),
            ((31_600, 30_600, 30_000), PLACE_A, 1_600, 1_500),  # a and b at their limit, not over
        ):
            one = Three(foot)
            assert one.seconds(4, mc[0], mc[1], mc[2]) == 4
            assert one.latch.calls[0] == (SENSOR_DISAGREES, where + foot, worst, limit, 4_000)


def moved(steps, foot=0):
    """A check of sensors that stood for 40 s and then made these steps, a second each."""
    one = Three(foot)
    one.trend.settle(30_000, 40)
    mc = [30_000] * 3
    for step in steps:
        for i in range(3):
            mc[i] += step[i]
        one.trend.second(mc[0], mc[1], mc[2])
    return one.one


REST = (0, 0, 0)


def test_one_stands_still_where_the_others_moved_four_tenths_in_ten_or_in_thirty_seconds():
    assert moved([(0, 400, 400)]).unlike(0) == 1
    assert moved([(0, 399, 399)]).unlike(0) == 0
    assert moved([(0, 400, 400)] + 9 * [REST]).unlike(0) == 1
    for first, yes in ((200, 1), (199, 0)):  # less than that in ten, as much in thirty
        assert moved([(0, first, first)] + 12 * [REST] + [(0, 200, 200)]).unlike(0) == yes
    halves = [(0, 200, 200)] + 14 * [REST] + [(0, 200, 200)]
    assert moved(halves + 14 * [REST]).unlike(0) == 1  # the first half is 29 s old
    assert moved(halves + 15 * [REST]).unlike(0) == 0


def test_one_that_moved_with_the_others_for_ten_seconds_may_still_have_stood_for_thirty():
    """The short window shows nobody still: the long one is asked all the same."""
    assert moved(20 * [(0, 39, 39)] + 10 * [(11, 40, 40)]).unlike(0) == 1
    assert moved(20 * [(11, 39, 39)] + 10 * [(11, 40, 40)]).unlike(0) == 0


def test_before_a_window_is_known_and_while_sparks_fly_nobody_stands_still():
    one = Three()
    for _ in range(40):  # what was before the first second was 0 for all
        one.second(30_000, 30_000, 7_000)
        assert one.one.stuck_s == 0
    for i in range(3):
        one = moved([(0, 400, 400)])
        one.trend.noisy[i] = 2
        assert one.unlike(0) == 0
        one.trend.noisy[i] = 1
        assert one.unlike(0) == 1


def test_heated_seconds_count_from_a_minute_of_a_foot_at_rest_and_begin_anew_without_power():
    one = Three()
    one.seconds(40, 40_000, present=1, power=200)
    one.trend.still_s = 58
    for power, count in ((200, 0), (200, 1), (200, 2), (199, 0), (200, 1)):
        one.second(40_000, power=power)
        assert one.one.powered_s == count


def test_a_and_b_must_both_fall_and_the_latchs_sensor_need_not():
    for steps, told in (
        ((-101, -101, -100), 1),
        ((-101, -100, -101), 0),
        ((-100, -101, -101), 0),
    ):
        one = Three(1)
        one.seconds(80, 40_000, present=1, power=200)
        mc = [40_000] * 3
        one.rest.learned = 0  # what they read apart is not what is looked at here
        for _ in range(20):
            for i in range(3):
                mc[i] += steps[i]
            one.second(mc[0], mc[1], mc[2], power=200)
        codes = [call[:4] for call in one.latch.calls]
        assert codes == ([(NO_THERMAL_RESPONSE, PLACE_FOOT + 1, 2_020, 2_000)] if told else [])


# --- liveliness ----------------------------------------------------------------------------------


def alive(foot=0):
    one = Watched(Seconds(foot))
    one.one = Liveliness(one.trend, one.trend.inputs, LIMITS[0], one.latch)
    return one


def test_roughness_comes_by_an_eighth_goes_by_a_32nd_and_ends_at_a_number():
    for rough, off, after in (
        (0, 800, 100),
        (0, 8, 1),
        (0, 7, 0),
        (64, 0, 62),
        (1_016, 4_000, 1_017),
        (1_017, 4_000, 1_017),
    ):
        one = alive()
        one.trend.rough[1] = rough
        one.one.check_one(1, 2_000, 32_000 - off, 0)
        assert one.trend.rough[1] == after


def test_a_noisy_second_too_many_is_the_one_that_makes_24():
    for noisy, told in ((21, []), (22, [SENSOR_RATE])):
        one = alive()
        one.trend.noisy[2] = noisy
        one.one.check_one(2, 2_030, 31_999, 0)
        assert (one.latch.codes, one.trend.noisy[2]) == (told, noisy + 2)


def test_the_first_six_seconds_show_no_jump_and_a_seventh_does():
    for seconds, told in ((3, []), (4, [SENSOR_RATE])):
        one = alive()
        one.trend.settle(30_000, seconds)
        one.trend.settle(31_201, 3)
        one.one.check_one(0, 2_000, 32_000, 0)
        assert one.latch.codes == told


def test_one_second_in_three_that_reads_as_before_makes_it_no_jump():
    for before in (8, 9):  # whichever half of the ring it falls into
        for order in ((1, 0, 1), (0, 1, 1), (1, 1, 0)):
            one = alive()
            one.trend.settle(30_000, before)
            for high in order:
                one.trend.second(30_000 + 5_000 * high)
            one.one.check_one(0, 2_000, 32_000, 0)
            assert one.latch.codes == []
