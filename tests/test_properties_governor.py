"""The governor under anything: whatever is asked and whatever is sensed, it only subtracts.

SAF-001 SAF-004 SAF-008 SAF-009 SAF-010 SAF-011 SAF-012 SAF-013 SAF-014 SAF-020 SAF-024.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.image import (
    CHANNELS,
    HEAT_LEFT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VIBRATION,
)
from firmware.safety import raw_limits
from firmware.safety.slew import granted, steps_permille
from firmware.safety.trips import SENSOR_OPEN
from firmware.units import FULL, TIME_MASK
from tests.both.firmware_bench import ROOM_CODE, ROOM_CODE16, Bench, resting

WIDE = st.integers(-(1 << 29), 1 << 29)
LEVELS = st.one_of(st.sampled_from([0, 1, 55, 56, 500, 999, 1_000, 1_001, -1]), WIDE)
CODES16 = st.one_of(
    st.just(ROOM_CODE16),
    st.integers(41_000, 46_000),
    st.integers(0, 65_520),
)
CODES = st.one_of(st.just(ROOM_CODE), st.integers(0, 4_095))
MA = st.one_of(st.just(0), st.integers(-170, 40), st.integers(-1_249, 15_247))
MV = st.one_of(st.sampled_from([0, 400, 899, 900, 1_400, 1_401, 2_000]), st.integers(0, 3_300))
FLAG = st.integers(0, 1)
STEPS_MS = st.one_of(st.integers(0, 62), st.integers(0, TIME_MASK))


@given(WIDE, WIDE, st.integers(0, FULL), st.integers(1, FULL))
def test_a_grant_is_never_more_than_asked_allowed_or_reachable(request, ceiling, last, step):
    level = granted(request, ceiling, last, step)
    assert 0 <= level <= max(0, request)
    assert level <= max(0, ceiling)
    assert level <= last + step
    if min(request, ceiling) >= last + step:
        assert level == last + step


# What may happen between two ticks: (name, foot or channel, value).
HAPPENING = st.one_of(
    st.tuples(st.just("level"), st.integers(0, CHANNELS - 1), LEVELS),
    st.tuples(st.just("everything"), st.just(0), LEVELS),
    st.tuples(st.just("reverse"), FLAG, FLAG),
    st.tuples(st.just("rail"), st.just(0), st.sampled_from([0, 1, 1, 1, 2])),
    st.tuples(st.just("heated"), st.just(0), st.sampled_from([0, 1, 1, 1, 2])),
    st.tuples(st.just("presence_mv"), FLAG, MV),
    st.tuples(st.just("a_code16"), FLAG, CODES16),
    st.tuples(st.just("b_code16"), FLAG, CODES16),
    st.tuples(st.just("latch_code16"), FLAG, CODES16),
    st.tuples(st.just("a_code"), FLAG, CODES),
    st.tuples(st.just("b_code"), FLAG, CODES),
    st.tuples(st.just("latch_code"), FLAG, CODES),
    st.tuples(st.just("off_ma"), FLAG, MA),
    st.tuples(st.just("conducting"), st.just(0), FLAG),
    st.tuples(st.just("roller_ma"), st.just(0), MA),
    st.tuples(st.just("pressure_pa"), st.just(0), st.integers(-2_857, 44_285)),
    st.tuples(st.just("stop"), st.just(0), FLAG),
    st.tuples(st.just("answer"), st.just(0), st.just(0)),
    st.tuples(st.just("acknowledge"), st.just(0), st.integers(0, 4)),
    st.tuples(st.just("beating"), st.just(0), st.sampled_from([0, 1, 1, 1])),
    st.tuples(st.just("late"), st.just(0), st.sampled_from([59, 60, 61, 500])),
    st.tuples(st.just("calm"), st.just(0), st.just(0)),
)
STORY = st.lists(st.tuples(HAPPENING, st.sampled_from([0, 1, 2, 3, 13, 60])), max_size=40)


class Judge:
    """A bench, and beside it what a stranger knows must hold after every tick."""

    def __init__(self, profile):
        self.bench = Bench(profile)
        limits = self.bench.limits
        self.most = [FULL] * CHANNELS
        self.most[ROLLER_LEFT] = self.most[ROLLER_RIGHT] = limits.roller_max_permille
        self.most[VIBRATION] = limits.vibration_max_permille
        self.most[PUMP] = limits.pump_max_permille
        self.step = steps_permille(limits)
        self.seen_empty = [False, False]
        self.present = [False, False]
        self.driven_ms = [None, None]
        self.driven_way = [0, 0]
        self.now_ms = 0
        self.rail = 0

    def happen(self, name, which, value):
        bench = self.bench
        inputs, want = bench.inputs, bench.want
        if name == "level":
            want.level[which] = value
        elif name == "everything":
            want.level[:] = [value] * CHANNELS
        elif name == "reverse":
            want.reverse[which] = value
        elif name in ("rail", "heated", "acknowledge"):
            setattr(want, name, value)
        elif name in ("conducting", "beating"):
            setattr(bench, name, bool(value))
        elif name in ("roller_ma", "pressure_pa"):
            setattr(inputs, name, value)
        elif name == "stop":
            if value and not inputs.stop_down:
                inputs.stop_presses += 1
            inputs.stop_down = value
        elif name == "answer":
            want.stop_seen = inputs.stop_presses
        elif name == "calm":  # everything well again, and the right number acknowledged
            for foot in inputs.feet:
                foot.a_code = foot.b_code = foot.latch_code = ROOM_CODE
                foot.a_code16 = foot.b_code16 = foot.latch_code16 = ROOM_CODE16
                foot.off_ma = 0
            inputs.roller_ma = inputs.pressure_pa = inputs.stop_down = 0
            bench.beating = bench.conducting = True
            self.tick(60)
            want.acknowledge = bench.status.trips
            want.stop_seen = inputs.stop_presses
            want.rail = want.heated = 1
        elif name == "late":
            self.stall(value)
        else:
            setattr(inputs.feet[which], name, value)

    def tick(self, ticks):
        for _ in range(ticks):
            before = list(self.bench.out.level), list(self.bench.out.reverse)
            trip = self.bench.trip, self.bench.status.trips
            kept = self.story()
            self.bench.tick()
            self.now_ms += 20
            self.follow_feet()
            self.check_grants(before[0])
            self.check_silence()
            self.check_heat()
            self.check_rollers(before[1])
            self.check_trip(trip, kept)

    def stall(self, gap_ms):
        """One tick that comes after `gap_ms`: over 60 with the rail on it ends everything."""
        bench = self.bench
        rail, trip = bench.out.rail, bench.trip
        bench.tick(1, gap_ms)
        self.now_ms += gap_ms
        self.follow_feet()
        self.check_silence()
        if rail and gap_ms > 60:
            assert bench.trip and resting(bench.out)
        elif not trip and not bench.trip:
            self.check_heat()

    def story(self):
        status = self.bench.status
        return (status.trip_where, status.trip_value, status.trip_limit, status.trip_ms)

    def follow_feet(self):
        if self.bench.inputs.samples & 1:
            return
        for foot in (0, 1):
            mv = self.bench.inputs.feet[foot].presence_mv
            if mv < 900:
                self.seen_empty[foot], self.present[foot] = True, False
            elif mv > 1_400:
                self.present[foot] = True

    def check_grants(self, before):
        out, want = self.bench.out, self.bench.want
        for channel in range(CHANNELS):
            level = out.level[channel]
            assert 0 <= level <= max(0, want.level[channel]), channel
            assert level <= self.most[channel], channel
            assert level <= before[channel] + self.step[channel], channel
        assert out.level[VALVE_LEFT] in (0, FULL) and out.level[VALVE_LEFT + 1] in (0, FULL)
        assert out.rail in (0, 1)
        if not out.rail:
            assert resting(out)

    def check_silence(self):
        bench = self.bench
        inputs, want = bench.inputs, bench.want
        age_ms = (inputs.now_ms - want.beat_ms) & TIME_MASK
        if (
            bench.trip
            or not want.rail
            or inputs.stop_down
            or inputs.stop_presses != want.stop_seen
            or age_ms > 250
        ):
            assert resting(bench.out)
            self.seen_empty = [False, False] if self.rail else self.seen_empty
        self.rail = bench.out.rail

    def check_heat(self):
        bench = self.bench
        for foot in (0, 1):
            if not bench.out.level[HEAT_LEFT + foot]:
                continue
            assert bench.want.heated & 1
            assert self.present[foot] and self.seen_empty[foot]
            assert bench.status.heat_ms < bench.limits.heat_max_ms
            if bench.inputs.samples & 1:
                sensors = bench.inputs.feet[foot]
                hot = max(sensors.a_code16, sensors.b_code16)
                assert hot < raw_limits.CONTACT_FADE_CODE16[bench.profile]

    def check_rollers(self, ways):
        out = self.bench.out
        for foot in (0, 1):
            level, way = out.level[ROLLER_LEFT + foot], out.reverse[foot]
            if not level:
                continue
            if self.driven_ms[foot] is not None and way != self.driven_way[foot]:
                assert self.now_ms - self.driven_ms[foot] >= 300
            self.driven_ms[foot] = self.now_ms + 20
            self.driven_way[foot] = way

    def check_trip(self, before, kept):
        status = self.bench.status
        if before[0] and status.trip and status.trips == before[1]:
            assert status.trip == before[0] and self.story() == kept
        if before[0] and status.trips == before[1] and not status.trip:
            assert self.bench.want.acknowledge == before[1]
        assert status.trips - before[1] in (0, 1)
        if status.trips != before[1]:
            assert status.trip


def play(profile, story):
    judge = Judge(profile)
    judge.tick(60)  # a second at rest: offsets are learned
    judge.bench.feet(1, 1)
    judge.bench.ask()
    judge.tick(30)
    for (name, which, value), ticks in story:
        judge.happen(name, which, value)
        judge.tick(ticks)
    return judge


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([0, 1]), STORY)
def test_whatever_happens_the_governor_only_subtracts(profile, story):
    play(profile, story)


def test_the_judge_has_seen_a_device_that_does_something():
    """Otherwise the property above would hold for a brick."""
    judge = play(0, [(("level", HEAT_LEFT, 1_000), 60)])
    assert judge.bench.out.level[HEAT_LEFT] > 500 and judge.bench.out.level[ROLLER_LEFT] > 300
    judge = play(0, [(("a_code", 0, 0), 60), (("calm", 0, 0), 60)])
    assert judge.bench.status.trips == 1 and judge.bench.trip == 0
    assert judge.bench.out.level[ROLLER_LEFT] > 300
    judge = play(0, [(("a_code", 0, 0), 60)])
    assert judge.bench.trip == SENSOR_OPEN


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([0, 1]),
    st.lists(st.tuples(STEPS_MS, st.booleans()), min_size=1, max_size=60),
)
def test_a_wild_clock_grants_nothing_extra(profile, jumps):
    """Any step of the clock, with a beat that follows or one that does not."""
    bench = Bench(profile).running()
    for step_ms, beats in jumps:
        before = list(bench.out.level)
        late = bench.out.rail and step_ms > 60
        bench.beating = beats
        bench.tick(1, step_ms)
        if late:
            assert bench.trip and resting(bench.out)
        for channel in range(CHANNELS):
            assert 0 <= bench.out.level[channel] <= before[channel] + FULL
        assert bench.status.session_ms < 1 << 28 and bench.status.heat_ms < 1 << 28
        if not bench.out.rail:
            assert resting(bench.out)
        if bench.trip:
            assert resting(bench.out)
