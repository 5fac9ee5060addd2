"""What a whole matrix found, in numbers a page can hold: the worst of each play, sweep and rival.

Decides which run is the worst of several (its verdict first, then how near it came to a bound) and
keeps every broken, false or missed one by name. It may not judge. docs/faults.json is what this
gives. CPython only.
"""

from collections import Counter
from typing import Any

from sim.matrix.cases import COMPARED, WHO
from sim.matrix.judge import DOSE_MIN, SKIN_C, VERDICTS
from sim.matrix.plays import STAGES

Cell = dict[str, Any]
ORDER = {name: i for i, name in enumerate(VERDICTS)}
FIGURES = ("skin_c", "pad_c", "cem43_min", "mmhg")
REST_C = 32.0  # skin at rest: the way to a bound is counted from here


def share(cell: Cell) -> float:
    """How much of the way to skin's or dose's bound."""
    skin = (cell["skin_c"] - REST_C) / (SKIN_C[cell["stage"]] - REST_C)
    return float(max(skin, cell["cem43_min"] / DOSE_MIN[cell["stage"]]))


def digest(matrix: list[Cell], sweeps: list[Cell], versus: list[Cell]) -> dict[str, Any]:
    """Plain data, small enough to commit."""
    return {
        "runs": len(matrix) + len(sweeps) + len(versus),
        "matrix_runs": len(matrix),
        "counts": {
            stage: _counts([cell for cell in matrix if cell["stage"] == stage]) for stage in STAGES
        },
        "plays": _plays(matrix),
        "grid": _grid(matrix),
        "bad": [_short(cell) for cell in matrix if cell["verdict"] in ("broken", "false")],
        "otherwise": sorted(
            {(cell["hazard"], cell["play"], cell["told"]) for cell in matrix if not cell["named"]}
        ),
        "sweeps": _sweeps(sweeps),
        "versus": _versus(versus),
    }


def _counts(cells: list[Cell]) -> dict[str, int]:
    found = Counter(cell["verdict"] for cell in cells)
    return {name: found[name] for name in VERDICTS}


def _worst(cells: list[Cell]) -> Cell:
    return max(cells, key=lambda cell: (ORDER[cell["verdict"]], share(cell)))


def _most(cells: list[Cell], keys: tuple[str, ...] = FIGURES) -> dict[str, float]:
    return {key: _few(max(cell[key] for cell in cells)) for key in keys}


def _few(value: float) -> float:
    """Enough digits to read."""
    return float(f"{value:.4g}")


def _latency(cells: list[Cell]) -> float | None:
    """The longest of those told while there was heat or air to end."""
    told = [cell["latency_s"] for cell in cells if cell["told"] and cell["phase"] != "idle"]
    return max(told) if told else None


def _groups(cells: list[Cell], *keys: str) -> dict[tuple[Any, ...], list[Cell]]:
    found: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        found.setdefault(tuple(cell[key] for key in keys), []).append(cell)
    return found


def _plays(matrix: list[Cell]) -> list[Cell]:
    """One line for each play and stage: the worst over phases and feet."""
    return [
        {
            "hazard": hazard,
            "play": play,
            "stage": stage,
            "runs": len(cells),
            "verdict": _worst(cells)["verdict"],
            "told": sorted({cell["told"] for cell in cells if cell["told"]}),
            "told_runs": sum(bool(cell["told"]) for cell in cells),
            "hardware_runs": sum(cell["latch_s"] is not None for cell in cells),
            "latency_s": _latency(cells),
            **_most(cells),
        }
        for (hazard, play, stage), cells in _groups(matrix, "hazard", "play", "stage").items()
    ]


def _grid(matrix: list[Cell]) -> list[Cell]:
    """One cell for each hazard, stage and phase, for the picture."""
    return [
        {
            "hazard": hazard,
            "stage": stage,
            "phase": phase,
            "verdict": _worst(cells)["verdict"],
            "latency_s": _latency(cells) if phase != "idle" else None,
            "told_runs": sum(bool(cell["told"]) for cell in cells),
            **_most(cells, ("skin_c",)),
        }
        for (hazard, stage, phase), cells in _groups(matrix, "hazard", "stage", "phase").items()
    ]


def _short(cell: Cell) -> Cell:
    keys = ("hazard", "play", "stage", "phase", "foot", "verdict", "told", "latency_s", "broken")
    return {**{key: cell[key] for key in keys}, **_most([cell])}


def _sweeps(cells: list[Cell]) -> list[Cell]:
    """For each fault, place, feet and stage: the worst of all, and the worst nothing told."""
    found = []
    groups = _groups(cells, "fault", "at", "feet", "stage")
    for (fault, where, feet, stage), group in groups.items():
        unseen = [cell for cell in group if not cell["told"] and cell["latch_s"] is None]
        seen = [cell["value"] for cell in group if cell["told"]]
        worst = max(unseen, key=_badness) if unseen else None
        seen.sort(key=lambda value: abs(value - harmless(fault)))
        found.append(
            {
                "fault": fault,
                "where": where if feet == "both" else f"{where}, no other foot",
                "stage": stage,
                "runs": len(group),
                "told_runs": len(seen),
                "told_from": min(
                    seen, key=lambda value: abs(value - harmless(fault)), default=None
                ),
                "values": sorted({cell["value"] for cell in group}, key=abs),
                "unseen": _point(worst) if worst else None,
                "worst": _point(max(group, key=_badness)),
            }
        )
    return found


def harmless(fault: str) -> float:
    """The value at which it is no fault."""
    return 1.0 if fault == "heater_weak" else 0.0


def _badness(cell: Cell) -> tuple[float, float]:
    """Of equals the one furthest from harmless."""
    return round(share(cell), 3), abs(cell["value"] - harmless(cell["fault"]))


def _point(cell: Cell) -> Cell:
    found = {key: cell[key] for key in ("value", "phase", "told", "latency_s")}
    return {**found, **{key: _few(cell[key]) for key in FIGURES}}


def _versus(cells: list[Cell]) -> list[Cell]:
    """For each play, stage and contestant: told how often, when, and what the skin got."""
    found = []
    groups = _groups(cells, "play", "stage", "who")
    for play in COMPARED:
        for stage in STAGES:
            for who in WHO:
                group = groups.get((play, stage, who))
                if group:
                    found.append(
                        {
                            "play": play,
                            "stage": stage,
                            "who": who,
                            "phases": {
                                cell["phase"]: [cell["told"] or cell["early"], cell["latency_s"]]
                                for cell in group
                            },
                            "latch": any(cell["latch_s"] is not None for cell in group),
                            **_most(group, ("skin_c", "cem43_min")),
                        }
                    )
    return found


def good(found: dict[str, Any]) -> bool:
    """Whether every run of the matrix held its bounds and nothing tripped that should not."""
    counts = found["counts"]
    return not any(counts[stage][name] for stage in counts for name in ("broken", "false"))


def gaps(found: dict[str, Any]) -> int:
    """Runs that held every bound and were still told late, or not told."""
    return sum(counts[name] for counts in found["counts"].values() for name in ("late", "missed"))
