"""The steps are small enough: halving them changes little, and halves the error."""

import sim.plant.foot as foot_module
import sim.plant.mechanics as mechanics_module
import sim.plant.pad as pad_module
import sim.plant.pneumatic as pneumatic_module
from sim.plant.mechanics import Roller
from sim.plant.pad import Well
from sim.plant.pneumatic import Air
from tests.both.plant_bench import setup, stage


def warmed(step_s):
    """Pad, skin and dose after 20 min of 12 W on an occluded foot, with that thermal step."""
    usual = foot_module.THERMAL_S
    foot_module.THERMAL_S = pad_module.THERMAL_S = step_s
    try:
        well = Well(stage(), setup(perfusion=0.0))
        well.foot.place(1)
        for _ in range(round(1200 / step_s)):
            well.step(12.0 * step_s)
    finally:
        foot_module.THERMAL_S = pad_module.THERMAL_S = usual
    return well.pad_c, well.skin_c, well.cem43_min, well.beads_c[0]


def blown(step_s, seconds):
    """Pressure after so long at full pump into one bladder, then as long venting it."""
    usual = pneumatic_module.STEP_S
    pneumatic_module.STEP_S = step_s
    try:
        air = Air(stage(), setup())
        for _ in range(round(seconds / step_s)):
            air.step(1.0, 1, 0)
        full = air.bladder_mmhg[0]
        for _ in range(round(1.0 / step_s)):
            air.step(0.0, 0, 0)
    finally:
        pneumatic_module.STEP_S = usual
    return full, air.bladder_mmhg[0]


def spun(step_s):
    """rpm 60 ms after switching on: in the middle of the run-up."""
    usual = mechanics_module.STEP_S
    mechanics_module.STEP_S = step_s
    try:
        roller = Roller()
        for _ in range(round(0.06 / step_s)):
            roller.step(1.0, 12.0, 0, 0.0)
    finally:
        mechanics_module.STEP_S = usual
    return roller.rpm


def converges(coarse, middle, fine, worst):
    """First order: each halving halves the change; and the coarse one is within `worst`."""
    first = abs(coarse - middle)
    second = abs(middle - fine)
    assert second < first * 0.6 + 1e-12, (coarse, middle, fine)
    assert 2.0 * first <= worst, (coarse, middle, fine)


def test_the_thermal_step_converges():
    runs = [warmed(step_s) for step_s in (0.1, 0.05, 0.025)]
    for index, worst in ((0, 0.01), (1, 0.01), (3, 0.02)):
        converges(runs[0][index], runs[1][index], runs[2][index], worst)
    converges(runs[0][2], runs[1][2], runs[2][2], runs[2][2] * 0.01)


def test_the_air_step_converges():
    runs = [blown(step_s, 7.0) for step_s in (0.02, 0.01, 0.005)]
    converges(runs[0][0], runs[1][0], runs[2][0], 1.0)
    converges(runs[0][1], runs[1][1], runs[2][1], 1.0)


def test_the_motor_step_converges():
    runs = [spun(step_s) for step_s in (0.02, 0.01, 0.005)]
    converges(runs[0], runs[1], runs[2], 5.0)


def test_no_step_is_unstable_even_ten_times_as_long():
    assert 0.0 < blown(0.2, 7.0)[0] < 150.0
    assert 0.0 < spun(0.06) < 70.0
    assert 30.0 < warmed(1.0)[0] < 60.0
