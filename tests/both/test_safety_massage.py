"""Air and rollers on the plant: pressure trip, jam, reversal, ramps. SAF-007 SAF-012 SAF-018
SAF-019 SAF-024.
"""

from .device import evening


def test_a_pump_stuck_on_is_stopped_by_the_pressure_trip_and_every_bladder_is_empty_30_s_later():
    for stage, relief_mmhg in (("standard", 150), ("gentle", 75)):
        rig = evening(stage, heat=0, program="circulation")
        rig.run(40)
        rig.fault("pump_stuck_on")
        rig.run(31)
        # told by the pressure, or before by a pause that the pump does not make
        assert rig.trip in ("over_pressure", "pressure_sensor")
        assert max(rig.plant.peak_mmhg) < relief_mmhg * 1.1
        assert max(rig.plant.bladder_mmhg) < 5.0


def test_without_relief_the_pressure_trip_alone_holds():
    rig = evening("gentle", heat=0, program="circulation", plant={"relief": False})
    rig.run(40)
    rig.fault("pump_stuck_on")
    rig.run(31)
    assert max(rig.plant.peak_mmhg) < 80.0
    assert max(rig.plant.bladder_mmhg) < 5.0


def test_a_jammed_roller_trips_at_every_level_of_both_stages():
    for stage in ("standard", "gentle"):
        for more in (0, 1, 2):
            rig = evening(stage, heat=0, program="warm feet")
            for _ in range(more):
                rig.press("up")
            rig.run(8)
            at_s = rig.now_s
            rig.fault("roller_jam", "left")
            rig.run(2)
            assert rig.trip == "roller_jam", (stage, more, rig.plant.roller_a)
            assert rig.world.journal.trips[0]["at_s"] - at_s <= 0.5


def test_rollers_turn_both_ways_without_a_false_jam():
    for stage in ("standard", "gentle"):
        rig = evening(stage, heat=0)
        rig.press("up")
        rig.press("up")
        seen = [0, 0]

        def look(world, seen=seen):
            rpm = world.plant.roller_rpm[0]
            seen[0] = min(seen[0], rpm)
            seen[1] = max(seen[1], rpm)

        rig.world.on_tick = look
        rig.run(90)
        assert rig.trip == ""
        assert seen[0] < -3 and seen[1] > 3, seen


def test_intensity_rises_gradually_and_falls_at_once():
    rig = evening(heat=3)
    channels = 6
    last = list(rig.device.outputs.level[:channels])
    steepest = [0] * channels

    def look(world):
        if world.device is None:
            return
        level = world.device.outputs.level
        for channel in range(channels):
            steepest[channel] = max(steepest[channel], level[channel] - last[channel])
            last[channel] = level[channel]

    rig.world.on_tick = look
    rig.run(200)
    rig.press("start")
    assert last == [0] * channels
    assert steepest[0] <= 10 and steepest[2] <= 7 and steepest[4] <= 10 and steepest[5] <= 20, (
        steepest
    )
