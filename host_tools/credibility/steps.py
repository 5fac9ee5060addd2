"""The plant at its step and at a half, a quarter and an eighth of it, and an integrator beside it.

Decides the drive: a quarter of an hour shaped like a session (warm-up at full power, then what
holds the pad; bladder filled, held, let go; roller run up). The parts are stepped alone, with the
step their modules hold; it is put back whatever happens. `measure` is called by `figures`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sim.plant.foot as foot_module
import sim.plant.mechanics as mechanics_module
import sim.plant.pad as pad_module
import sim.plant.pneumatic as pneumatic_module
from host_tools.credibility.air import follow
from host_tools.credibility.bench import V, stage
from host_tools.credibility.motor import RPM
from host_tools.credibility.tissue import COARSE, SKIN_DOSE, Sole, Well
from sim.plant.mechanics import Roller
from sim.plant.pad import Well as PlantWell
from sim.plant.pneumatic import Air
from sim.setup import setup

PARTS = (1, 2, 4, 8)
# watts and seconds: occluded and pressed on, so that the dose is one that counts
HEAT = ((12.0, 260.0), (6.5, 340.0), (12.0, 120.0), (4.0, 180.0))
CONTACT = 110.0
# pump, left valve, right valve, seconds
BREATHS = ((1.0, 1, 0, 6.0), (0.0, 1, 0, 4.0), (0.0, 0, 0, 1.0))
SPIN_S = 0.06
NAMES = (
    ("peak skin", "°C", 5), ("pad at the end", "°C", 5), ("CEM43", "min", 6),
    ("bladder at its fullest", "mmHg", 2), ("bladder 1 s into the vent", "mmHg", 2),
    ("roller 60 ms after start", "rpm", 2),
)  # fmt: skip


@contextmanager
def step_of(part: int) -> Iterator[None]:
    """Every module's step divided by `part`."""
    thermal, air, motor = foot_module.THERMAL_S, pneumatic_module.STEP_S, mechanics_module.STEP_S
    foot_module.THERMAL_S = thermal / part
    setattr(pad_module, "THERMAL_S", thermal / part)  # noqa: B010 - imported there by name
    pneumatic_module.STEP_S, mechanics_module.STEP_S = air / part, motor / part
    try:
        yield
    finally:
        foot_module.THERMAL_S = thermal
        setattr(pad_module, "THERMAL_S", thermal)  # noqa: B010
        pneumatic_module.STEP_S, mechanics_module.STEP_S = air, motor


def stepped(part: int) -> list[float]:
    """The six figures of NAMES."""
    with step_of(part):
        usual = setup({"perfusion": 0.0, "contact_w_m2k": CONTACT})
        well = PlantWell(stage("standard"), usual)
        well.foot.place(1)
        step_s = foot_module.THERMAL_S
        for watts, seconds in HEAT:
            for _ in range(round(seconds / step_s)):
                well.step(watts * step_s)
        air, fullest = Air(stage("standard"), usual), 0.0
        for pump, left, right, seconds in BREATHS:
            for _ in range(round(seconds / pneumatic_module.STEP_S)):
                air.step(pump, left, right)
                fullest = max(fullest, air.bladder_mmhg[0])
        roller = Roller()
        for _ in range(round(SPIN_S / mechanics_module.STEP_S)):
            roller.step(1.0, 12.0, 0, 0.0)
        return [well.peak_skin_c, well.pad_c, well.cem43_min, fullest, air.bladder_mmhg[0],
                roller.rpm]  # fmt: skip


def integrated() -> list[float]:
    """The same six by the second program on the plant's own layers."""
    import numpy as np
    from scipy.integrate import solve_ivp

    sole = Sole(COARSE, 0.0)
    state, peak = sole.rest(23.0), 0.0
    for watts, seconds in HEAT:
        well = Well(contact_w_m2k=CONTACT, perfusion=0.0, watts=watts)
        times = np.linspace(0, seconds, round(seconds * 2) + 1)
        solved = sole.go(state, well, seconds, times)
        peak = max(peak, max(sole.skin(y, well) for y in solved.y.T))
        state = solved.y[:, -1]
    breaths = follow(list(BREATHS), 0.1)
    ke, ohm, inertia = V["roller_v_s_rad"], V["roller_ohm"], V["roller_kg_m2"]

    def spin(_t: float, speed: Any) -> list[float]:
        return [ke * ((12.0 - ke * speed[0]) / ohm - V["roller_free_a"]) / inertia]

    spun = solve_ivp(spin, (0, SPIN_S), [0.0], rtol=1e-10, atol=1e-10).y[0, -1]
    return [float(peak), float(state[0]), float(state[SKIN_DOSE]), max(p for _, p in breaths),
            breaths[-1][1], float(spun) * RPM / V["roller_gear"]]  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """One row a figure: its value at each step, and the integrator's."""
    columns = [stepped(part) for part in PARTS]
    truth = integrated()
    return [
        {
            "what": name,
            "unit": unit,
            "digits": digits,
            "steps": [column[i] for column in columns],
            "truth": truth[i],
        }
        for i, (name, unit, digits) in enumerate(NAMES)
    ]
