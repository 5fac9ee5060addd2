"""Edges of a heater that is off: what begins anew with each pulse, each window of estimates by its
first and its last, whose heater it was. SAF-040 SAF-041.
"""

from firmware.safety.trips import HEATS_WRONG_FOOT, PLACE_FOOT, RISES_UNASKED
from firmware.safety.unasked import Unasked

from .checks_bench import LIMITS, Seconds
from .firmware_bench import Recorder


def unasked(mc=30_000, present=1, foot=0):
    """A pad and another beside it, both at `mc` for 40 s with the rail up; and the latch."""
    latch = Recorder()
    one = Unasked(Seconds(foot), Seconds(1 - foot), LIMITS[0], latch)
    for trend in (one.trend, one.other):
        trend.settle(mc, 40, rail=1)
        trend.still_s = 1_000
        trend.present = present
    return one, latch


def counts(one):
    return one.known, one.wait_s, one.sum_mc, one.low_mc, one.hot


NOTHING = (0, 4, 0, 1_000_000, 0)


def test_nothing_was_seen_before_the_first_second_and_after_each_pulse():
    one = Unasked(Seconds(), Seconds(1), LIMITS[0], Recorder())
    assert counts(one) == NOTHING
    assert (one.at, one.rough_mc, one.past) == (0, 0, [0] * 44)
    for off_s, known_s, kept in ((2, 99, 0), (3, 99, 1), (3, 4, 0), (3, 5, 1)):
        one, _ = unasked()
        one.known, one.wait_s, one.sum_mc, one.low_mc, one.hot = 7, 3, 1, 2, 3
        one.trend.off_s, one.trend.known_s = off_s, known_s
        one.check(0)
        assert counts(one) == ((7, 2, 30_001, 2, 0) if kept else NOTHING)


def test_four_seconds_make_an_estimate_and_44_are_known():
    one, _ = unasked()
    for second in range(1, 4):
        one.check(0)
        assert (one.known, one.at, one.wait_s, one.sum_mc) == (0, 0, 4 - second, 30_000 * second)
    one.check(0)
    assert counts(one) == (1, 4, 0, 30_000, 0) and one.past[one.at] == 30_000
    for before, known in ((42, 43), (43, 44), (44, 44)):
        one.known = before
        one.judge(30_000, True, 0)
        assert one.known == known
    one.judge(30_000, False, 0)
    assert one.known == 0


def test_a_foot_is_settled_for_a_minute_or_gone():
    for present, still_s, known in ((1, 59, 0), (1, 60, 1), (0, 0, 1)):
        one, _ = unasked(present=present)
        one.trend.still_s = still_s
        one.wait_s = 1
        one.check(0)
        assert one.known == known


def test_a_hot_rise_beside_sparks_is_told_with_its_own_limit():
    one, latch = unasked(37_000)
    one.other.now[0] = one.other.now[1] = 30_000
    one.trend.rough[1] = 64 + 64  # 108 mC, and 162 of the lead
    one.low_mc = one.left_mc = 37_000 - 562
    for _ in range(3):
        one.check(5)
    assert one.rough_mc == 162
    assert latch.calls == [(RISES_UNASKED, PLACE_FOOT, 562, 562, 5)]
    one.left_mc += 1
    one.check(5)
    assert one.hot == 0


def test_what_a_pad_must_reach_to_be_hot_depends_on_the_foot_beside_it():
    for mc, a_mc, b_mc, others, mine, hot_mc in (
        (36_500, 33_900, 33_000, 1, 1, 36_200),
        (36_499, 33_900, 33_000, 1, 1, 38_300),
        (36_500, 33_000, 33_901, 1, 1, 38_300),
        (36_500, 20_000, 20_000, 0, 1, 38_300),
        (36_500, 36_000, 36_000, 1, 0, 36_200),
    ):
        one, _ = unasked()
        one.other.settle(a_mc, 31)
        one.other.still_s = 60
        one.other.now[:] = [a_mc, b_mc, 99_000]
        one.other.present, one.trend.present = others, mine
        assert one.hot_mc(mc) == hot_mc, (mc, a_mc, b_mc, others, mine)
        one.other.power = 200
        one.other.settle(30_000, 31, power=200)
        assert one.hot_mc(mc) == 36_200  # the other heater works and is not felt there


