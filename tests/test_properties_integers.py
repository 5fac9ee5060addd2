"""Every intermediate of the fast scan and of control stays below 2^30, at the extremes.

`Small` is an integer that notices: any operation whose result leaves a small int of a 32-bit
MicroPython throws. It is handed in wherever numbers come from: ADC, clock, requests.
"""

import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.fake import load_firmware

load_firmware()

from firmware.control.controls import Controls  # noqa: E402
from firmware.control.inflator import Inflator  # noqa: E402
from firmware.control.thermostat import LOAD_STEPS, Thermostat  # noqa: E402
from firmware.drivers.burst_rp2 import word  # noqa: E402
from firmware.drivers.heater_gate import HeaterGate  # noqa: E402
from firmware.drivers.ntc import to_mc  # noqa: E402
from firmware.drivers.smoothing import filtered  # noqa: E402
from firmware.image import CHANNELS, Inputs, Intents, Status  # noqa: E402
from firmware.program.plan import RISE_MC_S, air_times  # noqa: E402
from firmware.program.sequencer import Setpoints  # noqa: E402
from firmware.safety.air_budget import AirBudget  # noqa: E402
from firmware.safety.dose import MOST, Dose  # noqa: E402
from firmware.safety.limits import Limits  # noqa: E402
from firmware.safety.slew import granted  # noqa: E402
from firmware.safety.trips import TripLatch  # noqa: E402
from firmware.units import TIME_MASK, elapsed_ms  # noqa: E402
from tests.both.firmware_bench import Bench  # noqa: E402
from tests.both.test_firmware_drivers import chip, esp32_code16, readings  # noqa: E402

LOWEST, HIGHEST = -(1 << 30), (1 << 30) - 1


class Small(int):
    """An int of 31 bits; so is everything that is made from it."""

    def __neg__(self):
        return small(-int(self))

    def __invert__(self):
        return small(~int(self))


def small(value):
    if value is NotImplemented:
        return value
    assert LOWEST <= value <= HIGHEST, f"{value} is no small int"
    return Small(value)


def watched(name):
    forward = getattr(operator, name if name not in ("and", "or") else name + "_")

    def method(self, other):
        return small(forward(int(self), int(other)))

    def reflected(self, other):
        return small(forward(int(other), int(self)))

    return method, reflected


for _name in ("add", "sub", "mul", "floordiv", "mod", "and", "or", "xor", "lshift", "rshift"):
    _forward, _reflected = watched(_name)
    setattr(Small, f"__{_name}__", _forward)
    setattr(Small, f"__r{_name}__", _reflected)


def edges(*values):
    return st.sampled_from([Small(value) for value in values])


def smalls(least, most):
    return st.one_of(edges(least, most), st.integers(least, most).map(Small))


CODES16 = smalls(0, 65_520)
TIMES = smalls(0, TIME_MASK)
REQUESTS = smalls(LOWEST, HIGHEST - 1_000)


