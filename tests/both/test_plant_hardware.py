"""Latch, heat timer and relief: each acts, each can be taken away."""

from sim.plant import STEP_US
from sim.plant.plant import Plant
from tests.both.plant_bench import between, heat, near, plant, run, setup, stage


def welded(**other):
    made = plant(perfusion=0.0, **other)
    made.heater_stuck_on[0] = 1
    return made


def test_the_latch_ends_a_welded_switch_at_its_bead_and_stays():
    made = welded()
    assert run(made, 1800, lambda now: now.latch_open) is not None
    near(made.ntc_c[0][2], 44.0, 0.02)
    joules = made.heater_j
    run(made, 600)
    assert made.latch_open == 1 and made.heater_j == joules
    assert made.heater_a(0, 1) == 0.0


def test_the_latch_takes_the_whole_rail_down():
    made = welded()
    drive = made.drive
    drive.pump_permille = 300
    drive.valve[0] = drive.valve[1] = 1
    drive.roller_permille[0] = 400
    drive.vibration_permille = 300
    run(made, 1800, lambda now: now.latch_open)
    run(made, 30)
    assert max(made.bladder_mmhg) < 5.0
    assert made.roller_rpm == [0.0, 0.0] and made.roller_a == 0.0 and made.vibration_rpm == 0.0


def test_the_right_bead_opens_the_latch_too():
    made = plant()
    made.heater_stuck_on[1] = 1
    assert run(made, 3600, lambda now: now.latch_open) is not None
    assert made.ntc_c[0][2] < 40.0


def test_a_latch_taken_away_or_dead_lets_the_pad_pass():
    made = welded(hardware_latch=False)
    dead = welded()
    dead.latch.dead = 1
    for now in (made, dead):
        run(now, 1800)
        assert now.latch_open == 0 and now.peak_pad_c[0] > 52.0


def test_only_losing_power_closes_the_latch_again_and_not_while_hot():
    made = welded()
    run(made, 1800, lambda now: now.latch_open)
    made.power_off()
    assert made.latch_open == 0
    assert run(made, 60, lambda now: now.latch_open) is not None
    made.heater_stuck_on[0] = 0
    run(made, 900)
    made.power_off()
    run(made, 60)
    assert made.latch_open == 0


def test_a_fake_hot_pulse_opens_the_latch_within_100_ms():
    made = plant()
    made.latch.fake_hot = 1
    assert run(made, 1, lambda now: now.latch_open) <= 0.1
    made.latch.fake_hot = 0
    run(made, 10)
    assert made.latch_open == 1


def test_the_heat_timer_counts_from_the_first_pulse_and_ends_commanded_heat():
    made = plant("gentle", hardware_latch=False)
    run(made, 60)
    heat(made, 1000, 0)
    run(made, 1)
    heat(made, 0, 0)
    near(run(made, 1300, lambda now: now.timer_open), 20 * 60 - 1, 0.05)
    joules = made.heater_j
    heat(made, 20000, 20000)
    run(made, 10)
    assert made.heater_j == joules and made.heater_a(0, 1) == 0.0


def test_a_welded_switch_outlives_the_heat_timer_until_the_rail_drops():
    made = plant("gentle", hardware_latch=False)
    heat(made, 100, 100)
    run(made, 1300, lambda now: now.timer_open)
    made.heater_stuck_on[0] = 1
    joules = made.heater_j
    run(made, 10)
    near(made.heater_j - joules, 10 * 144.0 / 42.4, 1e-6)
    assert made.heater_a(0, 0) > 0.2
    made.drive.rail_us = 0
    joules = made.heater_j
    run(made, 10)
    assert made.heater_j == joules


def expired(**timer):
    """A gentle plant whose heat timer has run out; its declaration changed by `timer`."""
    described = stage("gentle")
    described["heat_timer"] = dict(described["heat_timer"], **timer)
    made = Plant(described, setup(hardware_latch=False))
    made.drive.rail_us = STEP_US
    heat(made, 100, 100)
    run(made, 1300, lambda now: now.timer_open)
    heat(made, 0, 0)
    return made


def test_the_heat_timer_forgets_nothing_while_there_is_power():
    made = expired()
    made.drive.rail_us = 0
    run(made, 3_600)
    assert made.timer_open == 1


def test_the_heat_timer_outlives_a_brownout_and_forgets_after_five_seconds_without_power():
    """It counts on meanwhile: lost power is no pause."""
    made = expired()
    made.drive.rail_us = 0
    for _ in range(3):  # many short ones are no long one
        made.drive.supply_v = 0.0
        made.power_off()
        run(made, 4.98)
        assert made.timer_open == 1
        made.drive.supply_v = 12.0
        run(made, 0.02)
    made.drive.supply_v = 0.0
    run(made, 4.98)
    assert made.timer_open == 1
    run(made, 0.02)
    assert made.timer_open == 0
    run(made, 60)
    made.drive.supply_v = 12.0
    made.drive.rail_us = STEP_US
    heat(made, 100, 100)
    near(run(made, 1300, lambda now: now.timer_open), 20 * 60, 0.05)


