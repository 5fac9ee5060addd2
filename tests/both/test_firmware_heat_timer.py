"""The stage's heat timer as the firmware counts it along. SAF-072."""

from firmware.image import HEAT_LEFT, HEAT_RIGHT, ROLLER_LEFT, Outputs, Status
from firmware.safety.heat_timer import HeatTimer
from firmware.safety.limits import Limits
from firmware.units import TIME_MASK
from tests.both.firmware_bench import PROFILES

STARTS = (0, 12_345, TIME_MASK - 600_000, TIME_MASK)
NEVER_S = None


def stage(minutes=20, tolerance_permille=50, rail_s=NEVER_S):
    return {
        "heat_timer": {
            "minutes": minutes,
            "tolerance_permille": tolerance_permille,
            "forgets_rail_s": rail_s,
            "forgets_power_s": 5,
        }
    }


class Clock:
    """A HeatTimer with a clock of its own."""

    def __init__(self, described, profile=1, start_ms=0):
        self.status = Status()
        self.out = Outputs()
        self.now_ms = start_ms
        self.timer = HeatTimer(described, Limits(profile), self.status, start_ms)
        self.left = 1

    def set(self, rail, channel=HEAT_LEFT, heat=0):
        self.out.rail = rail
        self.out.level = [0] * 8
        self.out.level[channel] = heat
        return self

    def run(self, ms, step_ms=20_000):
        """Let exactly `ms` pass."""
        while ms > 0:
            step = min(ms, step_ms)
            ms -= step
            self.now_ms = (self.now_ms + step) & TIME_MASK
            self.left = self.timer.check(self.out, self.now_ms)
        return self


def test_heat_rests_before_the_timer_can_expire():
    """SAF-072: 20 and 35 min less 5 % of tolerance less 2 %; below, at and above."""
    for profile, minutes in ((1, 20), (0, 35)):
        margin = Limits(profile).heat_timer_permille
        limit_ms = minutes * 60 * (1_000 - 50 - margin)
        assert limit_ms < minutes * 60_000 * 95 // 100
        for channel in (HEAT_LEFT, HEAT_RIGHT):
            for start_ms in STARTS:
                clock = Clock(stage(minutes), profile, start_ms).set(1, channel, 1)
                clock.run(limit_ms - 1)
                assert clock.left == 1 and clock.status.heat_rests == 0
                clock.run(1)
                assert clock.left == 0 and clock.status.heat_rests == 1
                clock.run(1)
                assert clock.left == 0 and clock.status.heat_rests == 1


def test_it_counts_plain_time_from_the_first_heat_and_nothing_before():
    """SAF-072: as the hardware does, pulses or not, rail or not."""
    for profile in PROFILES:
        clock = Clock(stage(), profile).set(1, ROLLER_LEFT, 1_000).run(4_000_000)
        assert clock.left == 1 and clock.status.heat_rests == 0
        clock.set(1, HEAT_LEFT, 1).run(20, 20)
        clock.set(1).run(600_000)
        clock.set(0).run(515_960, 20)
        assert clock.left == 1
        clock.run(20, 20)  # 18.6 min
        assert clock.left == 0


def test_no_rest_brings_heat_back_where_only_lost_power_does():
    """SAF-072: a day without rail is no pulled plug."""
    clock = Clock(stage()).set(1, HEAT_LEFT, 1).run(1_200_000)
    clock.set(0).run(86_400_000, 60_000)
    assert clock.left == 0
    clock.set(1).run(60_000)
    assert clock.left == 0


def test_a_declared_rest_of_the_rail_brings_heat_back_with_the_same_margin():
    """SAF-072: below, at and above; a rest in pieces is none."""
    for start_ms in STARTS:
        clock = Clock(stage(rail_s=1_500), 0, start_ms).set(1, HEAT_LEFT, 1).run(1_200_000)
        rest_ms = 1_500 * 1_070
        clock.set(0).run(rest_ms - 1)
        clock.set(1).run(20)
        clock.set(0).run(rest_ms - 1)
        assert clock.left == 0
        clock.run(1)
        assert clock.left == 1 and clock.status.heat_rests == 0
        clock.run(1)
        assert clock.left == 1
        clock.set(1, HEAT_RIGHT, 1).run(1_116_000 - 1)
        assert clock.left == 1
        clock.run(1)
        assert clock.left == 0


def test_a_boot_that_was_no_power_up_has_no_heat():
    clock = Clock(stage())
    clock.timer.use_up()
    assert clock.status.heat_rests == 1
    assert clock.set(0).run(86_400_000, 60_000).left == 0
    other = Clock(stage(rail_s=60), 0)
    other.timer.use_up()
    assert other.set(0).run(64_199).left == 0
    assert other.run(1).left == 1


def test_a_stage_without_a_timer_is_not_limited_here():
    for described in ({}, {"heat_timer": None}):
        clock = Clock(described)
        clock.timer.use_up()
        assert clock.set(1, HEAT_LEFT, 1_000).run(5_000_000).left == 1
        assert clock.status.heat_rests == 0


def test_a_wild_clock_uses_heat_up_and_overflows_nothing():
    """SAF-072: the sums stop at their limits."""
    for jump_ms in (1 << 29, TIME_MASK):
        clock = Clock(stage(60, 0, 86_400), 0, 77).set(1, HEAT_LEFT, 1).run(20, 20)
        for rail in (1, 0):
            clock.set(rail)
            clock.now_ms = (clock.now_ms + jump_ms) & TIME_MASK
            clock.left = clock.timer.check(clock.out, clock.now_ms)
            assert clock.timer.passed_ms <= clock.timer.limit_ms
            assert clock.timer.rested_ms <= clock.timer.rest_ms
            if rail:
                assert clock.left == 0
