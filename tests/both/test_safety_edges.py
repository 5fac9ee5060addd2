"""The edges of a session: fast scans that come late, mashed and held buttons, what is forgotten.

Each of these once gave heat or motion that nobody asked for. SAF-025 SAF-026.
"""

from sim.rig import Rig

from .device import driven, evening, full_heat


def test_a_stalled_fast_scan_trips_and_nothing_comes_back_by_itself():
    for board in ("rpi_pico", "esp32_devkit"):
        for stall_s in (0.1, 0.5, 1.5):
            rig = evening(board=board)
            full_heat(rig)
            rig.fault("fast_hang", for_s=stall_s)
            rig.run(stall_s + 0.2)
            joules = rig.plant.heater_j
            rig.run(10)
            assert rig.plant.heater_j == joules, stall_s
            assert rig.trip == "fast_loop_late"
            assert driven(rig.world) == []
            assert rig.plant.roller_peak_ma < 1_500


def test_one_missed_tick_is_no_trip():
    """SAF-026."""
    rig = evening()
    rig.run(10)
    rig.fault("fast_hang", for_s=0.02)
    rig.run(2)
    assert rig.trip == "" and rig.state == "running"


def test_a_slow_loop_that_hung_for_a_moment_goes_on_and_one_that_hung_longer_has_tripped():
    """HAZ-090."""
    rig = evening()
    rig.run(10)
    rig.fault("slow_hang", for_s=0.1)
    rig.run(3)
    assert rig.trip == "" and rig.state == "running"
    rig.fault("slow_hang", for_s=0.6)
    rig.run(3)
    assert rig.trip == "slow_loop_dead"
    assert "reset" not in [event["event"] for event in rig.world.journal.events]


def test_mashing_stop_never_starts_anything():
    rig = evening()
    rig.run(10)
    for _ in range(12):
        rig.press("start")
        rig.run(0.7)
        assert driven(rig.world) == []
    assert rig.world.journal.ended == "stopped"


def test_after_a_quiet_while_the_same_button_starts_again_with_heat_off():
    """HAZ-112."""
    rig = evening()
    rig.run(10)
    rig.press("start")
    rig.run(4)
    rig.press("start")
    rig.run(3)
    assert rig.state == "running"
    rig.run(20)
    assert rig.device.sequencer.heat == 0
    joules = rig.plant.heater_j
    rig.run(10)
    assert rig.plant.heater_j == joules


def test_a_stop_held_for_minutes_starts_nothing_when_it_is_let_go():
    """HAZ-110."""
    rig = Rig(stage="standard", profile="standard")
    for _ in range(3):
        rig.press("heat")
    rig.feet("both")
    rig.hold("start")
    rig.run(120)
    rig.release("start")
    rig.run(30)
    assert rig.state == "idle"
    assert rig.plant.heater_j == 0.0 and driven(rig.world) == []


def test_heat_is_asked_for_anew_every_evening():
    """HAZ-012."""
    rig = evening("standard", program="gentle start")
    rig.run(310)
    assert rig.world.journal.ended == "completed"
    assert rig.device.sequencer.heat == 0
    rig.feet("none")
    rig.run(640)
    assert rig.state == "off"
    rig.press("start")
    rig.feet("both")
    rig.run(20)
    assert rig.state == "running"
    joules = rig.plant.heater_j
    rig.run(20)
    assert rig.plant.heater_j == joules


def test_a_key_pressed_in_standby_wakes_and_does_what_it_says():
    """HAZ-112."""
    rig = Rig(stage="standard", profile="standard")
    rig.run(601)
    assert rig.state == "off"
    rig.press("heat")
    assert rig.state == "idle" and rig.device.sequencer.heat == 1


def test_a_mark_is_not_undone_by_starting_again():
    """HAZ-116."""
    rig = Rig()
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    rig.press("down")
    rig.press("start")
    rig.run(4)
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    rig.press("up")
    rig.feet("both")
    rig.run(60)
    assert rig.state == "running"
    assert rig.plant.heater_j == 0.0
    assert rig.device.session.plan.session_ms == 300_000


def test_a_session_lasts_its_time_even_when_the_main_loop_is_slow():
    """HAZ-117."""
    rig = evening(heat=0, program="gentle start")
    began_s = rig.now_s
    slow_step = rig.device.slow.step
    clock = rig.device.clock

    def slowly(now_ms):
        slow_step(now_ms)
        clock.sleep_ms(140)

    rig.device.slow.step = slowly
    while rig.state == "running" and rig.now_s < began_s + 400:
        rig.run(1)
    assert 295 <= rig.now_s - began_s <= 305


def test_an_esp32_reads_no_leak_where_there_is_none():
    """HAZ-002."""
    for stage in ("standard", "gentle"):
        rig = Rig(
            board="esp32_devkit",
            stage=stage,
            profile="standard" if stage == "standard" else "neuropathy",
        )
        rig.run(5)
        assert rig.trip == ""
        assert abs(rig.device.inputs.left.off_ma) < 10
        rig.start_session(3)
        rig.run(20)
        assert rig.trip == "" and rig.state == "running"


def test_a_chip_without_power_is_not_booted_by_a_fault():
    """HAZ-087."""
    for fault in ("soft_reset", "brownout"):
        rig = Rig()
        rig.power(0)
        rig.run(1)
        rig.fault(fault)
        rig.run(2)
        assert rig.device is None
        assert rig.world.wiring.powered == 0