def test_a_foot_that_still_warms_its_pad_counts_for_where_that_ends():
    """Half as hard in its well it takes twice as long, and what is beside it has no heater."""
    for ago_mc, now_mc, hot_mc in (
        (33_900, 33_900, 36_200),
        (33_899, 33_900, 38_300),
        (33_500, 33_634, 38_300),  # on to 33,902
        (33_500, 33_633, 36_200),  # 33,899
        (37_000, 33_900, 36_200),  # one that cools counts as it is
    ):
        one, _ = unasked()
        other = one.other
        other.still_s = 60
        other.now[:] = [now_mc, now_mc, 99_000]
        other.past[0][(other.at - 30) & 31] = ago_mc
        assert one.hot_mc(36_500) == hot_mc, (ago_mc, now_mc)
        other.still_s = 59  # it came in just now, into a cold well
        assert one.hot_mc(36_500) == 38_300


def test_what_a_foot_did_to_its_pad_is_no_rise_once_it_left():
    for present, still_s, left_mc in ((0, 0, 1_000_000), (0, 1, 31_500), (1, 0, 31_500)):
        one, latch = unasked(36_600, present)
        one.low_mc = one.left_mc = 31_500
        one.trend.still_s = still_s
        one.check(0)
        assert (one.low_mc, one.left_mc) == (31_500, left_mc), (present, still_s)
    one, latch = unasked(36_600, 0)
    one.low_mc, one.trend.still_s = 31_500, 0
    for _ in range(9):
        one.check(0)
        one.trend.still_s += 1
    assert (one.low_mc, one.left_mc, latch.calls) == (31_500, 36_600, [])


def test_no_foot_did_what_is_over_thirty_eight():
    """So a foot that comes and goes hides no heater."""
    for mc, told in ((38_300, 1), (38_299, 0)):
        one, latch = unasked(mc, 0)
        one.low_mc, one.left_mc = mc - 400, mc - 399
        for _ in range(3):
            one.check(0)
        assert bool(latch.calls) == bool(told), mc
    one.trend.off_s = 0
    one.check(0)
    assert one.low_mc == one.left_mc == 1_000_000


def window(known, parts, at=7):
    """An empty well whose estimates so many parts ago were these; the one now is judged at part 0
    as the `known`-th, and `mc` is the last of `parts`.
    """
    one, latch = unasked(present=0)
    one.known = known - 1
    one.at = at
    for ago, mc in parts:
        one.past[(at + 1 - ago) % 44] = mc
    return one, latch


def test_an_empty_well_is_judged_over_three_windows_of_48_s_and_two_when_the_other_heats():
    rise = ((36, 30_000), (24, 30_400), (12, 31_400), (1, 0))
    for known, wrong, told in ((37, 0, 1), (36, 0, 0), (25, 1, 1), (24, 1, 0), (25, 0, 0)):
        one, latch = window(known, rise)
        if wrong:
            one.other.settle(30_000, 31, power=200)
        one.judge(32_400, True, 3)
        code = HEATS_WRONG_FOOT if wrong else RISES_UNASKED
        assert latch.calls == ([(code, PLACE_FOOT, 2_000, 1_000, 3)] if told else [])


