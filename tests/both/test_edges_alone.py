"""Edges of what one foot is allowed without or beside the other, and of the heater it has: alone,
twin, strength, the heat timer, by exact numbers. SAF-034 SAF-042 SAF-045 SAF-072.
"""

from firmware.image import HEAT_LEFT, Inputs, Outputs, Status
from firmware.safety.alone import Alone
from firmware.safety.heat_timer import HeatTimer
from firmware.safety.strength import Strength
from firmware.safety.twin import Twin

from .checks_bench import LIMITS, Heater, Seconds, Watched
from .firmware_bench import Recorder

HEATER_MW = 12_000

# --- alone ---------------------------------------------------------------------------------------


class Lone:
    """The check of the left foot alone, and the other's trend beside it."""

    def __init__(self, **stage):
        self.trend = Seconds(0)
        self.other = Seconds(1)
        described = {"pad_loss_mw_per_k": 250}
        described.update(stage)
        whole = Inputs()
        self.one = Alone(
            self.trend,
            self.other,
            whole,
            whole.left,
            LIMITS[0],
            described,
            HEATER_MW,
        )

    def second(self, mine, others, present=None):
        self.other.second(others[0], others[1], others[2])
        self.trend.second(mine[0], mine[1], mine[2], present=present)
        self.one.check(0)


COLD = (15_000, 15_000, 15_000)


def test_the_clamp_is_the_stages_own_and_a_covered_skin_loses_seven_tenths_of_its_pad():
    one = Lone(heater_max_mv=13_000, pad_loss_mw_per_k=1_000).one
    assert (one.most_mv, one.loss_mw_c) == (13_000, 700)
    assert Lone().one.most_mv == 14_500


def test_the_room_is_what_the_warmest_of_all_six_sensors_reads():
    for i in range(3):
        warm = [20_000, 20_000, 20_000]
        warm[i] = 24_000
        for mine, others in ((COLD, warm), (warm, COLD)):
            one = Lone()
            one.second(mine, others)
            assert one.one.room_mc == 24_000, (mine, others)
            one.second(COLD, warm, 1)  # a foot came in: only the other well tells
            assert one.one.room_mc == 24_000
            warm[i] = 23_999
            one.second(COLD, warm)
            assert one.one.room_mc == 23_999
            warm[i] = 24_000


def test_a_foot_that_comes_into_a_cold_room_has_37_degrees_of_238_joules_each():
    one = Lone()
    one.second(COLD, COLD)
    one.one.held_mj = 0
    one.second(COLD, COLD, 1)
    assert one.one.held_mj == 8_806_000


def test_the_106th_second_alone_is_the_first_that_is_limited():
    one = Lone()
    one.second(COLD, COLD, 1)
    one.one.alone = 103 * 4
    for alone, full in ((416, 1), (420, 1), (421, 0)):
        one.one.held_mj = 42_000 * 238
        one.second(COLD, COLD)
        assert one.one.alone == alone
        assert (one.one.ceiling_permille == 1_000) == bool(full)


def test_what_is_left_of_the_limit_is_reckoned_in_whole_milliwatts():
    """A heater of 1 W, so that a permille is a milliwatt."""
    for room_mc, skin_mc, left in (
        (23_000, 42_000, 278),
        (22_995, 42_000, 278),  # 278.9
        (22_995, 42_001, 274),
        (22_995, 41_900, 678),
        (22_995, 43_000, 0),
        (22_995, 41_000, 1_000),
    ):
        one = Lone()
        one.second(COLD, COLD, 1)
        one.one.room_mc = room_mc
        one.one.full_mw = 1_000
        one.one.alone = 421
        one.one.held_mj = skin_mc * 238
        one.second(COLD, (36_000, 36_000, 36_000))
        assert one.one.ceiling_permille == left, (room_mc, skin_mc)
        assert isinstance(one.one.ceiling_permille, int)


# --- twin ----------------------------------------------------------------------------------------


class Both(Watched):
    def __init__(self, heater_mw=HEATER_MW):
        Watched.__init__(self, Seconds(0))
        self.other = Seconds(1)
        self.one = Twin(self.trend, self.other, LIMITS[0], heater_mw, self.latch)
        self.check = self.one.check

    def both(self, mc, other_mc, count=1, power=0, present=None):
        """The same power in both."""
        for _ in range(count):
            self.other.second(other_mc, power=power, present=present)
            self.second(mc, power=power, present=present)


def heated(power):
    one = Both()
    one.one.colder = 0
    one.both(38_000, 38_000, 1, power, 1)
    one.both(38_000, 38_000, 45, power)
    return one


def test_what_a_foot_may_have_more_is_a_fifth_of_a_watt_whatever_the_heater():
    assert Both(201).one.more == 995


