"""Thermal dose: the definition's points, and published burns counted as the plant counts.

Decides nothing. The Arrhenius integral is drawn beside it because others use it; nothing of the
plant does. `measure` is called by `figures`.
"""

import math
from typing import Any

from host_tools.credibility.bench import Row, row
from host_tools.credibility.published import BURNS
from sim.plant.dose import cem43_per_min

# Henriques' constants as commonly printed: 1/s, J/mol
ARRHENIUS_S, ARRHENIUS_J, GAS_J = 3.1e98, 6.28e5, 8.314
DESTROYS = 240.0  # the dose that hyperthermia practice counts as destroyed tissue (from memory)


def arrhenius_min(celsius: float) -> float:
    """Minutes until the damage integral is 1."""
    rate = math.log(ARRHENIUS_S) - ARRHENIUS_J / (GAS_J * (celsius + 273.15))
    return math.exp(-rate) / 60.0


def measure() -> tuple[list[Row], dict[str, Any]]:
    rows = []
    for celsius in (38, 41, 43, 45, 48):
        exact = (0.5 if celsius >= 43 else 0.25) ** (43.0 - celsius)
        got = cem43_per_min(float(celsius))
        what = f"one minute at {celsius} °C"
        rows.append(row("dose", what, "CEM43 min", exact, got, "cem43", 4))
    for skin_c, minutes, source in sorted(BURNS):
        got = DESTROYS / cem43_per_min(skin_c)
        what = f"contact at {skin_c:g} °C until it burns (model: {DESTROYS:g} CEM43 min)"
        rows.append(row("dose", what, "min", minutes, got, source, 1))
    grid = [38 + 0.5 * i for i in range(31)]
    curves: dict[str, Any] = {
        str(dose): [[t, dose / cem43_per_min(t)] for t in grid] for dose in (0.25, 2.0, 240.0)
    }
    curves["arrhenius"] = [[t, arrhenius_min(t)] for t in grid if t >= 42]
    curves["burns"] = [[t, minutes, source] for t, minutes, source in BURNS]
    return rows, curves