def test_each_condition_of_an_empty_well_at_its_edge():
    for changes, told in (
        ({}, 1),
        ({"still_s": 115}, 1),
        ({"still_s": 114}, 0),
        ({"down_s": 1}, 0),
        ({"present": 1}, 0),
    ):
        one, latch = window(37, ((36, 30_000), (24, 30_400), (12, 31_400)))
        for name in changes:
            setattr(one.trend, name, changes[name])
        one.judge(32_400, True, 3)
        assert bool(latch.calls) == bool(told), changes
    for rough_mc, third, mc, told in (
        (0, 35_200, 36_600, 1),  # 400 in the window before, and a degree in two
        (0, 35_201, 36_600, 0),
        (0, 35_200, 36_599, 0),
        (30, 35_170, 36_630, 1),
        (30, 35_171, 36_630, 0),
        (30, 35_170, 36_629, 0),
    ):
        one, latch = window(37, ((36, third), (24, 35_600), (12, 36_100)))
        one.rough_mc = rough_mc
        one.judge(mc, True, 3)
        limit_mc = 1_000 + rough_mc
        assert latch.calls == [(RISES_UNASKED, PLACE_FOOT, limit_mc, limit_mc, 3)] * told


def test_a_warm_pad_must_fall_by_50_in_15_estimates():
    """SAF-041: each edge, and beside sparks more is forgiven."""
    for known, mc, fell, rough_mc, told in (
        (16, 38_300, 49, 0, 1),
        (15, 38_300, 49, 0, 0),
        (16, 38_299, 49, 0, 0),
        (16, 38_300, 50, 0, 0),
        (16, 38_300, 19, 30, 1),
        (16, 38_300, 20, 30, 0),
    ):
        one, latch = unasked()
        one.rough_mc = rough_mc
        one.known, one.at = known - 1, 20
        one.past[20 + 1 - 15] = mc + fell
        one.past[20 + 1 - 14] = one.past[20 + 1 - 16] = mc + 90 if told else mc
        one.judge(mc, True, 3)
        assert latch.calls == ([(RISES_UNASKED, PLACE_FOOT, -fell, rough_mc - 50, 3)] * told)


def test_a_beginning_is_looked_for_once_five_windows_are_known():
    for span, known, told in (
        (4, 21, 1),
        (4, 20, 0),
        (6, 31, 1),
        (6, 30, 0),
        (8, 41, 1),
        (8, 40, 0),
    ):
        one, latch = unasked()
        one.known, one.at = known - 1, 42
        for ago, more in ((5, 0), (4, 0), (3, 0), (2, 400), (1, 800)):
            one.past[43 - ago * span] = 34_000 + more
        # what shorter windows see stands still
        for ago in range(1, 44):
            if one.past[43 - ago] == 0:
                one.past[43 - ago] = 34_000
        one.judge(35_200, True, 3)
        assert (RISES_UNASKED in latch.codes) == bool(told), (span, known)


def test_a_beginning_is_told_from_the_window_that_holds_it():
    one, latch = unasked()
    one.at = 43
    for ago, mc in ((20, 34_500), (16, 33_500), (12, 34_000), (8, 34_400), (4, 34_800)):
        one.past[43 - ago] = mc
    one.began(4, 35_200, 3)
    assert latch.calls == [(RISES_UNASKED, PLACE_FOOT, 1_200, 1_200, 3)]


def test_beyond_and_wrong_are_a_yes():
    one, _ = unasked()
    assert (one.beyond(35_000, 300, 300), one.beyond(35_000, 200, 200)) == (1, 0)
    assert (one.beyond(35_000, 224, 224), one.beyond(35_000, 223, 223)) == (1, 0)  # 50 a window
    one.other.settle(30_000, 31, power=200)
    assert (one.beyond(30_000, 0, 0), one.wrong()) == (1, 1)


def test_the_other_heater_is_felt_within_thirty_seconds():
    for moved, power, wrong in ((150, 200, (0, 1)), (149, 200, (1, 1)), (149, 199, (0, 0))):
        one, _ = unasked()
        one.other.second(30_000 + moved, power=power)
        one.other.settle(30_000 + moved, 29, power=power)
        assert one.wrong() == wrong[0]  # the step is in the 30 s
        one.other.second(30_000 + moved, power=power)
        assert one.wrong() == wrong[1]


