"""Edges of what takes a heater's power away: evidence and holding, by exact numbers. SAF-038
SAF-039.
"""

from firmware.safety.evidence import Evidence
from firmware.safety.holding import Holding

from .checks_bench import LIMITS, Seconds, Watched

# --- evidence ------------------------------------------------------------------------------------


class Proof(Watched):
    """Evidence of one heater, a second after it was off."""

    def __init__(self, heater_mw=12_000):
        Watched.__init__(self, Seconds())
        self.one = Evidence(self.trend, LIMITS[0], heater_mw)
        self.check = self.one.check
        self.second(30_000)


def test_a_watt_is_free_and_six_are_strong_whatever_the_heater():
    one = Evidence(Seconds(), LIMITS[0], 1_001)
    assert one.free_permille == 999
    one = Evidence(Seconds(), LIMITS[0], 6_001)
    assert one.quick_permille == 999


def test_what_a_and_b_rise_from_is_each_ones_own():
    one = Proof()
    one.second(30_000, 29_000, 28_000)
    assert one.one.low == [30_000, 29_000]
    one.one.ceiling_permille = 900
    one.second(30_010, 29_020, 28_000, power=900)
    assert one.one.high == [30_010, 29_020]


def test_a_bite_is_counted_from_its_first_second_whether_the_heater_was_off_or_not():
    for before in (0, 300):
        one = Proof()
        one.one.ceiling_permille = 900
        one.seconds(2, 30_000, power=900)
        assert one.one.bitten_s == 2
        one.second(30_000, power=before)
        assert one.one.bitten_s == 0
        one.second(29_900, power=900)
        assert one.one.bitten_s == 1 and one.one.high == [29_900, 29_900]


def test_a_fall_before_the_bite_is_taken_as_it_was_and_a_rise_as_nothing():
    for fell, slope in ((2, 2), (1, 1), (0, 0), (-1, 0)):
        one = Proof()
        one.seconds(10, 30_000, power=300)
        one.one.ceiling_permille = 900
        one.second(30_000 - fell, power=900)
        assert one.one.slope == [slope, slope]


def test_evidence_is_a_yes_and_needs_the_whole_step_and_the_whole_slope():
    for bitten_s, slope, fell, yes in (
        (9, 1, 151, 1),  # nine eighths of a milli-Celsius are one
        (9, 1, 150, 0),
        (16, 1, 152, 1),
        (16, 1, 151, 0),
        (0, 0, 5_000, 0),
    ):
        one = Proof()
        one.one.bitten_s = bitten_s
        one.one.high = [30_000, 30_000]
        one.one.slope = [slope, slope]
        one.trend.second(30_000 - fell)
        assert one.one.seen() == yes, (bitten_s, fell)
    one = Proof()
    one.trend.second(30_150)
    assert one.one.seen() == 1


def test_a_run_of_much_power_ends_where_the_ceiling_would_have_allowed_more():
    for ceiling, kept in ((500, 4), (501, 0)):
        one = Proof()
        one.one.ceiling_permille = ceiling
        one.one.pause_s = one.one.strong_s = 4
        one.second(30_000, power=400)
        assert (one.one.pause_s, one.one.strong_s) == (kept, kept), ceiling


def test_the_usual_pause_fades_in_whole_seconds():
    one = Proof()
    one.one.pause_s = 7
    one.second(30_150, power=600)
    assert one.one.pause_s == 5


def test_quick_steps_are_four_seconds_apart_and_only_above_the_quick_power():
    one = Proof()
    lost_s = []
    last = 1_000
    for second in range(1, 53):
        one.second(30_000, power=1_000)
        if one.one.ceiling_permille < last:
            last = one.one.ceiling_permille
            lost_s.append(second)
    assert lost_s == [30, 36, 40, 44, 48, 52]
    for ceiling, left in ((501, 450), (500, 500)):
        one = Proof()
        one.one.ceiling_permille = ceiling
        one.one.waited_s = 39
        one.second(30_000, power=501)
        assert one.one.ceiling_permille == left


def test_a_bite_is_deep_in_its_sixtieth_second():
    for bitten_s, left in ((58, 400), (59, 360)):
        one = Proof()
        one.one.ceiling_permille = 400
        one.one.high = [30_000, 30_000]
        one.one.bitten_s = bitten_s
        one.one.waited_s = 63
        one.second(30_000, power=400)
        assert one.one.ceiling_permille == left


# --- holding -------------------------------------------------------------------------------------


class Held(Watched):
    """The power that holds 38 degrees, feet still for a minute."""

    def __init__(self, heater_mw=12_000):
        Watched.__init__(self, Seconds())
        self.one = Holding(self.trend, heater_mw)
        self.check = self.one.check
        self.second(38_000, present=1)
        self.seconds(59, 38_000)


def test_what_may_be_more_and_what_it_grows_are_watts_whatever_the_heater():
    for heater_mw, more, growth in ((301, 996, 332), (101, 2_970, 990)):
        one = Holding(Seconds(), heater_mw)
        assert (one.more, one.growth) == (more, growth)


def test_a_minutes_power_is_its_mean_in_whole_permille():
    for last, held in ((358, 300), (359, 300), (360, 301)):
        one = Held()
        one.seconds(59, 38_000, power=300)
        one.second(38_000, power=last)
        assert one.one.held == held
        assert one.one.ceiling_permille == held + held // 7 + 25


def test_the_hotter_of_a_and_b_is_what_was_held_and_the_latchs_sensor_is_not_asked():
    for a, b, third in (
        (38_100, 38_000, 37_000),
        (38_000, 38_100, 37_000),
        (38_100, 38_000, 39_000),
        (38_000, 38_100, 39_000),
    ):
        one = Held()
        one.second(a, b, third, power=300)
        assert one.one.low_mc == one.one.high_mc == 38_100, (a, b, third)
