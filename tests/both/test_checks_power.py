"""Single checks of what a heater may have and does, each limit from below, at it and above it:
evidence, holding, twin, unasked, strength. SAF-034 SAF-038 SAF-039 SAF-040 SAF-041 SAF-042
SAF-043.
"""

from firmware.image import Inputs
from firmware.safety.evidence import Evidence
from firmware.safety.holding import Holding
from firmware.safety.strength import Strength
from firmware.safety.trips import (
    HEATER_WEAK,
    HEATS_WRONG_FOOT,
    PLACE_FOOT,
    RISES_UNASKED,
    SENSOR_DISAGREES,
)
from firmware.safety.twin import Twin
from firmware.safety.unasked import Unasked

from .checks_bench import FEET, LIMITS, Heater, Seconds, Watched
from .firmware_bench import Recorder

HEATER_MW = 12_000


# --- evidence ------------------------------------------------------------------------------------


class Proof(Watched):
    def __init__(self, heater_mw=HEATER_MW):
        Watched.__init__(self, Seconds())
        self.one = Evidence(self.trend, LIMITS[0], heater_mw)
        self.check = self.one.check
        self.second(30_000)  # off: counts from here

    @property
    def ceiling(self):
        return self.one.ceiling_permille


def test_every_thirty_seconds_without_evidence_a_tenth_goes_down_to_a_watt():
    one = Proof()
    ceilings = []
    for _ in range(31 * 30):
        one.second(30_000, power=400)
        ceilings.append(one.ceiling)
    assert ceilings[28:30] == [1_000, 900] and ceilings[58:60] == [900, 810]
    assert ceilings[89] == 729
    assert min(ceilings) == ceilings[-1] == 83


def test_a_heater_of_less_than_a_watt_is_never_limited_by_evidence():
    one = Proof(900)
    one.seconds(200, 30_000, power=400)
    assert one.ceiling == 1_000


def test_a_strong_heater_without_evidence_loses_a_tenth_every_four_seconds_from_36_on():
    for power, at_36, at_40 in ((501, 810, 729), (500, 900, 900)):
        one = Proof()
        one.seconds(35, 30_000, power=power)
        assert one.ceiling == 900
        one.second(30_000, power=power)
        assert one.ceiling == at_36, power
        one.seconds(4, 30_000, power=power)
        assert one.ceiling == at_40, power


def test_a_rise_of_both_sensors_is_evidence_and_a_hair_less_or_one_alone_is_none():
    for a, b, proved in ((150, 150, 1), (149, 150, 0), (150, 149, 0), (5_000, 0, 0)):
        one = Proof()
        one.seconds(30, 30_000, power=400)
        assert one.ceiling == 900
        one.second(30_000 + a, 30_000 + b, power=400)
        assert one.ceiling == (1_000 if proved else 900), (a, b)
        assert one.one.waited_s == (0 if proved else 31)


def test_a_rise_counts_from_the_lowest_since_the_last_evidence():
    one = Proof()
    one.second(29_900, power=400)
    one.seconds(29, 30_049, power=400)
    assert one.ceiling == 900
    one.second(30_050, power=400)
    assert one.ceiling == 1_000
    one.seconds(30, 30_199, power=400)
    assert one.ceiling == 900  # the same rise does not count twice


def test_nothing_given_nothing_to_prove_and_no_second_counts():
    one = Proof()
    one.seconds(29, 30_000, power=400)
    one.seconds(50, 30_000)
    assert (one.ceiling, one.one.waited_s) == (1_000, 29)
    one.seconds(2, 31_000)  # what rose while nothing was given is no evidence
    one.second(31_000, power=400)
    assert one.ceiling == 900


def test_a_fall_is_evidence_only_after_the_ceiling_bites():
    for power, proved in ((885, 1), (884, 0)):
        one = Proof()
        one.seconds(30, 30_000, power=400)
        one.second(30_000, power=power)
        assert (one.one.bitten_s > 0) == bool(proved)
        one.second(29_850, power=power)
        assert one.ceiling == (1_000 if proved else 900), power
    one = Proof()
    one.seconds(20, 30_000, power=1_000)
    one.second(29_000, power=1_000)  # at FULL nothing was taken away
    assert one.one.bitten_s == 0 and one.one.waited_s == 21


