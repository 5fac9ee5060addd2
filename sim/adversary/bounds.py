"""What no evening may do, whoever made it: skin and dose by stage, pressure by the relief valve.

Decides how near a run came to each bound. Search and pairs judge by it, and by nothing a sensor
said. CPython only.
"""

from typing import Any

from sim.matrix.digest import REST_C
from sim.matrix.judge import DOSE_MIN, SKIN_C, relief_mmhg

KIND = {"skin_c": "heat", "cem43_min": "heat", "mmhg": "air"}
OBJECTIVES = ("skin_c", "cem43_min", "mmhg")
UNITS = {"skin_c": "°C skin", "cem43_min": "CEM43 min", "mmhg": "mmHg"}


def bound(stage: str, objective: str) -> float:
    """The most there may be."""
    if objective == "skin_c":
        return SKIN_C[stage]
    return DOSE_MIN[stage] if objective == "cem43_min" else relief_mmhg(stage)


def share(stage: str, objective: str, row: dict[str, Any]) -> float:
    """How much of the way to the bound; over 1 it is broken. Dose doubles with every degree or
    half, so its way is counted in the same steps.
    """
    most = bound(stage, objective)
    if objective == "skin_c":
        return float((row["skin_c"] - REST_C) / (most - REST_C))
    return float((row[objective] / most) ** (0.1 if objective == "cem43_min" else 1.0))


def broken(stage: str, row: dict[str, Any]) -> list[str]:
    """In words."""
    return [
        f"{row[name]:.2f} {UNITS[name]}, over {bound(stage, name):g}"
        for name in OBJECTIVES
        if row[name] > bound(stage, name)
    ]
