"""Restarts: once, again and again, and never without a supply."""

from sim.rig import Rig

from .device import evening, full_heat


def resets(rig):
    return [event for event in rig.world.journal.events if event["event"] == "reset"]


def test_a_reset_loop_restarts_the_chip_at_its_pace_for_as_long_as_it_lasts():
    rig = Rig()
    rig.fault("reset_loop", value=500.0, for_s=5.2)
    rig.run(10)
    times = [event["t_s"] for event in resets(rig)]
    assert len(times) == 11
    for i in range(10):
        assert abs(times[i + 1] - times[i] - 0.5) < 0.021, times
    assert rig.device is not None


def test_a_reset_loop_faster_than_booting_keeps_the_device_off_and_cold():
    rig = evening()
    full_heat(rig)
    rig.fault("reset_loop", value=100.0)
    rig.run(0.2)
    joules = rig.plant.heater_j
    rig.run(10)
    assert rig.device is None and rig.plant.heater_j == joules
    assert rig.world.journal.heater_off_after_s() <= 0.06


def test_a_reset_without_a_supply_starts_nothing():
    for name in ("soft_reset", "reset_loop"):
        rig = Rig()
        rig.power(0)
        rig.run(0.1)
        rig.fault(name)
        rig.run(2)
        assert rig.device is None, name


def test_two_reset_loops_restart_at_both_paces():
    rig = Rig()
    rig.fault("reset_loop", value=1_000.0)
    rig.run(0.5)
    rig.fault("reset_loop", value=1_000.0, for_s=3.1)
    rig.run(6.4)
    assert len(resets(rig)) == 7 + 4