def test_the_watch_sees_what_it_shall_see():
    assert Small(1) + 1 == 2 and isinstance(1 + Small(1), Small)
    assert isinstance(Small(7) // 2 * 3 & 255, Small) and isinstance(-Small(1), Small)
    for overflow in (
        lambda: Small(HIGHEST) + 1,
        lambda: 1 + Small(HIGHEST),
        lambda: Small(40_000) * 40_000,
        lambda: 40_000 * Small(40_000),
        lambda: Small(1) << 30,
        lambda: Small(LOWEST) - 1,
        lambda: -Small(LOWEST),
    ):
        with pytest.raises(AssertionError, match="no small int"):
            overflow()


@given(TIMES, TIMES)
def test_elapsed_time_never_leaves_a_small_int(now_ms, then_ms):
    assert 0 <= elapsed_ms(now_ms, then_ms) <= TIME_MASK


FOOT = st.fixed_dictionaries(
    {
        "a_code": smalls(0, 4_095),
        "b_code": smalls(0, 4_095),
        "latch_code": smalls(0, 4_095),
        "a_code16": CODES16,
        "b_code16": CODES16,
        "latch_code16": CODES16,
        "off_ma": smalls(-(1 << 18), 1 << 18),
        "presence_mv": smalls(0, 3_300),
    }
)
MOMENT = st.fixed_dictionaries(
    {
        "left": FOOT,
        "right": FOOT,
        "roller_ma": smalls(-1_249, 15_247),
        "pressure_pa": smalls(-(1 << 22), 1 << 22),
        # a later one trips at once, and a tripped governor computes little
        "step_ms": st.one_of(smalls(0, 60), TIMES),
        "level": st.lists(REQUESTS, min_size=CHANNELS, max_size=CHANNELS),
        "beats": st.booleans(),
        "acknowledge": smalls(0, 3),
    }
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([0, 1]), TIMES, st.lists(MOMENT, min_size=1, max_size=12))
def test_the_governor_computes_in_small_ints_whatever_it_senses(profile, start_ms, moments):
    bench = Bench(profile, start_ms)
    bench.number = Small
    bench.governor.duration.last_ms = start_ms
    bench.status.session_ms = Small(0)
    bench.status.heat_ms = Small(0)
    for name, value in list(vars(Limits).items()) and list(vars(bench.limits).items()):
        setattr(bench.limits, name, Small(value))
    for moment in moments:
        for side in ("left", "right"):
            for name, value in moment[side].items():
                setattr(getattr(bench.inputs, side), name, value)
        bench.inputs.roller_ma = moment["roller_ma"]
        bench.inputs.pressure_pa = moment["pressure_pa"]
        bench.want.level[:] = moment["level"]
        bench.want.rail = bench.want.heated = 1
        bench.want.acknowledge = moment["acknowledge"]
        bench.beating = moment["beats"]
        bench.tick(1, moment["step_ms"])
        bench.tick(2, Small(20))
        for level in bench.out.level:
            assert 0 <= level <= 1_000


@given(REQUESTS, smalls(0, 1_000), smalls(0, 1_000), smalls(1, 1_000))
def test_a_grant_is_computed_in_small_ints(request, ceiling, last, step):
    assert 0 <= granted(request, ceiling, last, step) <= 1_000


@given(
    smalls(1_000, 144_000_000),
    smalls(10, 100),
    st.lists(st.tuples(smalls(0, 125_000), smalls(-40_000, 125_000), smalls(0, 1)), max_size=60),
)
def test_a_thermostat_computes_in_small_ints(heater_mw, rise_mc_s, steps):
    one = Thermostat(heater_mw, rise_mc_s)
    for target_mc, sensed_mc, allowed in steps:
        for _ in range(20):
            assert 0 <= one.step(target_mc, sensed_mc, allowed) <= 1_000
            assert 0 <= one.given_sum <= 1_000 * LOAD_STEPS


@given(
    st.sampled_from([0, 1]),
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2]), smalls(0, 9_999), smalls(-2_857, 44_285)),
        max_size=60,
    ),
)
def test_an_inflator_computes_in_small_ints_and_joins_only_its_pattern(profile, steps):
    one = Inflator(*[Small(number) for number in air_times(profile)])
    for pattern, target_pa, pressure_pa in steps:
        for _ in range(60):
            one.step(pattern, target_pa, pressure_pa)
            assert 0 <= one.pump_permille <= 1_000
            assert (one.left, one.right) in {0: [(0, 0)], 1: [(0, 0), (1, 0), (0, 1)]}.get(
                pattern, [(0, 0), (1, 1)]
            )
            if not one.left and not one.right:
                assert one.pump_permille == 0
            if one.left or one.right:
                assert one.aim_pa <= target_pa


@given(CODES16)
def test_a_temperature_is_computed_in_small_ints(code16):
    assert -40_000 <= to_mc(code16) <= 125_000