def test_a_heat_timer_that_says_so_forgets_after_its_rest_of_the_rail():
    made = expired(forgets_rail_s=60)
    made.drive.rail_us = 0
    run(made, 59.98)
    assert made.timer_open == 1
    made.drive.rail_us = STEP_US
    run(made, 1)
    made.drive.rail_us = 0
    run(made, 59.98)
    assert made.timer_open == 1
    run(made, 0.02)
    assert made.timer_open == 0


def test_a_heat_timer_taken_away_never_opens():
    made = plant("gentle", hardware_latch=False, heat_timer=False)
    heat(made, 100, 100)
    assert run(made, 1500, lambda now: now.timer_open) is None


def test_the_relief_holds_a_mad_pump_near_its_pressure():
    for name, opens in (("standard", 150.0), ("gentle", 75.0)):
        made = plant(name)
        made.pump_stuck_on = 1
        made.drive.valve[0] = 1
        run(made, 120)
        between(opens - 1.0, made.peak_mmhg[0], opens * 1.1)
        between(opens, made.manifold_mmhg, opens * 1.1)


def squeezed(seconds, made=None):
    """Pump on and both valves driven for so long; returns the plant and the longest squeeze."""
    made = made or plant("gentle")
    made.drive.pump_permille = 1000
    made.drive.valve[0] = made.drive.valve[1] = 1
    longest = ticks = 0
    for _ in range(int(seconds * 50)):
        made.step()
        ticks = ticks + 1 if max(made.bladder_mmhg) > 10.0 else 0
        longest = max(longest, ticks)
    return made, longest / 50


def test_the_valve_timer_lets_both_bladders_go_and_keeps_them_so_while_they_are_driven():
    for name, seconds in (("gentle", 45), ("standard", 60)):
        made, longest = squeezed(seconds - 0.02, plant(name))
        assert made.valve_timer.open == 0 and min(made.bladder_mmhg) > 60.0
        made, _ = squeezed(0.02, made)
        assert made.valve_timer.open == 1
        made, longest = squeezed(600, made)
        assert max(made.bladder_mmhg) < 1.0 and longest < 5.0


def test_only_a_rest_of_both_valves_starts_the_valve_timer_anew():
    made, _ = squeezed(50)
    for seconds, opens in ((3.98, 1), (4.0, 0)):
        made.drive.valve[0] = made.drive.valve[1] = 0
        run(made, seconds)
        assert made.valve_timer.open == opens
        made.drive.valve[0] = 1
        run(made, 0.02)
        assert made.valve_timer.open == opens
    for _ in range(40):  # a foot after the other is no rest
        made.drive.valve[0] = 1 - made.drive.valve[0]
        made.drive.valve[1] = 1 - made.drive.valve[0]
        run(made, 1.2)
    assert made.valve_timer.open == 1


def test_valves_that_fell_with_the_rail_have_rested():
    made, _ = squeezed(50)
    made.drive.rail_us = 0
    run(made, 4)
    assert made.valve_timer.open == 0


def test_a_stage_without_a_valve_timer_presses_for_ever():
    made, longest = squeezed(200, Plant(dict(stage("gentle"), valve_timer=None), setup()))
    assert made.valve_timer.open == 0 and longest == 0.0  # its rail is down
    made.drive.rail_us = STEP_US
    made, longest = squeezed(200, made)
    assert made.valve_timer.open == 0 and longest > 190.0


def test_so_does_one_whose_valve_timer_is_dead():
    made, longest = squeezed(200, plant("gentle", valve_timer=False))
    assert longest > 150.0 and made.valve_timer.open == 0


def test_a_dead_clamp_is_unseen_until_the_supply_is_too_high():
    """Then the switch that is welded has the square of it."""
    joules = []
    for volts in (12.0, 20.0):
        for clamp in (True, False):
            made = plant("gentle", hardware_latch=False, supply_v=volts, clamp=clamp)
            made.heater_stuck_on[0] = 1
            run(made, 10)
            joules.append(made.heater_j)
    assert joules[0] == joules[1]
    near(joules[2], 10 * 12.6**2 / 42.4, 0.1)
    near(joules[3], 10 * 20.0**2 / 42.4, 0.1)


def test_without_the_relief_the_pump_passes_any_safe_pressure():
    made = plant(relief=False)
    made.pump_stuck_on = 1
    made.drive.valve[0] = 1
    run(made, 120)
    assert made.peak_mmhg[0] > 400.0