def test_both_must_fall_and_by_more_than_they_fell_before_the_bite():
    for a, b, proved in ((150, 150, 1), (149, 150, 0), (150, 149, 0)):
        one = Proof()
        one.seconds(30, 30_000, power=400)
        one.second(30_000, power=900)
        one.second(30_000 - a, 30_000 - b, power=900)
        assert one.ceiling == (1_000 if proved else 900)
    for more, proved in ((0, 1), (-1, 0)):
        one = Proof()
        one.seconds(30, 30_000, power=400)
        for s in range(1, 9):  # 80 mC in eight seconds, as it would go on
            one.second(30_000 - 10 * s, power=400)
        one.second(29_910, power=900)  # the bite: moved by 80 of the 8 s before, and now 10 more
        assert one.one.slope == [80, 80]
        one.second(29_910 - 150 - 20 - more, power=900)
        assert (one.ceiling == 1_000) == bool(proved)


def test_bitten_for_a_minute_without_an_answer_a_tenth_goes_every_eight_seconds():
    one = Proof()
    one.one.ceiling_permille = 400
    lost_at = []
    last = 400
    for _ in range(100):
        one.second(30_000, power=one.ceiling)
        if one.ceiling < last:
            lost_at.append(one.one.waited_s)
            last = one.ceiling
    assert lost_at == [30, 64, 72, 80, 88, 96]  # 60 is bitten_s 60: 60 % 8 is not 0


def test_a_pad_that_falls_silent_in_its_warm_up_loses_a_quarter_every_two_seconds():
    """Its usual pause here is 4 s: three of those, and 3 s, are waited."""
    for power, ceilings in ((501, [1_000, 750, 750, 562, 562, 421]), (500, [1_000] * 6)):
        one = Proof()
        mc = 30_000
        for _ in range(5):
            one.seconds(3, mc, power=power)
            mc += 150
            one.second(mc, power=power)
        assert one.one.pause_s == (4 if power > 500 else 0)
        one.seconds(13, mc, power=power)
        seen = []
        for _ in range(6):
            one.second(mc, power=power)
            seen.append(one.ceiling)
        assert seen == ceilings, power


def test_the_usual_pause_is_the_longest_lately_and_belongs_to_one_run_of_much_power():
    one = Proof()
    one.seconds(7, 30_000, power=600)
    one.second(30_150, power=600)
    assert one.one.pause_s == 8
    one.seconds(2, 30_150, power=600)
    one.second(30_300, power=600)
    assert one.one.pause_s == 6  # 8 fades by a quarter, 3 were measured
    one.second(30_300, power=400)
    assert (one.one.pause_s, one.one.strong_s) == (0, 0)
    one.seconds(2, 30_300, power=600)
    one.second(30_300)
    assert (one.one.pause_s, one.one.strong_s) == (0, 0)


def test_a_ceiling_that_took_much_power_away_does_not_end_its_run():
    """Else a frozen pad would be believed anew as soon as it had less."""
    one = Proof()
    one.second(30_000, power=600)
    one.second(30_150, power=600)
    assert one.one.pause_s == 2
    one.seconds(30, 30_150, power=600)
    assert one.ceiling <= 500
    one.seconds(2, 30_150, power=one.ceiling)
    assert one.one.pause_s == 2


# --- holding -------------------------------------------------------------------------------------


class Held(Watched):
    def __init__(self, heater_mw=HEATER_MW):
        Watched.__init__(self, Seconds())
        self.one = Holding(self.trend, heater_mw)
        self.check = self.one.check
        self.second(38_000, present=1)
        self.seconds(59, 38_000)

    def minute(self, power, *mc):
        self.seconds(60, *(mc or (38_000,)), power=power)
        return self.one.held


def test_nothing_is_learned_before_feet_were_still_for_a_minute_and_then_a_minute_of_power_is():
    one = Held()
    assert one.one.count_s == 0
    one.seconds(59, 38_000, power=300)
    assert (one.one.held, one.one.ceiling_permille) == (0, 1_000)
    one.second(38_000, power=300)
    assert (one.one.held, one.one.ceiling_permille) == (300, 300 + 42 + 25)


