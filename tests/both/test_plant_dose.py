"""CEM43 as SAFETY tabulates it, and the arithmetic it stands on."""

from math import exp

from sim.plant.dose import cem43_per_min, decay, exp2
from tests.both.plant_bench import bare, near, run


def test_one_minute_counts_as_the_table_says():
    table = ((38, 0.001), (39, 0.004), (40, 0.016), (41, 0.0625), (42, 0.25), (43, 1), (45, 4),
             (48, 32))  # fmt: skip
    for skin_c, per_min in table:
        near(cem43_per_min(float(skin_c)) / per_min, 1.0, 0.03)


def test_exp2_is_exact_at_whole_numbers_and_close_between():
    for whole in range(-40, 41):
        assert exp2(float(whole)) == 2.0**whole
    for count in range(-400, 401):
        x = count * 0.0637
        near(exp2(x) / 2.0**x, 1.0, 1e-11)
    near(decay(1.0), exp(-1.0), 1e-11)


def test_the_dose_rate_is_continuous_at_43_c_and_rises():
    near(cem43_per_min(43.0 - 1e-9), cem43_per_min(43.0), 1e-8)
    rates = [cem43_per_min(30.0 + 0.1 * count) for count in range(250)]
    assert rates == sorted(rates)


def test_absurd_temperatures_do_not_break_the_sum():
    assert 0.0 <= cem43_per_min(-200.0) < 1e-15
    assert cem43_per_min(500.0) > 1e18


def test_skin_held_at_41_c_for_30_min_is_1_875():
    made = bare(perfusion=0.0)
    well = made.wells[0]
    foot = well.foot
    for name in ("e1", "e2", "d", "f1", "f2", "f3", "core_c"):
        setattr(foot, name, 41.0)
    foot.surface_c = well.pad_c = well.ambient_c = 41.0
    run(made, 1800)
    near(made.cem43_min[0], 1.875, 1e-6)
