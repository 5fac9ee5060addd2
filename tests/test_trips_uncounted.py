"""Trips that come while the slow scan looks: whatever stands is counted and told. HAZ-095."""

from firmware.safety.trips import OVER_PRESSURE
from sim.rig import Rig
from tests.both.test_store_device import kept
from tests.preempted import FIRMWARE, struck, trip
from tests.test_properties_preemption_store import acknowledged, at_rest


def test_a_trip_after_the_conductors_look_is_counted_though_the_plug_goes_next():
    """It was written as standing in one scan and counted in the next, if there was one."""
    device = at_rest()
    struck(device, 0, lambda: trip(device), FIRMWARE + "/scribe.py")
    scans = 0
    while not device.found()["standing"][0]:
        device.run(1)
        scans += 1
        assert scans < 5
    rig = Rig(stage="standard", profile="standard")
    rig.power(0)
    rig.run(1)
    rig.world.chip.files.update(device.files)
    rig.power(1)
    rig.run(20)
    assert rig.trip == "over_pressure"
    _, counters, lines = kept(rig)
    assert counters["trips"] == 1 and len(lines) == 1


def test_a_trip_in_the_scan_that_ends_another_is_counted():
    """It comes after the fast scan has cleared the first, before the slow one has seen that."""
    device = acknowledged()
    device.step()
    device.tick()
    assert not device.bench.trip
    trip(device)
    assert device.bench.status.trips == 2
    device.run(20)
    found = device.found()
    assert found["standing"][0] == device.bench.trip
    assert found["trips"] == 2 and len(found["lines"]) == 2


def trips_and_lines(rig):
    _, counters, lines = kept(rig)
    return counters["trips"], [line["trip"] for line in lines if "trip" in line]


def test_a_trip_in_the_scan_that_ends_another_is_counted_once_over_a_reset(monkeypatch):
    rig = Rig(stage="standard", profile="standard")
    rig.run(3)
    latch = rig.device.governor.latch
    stand = type(latch).stand

    def stand_and_trip(self, acknowledged):
        stood = self.status.trip
        stand(self, acknowledged)
        if stood and not self.status.trip and self.status.trips == 1:
            self.trip(OVER_PRESSURE, 0, 5, 6, self.status.trip_ms)

    monkeypatch.setattr(type(latch), "stand", stand_and_trip)
    latch.trip(OVER_PRESSURE, 1, 7, 8, 0)
    rig.run(2)
    rig.press("start")
    rig.run(2)
    assert trips_and_lines(rig) == (2, ["over_pressure"] * 2)
    assert kept(rig)[1]["where"] == 0 and kept(rig)[1]["value"] == 5  # the second one's
    rig.fault("soft_reset")
    rig.run(15)
    assert rig.trip == "over_pressure" and trips_and_lines(rig) == (2, ["over_pressure"] * 2)


def test_the_same_trip_again_after_a_boot_that_told_of_it_has_a_line_too():
    rig = Rig(stage="standard", profile="standard")
    rig.run(3)
    rig.fault("fast_exception")
    rig.run(2)
    rig.power(0)
    rig.run(2)
    rig.power(1)
    rig.run(8)
    for times in (2, 3):
        rig.press("start")
        rig.run(3)
        rig.fault("fast_exception")
        rig.run(3)
        assert trips_and_lines(rig) == (times, ["fast_loop_failed"] * times)