def test_a_pad_that_is_warm_or_warmed_since_the_rail_came_up_feels_its_heater():
    """At hold it does not move either: then a room that warms was told as the wrong heater."""
    for mc, base_mc, wrong in (
        (35_999, 35_000, 1),
        (35_999, 34_999, 0),
        (36_000, 36_000, 0),
        (30_000, 29_001, 1),
        (30_000, 29_000, 0),
    ):
        one, _ = unasked()
        one.other.settle(mc, 31, power=200)
        one.base_mc = base_mc
        assert (one.still(), one.wrong()) == (1, wrong), (mc, base_mc)
    for sensor, wrong in ((0, 0), (1, 0), (2, 1)):  # the hotter of its own two counts
        one, _ = unasked()
        one.other.settle(30_000, 31, power=200)
        one.base_mc = 29_001
        one.other.now[sensor] = 30_001
        assert one.wrong() == wrong, sensor


def test_the_other_pads_base_is_its_hotter_sensor_while_the_rail_is_down():
    one, _ = unasked()
    one.trend.down_s = 0
    one.other.now[0] = 31_000
    one.check(0)
    assert one.base_mc == 1_000_000
    one.trend.down_s = 1
    one.check(0)
    assert one.base_mc == 31_000
    one.other.now[1] = 31_001
    one.trend.off_s = 0  # whatever else is known
    one.check(0)
    assert one.base_mc == 31_001


def test_an_empty_well_below_25_degrees_is_a_device_that_comes_from_the_cold():
    for mc, told in ((25_000, 1), (24_999, 0)):
        one, latch = unasked(present=0)
        one.known = 40
        one.past = [mc - 9_000] * 44
        for parts, below in ((12, 2_500), (24, 5_000), (36, 5_500)):
            one.past[(one.at + 1 - parts) % 44] = mc - below
        one.judge(mc, True, 0)
        assert len(latch.calls) == told, mc


def test_the_first_half_of_an_empty_wells_rise_is_taken_for_seventy_thousandths_steeper():
    for rise, told in ((1_049, 0), (1_050, 1)):
        one, latch = unasked(present=0)
        one.known = 40
        mc = 26_813
        one.past = [0] * 44
        for parts, below in ((12, rise), (24, 2 * rise), (36, 2 * rise + 900)):
            one.past[(one.at + 1 - parts) % 44] = mc - below
        one.judge(mc, True, 0)
        assert len(latch.calls) == told, rise


def test_sensor_a_of_the_other_pad_says_whether_it_feels_its_heater():
    for a_mc, b_mc, wrong in ((30_150, 30_000, 0), (30_000, 30_150, 1)):
        one, _ = unasked()
        one.other.second(a_mc, b_mc, power=200)
        assert one.wrong() == wrong


def test_a_pad_leads_its_beads_by_twelve_seconds_of_their_slope():
    for rough_mc, known_s, lead in ((0, 99, 300), (1, 99, 75), (1, 17, 75), (1, 16, 300)):
        one, _ = unasked()
        one.trend.second(30_100)
        one.rough_mc, one.trend.known_s = rough_mc, known_s
        assert one.pad_mc() == 30_100 + lead
    for quiet_s, lead in ((3, 300), (4, 0)):
        one, _ = unasked()
        one.trend.second(30_100)
        one.trend.settle(30_100, quiet_s)
        assert one.pad_mc() == 30_100 + lead
    for quiet_s, lead in ((15, 75), (16, 0)):
        one, _ = unasked()
        one.trend.second(30_100)
        one.trend.settle(30_100, quiet_s)
        one.rough_mc = 1
        assert one.pad_mc() == 30_100 + lead


def test_whichever_of_three_is_the_middle_leads_by_whole_milli_celsius():
    for mc in ((3, 1, 5), (1, 3, 5), (1, 5, 3), (5, 1, 3), (5, 3, 1), (3, 5, 1)):
        one, _ = unasked()
        one.trend.second(30_000 + mc[0], 30_000 + mc[1], 30_000 + mc[2])
        assert one.pad_mc() == 30_003 + 9
        one.rough_mc = 1
        assert one.pad_mc() == 30_003 + 2 and isinstance(one.pad_mc(), int)
