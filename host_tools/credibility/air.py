"""Filling and venting a bladder, beside a second program in SI units and textbook physics.

Decides nothing. `slope` writes the pneumatics down a second time, in m3 and Pa and without the
plant's code; `measure` is called by `figures`, `slope` by `steps` too.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from host_tools.credibility.bench import Row, V, bare, row, run, took, watch

MMHG_PA = 133.322
ML = 1e-6
Slope = Callable[[float, Any], list[float]]


def pascal(volume: float) -> float:
    """Pressure of a bladder that holds so much air (m3 at atmospheric pressure)."""
    limp, limp_pa = V["limp_ml"] * ML, V["limp_kpa"] * 1000
    if volume <= limp:
        return volume / limp * limp_pa
    return limp_pa + (volume - limp) / (V["taut_ml_kpa"] * ML / 1000)


def slope(duty: float, left: int, right: int) -> Slope:
    """d/dt of the air in two bladders and the manifold; the relief stays shut."""
    per_pa = ML / 1000  # mL/(s kPa) in m3/(s Pa)

    def change(_t: float, air: Any) -> list[float]:
        manifold = air[2] / (V["manifold_ml_kpa"] * per_pa)
        stall = V["pump_stall_kpa"] * 1000
        into = duty * V["pump_ml_s"] * ML * max(0.0, 1 - manifold / stall)
        out = [0.0, 0.0, into - V["manifold_bleed_ml_s_kpa"] * per_pa * manifold]
        for i, valve in enumerate((left, right)):
            own = pascal(air[i])
            kpa = own / 1000
            lost = V["bleed_ml_s_rkpa"] * ML * kpa / math.sqrt(kpa + V["bleed_laminar_kpa"])
            fill = V["hose_ml_s_kpa"] * per_pa * (manifold - own) if valve else 0.0
            vent = 0.0 if valve else V["vent_ml_s_kpa"] * per_pa * own
            out[i] = fill - lost - vent
            out[2] -= fill
        return out

    return change


def follow(program: list[tuple[float, int, int, float]], every_s: float) -> list[list[float]]:
    """[seconds, mmHg of the left bladder] through phases of (duty, left, right, seconds)."""
    state, now, found = [0.0, 0.0, 0.0], 0.0, [[0.0, 0.0]]
    for duty, left, right, seconds in program:
        times = np.arange(1, round(seconds / every_s) + 1) * every_s
        solved = solve_ivp(slope(duty, left, right), (0, seconds), state, method="LSODA",
                           rtol=1e-9, atol=1e-14, t_eval=times, max_step=0.05)  # fmt: skip
        found += [[now + t, pascal(v) / MMHG_PA] for t, v in zip(times, solved.y[0], strict=True)]
        state, now = list(solved.y[:, -1]), now + seconds
    return found


def measure() -> tuple[list[Row], dict[str, Any]]:
    made = bare()
    drive, look = made.drive, (lambda p: p.bladder_mmhg[0])
    drive.pump_permille, drive.valve[0] = 1000, 1
    to_50 = took(made, 20, lambda p: p.bladder_mmhg[0] >= 50.0)
    took(made, 20, lambda p: p.bladder_mmhg[0] >= 75.0)
    drive.pump_permille, made.hose_blocked[0] = 0, 1
    bled = took(made, 60, lambda p: p.bladder_mmhg[0] < 5.0)
    venting = bare()
    venting.drive.pump_permille, venting.drive.valve[0] = 1000, 1
    took(venting, 20, lambda p: p.bladder_mmhg[0] >= 75.0)
    venting.drive.pump_permille = venting.drive.valve[0] = 0
    tau = took(venting, 20, lambda p: p.bladder_mmhg[0] < 75.0 / math.e)
    cycle = bare()
    cycle.drive.pump_permille, cycle.drive.valve[0] = 1000, 1
    up = watch(cycle, 6, 0.1, look)
    cycle.drive.pump_permille = 0
    hold = watch(cycle, 4, 0.1, look)
    cycle.drive.valve[0] = 0
    down = watch(cycle, 6, 0.1, look)
    plant = [[t, p] for t, p in zip(*up, strict=True)]
    plant += [[6 + t, p] for t, p in list(zip(*hold, strict=True))[1:]]
    plant += [[10 + t, p] for t, p in list(zip(*down, strict=True))[1:]]
    truth = follow([(1, 1, 0, 6), (0, 1, 0, 4), (0, 0, 0, 6)], 0.1)
    apart = max(abs(a[1] - b[1]) for a, b in zip(plant, truth, strict=True))
    area = math.pi * 0.15e-3**2
    jet = area * math.sqrt(2 * 75 * MMHG_PA / 1.2) / ML
    hole = V["bleed_ml_s_rkpa"] * math.sqrt(75 * MMHG_PA / 1000)
    run(made, 1)
    rows = [
        row("air", "free flow of the pump", "L/min", (1.0, 3.0), V["pump_ml_s"] * 0.06, "cuff"),
        row("air", "stall pressure", "kPa", 103.0, V["pump_stall_kpa"], "cuff", 0),
        row("air", "one bladder to 50 mmHg at 3 L/min", "s", 5.0, to_50, "estimate", 1),
        row("air", "0.3 mm hole at 75 mmHg", "mL/s", (0.6 * jet, 0.8 * jet), hole, "orifice", 1),
        row("air", "75 to 5 mmHg through that hole", "s", 17.0, bled, "estimate", 1),
        row("air", "vent, time constant", "s", (0.5, 2.0), tau, "estimate"),
        row("air", "compression of 230 mL", "mL/kPa", 230 / 101.325, V["taut_ml_kpa"] - 5.0,
            "boyle"),
        row("air", "fill, hold and vent: furthest apart", "mmHg", 0.0, apart, "ode"),
    ]  # fmt: skip
    return rows, {"plant": plant, "truth": truth}
