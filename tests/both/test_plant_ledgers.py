"""Nothing is made from nothing: heat and air are conserved, whatever happens."""

from sim.plant.foot import THERMAL_S
from tests.both.plant_bench import bare, busy, heat, near, plant, run


def imbalance(made, before_j):
    """Heater minus (stored, room, core), relative to all the joules that moved."""
    out_j = stored = moved = 0.0
    for well in made.wells:
        out_j += well.ambient_j + well.foot.core_j
        stored += well.stored_j()
        moved += abs(well.ambient_j) + abs(well.foot.core_j) + well.heater_j
    waiting = sum(made.heaters.gathered_j)
    return (made.heater_j - waiting - out_j - (stored - before_j)) / moved


def stored_j(made):
    return made.wells[0].stored_j() + made.wells[1].stored_j()


def test_heat_balances_over_ten_busy_minutes():
    made = bare()
    before = stored_j(made)
    busy(made, 10)
    near(imbalance(made, before), 0.0, 1e-9)


def test_heat_balances_with_faults_occlusion_cover_and_a_hot_room():
    made = bare(perfusion=0.0, covered=True, ambient_c=35.0)
    before = stored_j(made)
    made.heater_stuck_on[0] = 1
    made.heater_leak_a[1] = 0.05
    busy(made, 10)
    near(imbalance(made, before), 0.0, 1e-9)


def test_the_joules_of_a_minute_at_full_power_are_what_ohm_says():
    made = bare()
    heat(made, 20000, 10000)
    run(made, 60)
    near(made.heater_j, 12.0 * 60 + 6.0 * 60, 1e-6)
    near(made.wells[0].heater_j, 720.0, 1e-6)


def test_a_resting_foot_in_the_air_stays_as_it_is():
    for ambient_c in (5.0, 23.0, 30.0, 35.0):
        made = plant(feet="none", ambient_c=ambient_c)
        foot = made.wells[0].foot
        before = (foot.e1, foot.e2, foot.d, foot.f1, foot.f2, foot.f3, foot.dilation)
        run(made, 600)
        after = (foot.e1, foot.e2, foot.d, foot.f1, foot.f2, foot.f3, foot.dilation)
        for was, now in zip(before, after):
            near(now, was, 1e-6)


def test_air_balances_over_ten_busy_minutes():
    made = bare()
    made.hose_leak_ml_s_kpa[1] = 0.5
    air = made.air

    def check(_made, count):
        if count % 50 == 0:
            near(air.pumped_ml - air.vented_ml - air.stored_ml(), 0.0, 1e-8)

    busy(made, 10, check)
    assert air.pumped_ml > 1000.0


def test_air_balances_through_the_relief_and_down_to_nothing():
    made = plant()
    made.drive.pump_permille = 1000
    made.drive.valve[0] = 1
    run(made, 60)
    made.drive.pump_permille = 0
    made.drive.valve[0] = 0
    run(made, 1800)
    air = made.air
    assert air.still and air.stored_ml() == 0.0
    near(air.vented_ml - air.pumped_ml, 0.0, 1e-8)
    assert made.bladder_mmhg == [0.0, 0.0] and made.manifold_mmhg == 0.0


def test_no_amount_of_air_is_ever_negative():
    made = bare()

    def check(now, _count):
        assert min(now.air.amount_ml) >= 0.0 and now.air.manifold_ml >= 0.0

    busy(made, 2, check)


def test_the_thermal_step_is_five_plant_steps():
    near(THERMAL_S, 0.1, 0.0)
    made = bare(feet="none")
    heat(made, 20000, 20000)
    for _ in range(4):
        made.step()
    assert made.pad_c[0] == 23.0
    made.step()
    near(made.pad_c[0], 23.0 + 1.2 / 80.0, 1e-12)
