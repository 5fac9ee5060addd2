"""How long a session and its heat may last. SAF-005 SAF-006 SAF-025."""

from firmware.image import HEAT_LEFT, HEAT_RIGHT, ROLLER_LEFT, Outputs, Status
from firmware.safety.duration import GRACE_MS, LONGEST_STEP_MS, Duration
from firmware.safety.limits import Limits
from firmware.safety.trips import SESSION_TIME
from firmware.units import TIME_MASK
from tests.both.firmware_bench import PROFILES, Recorder

STARTS = (0, 12_345, TIME_MASK - 600_000, TIME_MASK)


class Clock:
    """A Duration with a clock of its own."""

    def __init__(self, profile=0, start_ms=0):
        self.status = Status()
        self.latch = Recorder()
        self.now_ms = start_ms
        self.out = Outputs()
        self.duration = Duration(Limits(profile), self.status, self.latch, start_ms)
        self.left = 1

    def on(self, heat=0, channel=HEAT_LEFT):
        self.out.rail = 1
        self.out.level[channel] = heat
        return self

    def off(self):
        self.out.rail = 0
        self.out.level = [0] * 8
        return self

    def run(self, ms, step_ms=20_000):
        """Let exactly `ms` pass."""
        while ms > 0:
            step = min(ms, step_ms)
            ms -= step
            self.now_ms = (self.now_ms + step) & TIME_MASK
            self.left = self.duration.check(self.out, self.now_ms)
        return self


def test_a_session_trips_just_after_its_allowance():
    """SAF-005: just below, at and above allowance and grace, across the clock's wrap."""
    for profile in PROFILES:
        longest_ms = Limits(profile).session_max_ms + GRACE_MS
        for start_ms in STARTS:
            clock = Clock(profile, start_ms).on().run(longest_ms - 1)
            assert clock.latch.codes == []
            clock.run(1)
            assert clock.latch.codes == [] and clock.status.session_ms == longest_ms
            clock.run(1)
            assert clock.latch.codes == [SESSION_TIME]


def test_heat_is_used_up_at_its_allowance_and_not_before():
    """SAF-006: just below, at and above; either heater counts; it is a limiter, not a trip."""
    for profile in PROFILES:
        longest_ms = Limits(profile).heat_max_ms
        for channel in (HEAT_LEFT, HEAT_RIGHT):
            for start_ms in STARTS:
                clock = Clock(profile, start_ms).on(1, channel).run(longest_ms - 1)
                assert clock.left == 1
                clock.run(1)
                assert clock.left == 0
                clock.run(1)
                assert clock.left == 0 and clock.latch.codes == []


def test_only_ticks_with_heat_count_as_heat():
    """SAF-006."""
    clock = Clock().on(0).run(100_000)
    clock.on(1_000, ROLLER_LEFT).run(100_000)
    assert clock.status.heat_ms == 0 and clock.status.session_ms == 200_000
    clock.on(1, HEAT_RIGHT).run(60_000)
    assert clock.status.heat_ms == 60_000


def test_both_heaters_together_count_once():
    """SAF-006."""
    clock = Clock().on(500, HEAT_LEFT).on(500, HEAT_RIGHT).run(60_000)
    assert clock.status.heat_ms == 60_000


def test_the_clocks_start_again_only_after_the_whole_rest():
    """SAF-025: just below, at and above, across the wrap."""
    for profile in PROFILES:
        rest_ms = Limits(profile).rest_ms
        for start_ms in STARTS:
            clock = Clock(profile, start_ms).on(1).run(600_000).off().run(rest_ms - 1, 1_000)
            assert clock.status.session_ms == clock.status.heat_ms == 600_000
            clock.run(1)
            assert clock.status.session_ms == clock.status.heat_ms == 0
            clock.run(1)
            assert clock.status.session_ms == 0


def test_a_rest_in_pieces_is_no_rest():
    """SAF-025: stop and start again buys nothing."""
    clock = Clock()
    total_ms = 0
    for _ in range(20):
        clock.on(1).run(20)
        total_ms += 20
        clock.off().run(89_980)
    assert clock.status.session_ms == clock.status.heat_ms == total_ms


def test_used_up_heat_comes_back_only_after_the_rest():
    """SAF-006 SAF-025."""
    clock = Clock().on(1).run(1_800_000)
    assert clock.left == 0
    clock.off().run(89_980, 20)
    assert clock.left == 0
    clock.on(0).run(20)
    assert clock.left == 0
    clock.off().run(89_980, 20)
    assert clock.left == 0
    clock.run(20)
    assert clock.left == 1


def test_a_wild_clock_counts_a_minute_at_most_and_overflows_nothing():
    for step_ms in (LONGEST_STEP_MS, LONGEST_STEP_MS + 1, 1 << 29, TIME_MASK):
        clock = Clock(0, 77).on(1)
        clock.now_ms = (clock.now_ms + step_ms) & TIME_MASK
        clock.left = clock.duration.check(clock.out, clock.now_ms)
        assert clock.status.session_ms == clock.status.heat_ms == LONGEST_STEP_MS


def test_a_step_just_below_a_minute_counts_as_it_is():
    clock = Clock().on(1).run(LONGEST_STEP_MS - 1, LONGEST_STEP_MS)
    assert clock.status.session_ms == LONGEST_STEP_MS - 1


def test_a_clock_gone_wild_for_ever_stays_far_below_the_largest_small_integer():
    """SAF-005: the trip comes, and nothing grows past it by more than a step a tick."""
    clock = Clock().on(1)
    for _ in range(40):
        clock.now_ms = (clock.now_ms + (1 << 29)) & TIME_MASK
        clock.duration.check(clock.out, clock.now_ms)
    assert SESSION_TIME in clock.latch.codes
    assert clock.status.session_ms == 40 * LONGEST_STEP_MS
