"""Loops that hang or throw, blocked interrupts, Ctrl-C: which code runs, and what goes on."""

from sim.fake import micropython
from sim.fake.chip import CTRL_C, use
from sim.rig import Rig

from .device import evening, full_heat


def names(rig, event):
    return [each for each in rig.world.journal.events if each["event"] == event]


def counted(rig):
    """[callbacks, slow scans] from now on."""
    counts = [0, 0]
    timer = rig.world.chip.timers[0]
    tick, step = timer.callback, rig.device.slow.step

    def count_tick(timer):
        counts[0] += 1
        tick(timer)

    def count_step(now_ms):
        counts[1] += 1
        step(now_ms)

    timer.callback = count_tick
    rig.device.slow.step = count_step
    return counts


def test_a_hang_that_ends_lets_its_loop_go_on_where_it_was():
    for name, hung in (("slow_hang", 1), ("fast_hang", 0)):
        rig = Rig()
        device = rig.device
        counts = counted(rig)
        rig.fault(name, for_s=1.0)
        rig.run(0.9)
        kept = list(counts)
        assert kept[hung] <= 1 and kept[1 - hung] > 5, (name, counts)
        rig.run(3)
        assert rig.device is device and counts[hung] > kept[hung] + 10, (name, counts)


def test_of_two_hangs_the_other_one_stays():
    rig = Rig()
    rig.fault("cpu_hang", for_s=1.5)
    rig.fault("slow_hang")
    rig.run(1.3)
    assert rig.world.slow_hung and rig.world.fast_hung
    rig.run(0.5)
    assert rig.world.slow_hung and not rig.world.fast_hung


def test_a_reset_ends_a_hang_and_a_block_and_nothing_else():
    rig = Rig()
    for name in ("slow_hang", "fast_hang", "cpu_hang"):
        rig.fault(name)
    rig.fault("irq_block", value=60_000.0)
    rig.fault("pump_dead")
    rig.run(5)  # the watchdog's time
    assert len(names(rig, "reset")) == 1
    assert [active.fault.name for active in rig.world.faults] == ["pump_dead"]
    assert rig.state == "tripped" and not rig.world.slow_hung and not rig.world.fast_hung


def test_a_main_loop_that_throws_ends_everything_and_waits_at_the_repl_for_the_watchdog():
    rig = evening()
    rig.run(10)
    pwm = rig.world.wiring.pwms[0]
    assert pwm.duty > 0
    counts = counted(rig)
    rig.fault("slow_exception")
    rig.run(0.15)
    assert counts[1] == 0 and counts[0] > 5  # the main loop is over, the timer is not
    assert pwm.duty == 0 and len(names(rig, "program_ended")) == 1
    assert [trip["name"] for trip in rig.world.journal.trips] == ["slow_loop_dead"]
    assert rig.world.journal.heater_off_after_s() <= 0.1
    rig.run(4)
    assert [event["kind"] for event in names(rig, "reset")] == ["watchdog"]
    assert rig.trip == "slow_loop_dead" and rig.device.outputs.rail == 0


def test_ctrl_c_is_a_byte_like_another_while_the_program_runs():
    rig = evening()
    rig.run(10)
    device = rig.device
    rig.fault("ctrl_c")
    rig.run(3)
    assert rig.device is device and rig.state == "running" and rig.trip == ""
    assert not names(rig, "program_ended") and device.link.line.count(chr(3)) == 1


def test_a_restart_allows_ctrl_c_until_the_program_bars_it_again():
    rig = Rig()
    use(rig.world.chip)
    micropython.kbd_intr(3)
    counts = counted(rig)
    rig.fault("ctrl_c")
    rig.run(1)
    assert counts[1] == 0 and len(names(rig, "program_ended")) == 1
    for kind in ("soft", "hard"):
        rig.world.reset(kind)
        assert rig.world.chip.interrupt_char == CTRL_C
        rig.run(1)
        assert rig.world.chip.interrupt_char == -1


def test_with_both_loops_gone_pwm_goes_on_and_the_rail_does_not():
    rig = evening()
    rig.run(10)
    rig.fault("fast_hang")
    rig.fault("slow_exception")
    rig.run(1)
    assert rig.world.wiring.pwms[0].duty > 0
    assert rig.plant.drive.rail_us == 0 and rig.plant.roller_rpm[0] == 0.0


def test_missed_callbacks_come_back_to_back_and_an_esp32_keeps_eight():
    for board, most in (("rpi_pico", 25), ("esp32_devkit", 8)):
        rig = Rig(board=board)
        counts = counted(rig)
        ticks = []
        rig.world.on_tick = lambda world, counts=counts, ticks=ticks: ticks.append(tuple(counts))
        rig.fault("irq_block", value=500.0)
        rig.run(1)
        callbacks = [ticks[i + 1][0] - ticks[i][0] for i in range(len(ticks) - 1)]
        assert callbacks.count(0) >= 23
        assert abs(max(callbacks) - most) <= 1, (board, callbacks)
        assert set(callbacks[30:]) == {1}
        slow = [ticks[i][1] for i in range(3, 24)]
        assert len(set(slow)) == 1  # no time for the main loop either


def test_a_block_at_full_heat_leaves_pulses_to_end_by_themselves():
    rig = evening()
    full_heat(rig)
    rig.fault("irq_block")
    rig.run(0.3)
    assert rig.plant.drive.heater_on_us == [0, 0] and rig.plant.drive.rail_us == 0
    assert rig.world.journal.heater_off_after_s() <= 0.06


def test_the_fast_scan_throws_once():
    rig = Rig()
    rig.fault("fast_exception")
    rig.run(1)
    assert rig.trip == "fast_loop_failed"
    rig.run(2)
    rig.press("start")
    rig.run(1)
    assert rig.trip == ""
