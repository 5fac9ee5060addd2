"""Edges of dose and of the checks of what a heater does: exact sums, whole trips, either sensor.
SAF-040 SAF-050 SAF-051 SAF-052.
"""

from firmware.image import Inputs, Status
from firmware.safety.dose import PERMILLE, Dose
from firmware.safety.trips import DOSE, PLACE_FOOT, RISES_UNASKED, SENSOR_DISAGREES
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


def test_a_rise_that_begins_and_stays_is_told_and_a_hair_less_is_a_foot():
    """SAF-040: each of its four conditions at its edge, both windows."""
    for span in (4, 8):
        for foot in FEET:
            calls = began(span, (0, 0, 0, 0, 400, 800), foot=foot)
            assert calls == [(RISES_UNASKED, PLACE_FOOT + foot, 800, 1_200, 99)]
        for parts, told in (
            ((0, 0, 0, 0, 399, 800), 0),  # too little
            ((0, 0, 0, 500, 900, 1_300), 1),  # not less than 4/5 of the window before
            ((0, 0, 0, 501, 901, 1_301), 0),
            ((0, 0, 0, 0, 400, 720), 1),  # nor the last of it
            ((0, 0, 0, 0, 400, 719), 0),
            ((0, 100, 100, 100, 600, 1_100), 1),  # more than the window before it began
            ((0, 101, 101, 101, 601, 1_101), 0),
            ((9_000, 9_000, 9_000, 9_000, 9_400, 9_800), 1),
        ):
            assert bool(began(span, parts)) == bool(told), parts


def test_beside_sparks_a_rise_must_be_larger():
    for mc, told in ((499, 0), (500, 1)):
        calls = began(4, (0, 0, 0, 0, mc, 2 * mc), 100)
        assert bool(calls) == bool(told)
        if told:
            assert calls[0][2:4] == (1_000, 1_500)
