"""Every fault attribute does what its name says, and nothing before it is set."""

from tests.both.plant_bench import bare, between, heat, near, plant, run


def test_a_stuck_heater_conducts_while_the_rail_is_up_and_only_then():
    made = bare()
    made.heater_stuck_on[1] = 1
    run(made, 10)
    near(made.heater_j, 120.0, 1e-6)
    assert made.heater_last_us == [-1, 10000000]
    near(made.heater_a(1, 0), 1.0, 1e-12)
    made.drive.rail_us = 5000
    run(made, 10)
    near(made.heater_j, 150.0, 1e-6)
    made.drive.rail_us = 0
    run(made, 10)
    near(made.heater_j, 150.0, 1e-6)
    assert made.heater_last_us[1] == 20000000


def test_no_heater_conducts_longer_than_the_rail_is_up():
    made = bare()
    made.drive.rail_us = 5000
    heat(made, 20000, 4000)
    run(made, 10)
    near(made.heater_j, 30.0 + 24.0, 1e-6)


def test_an_open_heater_gives_nothing_even_stuck():
    made = bare()
    made.heater_open[0] = 1
    made.heater_stuck_on[0] = 1
    heat(made, 20000, 0)
    run(made, 10)
    assert made.heater_j == 0.0 and made.heater_a(0, 1) == 0.0
    assert made.heater_last_us == [-1, -1]


def test_a_weak_heater_scales_power_and_current():
    made = bare(heater_scale=0.8)
    made.heater_scale[1] = 0.5
    near(made.heater_a(0, 1), 0.8, 1e-12)
    near(made.heater_a(1, 1), 0.5, 1e-12)
    heat(made, 20000, 20000)
    run(made, 10)
    near(made.heater_j, 120.0 * 1.3, 1e-6)


def test_a_leaking_switch_heats_between_the_pulses():
    made = bare()
    made.heater_leak_a[0] = 0.05
    near(made.heater_a(0, 0), 0.05, 0.0)
    heat(made, 5000, 0)
    run(made, 10)
    near(made.heater_j, 12.0 * 10 * 0.25 + 0.6 * 10 * 0.75, 1e-6)


def test_the_supply_clamp_bounds_the_power_the_stage_declares():
    made = bare("gentle")
    made.drive.supply_v = 16.0
    heat(made, 20000, 0)
    run(made, 10)
    near(made.heater_j, 12.6 * 12.6 / 42.4 * 10, 1e-6)
    made.drive.supply_v = 11.0
    near(made.heater_a(0, 1), 11.0 / 42.4, 1e-9)


def inflated(valve=(1, 1), seconds=6, **other):
    made = plant(**other)
    made.drive.pump_permille = 1000
    made.drive.valve[0], made.drive.valve[1] = valve
    run(made, seconds)
    return made


def test_a_valve_stuck_on_inflates_uncommanded_and_does_not_vent():
    made = plant()
    made.valve_stuck[0] = 1
    made.drive.pump_permille = 1000
    run(made, 6)
    assert made.bladder_mmhg[0] > 40.0 and made.bladder_mmhg[1] == 0.0
    made.drive.pump_permille = 0
    made.drive.rail_us = 0
    run(made, 3)
    assert made.bladder_mmhg[0] > 20.0  # but the bleed hole goes on
    run(made, 27)
    assert made.bladder_mmhg[0] < 5.0


def test_a_valve_stuck_off_never_fills_its_bladder():
    made = plant()
    made.valve_stuck[1] = 0
    made.drive.pump_permille = 1000
    made.drive.valve[0] = made.drive.valve[1] = 1
    run(made, 6)
    assert made.bladder_mmhg[0] > 40.0 and made.bladder_mmhg[1] == 0.0


def test_valves_let_go_without_rail_or_with_too_little_voltage():
    for rail_us, supply_v in ((0, 12.0), (20000, 3.0)):
        made = inflated(seconds=10)
        made.drive.rail_us = rail_us
        made.drive.supply_v = supply_v
        run(made, 5)
        assert max(made.bladder_mmhg) < 5.0


