"""Faults of air and of its sensor by their amounts, and which one counts of two."""

from sim.plant.parameters import MMHG_PER_KPA

from .fault_bench import play


def mmhg(code):
    """As the front end has it: 200 mV at nothing, 70 mV a kPa, 3.3 V full scale."""
    return (code * 3_300.0 / 4096.0 - 200.0) / 70.0 * MMHG_PER_KPA


def test_a_pressure_offset_is_so_many_mmhg_as_read_and_offsets_add_up():
    frames, _, _ = play("idle", [("pressure_offset", None, 30.0)], 1)
    assert abs(mmhg(frames[0]["adc0_6_code"]) - 30.0) < 0.2
    frames, _, _ = play("idle", [("pressure_offset", None, 30.0)] * 2, 1)
    assert abs(mmhg(frames[0]["adc0_6_code"]) - 60.0) < 0.2
    frames, _, _ = play("idle", [("pressure_offset", None, None)], 1)
    assert abs(mmhg(frames[0]["adc0_6_code"]) + 20.0) < 0.2


def test_a_frozen_pressure_sensor_keeps_what_it_felt_then_and_an_offset_still_adds():
    frames, twins, _ = play("air", [("pressure_frozen", None, None)], 60)
    assert {frame["adc0_6_code"] for frame in frames} == {twins[0]["adc0_6_code"]}
    later = ("pressure_offset", None, 10.0, 0.5, None)
    frames, _, _ = play("air", [("pressure_frozen", None, None), later], 60)
    step = mmhg(frames[59]["adc0_6_code"]) - mmhg(frames[0]["adc0_6_code"])
    assert abs(step - 10.0) < 0.3


def test_an_open_wire_beats_every_other_fault_of_the_pressure_sensor():
    faults = [("pressure_open", None, None), ("pressure_offset", None, 50.0)]
    frames, _, _ = play("idle", faults + [("pressure_frozen", None, None)], 1)
    assert frames[0]["adc0_6_code"] == 8


def test_a_pressure_sensor_is_whole_again_when_its_faults_are_over():
    for name in ("pressure_open", "pressure_frozen", "pressure_offset"):
        frames, twins, _ = play("idle", [(name, None, None, 0, 0.02)], 10)
        assert frames[1:] == twins[1:], name


def test_of_a_valve_stuck_both_ways_the_later_one_counts():
    on, off = "valve_stuck_on", "valve_stuck_off"
    for first, second, open_ in ((on, off, 0), (off, on, 1)):
        faults = [(first, "right", None), (second, "right", None, 0.1, 0.1)]
        frames, _, world = play("idle", faults, 8)
        assert world.plant.valve_stuck[1] == open_ and world.plant.valve_stuck[0] is None
        world.run(world.chip.now_us + 500_000)
        assert world.plant.valve_stuck[1] == 1 - open_


def test_leaks_of_one_hose_add_up_and_end_one_by_one():
    faults = [("hose_leak", "left", 0.5), ("hose_leak", "left", 1.5, 0, 0.2)]
    _, _, world = play("idle", faults + [("hose_leak", "right", None)], 5)
    assert list(world.plant.hose_leak_ml_s_kpa) == [2.0, 0.5]
    world.run(world.chip.now_us + 500_000)
    assert list(world.plant.hose_leak_ml_s_kpa) == [0.5, 0.5]


def test_a_dead_pump_gives_nothing_even_if_it_cannot_stop():
    faults = [("pump_stuck_on", None, None), ("pump_dead", None, None)]
    frames, _, _ = play("massage", faults, 50)
    assert frames[49]["manifold_mmhg"] == 0.0
    assert frames[49]["trip_code"] == 0


def test_a_blocked_hose_holds_the_air_that_is_in_the_bladder():
    faults = [("hose_blocked", "left", None, 4, None)]
    frames, twins, _ = play("air", faults, 700)
    held = [i for i in range(700) if twins[i]["left_pressure_mmhg"] < 1.0 and i > 300]
    if held:  # the twin has vented by then
        assert frames[held[0]]["left_pressure_mmhg"] > 5.0
    assert frames[250]["left_pressure_mmhg"] > 0.0
