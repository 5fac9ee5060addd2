"""What the checks hold, from the first tick on and whatever they sense: whole numbers of a chip's
size, never a fraction and never nothing.
"""

from firmware.image import PUMP, VALVE_LEFT, VALVE_RIGHT
from firmware.safety import raw_limits
from firmware.safety.rounds import Rounds
from firmware.safety.trips import PLACES, trip_row
from firmware.units import TIME_MASK

from .firmware_bench import FOOT_MV, PROFILES, Bench

MOST = 1 << 30


def faults(thing, name, seen):
    """Names of everything below `thing` that is no whole number of 31 bits."""
    if isinstance(thing, int):
        return [] if -MOST <= thing < MOST else [name]
    if thing is None or isinstance(thing, float):
        return [name]
    if isinstance(thing, (str, dict)) or callable(thing) or id(thing) in seen:
        return []
    seen.add(id(thing))
    found = []
    if isinstance(thing, (list, tuple)):
        for i in range(len(thing)):
            found += faults(thing[i], "%s[%d]" % (name, i), seen)
        return found
    for key in dir(thing):
        if key[0] != "_" and not (isinstance(thing, Rounds) and key == "table"):
            found += faults(getattr(thing, key), name + "." + key, seen)
    return found


def unsound(governor):
    return faults(governor, "governor", set())


def test_this_looks_into_every_check_and_sees_a_fraction_and_a_nothing():
    governor = Bench().governor
    assert unsound(governor) == []
    for thing, key in (
        (governor.heat.twins[1], "mean"),
        (governor.air.budget, "net_ul"),
        (governor.status, "trip_value"),
        (governor.slew, "rest_ms"),
    ):
        for wrong in (None, 1.0, MOST):
            kept = getattr(thing, key)
            setattr(thing, key, wrong)
            assert len(unsound(governor)) == 1 and unsound(governor)[0][-len(key) :] == key
            setattr(thing, key, kept)
    governor.dose.session[1] = 0.5
    assert unsound(governor) == ["governor.dose.session[1]"]


def test_what_a_device_holds_before_its_first_tick_is_whole():
    for profile in PROFILES:
        for start_ms in (0, 12_345, TIME_MASK):
            assert unsound(Bench(profile, start_ms).governor) == []


# seconds, code of a, of b, of the latch's sensor by how it moves a second, feet, heat, mA in the
# pulse as a share, roller mA, Pa, mV of the rail, mV of the reference
SCENES = (
    (6, 2_048, 2_048, 2_048, 0, 0, 0, 1.0, 0, 0, 12_000, 2_500),
    (32, 2_100, 2_110, 2_090, 8, 1, 700, 1.0, 300, 700, 12_300, 2_501),
    (62, 2_430, 2_430, 2_430, 0, 1, 400, 0.9, 300, 1_900, 11_900, 2_497),
    (12, 2_430, 2_420, 2_425, -1, 1, 1_000, 0.6, 500, 2_700, 13_333, 2_490),
    (30, 2_433, 2_437, 2_425, 0, 1, 0, 0.5, 20, 300, 11_111, 2_503),
    (10, 2_440, 2_300, 2_200, 7, 1, 333, 1.4, 20, -900, 16_001, 2_431),
    (10, 2_700, 2_650, 2_700, 9, 1, 333, 1.0, 900, 20_001, 8_333, 2_577),
    (12, 3_001, 2_950, 2_700, 31, 0, 0, 0.0, 0, 5_001, 7_777, 2_500),
    (6, 4_095, 0, 249, 0, 1, 1_000, 0.0, 9_001, 16_001, 0, 0),
)


def scene(bench, seconds, a, b, third, step, feet, heat, share, roller_ma, pa, rail_mv, known_mv):
    inputs = bench.inputs
    bench.want.level[0] = heat
    bench.want.level[1] = heat * 2 // 3
    bench.want.level[PUMP] = pa * 100
    for second in range(seconds):
        for foot in inputs.feet:
            more = step * second + foot.a_code % 2
            foot.a_code, foot.b_code, foot.latch_code = a + more, b + more, third + more
            foot.a_code16 = min(65_520, max(0, foot.a_code * 16 + second % 3))
            foot.b_code16 = min(65_520, max(0, foot.b_code * 16 + second % 5))
            foot.latch_code16 = min(65_520, max(0, foot.latch_code * 16 + second % 7))
            foot.a_pulse_code = a + more + second % 9
            foot.b_pulse_code = b + more - second % 9
            foot.latch_pulse_code = third + more - 40
            foot.presence_mv = FOOT_MV * feet
        inputs.right.a_code16 -= 333
        bench.want.level[VALVE_LEFT] = 1_000 if second % 40 < 25 else 0
        bench.want.level[VALVE_RIGHT] = 1_000 if second % 40 < 20 else 0
        inputs.pressure_pa = pa + second * 7
        inputs.roller_ma = bench.shunt_ma = roller_ma
        inputs.rail_mv = rail_mv
        inputs.reference_mv = known_mv
        for _ in range(50):
            bench.tick()
            for foot in inputs.feet:
                foot.on_ma = int(foot.on_ma * share)
            inputs.pressure_pa += 1
        if second % 3 == 0:
            assert unsound(bench.governor) == [], (second, a)
        status = bench.status
        if status.trips:
            assert trip_row(status.trip) or not status.trip
            assert PLACES[status.trip_where] is not None


def test_what_a_device_holds_stays_whole_through_warmth_cold_and_every_kind_of_fault():
    for profile in PROFILES:
        bench = Bench(profile)
        bench.governor.air.budget.pump_ml_s = 50
        bench.governor.duration.session_max_ms = 1 << 29
        bench.governor.memory.batch = 0  # which would tell both
        bench.feet(0, 0)
        bench.tick(100)
        bench.ask()
        tripped = []
        for one in SCENES:
            scene(bench, *one)
            tripped.append(bench.trip)
            bench.want.acknowledge = bench.status.trips
        assert tripped[0] == 0 and tripped[-1], tripped


def test_between_cap_and_fade_a_ceiling_is_a_whole_number_of_permille():
    for profile in PROFILES:
        for cap, fade, name in (
            (raw_limits.CONTACT_CAP_CODE16, raw_limits.CONTACT_FADE_CODE16, "a_code16"),
            (raw_limits.THIRD_CAP_CODE16, raw_limits.THIRD_FADE_CODE16, "latch_code16"),
        ):
            last = 1_001
            for code16 in range(cap[profile] - 1, fade[profile] + 2, 3):
                bench = Bench(profile)
                setattr(bench.inputs.left, name, code16)
                bench.tick(2)
                thermal = bench.governor.left
                now = min(thermal.ceiling_permille, thermal.third_permille)
                assert unsound(bench.governor) == [] and 0 <= now <= 1_000
                assert now < last or now in (0, 1_000)
                assert (now == 0) == (code16 >= fade[profile])
                last = now