def test_the_others_power_is_taken_and_given_in_whole_permille():
    one = heated(400)
    one.one.mean = 501_796  # 500 099 a second later
    one.both(38_000, 38_000, 1, 400)
    assert one.one.mean == 500_099
    assert one.one.ceiling_permille == 500 + 62 + 16
    assert isinstance(one.one.ceiling_permille, int)


def test_a_degree_and_a_half_below_the_other_nothing_is_left_of_what_it_had_lately():
    for below, more in ((1_497, 2), (1_498, 1), (1_499, 0), (1_500, 0)):
        one = heated(100)
        one.one.mean = 1_000_000
        one.both(38_000 - below, 38_000, 1, 100)
        assert one.one.ceiling_permille == 100 + more, below  # of 1 024


def test_a_well_rests_from_its_third_second_empty_and_cold():
    one = Both()
    one.one.colder = 0
    one.trend.known_s = 9
    for still_s, down_s, rests in ((2, 2, 1), (1, 2, 0), (2, 1, 0), (99, 99, 1)):
        one.trend.still_s, one.trend.down_s = still_s, down_s
        assert one.one.resting(one.trend) == rests
    one.one.colder = 4  # nothing was compared yet
    for known_s, still_s, rests in (
        (0, 9, 0),
        (1, 0, 1),
        (2, 0, 0),
        (2, 1, 1),
        (3, 1, 0),
        (9, 2, 1),
    ):
        one.trend.known_s, one.trend.still_s, one.trend.down_s = known_s, still_s, 0
        assert one.one.resting(one.trend) == rests, known_s
    one.trend.known_s = one.trend.still_s = 9
    one.trend.present = 1
    assert one.one.resting(one.trend) == 0


def test_a_colder_well_is_counted_once_30_s_of_it_are_known_and_both_are_still_for_as_long():
    for known_s, still_s, others_s, count in (
        (31, 30, 30, 1),
        (30, 30, 30, 0),
        (31, 29, 30, 0),
        (31, 30, 29, 0),
    ):
        one = Both()
        one.trend.settle(23_000, 40)
        one.other.settle(25_000, 40)
        one.trend.known_s, one.trend.still_s, one.other.still_s = known_s, still_s, others_s
        one.one.compare_rest(0)
        assert (one.one.colder, one.one.colder_s) == (1, count)


# --- strength ------------------------------------------------------------------------------------


def test_a_wrong_current_is_told_with_the_limit_that_it_broke():
    for ma, limit in ((699, 700), (1_301, 1_300)):
        latch, whole, heater = Recorder(), Inputs(), Heater(1)
        one = Strength(whole, whole.right, heater, LIMITS[0], {"heater_mohm": 12_000}, latch)
        whole.rail_mv, whole.right.on_ma, heater.pulsed = 12_000, ma, 60
        for second in range(8):
            assert latch.calls == [] and one.off_s == second
            one.check(second)
        assert latch.calls[0][2:] == (ma, limit, 7)


# --- the heat timer ------------------------------------------------------------------------------


class Timer:
    """A stage's timer of a minute that forgets in a minute without rail, without tolerance."""

    def __init__(self):
        declared = {"minutes": 1, "tolerance_permille": 0, "forgets_rail_s": 60}
        self.one = HeatTimer({"heat_timer": declared}, LIMITS[0], Status(), 0)
        self.out = Outputs()
        self.now_ms = 0

    def tick(self, step_ms, rail, heat=0):
        self.out.rail = rail
        self.out.level[HEAT_LEFT] = heat
        self.now_ms += step_ms
        return self.one.check(self.out, self.now_ms)


def test_the_timers_sums_stop_at_their_limits_and_a_rest_begins_with_each_heat():
    timer = Timer()
    one = timer.one
    assert (one.limit_ms, one.rest_ms) == (58_800, 61_200)
    assert timer.tick(58_790, 1, 1) == 1 and one.running == 1
    assert timer.tick(20, 1) == 0 and one.passed_ms == 58_800
    assert timer.tick(61_190, 0) == 0 and one.rested_ms == 61_190
    assert timer.tick(20, 0) == 1
    assert (one.running, one.passed_ms, one.rested_ms) == (0, 0, 61_200)
    assert timer.tick(50_000, 1) == 1 and one.passed_ms == 0  # no heat, nothing counted
    # whatever the rail says: with heat in it, what rested before is over
    one.rested_ms = 61_200
    assert timer.tick(20, 0, 1) == 1
    assert (one.running, one.passed_ms, one.rested_ms) == (1, 20, 20)


def test_a_boot_that_was_no_power_up_finds_the_timer_running_and_used_up():
    one = Timer().one
    one.use_up()
    assert (one.running, one.passed_ms, one.status.heat_rests) == (1, 58_800, 1)
