"""Presence against where the feet truly are: who is not there gets no heat, who never leaves none
again, and who sleeps is let go.
"""

from .device import PAIRS, evening, full_heat, waited


class Joules:
    """When each pad last got any heat, to the tick."""

    def __init__(self, rig):
        self.rig = rig
        self.last_us = [0, 0]
        self.given_j = [well.heater_j for well in rig.plant.wells]
        rig.world.on_tick = self.look

    def look(self, world):
        for foot in (0, 1):
            if world.plant.drive.heater_on_us[foot]:
                self.last_us[foot] = world.chip.now_us


def test_feet_that_leave_take_their_heat_with_them_at_once():
    for stage, _ in PAIRS:
        for stay, gone in (("right", (0,)), ("left", (1,)), ("none", (0, 1))):
            rig = evening(stage)
            full_heat(rig)
            joules = Joules(rig)
            at_us = rig.world.chip.now_us
            rig.feet(stay)
            rig.run(3)
            for foot in (0, 1):
                if foot in gone:
                    assert joules.last_us[foot] - at_us <= 100_000, (stage, stay)
                else:
                    assert joules.last_us[foot] - at_us > 2_900_000
            assert rig.trip == ""


def test_a_sensor_that_loses_its_foot_ends_that_foots_heat_and_no_other():
    for stage, _ in PAIRS:
        rig = evening(stage)
        full_heat(rig)
        joules = Joules(rig)
        at_us = rig.world.chip.now_us
        rig.fault("presence_stuck_out", "left")
        rig.run(2)
        assert joules.last_us[0] - at_us <= 100_000 < joules.last_us[1] - at_us


def test_a_sensor_that_always_says_foot_never_earns_heat():
    for stage, _ in PAIRS:
        rig = evening(stage)
        rig.run(2)
        rig.press("start")
        rig.fault("presence_stuck_in", "left")
        rig.feet("none")
        rig.run(5)
        before = [well.heater_j for well in rig.plant.wells]
        for _ in range(3):
            rig.press("heat")
        rig.press("start")
        if rig.state == "inspecting":  # a foot seems to be in: the question cannot be answered
            rig.press("up")
            assert rig.state == "inspecting"
        rig.feet("both")
        rig.run(20)
        assert rig.plant.wells[0].heater_j == before[0], stage


def test_a_sensor_that_sticks_while_a_foot_leaves_heats_an_empty_well_no_hotter_than_a_full_one():
    """No foot, no harm; the pad keeps to its setting."""
    for stage, most_c in (("standard", 42.0), ("gentle", 38.5)):
        rig = evening(stage)
        rig.fault("presence_stuck_in", "left")
        rig.fault("presence_stuck_in", "right")
        rig.feet("none")
        for well in rig.plant.wells:
            well.pad_c = most_c - 3.0
            well.beads_c[:] = [most_c - 3.0] * 3
        rig.run(240)
        assert max(rig.plant.peak_pad_c) < most_c, (stage, rig.plant.peak_pad_c)


def test_a_sleepers_session_ends_and_everything_lets_go():
    rig = evening("gentle", program="gentle start")
    rig.run(298)
    assert rig.state == "running"
    joules = Joules(rig)
    rig.run(4)
    assert rig.state == "cooling"
    ended_us = rig.world.chip.now_us
    rig.run(30)
    assert max(joules.last_us) < ended_us
    assert max(rig.plant.bladder_mmhg) < 5.0 and list(rig.plant.roller_rpm) == [0.0, 0.0]
    assert rig.plant.drive.rail_us == 0


def test_a_foot_that_never_left_since_the_last_session_gets_massage_and_no_heat():
    for stage, profile in PAIRS:
        rig = evening(stage)
        rig.run(5)
        rig.press("start")
        rig.run(5)
        before = [well.heater_j for well in rig.plant.wells]
        if profile == "neuropathy":  # its inspection wants both feet out: a sensor stays behind
            rig.fault("presence_stuck_in", "left")
            rig.feet("none")
        else:
            rig.feet("left")
        rig.run(1)
        waited(rig)
        for _ in range(3):
            rig.press("heat")
        rig.press("start")
        rig.feet("both")
        rig.run(15)
        assert rig.plant.wells[0].heater_j == before[0], stage
        # in the profile whose session runs, the foot that did leave is warmed
        assert rig.state != "running" or rig.plant.wells[1].heater_j > before[1] + 5.0