def test_the_learned_power_follows_down_at_once_and_up_by_a_trifle():
    one = Held()
    assert one.minute(300) == 300
    assert one.minute(250) == 250
    assert one.minute(258) == 258
    assert one.minute(300) == 266
    assert one.one.ceiling_permille == 266 + 38 + 25
    weak = Held(3_396)
    assert weak.minute(300) == 300 and weak.minute(400) == 329
    assert Held(1_000_000).one.growth == 1


def test_a_minute_that_is_not_steady_or_has_no_power_teaches_nothing():
    for high, held in ((300, 300), (301, 0)):
        one = Held()
        one.second(38_000, power=300)
        one.second(38_000 + high, power=300)
        one.seconds(58, 38_100, power=300)
        assert one.one.held == held
    one = Held()
    one.second(38_000, power=300)
    one.second(38_000 - 301, power=300)
    one.seconds(58, 38_000, power=300)
    assert one.one.held == 0
    assert Held().minute(0) == 0


def test_the_hotter_sensor_counts():
    for a, b in ((38_301, 37_000), (37_000, 38_301)):
        one = Held()
        one.second(38_000, power=300)
        one.seconds(59, a, b, 38_000, power=300)
        assert one.one.held == 0


def test_a_minute_at_the_ceiling_teaches_nothing_but_lets_a_learned_power_grow():
    for power, held in ((484, 484), (485, 0)):
        one = Held()
        one.trend.status.ceiling[0] = 500
        assert one.minute(power) == held
    one = Held()
    one.minute(300)
    one.trend.status.ceiling[0] = one.one.ceiling_permille
    assert one.minute(360) == 308
    assert one.one.ceiling_permille == 308 + 44 + 25


def test_the_ceiling_of_a_learned_power_is_never_over_full():
    one = Held()
    one.minute(980)
    assert one.one.held == 980 and one.one.ceiling_permille == 1_000


def test_it_forgets_when_a_foot_moves_or_the_reading_truly_rises():
    one = Held()
    one.minute(300)
    one.second(38_300, power=300)
    assert one.one.held == 300
    one.second(38_301, power=300)
    assert (one.one.held, one.one.ceiling_permille) == (0, 1_000)
    one = Held()
    one.minute(300)
    one.second(38_000, power=300, present=0)
    assert (one.one.held, one.one.ceiling_permille, one.one.count_s) == (0, 1_000, 0)
    one.seconds(59, 38_000)
    assert one.one.count_s == 0
    one.second(38_000)
    assert one.one.count_s == 1


# --- twin ----------------------------------------------------------------------------------------


class Both(Watched):
    """The check of `foot`, and a second trend beside it."""

    def __init__(self, foot=0):
        Watched.__init__(self, Seconds(foot))
        self.other = Seconds(1 - foot)
        self.one = Twin(self.trend, self.other, LIMITS[0], HEATER_MW, self.latch)
        self.check = self.one.check

    def both(self, mc, other_mc, count=1, power=0, other_power=0, present=None):
        for _ in range(count):
            self.other.second(other_mc, power=other_power, present=present)
            told = self.second(mc, power=power, present=present)
        return told


def heated(foot=0):
    one = Both(foot)
    one.one.colder = 0  # they were compared at rest
    one.both(38_000, 38_000, 1, 400, 400, 1)
    one.both(38_000, 38_000, 44, 400, 400)
    return one


def test_three_quarters_of_a_minute_of_both_feet_bound_one_heater_by_the_other():
    for foot in FEET:
        one = heated(foot)
        assert one.one.ceiling_permille == 1_000
        one.both(38_000, 38_000, 1, 400, 400)
        assert one.one.ceiling_permille == 400 + 50 + 16


def test_the_others_smoothed_power_counts_where_it_is_higher():
    one = heated()
    one.one.mean = 480_000
    one.both(38_000, 38_000, 1, 400, 400)
    assert one.one.mean == 480_000 - 80_000 // 60 - 1
    assert one.one.ceiling_permille == 478 + 478 // 8 + 16
    one.both(38_000, 38_000, 1, 400, 1_000)
    assert one.one.ceiling_permille == 1_000


def test_a_foot_that_reads_below_the_other_gets_less_down_to_the_others_power():
    for below, more in (
        (-500, 66),
        (0, 66),
        (1, 65),
        (750, 33),
        (1_499, 0),
        (1_500, 0),
        (3_000, 0),
    ):
        one = heated()
        one.both(38_000 - below, 38_000, 1, 400, 400)
        assert one.one.ceiling_permille == 400 + more, below


