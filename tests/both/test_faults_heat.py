"""Faults of heaters, rail, latch and timer by their amounts, alone and together."""

from sim.faults import set_fault

from .device import evening, full_heat
from .fault_bench import play


def milliamperes(world, code):
    """As the front end has it, over what the shunt's amplifier says at rest."""
    senses = world.wiring.senses
    mv_per_a = world.spec["stage"]["heater_mv_per_a"]
    return (code - senses.no_heater_code()) * 3_300.0 / 4096.0 / mv_per_a * 1000.0


def test_a_leak_is_so_many_milliamperes_and_leaks_add_up():
    leaks = [("heater_leak", "left", 50.0), ("heater_leak", "left", 80.0)]
    for count, sum_ma in ((1, 50.0), (2, 130.0)):
        frames, _, world = play("massage", leaks[:count], 1)
        assert abs(milliamperes(world, frames[0]["adc0_3_code"]) - sum_ma) < 1.0


def test_a_bypass_heats_and_its_sensor_sees_nothing():
    """As much as the heater takes by itself, and none of it in the shunt."""
    frames, twins, world = play("massage", [("heater_bypass", "left", None)], 50)
    assert abs(milliamperes(world, frames[0]["adc0_3_code"])) < 1.0
    watts = 12_000 * 12.0 / world.spec["stage"]["heater_mohm"]
    joules = frames[49]["heater_j"] - frames[0]["heater_j"]
    assert abs(joules - watts * 49 * 0.02) < 0.02 * watts
    assert twins[49]["heater_j"] == twins[0]["heater_j"]


def test_a_weak_heater_takes_its_share_of_current_and_power():
    half, twins, world = play("warm", [("heater_weak", "right", None)], 5)
    whole_ma = milliamperes(world, twins[0]["adc1_3_code"])
    assert abs(milliamperes(world, half[0]["adc1_3_code"]) * 2 - whole_ma) <= 2.0
    gains = [frames[1]["heater_j"] - frames[0]["heater_j"] for frames in (half, twins)]
    assert abs(gains[0] / gains[1] - 0.75) < 0.05  # one of two heaters has half


def test_an_open_heater_takes_nothing_whatever_else_is_wrong_with_it():
    faults = [("heater_stuck_on", "left", None), ("heater_leak", "left", None)]
    frames, _, _ = play("massage", faults + [("heater_open", "left", None)], 50)
    assert frames[49]["heater_j"] == frames[0]["heater_j"] and frames[49]["trip_code"] == 0


def test_a_welded_rail_stays_up_without_edges_as_long_as_there_is_supply():
    rig = evening(heat=0)
    rig.fault("rail_stuck_on")
    rig.run(1)
    rig.press("start")
    rig.run(5)
    assert rig.plant.drive.rail_us == 20_000 and rig.device.outputs.rail == 0
    rig.power(0)
    rig.run(0.1)
    assert rig.plant.drive.rail_us == 0
    rig.power(1)
    rig.run(0.1)
    assert rig.plant.drive.rail_us == 20_000
    set_fault(rig.world, "rail_stuck_on", None, None, 0)
    rig.run(0.1)
    assert rig.plant.drive.rail_us == 0


def test_a_welded_rail_and_a_welded_heater_heat_without_a_program():
    rig = evening(heat=0)
    rig.press("start")
    rig.run(2)
    joules = rig.plant.heater_j
    rig.fault("heater_stuck_on", "left")
    rig.run(1)
    assert rig.plant.heater_j == joules
    rig.fault("rail_stuck_on")
    rig.run(10)
    assert abs(rig.plant.heater_j - joules - 120.0) < 2.0
    assert rig.world.journal.heater_off_after_s() > 10.0


def test_the_latch_cannot_open_a_welded_rail_but_ends_commanded_heat():
    rig = evening()
    full_heat(rig)
    rig.fault("rail_stuck_on")
    rig.run(0.1)
    rig.plant.latch.fake_hot = 1
    rig.run(0.3)
    joules = rig.plant.heater_j
    rig.run(1)
    assert rig.plant.latch_open and rig.plant.heater_j == joules
    assert rig.plant.roller_a > 0.0  # the rail is up
    rig.fault("heater_stuck_on", "left")
    rig.run(1)
    assert rig.plant.heater_j > joules + 10.0
    set_fault(rig.world, "rail_stuck_on", None, None, 0)
    joules = rig.plant.heater_j
    rig.run(1)
    assert rig.plant.heater_j < joules + 0.3


def test_a_dead_latch_never_opens_and_does_once_it_lives_again():
    rig = evening(heat=0)
    rig.fault("latch_dead")
    rig.run(0.1)
    rig.plant.latch.fake_hot = 1
    rig.run(1)
    assert not rig.plant.latch_open
    set_fault(rig.world, "latch_dead", None, None, 0)
    rig.run(0.2)
    assert rig.plant.latch_open


def test_a_dead_heat_timer_counts_and_never_ends_the_heat():
    for dead in (1, 0):
        rig = evening()
        full_heat(rig)
        if dead:
            rig.fault("heat_timer_dead")
        rig.run(0.1)
        rig.plant.heat_timer.count_us = 35 * 60_000_000 - 1_000_000
        rig.run(2)
        assert rig.plant.timer_open == 1 - dead
        if dead:
            set_fault(rig.world, "heat_timer_dead", None, None, 0)
            rig.run(0.1)
            assert rig.plant.timer_open == 1


def test_hardware_that_was_taken_away_does_not_appear_when_its_fault_ends():
    """It answers its test, and protects from nothing."""
    rig = evening(plant={"hardware_latch": False, "heat_timer": False}, heat=0)
    for name in ("latch_dead", "heat_timer_dead"):
        rig.fault(name, for_s=0.1)
    rig.run(0.5)
    assert rig.plant.latch.blind == 1 and rig.plant.heat_timer.blind == 1