@given(CODES16, smalls(0, 4_095))
def test_a_filter_is_computed_in_small_ints_and_stays_between_old_and_new(code16, code):
    after = filtered(code16, code)
    assert min(code16, code << 4) - 1 <= after <= max(code16, code << 4)


@given(REQUESTS)
def test_a_gates_pulse_is_computed_in_small_ints_from_any_level_the_governor_can_grant(level):
    fired = []

    class Pulses:
        def fire(self, on_us):
            fired.append(on_us)

    HeaterGate(Pulses()).write(Small(max(-1_000, min(level, 1_000))))
    assert all(1_000 <= on_us <= 17_000 for on_us in fired)


@given(smalls(-1_000, 163_840), smalls(0, 163_840))
def test_a_word_is_a_small_int_and_its_two_fields_do_not_touch(on_us, off_us):
    made = word(on_us, off_us)
    high, low = made & 0x3FFF, made >> 14
    assert low == off_us // 10
    assert high == (on_us // 10 - 1 if on_us >= 20 else 0)


@given(smalls(0, 4_000_000))
def test_the_esp32s_adc_computes_in_small_ints(uv):
    assert 0 <= esp32_code16(uv) <= 65_520


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["standard", "gentle"]),
    st.lists(st.lists(smalls(0, 4_095), min_size=2, max_size=2), min_size=3, max_size=20),
)
def test_readings_are_computed_in_small_ints(stage, codes):
    # full scale less the zero of 250 mV, either way
    lowest_ma, highest_ma = {"standard": (-167, 2_032), "gentle": (-50, 609)}[stage]
    analog = readings(stage)
    one = analog.readings
    feed = iter([])

    def read(which):
        nonlocal feed

        def now():
            nonlocal feed
            for pair in feed:
                return pair[which] << 4
            feed = iter(codes)
            return next(feed)[which] << 4

        return now

    one.read0, one.read1 = read(0), read(1)
    for _ in range(25):
        one.sample(analog.inputs)
        one.sample_in_pulse(analog.inputs)
        for foot in analog.inputs.feet:
            assert 0 <= foot.a_code16 <= 65_520
            for ma in (foot.off_ma, foot.on_ma):
                assert lowest_ma <= ma <= highest_ma
        assert -1_249 <= analog.inputs.roller_ma <= 15_247
    chip()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([(12_000, 0), (3_396, 1)]),
    st.lists(st.tuples(CODES16, CODES16, smalls(-2_857, 44_285), st.integers(0, 2)), max_size=30),
)
def test_control_asks_between_nothing_and_full_whatever_it_senses(heater, steps):
    heater_mw, profile = heater
    inflator = Inflator(*air_times(profile))
    room = Controls(to_mc, heater_mw, RISE_MC_S[profile], inflator)
    inputs, status, intents, points = Inputs(), Status(), Intents(), Setpoints()
    status.ceiling = [1_000] * CHANNELS
    points.heat_mc, points.air_pa = 37_000, 3_333
    for a_code16, b_code16, pressure_pa, pattern in steps:
        points.air_pattern = pattern
        inputs.left.a_code16, inputs.left.b_code16 = a_code16, b_code16
        inputs.right.a_code16, inputs.right.b_code16 = b_code16, a_code16
        inputs.pressure_pa = pressure_pa
        for _ in range(15):
            room.step(points, inputs, status, intents)
            assert all(0 <= level <= 1_000 for level in intents.level)
            assert intents.reverse[0] in (0, 1) and intents.reverse[1] == 1 - intents.reverse[0]


@given(
    st.lists(st.tuples(smalls(-3_000, 44_000), smalls(0, 5_000), smalls(0, 19_800)), max_size=40),
    st.integers(1, 2),
)
@settings(deadline=None)
def test_the_account_of_air_is_computed_in_small_ints_with_the_largest_pump(rounds, bladders):
    status = Status()
    stage = {"pump_ml_s": Small(200), "bladder_ml_per_mpa": Small(20_000)}
    budget = AirBudget(Limits(0), stage, TripLatch(status))
    for pa, drive, rail_mv in rounds:
        budget.step(pa, pa, drive, bladders, rail_mv, 0, 0)


