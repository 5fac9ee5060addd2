"""Trips that come while the slow scan looks: whatever stands is counted and told. HAZ-095."""

from sim.rig import Rig
from tests.both.test_store_device import kept
from tests.preempted import FIRMWARE, struck
from tests.test_properties_preemption_store import acknowledged, at_rest, trip


def test_a_trip_after_the_conductors_look_is_counted_though_the_plug_goes_next():
    """Once wrote in one scan that it stands, and in the next that it was."""
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
