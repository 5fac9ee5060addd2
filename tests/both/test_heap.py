"""The fast scan allocates nothing: on MicroPython the world runs every timer callback with the
heap locked, and this shows it does.
"""

import sys

from sim.rig import Rig

from .device import evening
from .firmware_bench import PROFILES, Bench

ON_MICROPYTHON = sys.implementation.name == "micropython"


def test_a_callback_that_allocates_is_caught_where_the_heap_can_be_locked():
    rig = Rig()
    fast = rig.device.fast
    kept = []

    def allocate(_inputs):
        kept.append([1.5, 2.5, len(kept)])

    fast.readings.sample = allocate
    rig.run(0.1)
    assert rig.trip == ("fast_loop_failed" if ON_MICROPYTHON else "")


def test_a_session_with_every_kind_of_trip_runs_under_the_locked_heap():
    for fault, where in (
        ("ntc_open", "left.a"),
        ("heater_stuck_on", "left"),
        ("heater_open", "right"),
        ("pump_stuck_on", None),
    ):
        rig = evening(program="circulation" if fault == "pump_stuck_on" else "warm feet")
        rig.run(20)
        rig.fault(fault, where)
        rig.run(5)
        assert rig.trip not in ("", "fast_loop_failed")
        rig.press("start")
        rig.run(2)


def locked(check, now_ms):
    """One call as the timer makes it."""
    if not ON_MICROPYTHON:
        check(now_ms)
        return
    import micropython

    micropython.heap_lock()
    try:
        check(now_ms)
    finally:
        micropython.heap_unlock()


def test_every_slow_check_runs_under_the_locked_heap_whatever_it_reads():
    for profile in PROFILES:
        bench = Bench(profile).running()
        governor = bench.governor
        now_ms = 0

        def sample(_now_ms, governor=governor, bench=bench):
            governor.air.sample(bench.inputs, bench.out)

        # (seconds, code of a, of b, of the latch's sensor, pressure, current in the pulse, rail)
        for count, a, b, third, pa, ma, rail_mv in (
            (35, 2_100, 2_100, 2_100, 0, 1_000, 12_000),
            (35, 2_900, 2_100, 2_100, 20_000, 0, 20_000),
            (35, 2_100, 2_900, 300, -3_000, 0, 5_000),
            (35, 4_095, 4_095, 4_095, 0, 0, 0),
            (35, 0, 0, 0, 0, 0, 12_000),
        ):
            for second in range(count):
                for foot in bench.inputs.feet:
                    foot.a_code, foot.b_code, foot.latch_code = a, b, third
                    foot.a_code16 = (a << 4) - (second & 1 if a else 0)
                    foot.b_code16 = (b << 4) - (second & 1 if b else 0)
                    foot.latch_code16 = third << 4
                    foot.a_pulse_code = foot.b_pulse_code = foot.latch_pulse_code = 4_095 - a
                    foot.on_ma = ma
                bench.inputs.pressure_pa = pa
                bench.inputs.rail_mv = rail_mv
                now_ms += 1_000
                for heater in (governor.heater_left, governor.heater_right):
                    heater.given = 50_000 if second < 20 else 0
                for check in governor.rounds.table:
                    if check is not None:
                        locked(check, now_ms)
                for _ in range(5):
                    locked(sample, now_ms)
        assert bench.trip and governor.rounds.table.count(None) == 50 - 26 - 5 - 5
