"""Stop: from the raw button to every output, whatever the main loop does.

SAF-020 and the stop interlock.
"""

from .device import Watch, driven, evening


def press_at(rig, offset_us, hold_ms):
    rig.world.agenda.plan(
        {
            "t_us": rig.world.chip.now_us + offset_us,
            "do": "press",
            "button": "start",
            "hold_ms": hold_ms,
        }
    )


def stop_time_s(rig, offset_us):
    watch = Watch(rig)
    watch.mark(offset_us)
    press_at(rig, offset_us, 300)
    rig.run(0.3)
    assert driven(rig.world) == []
    return watch.quiet_s()


def test_stop_ends_every_output_within_40_ms_at_any_moment_of_a_tick():
    rig = evening()
    rig.run(30)
    for offset_us in (1, 5_000, 10_000, 15_000, 19_999):
        rig = evening()
        rig.run(12)
        assert "heater" in driven(rig.world) and "pwm" in driven(rig.world)
        assert stop_time_s(rig, offset_us) <= 0.040
        assert rig.world.journal.ended == "stopped"


def test_stop_ends_every_output_within_40_ms_with_the_slow_scan_hung():
    rig = evening()
    rig.run(12)
    rig.fault("slow_hang")
    assert stop_time_s(rig, 50_000) <= 0.040


def test_a_stop_of_one_sample_ends_the_session():
    """HAZ-111."""
    rig = evening()
    rig.run(5)
    press_at(rig, 15_000, 10)  # down at one tick only
    rig.run(0.5)
    assert rig.world.journal.ended == "stopped"
    assert driven(rig.world) == []


def test_one_sample_of_the_same_button_starts_nothing():
    """HAZ-110."""
    rig = evening()
    rig.press("start")
    rig.run(25)
    assert rig.state == "idle"
    press_at(rig, 15_000, 10)
    rig.run(1)
    assert rig.state == "idle"


def test_a_held_stop_locks_everything_out_until_it_is_released():
    rig = evening()
    rig.run(5)
    rig.hold("start")
    for _ in range(20):
        rig.run(0.5)
        assert driven(rig.world) == []
    rig.release("start")
    rig.run(30)
    assert rig.state == "idle"
    assert driven(rig.world) == []


def test_stop_stops_from_a_pause():
    """HAZ-111."""
    rig = evening()
    rig.run(5)
    rig.feet("none")
    rig.run(2)
    assert rig.state == "paused"
    rig.press("start")
    assert rig.state == "cooling"
    rig.feet("both")
    rig.run(5)
    assert driven(rig.world) == []