def test_what_the_other_took_lately_counts_less_the_further_a_foot_reads_below_it():
    """The other pad is there and needs little: one that reads cold beside it may be lying."""
    for below, ceiling in ((0, 479 + 59 + 16), (750, 200 + 354 // 2), (1_500, 200), (9_000, 200)):
        one = heated()
        one.one.mean = 484_500
        one.both(38_000 - below, 38_000, 1, 400, 200)
        assert one.one.ceiling_permille == ceiling, below


def test_one_foot_that_is_away_or_not_heated_bounds_nothing():
    one = heated()
    one.both(38_000, 38_000, 1, 400, 0)
    assert one.one.ceiling_permille == 1_000  # the other heater is off
    one = heated()
    one.other.second(38_000, power=400, present=0)
    one.second(38_000, power=400)
    assert one.one.ceiling_permille == 1_000
    one = heated()
    one.other.present = 0  # still for long, but out
    one.other.status.present[1] = 0
    one.both(38_000, 38_000, 1, 400, 400)
    assert one.one.ceiling_permille == 1_000
    one = heated()
    one.trend.still_s = 43
    one.both(38_000, 38_000, 1, 400, 400)
    assert one.one.ceiling_permille == 1_000


def test_of_two_wells_at_rest_one_that_is_much_colder_gets_no_heat():
    for below, ceiling in ((1_500, 1_000), (1_501, 0), (-1_501, 1_000)):
        one = Both()
        one.both(25_000 - below, 25_000, 2)
        assert one.one.ceiling_permille == ceiling
        one.both(25_000 - below, 25_000, 1, 0, 0, 1)
        assert one.one.ceiling_permille == ceiling  # it stays so when feet come
    one = Both()
    one.both(25_000 - 1_501, 25_000, 5)
    assert one.one.ceiling_permille == 0
    one.both(25_000 - 1_500, 25_000, 1)
    assert one.one.ceiling_permille == 1_000


def test_wells_are_compared_only_when_both_are_empty_and_cold_for_a_moment():
    one = Both()
    one.one.colder = 0
    one.both(25_000, 25_000, 9)
    one.both(20_000, 25_000, 1, present=1)
    one.both(20_000, 25_000, 2, present=0)
    assert one.one.ceiling_permille == 1_000  # two seconds of rest are none
    one.both(20_000, 25_000, 1)
    assert one.one.ceiling_permille == 0
    for which in (0, 1):
        one = Both()
        one.one.colder = 0
        trend = (one.trend, one.other)[which]
        trend.status.present[trend.foot] = 1
        one.both(20_000, 25_000, 9)
        assert one.one.ceiling_permille == 1_000
        one = Both()
        one.one.colder = 0
        trend = (one.trend, one.other)[which]
        trend.status.rail = 1
        one.both(20_000, 25_000, 9)
        assert one.one.ceiling_permille == 1_000


def test_nothing_is_heated_until_both_wells_were_seen_empty_at_once():
    """Feet that come and go one by one had hidden that three sensors read 8 degrees low."""
    for foot in FEET:
        one = Both(foot)
        status = one.trend.status
        one.other.status = status
        for present in ((1, 0), (0, 1), (1, 1), (0, 1)):
            for _ in range(9):
                status.present[:] = present
                one.other.second(25_000)
                one.second(25_000)
                assert one.one.ceiling_permille == 0
        assert status.unseen_wells >> 2 + foot & 1
        status.rail = 1  # nothing was heated yet, so a pause is a rest
        for s in range(3):
            assert one.one.ceiling_permille == 0, s
            status.present[:] = (0, 0)
            one.other.second(25_000)
            one.second(25_000)
        assert one.one.ceiling_permille == 1_000
        assert status.unseen_wells == 15 - (4 << foot)


def test_the_first_second_after_power_on_counts_and_none_before_both_are_known():
    one = Both()
    one.check(0)
    assert one.one.ceiling_permille == 0
    one.other.second(25_000)
    one.check(0)
    assert one.one.ceiling_permille == 0
    one.second(25_000)
    assert one.one.ceiling_permille == 1_000


def test_a_colder_well_that_surely_rests_is_told_after_half_a_minute():
    for foot in FEET:
        one = Both(foot)
        one.both(23_499, 25_000, 59)
        assert one.latch.calls == []
        one.both(23_499, 25_000)  # known for more than 30 s from the 31st on, then 30 of them
        assert one.latch.calls[0][:4] == (SENSOR_DISAGREES, PLACE_FOOT + foot, 1_501, 1_500)
        one = Both(foot)
        one.both(23_500, 25_000, 90)
        assert one.latch.calls == []


def test_a_well_that_still_cools_is_no_liar():
    for mine, others, told in ((0, 0, 1), (-2, 0, 0), (0, -2, 0), (-1, -1, 1)):
        one = Both()
        for s in range(100):
            one.both(20_000 + mine * s, 25_000 + others * s)
        assert bool(one.latch.calls) == bool(told), (mine, others)
    one = Both()
    one.both(20_000, 25_000, 50)
    one.other.still_s = 5
    one.both(20_000, 25_000, 1)
    assert one.one.colder_s == 0 and one.one.colder == 1


# --- unasked -------------------------------------------------------------------------------------


class Cooling(Watched):
    """A foot with its heater off, beside a cool one; settled unless a test says otherwise."""

    def __init__(self, mc, present=1, foot=0, rail=1):
        Watched.__init__(self, Seconds(foot))
        self.other = Seconds(1 - foot)
        self.other.settle(30_000, 31)
        self.other.present = self.other.status.present[1 - foot] = 1
        self.other.still_s = 1_000
        self.one = Unasked(self.trend, self.other, LIMITS[0], self.latch)
        self.check = self.one.check
        self.trend.present = self.trend.status.present[foot] = present
        self.trend.still_s = 1_000
        self.trend.status.rail = rail
        self.mc = mc
        self.seconds(31, mc, power=400)
        self.seconds(8, mc)

    def drift(self, seconds, rate, divide=1):
        """`rate` / `divide` mC a second; the first second that tripped, 0 for none."""
        start = self.mc
        for s in range(1, seconds + 1):
            self.mc = start + rate * s // divide
            if self.second(self.mc):
                return s
        return 0


def jump(one, step):
    """A step that stays, in all sensors: the trips of its first three seconds."""
    found = []
    one.mc += step
    for _ in range(3):
        found += one.second(one.mc)
    return found


def test_a_hot_pad_whose_heater_is_off_may_not_rise_by_four_tenths():
    # a step of 100 in all sensors is one of 400 in the pad: 12 s of 25 mC/s in the slope
    for foot in FEET:
        assert jump(Cooling(36_200, foot=foot), 99) == []
        one = Cooling(36_200, foot=foot)
        assert jump(one, 100) == [RISES_UNASKED]
        assert one.latch.calls[0][1:4] == (PLACE_FOOT + foot, 400, 400)


def test_two_seconds_of_such_a_rise_are_sparks():
    one = Cooling(36_200)
    assert one.second(36_400) == [] and one.second(36_400) == []
    assert one.second(36_200) == [] and one.second(36_200) == []
    assert one.second(36_400) == []


def test_below_the_heat_of_any_foot_or_room_such_a_rise_is_none():
    assert jump(Cooling(35_799), 100) == []
    assert jump(Cooling(35_800), 100) == [RISES_UNASKED]


def test_beside_as_warm_a_foot_or_none_only_what_no_bath_explains_is_hot():
    """A foot straight from a hot bath warms its pad to 38.1."""
    for mc, present, a_mc, b_mc, power, told in (
        (37_899, 0, 30_000, 30_000, 0, 0),
        (37_900, 0, 30_000, 30_000, 0, 1),
        (36_000, 1, 33_801, 33_000, 0, 0),
        (36_000, 1, 33_000, 33_801, 0, 0),
        (36_000, 1, 33_800, 33_800, 0, 1),
        (37_900, 1, 37_000, 37_000, 0, 1),
        (36_000, 0, 30_000, 30_000, 200, 1),  # the other heater works, and here it shows
    ):
        one = Cooling(mc)
        one.other.status.present[1] = present
        one.other.settle(a_mc, 31, power=power)
        one.other.now[1] = b_mc
        assert bool(jump(one, 100)) == bool(told), (mc, present, a_mc, b_mc)


def test_the_rise_counts_from_the_lowest_since_the_heater_went_off():
    for more, told in ((50, 0), (55, 1)):
        one = Cooling(37_000)
        assert one.drift(20, -20) == 0  # to 36 600, and 240 less without the bead's lag
        one.seconds(8, one.mc)
        assert bool(jump(one, more)) == bool(told), (more, one.one.low_mc)


def test_heat_or_a_foot_that_just_came_makes_no_rise_unasked():
    one = Cooling(36_500)
    assert one.second(37_000, power=1) == []
    assert one.seconds(2, 38_500) == 0  # off for two seconds: the last pulse, and the filter
    one = Cooling(36_500)
    one.trend.still_s = 56
    assert jump(one, 400) == []
    one = Cooling(36_500)
    one.trend.still_s = 59
    assert jump(one, 400) == [RISES_UNASKED]
    one = Cooling(36_500, present=0)
    one.trend.still_s = 10
    assert jump(one, 400) == [RISES_UNASKED]  # a foot that left warms nothing


def test_the_middle_of_three_sensors_counts():
    for odd in range(3):
        for rest, lone, told in ((0, 2_000, 0), (100, -6_000, 1)):
            one = Cooling(36_500)
            mc = [36_500 + rest] * 3
            mc[odd] += lone
            found = []
            for _ in range(3):
                found += one.second(mc[0], mc[1], mc[2])
            assert bool(found) == bool(told), odd


def test_a_pad_over_thirty_eight_must_fall():
    assert Cooling(38_300).drift(90, 0) > 0
    assert Cooling(38_299).drift(90, 0) == 0
    assert Cooling(39_000).drift(90, -1) == 0  # 60 in 60 s
    assert Cooling(39_000).drift(90, -1, 2) > 0  # 30
    assert Cooling(39_000, present=0, rail=0).drift(90, 0) == 0  # it is about a foot in the well


def foot_comes(one, by, tau_s, seconds=150):
    """`by` mC towards the warmth of a foot, with that time constant; what was told."""
    start = one.mc
    left = by * 1_000
    found = []
    for _ in range(seconds):
        left -= left // tau_s
        one.mc = start + by - left // 1_000
        found += one.second(one.mc)
    return found


def test_an_empty_well_that_rises_and_heads_beyond_a_foot_is_told():
    assert 0 < Cooling(30_000, present=0).drift(170, 20)
    assert Cooling(30_000, present=0).drift(170, 10) == 0  # under a degree in 96 s
    assert Cooling(30_000, present=1).drift(170, 20) == 0
    assert Cooling(30_000, present=0, rail=0).drift(170, 20) == 0  # a room may warm it
    one = Cooling(30_000, present=0)
    one.trend.still_s = -70  # 115 s are over only after 185
    assert one.drift(170, 20) == 0


def test_a_foot_in_a_well_that_is_thought_empty_is_no_heater():
    """SAF-040: whenever it came, however firm, however cold the pad was."""
    for start_mc, by in ((23_000, 9_000), (10_000, 20_000), (30_000, 4_000)):
        for tau_s in (30, 76, 120, 200):
            for phase in range(0, 16, 5):
                one = Cooling(start_mc, present=0)
                one.seconds(161 + phase, start_mc)
                assert foot_comes(one, by, tau_s) == [], (start_mc, by, tau_s, phase)


def test_a_foot_that_shifts_is_no_heater_whatever_the_phase():
    """SAF-040: a rise that only slows down once passed a window that held its beginning."""
    for tau_s in (30, 76, 120):
        for phase in range(16):
            one = Cooling(22_000)
            one.seconds(170 + phase, 22_000)
            assert foot_comes(one, 7_000, tau_s) == [], (tau_s, phase)


def test_a_rise_that_begins_by_itself_and_heads_beyond_a_foot_is_told_and_a_slow_one_is_not():
    for rate, told in ((150, 1), (50, 1), (8, 0)):
        one = Cooling(25_000)
        assert one.drift(200, 0) == 0
        assert bool(one.drift(150, rate)) == bool(told), rate


def test_a_rise_that_was_always_there_is_no_heater():
    assert Cooling(20_000).drift(200, 30) == 0


def test_what_the_other_heater_did_is_told_as_the_wrong_foot():
    for power, moved, code in (
        (200, 149, HEATS_WRONG_FOOT),
        (199, 149, RISES_UNASKED),
        (200, 150, RISES_UNASKED),
    ):
        one = Cooling(36_500)
        one.other.second(30_000 + moved, power=power)
        assert jump(one, 100) == [code]


def test_while_the_other_heater_heats_the_wrong_foot_no_rise_is_a_foots():
    for power, told in ((200, 1), (199, 0)):
        one = Cooling(23_000)
        one.seconds(170, 23_000)
        one.other.second(30_000, power=power)
        assert bool(foot_comes(one, 9_000, 76)) == bool(told), power


def test_beside_sparks_everything_has_to_be_larger():
    def rough(step, known_s=99):
        one = Cooling(36_500)
        one.trend.known_s = known_s
        found = []
        for _ in range(3):
            one.trend.rough[0] = 64 + 64  # 108 mC, so 162 of the pad
            found += one.second(36_500 + step)
        return found

    # over 16 s the lead is 12/16 of the step; a trend too young for that has the short one
    assert rough(321) == [] and rough(322) == [RISES_UNASKED]
    assert rough(140, 12) == [] and rough(141, 12) == [RISES_UNASKED]
    one = Cooling(38_300)
    one.trend.rough[0] = 64 + 64
    assert one.drift(90, 0) == 0


def test_a_trend_that_knows_too_little_is_not_judged():
    trend = Seconds()
    latch = Recorder()
    one = Unasked(trend, Seconds(1), LIMITS[0], latch)
    for s in range(4):
        trend.second(36_000 + 1_000 * s)
        one.check(0)
        assert one.known == 0 and one.sum_mc == 0
    for _ in range(4):
        trend.second(39_000)
        one.check(0)
    assert one.known == 1 and latch.calls == []


# --- strength ------------------------------------------------------------------------------------


class Pulse:
    def __init__(self, foot=0, stage=None):
        self.latch = Recorder()
        self.whole = Inputs()
        self.heater = Heater(foot)
        self.feet = self.whole.feet[foot]
        stage = {"heater_mohm": 12_000} if stage is None else stage
        self.one = Strength(self.whole, self.feet, self.heater, LIMITS[0], stage, self.latch)

    def seconds(self, count, on_ma, rail_mv=12_000, pulsed=1_000):
        self.feet.on_ma = on_ma
        self.whole.rail_mv = rail_mv
        self.heater.pulsed = pulsed
        for _ in range(count):
            self.one.check(0)
        return self.latch.calls


def test_a_heaters_current_may_be_thirty_percent_off_for_ever_and_more_for_seven_seconds():
    for foot in FEET:
        for ma, limit in ((699, 700), (1_301, 1_300)):
            one = Pulse(foot)
            assert one.seconds(60, 700) == [] and one.seconds(60, 1_300) == []
            assert one.seconds(7, ma) == []
            assert one.seconds(1, ma) == [(HEATER_WEAK, PLACE_FOOT + foot, ma, limit, 0)]
        one = Pulse(foot)
        for _ in range(9):
            assert one.seconds(7, 0) == [] and one.seconds(1, 1_000) == []


def test_current_is_judged_against_the_rail_it_had_up_to_the_clamps():
    assert Pulse().seconds(60, 700, 10_000) == [] and len(Pulse().seconds(8, 582, 10_000)) == 1
    assert Pulse().seconds(60, 846, 14_500) == [] and len(Pulse().seconds(8, 844, 14_500)) == 1
    assert Pulse().seconds(60, 846, 20_000) == [] and len(Pulse().seconds(8, 844, 20_000)) == 1
    other = {"heater_mohm": 12_000, "heater_max_mv": 13_000}
    assert Pulse(0, other).seconds(60, 760, 20_000) == []


def test_without_a_pulse_long_enough_or_a_rail_nothing_is_judged():
    assert Pulse().seconds(60, 0, pulsed=59) == [] and len(Pulse().seconds(8, 0, pulsed=60)) == 1
    assert Pulse().seconds(60, 0, 7_999) == [] and len(Pulse().seconds(8, 0, 8_000)) == 1
    one = Pulse()
    one.seconds(7, 0)
    one.seconds(3, 0, pulsed=0)
    assert len(one.seconds(1, 0)) == 1  # a pause forgives nothing
