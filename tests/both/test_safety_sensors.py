"""One faulty sensor never overheats a foot: every sensor, every way it can fail today, in the
worst foot the plant can play.

SAF-021 SAF-022 SAF-023.
"""

from .device import CAP_C, evening
from .lengths import some
from .supervision_bench import WORST, in_room

SENSORS = ("left.a", "left.b", "left.latch", "right.a", "right.b", "right.latch")


def test_an_open_or_shorted_sensor_trips_within_100_ms_and_names_itself():
    for fault, trip in (("ntc_open", "sensor_open"), ("ntc_short", "sensor_short")):
        for sensor in SENSORS:
            rig = evening()
            rig.run(10.02 if sensor.endswith("a") else 10)
            at_s = rig.now_s
            rig.fault(fault, sensor)
            rig.run(0.5)
            first = rig.world.journal.trips[0]
            assert first["name"] == trip and first["where"] == sensor, first
            assert first["at_s"] - at_s <= 0.100, first
            assert rig.world.journal.heater_off_after_s() <= 0.100


def test_a_broken_sensor_trips_in_idle_too_and_cannot_be_acknowledged_away():
    """HAZ-020."""
    rig = evening()
    rig.press("start")
    rig.run(25)
    rig.fault("ntc_open", "right.b")
    rig.run(1)
    assert rig.trip == "sensor_open"
    rig.press("start")
    rig.run(3)
    assert rig.trip == "sensor_open" and rig.state == "tripped"


def test_an_open_sensor_for_20_ms_is_no_trip():
    """SAF-023."""
    rig = evening()
    rig.run(10)
    rig.fault("ntc_open", "left.a", for_s=0.02)
    rig.run(2)
    assert rig.trip == "" and rig.state == "running"


def test_one_frozen_sensor_never_overheats_a_foot_that_cannot_cool_itself():
    for stage in ("standard", "gentle"):
        for sensor, onset_s in some(
            (
                ("left.a", 240),
                ("left.a", 20),
                ("left.b", 20),
                ("left.b", 240),
                ("left.latch", 60),
            )
        ):
            rig = evening(stage, plant=in_room(stage, WORST))
            rig.run(onset_s)
            rig.fault("ntc_frozen", sensor)
            rig.run(420)
            hottest_c = rig.plant.peak_skin_c[0]
            assert hottest_c <= CAP_C[stage] + 0.3, (stage, sensor, onset_s, hottest_c)


def test_a_glitch_of_one_sample_neither_trips_nor_moves_the_heat():
    rig = evening()
    rig.run(60)
    for _ in range(10):
        rig.fault("ntc_short", "left.a", for_s=0.02)
        rig.run(1)
    assert rig.state == "running" and rig.trip == ""