def test_a_blocked_hose_neither_fills_nor_vents():
    made = plant()
    made.hose_blocked[0] = 1
    made.drive.pump_permille = 1000
    made.drive.valve[0] = 1
    run(made, 3)
    assert made.bladder_mmhg[0] == 0.0 and made.manifold_mmhg > 140.0
    made = inflated((1, 0))
    before = made.bladder_mmhg[0]
    made.hose_blocked[0] = 1
    made.drive.pump_permille = made.drive.valve[0] = 0
    run(made, 2)
    between(before * 0.7, made.bladder_mmhg[0], before)


def test_a_leaking_hose_loses_air_by_pressure():
    tight = inflated((1, 0))
    leaky = inflated((1, 0))
    leaky.hose_leak_ml_s_kpa[0] = 0.5
    for made in (tight, leaky):
        made.drive.pump_permille = 0
        run(made, 3)
    assert leaky.bladder_mmhg[0] < tight.bladder_mmhg[0] - 3.0


def test_a_stuck_pump_runs_with_the_rail_and_a_dead_one_never():
    made = plant()
    made.drive.valve[0] = 1
    made.pump_stuck_on = 1
    run(made, 6)
    assert made.bladder_mmhg[0] > 40.0
    made.drive.rail_us = 0
    run(made, 30)
    assert made.bladder_mmhg[0] < 5.0
    made = plant()
    made.pump_dead = 1
    made.drive.valve[0] = 1
    made.drive.pump_permille = 1000
    run(made, 6)
    assert made.bladder_mmhg[0] == 0.0 and made.air.pumped_ml == 0.0


def test_a_jammed_roller_stands_and_draws_its_stall_current():
    made = plant()
    made.drive.roller_permille[0] = made.drive.roller_permille[1] = 500
    run(made, 3)
    running = made.roller_a
    made.roller_jam[1] = 1
    made.step()
    assert made.roller_rpm[1] == 0.0 and made.roller_rpm[0] > 20.0
    near(made.rollers[1].winding_a, 6.0 / 2.2, 1e-9)
    near(made.roller_a, running / 2 + 0.5 * 6.0 / 2.2, 0.01)
    assert made.roller_peak_ma >= made.roller_a * 1000.0


def test_an_open_roller_coasts_down_and_draws_nothing():
    made = plant()
    made.drive.roller_permille[0] = -700
    run(made, 3)
    assert made.roller_rpm[0] < -30.0
    made.roller_open[0] = 1
    made.step()
    assert made.roller_a == 0.0 and made.roller_rpm[0] < -20.0
    run(made, 3)
    assert made.roller_rpm[0] == 0.0


def test_a_foot_and_the_air_that_presses_it_load_the_roller():
    amps = []
    for feet, valve in (("none", 0), ("both", 0), ("both", 1)):
        made = plant(feet=feet)
        made.drive.roller_permille[0] = 1000
        made.drive.pump_permille = 1000 * valve
        made.drive.valve[0] = valve
        run(made, 60)
        amps.append(made.roller_a)
    near(amps[0], 0.2, 0.001)
    near(amps[1], 0.45, 0.001)
    near(amps[2], 0.45 + 150.4 * 0.006, 0.01)


def test_reversing_without_dead_time_shows_in_the_peak_current():
    made = plant()
    made.drive.roller_permille[0] = 1000
    run(made, 3)
    made.roller_peak_ma = 0.0
    made.drive.roller_permille[0] = -1000
    made.step()
    assert made.roller_peak_ma > 7000.0


def test_an_open_vibration_motor_runs_down():
    made = plant()
    made.drive.vibration_permille = 500
    run(made, 2)
    near(made.vibration_rpm, 3000.0, 1.0)
    made.vibration_open = 1
    run(made, 2)
    assert made.vibration_rpm == 0.0


def test_without_faults_or_drive_nothing_moves():
    made = plant(feet="none")
    run(made, 60)
    assert made.pad_c == [23.0, 23.0] and made.bladder_mmhg == [0.0, 0.0]
    assert made.roller_rpm == [0.0, 0.0] and made.heater_j == 0.0
    assert made.time_us == 60000000