@given(st.lists(smalls(0, 65_535), min_size=1, max_size=60), smalls(0, 60_000))
@settings(deadline=None)
def test_a_dose_is_summed_in_small_ints_at_any_reading_for_any_time(codes, step_ms):
    inputs, status = Inputs(), Status()
    status.session_ms = Small(1)
    dose = Dose(inputs, Limits(0), status, TripLatch(status), Small(0))
    now_ms = Small(0)
    for code16 in codes:
        inputs.left.a_code16 = code16
        now_ms = (now_ms + step_ms) & TIME_MASK
        dose.check_left(now_ms)
        assert 0 <= dose.session[0] <= MOST


SECOND = st.fixed_dictionaries(
    {
        "codes16": st.lists(CODES16, min_size=6, max_size=6),
        "pulse": smalls(0, 4_095),
        # what the readings can give, either way: their own test below full scale says so
        "on_ma": smalls(-2_048, 2_048),
        "rail_mv": smalls(0, 1 << 18),
        "reference_mv": smalls(0, 3_300),
        "pressure_pa": smalls(-(1 << 20), 1 << 20),
        "given": smalls(0, 50_000),
        "session_ms": smalls(0, 1_900_000),
        "present": st.booleans(),
        "repeats": st.sampled_from([1, 1, 2, 11, 35, 70]),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([0, 1]), st.booleans(), st.lists(SECOND, min_size=1, max_size=8))
def test_every_slow_check_computes_in_small_ints_whatever_it_reads(profile, up, seconds):
    bench = Bench(profile, Small(0))
    governor, inputs, status = bench.governor, bench.inputs, bench.status
    bench.out.rail = status.rail = int(up)
    now_ms = Small(0)
    judged = 0
    for second in seconds:
        for _ in range(second["repeats"]):
            now_ms = (now_ms + 1_000) & TIME_MASK
            codes16 = second["codes16"]
            for foot, heater in enumerate((governor.heater_left, governor.heater_right)):
                sensors = inputs.feet[foot]
                sensors.a_code16, sensors.b_code16, sensors.latch_code16 = codes16[3 * foot :][:3]
                sensors.a_code, sensors.b_code = codes16[5 - foot] >> 4, codes16[foot] >> 4
                sensors.latch_code = codes16[3 - foot] >> 4
                sensors.a_pulse_code = sensors.b_pulse_code = second["pulse"]
                sensors.latch_pulse_code = second["pulse"]
                sensors.on_ma = second["on_ma"]
                heater.given, heater.pulsed = second["given"], 1_000
                status.present[foot] = int(second["present"])
            inputs.rail_mv, inputs.reference_mv = second["rail_mv"], second["reference_mv"]
            inputs.pressure_pa = second["pressure_pa"]
            status.session_ms = second["session_ms"]
            for check in governor.rounds.table:
                if check is not None:
                    check(now_ms)
                    judged += 1
            for _ in range(5):
                governor.air.sample(inputs, bench.out)
            for thermal in (governor.left, governor.right):
                assert 0 <= governor.heat.ceiling(thermal, 1_000) <= 1_000
    assert judged == 36 * sum(second["repeats"] for second in seconds)


KEPT = smalls(0, HIGHEST)  # the journal takes no other back


@given(KEPT, KEPT, KEPT, st.sampled_from([0, 1]))
def test_whatever_the_journal_kept_of_a_day_is_taken_back_in_small_ints(
    left, right, day_s, profile
):
    status = Status()
    dose = Dose(Inputs(), Limits(profile), status, TripLatch(status), 0)
    dose.recall(left, right, day_s)
    assert max(dose.day) <= dose.day_cap and dose.day_s <= 86_400
