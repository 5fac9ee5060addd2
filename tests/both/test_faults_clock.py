"""A chip whose clock is off: everything it paces, and nothing else, and no gap in the rail."""

from .device import evening, full_heat
from .fault_bench import twin
from .test_faults_program import counted


def run_scaled(factor, seconds, board="rpi_pico"):
    """A session at full heat with that clock: (joules, callbacks, slow scans, ms) a second."""
    rig = evening(board=board)
    rig.run(5)
    full_heat(rig)
    rig.run(0.3)
    if factor != 1.0:
        rig.fault("clock_scale", value=factor)
    rig.run(0.2)
    counts = counted(rig)
    rails = set()
    rig.world.on_tick = lambda world: rails.add(world.plant.drive.rail_us)
    began_ms = rig.world.chip.ticks_ms()
    joules = rig.plant.heater_j
    began_us = rig.world.chip.now_us
    for thermostat in rig.device.controls.thermostats:
        thermostat.gain = 0  # the request stays what it is
    rig.run(seconds)
    true_s = (rig.world.chip.now_us - began_us) / 1e6
    ms = (rig.world.chip.ticks_ms() - began_ms) & ((1 << 30) - 1)
    assert rig.trip == "" and rig.state == "running"
    assert rails == {20_000}, (factor, rails)
    joules = rig.plant.heater_j - joules
    return [each / true_s for each in (joules, counts[0], counts[1], ms)]


def test_ticks_timers_and_sleeps_go_by_the_chips_clock_and_the_rail_never_blinks():
    for factor in (1.05, 0.95, 1.3):
        for board in ("rpi_pico", "esp32_devkit"):
            _, callbacks, scans, ms = run_scaled(factor, 8, board)
            assert abs(callbacks / (50.0 * factor) - 1) < 0.005, (factor, callbacks)
            assert abs(scans / (10.0 * factor) - 1) < 0.03, (factor, scans)
            assert abs(ms / (1000.0 * factor) - 1) < 0.001, (factor, ms)


def test_pulses_shrink_as_their_period_does_so_the_power_stays():
    plain = run_scaled(1.0, 8)[0]
    for factor in (1.05, 0.95, 1.3):
        assert abs(run_scaled(factor, 8)[0] / plain - 1) < 0.01, factor


def test_a_fast_clock_barks_the_watchdog_early():
    ends = {}
    for factor in (1.0, 2.0):
        rig = evening()
        rig.run(1)
        if factor != 1.0:
            rig.fault("clock_scale", value=factor)
        rig.run(1)
        rig.fault("cpu_hang")
        began_s = rig.now_s
        rig.run(4)
        events = rig.world.journal.events
        ends[factor] = [e["t_s"] for e in events if e["event"] == "reset"][0] - began_s
    assert 1.8 <= ends[1.0] <= 2.05 and 0.9 <= ends[2.0] <= 1.05


def test_a_clock_that_is_right_again_keeps_the_time_it_has():
    rig = evening(heat=0)
    counts = counted(rig)
    began_ms = rig.world.chip.ticks_ms()
    began_us = rig.world.chip.now_us
    rig.fault("clock_scale", value=1.5, for_s=4.0)
    rig.run(10)
    true_ms = (rig.world.chip.now_us - began_us) / 1000
    ms = (rig.world.chip.ticks_ms() - began_ms) & ((1 << 30) - 1)
    assert abs(ms - true_ms - 2_000) < 25
    assert abs(counts[0] - ms / 20) <= 2 and rig.trip == ""


def test_factors_multiply_and_end_one_by_one():
    rig = evening(heat=0)
    rig.fault("clock_scale", value=1.25)
    rig.fault("clock_scale", value=0.8, for_s=1.0)
    rig.run(0.5)
    assert rig.world.chip.ms_us == 1_000
    rig.run(1)
    assert rig.world.chip.ms_us == 800
    rig.world.reset("hard")
    rig.run(1)
    assert rig.world.chip.ms_us == 800 and rig.world.chip.timers[0].period_us == 16_000


def test_time_is_the_plants_whatever_the_chip_thinks():
    assert [frame["t_ms"] for frame in twin("idle", 3)] == [3_020, 3_040, 3_060]
