"""What a campaign found: counts, distributions, claims with their bounds, the worst ten.

Decides which figures are looked at, and that "worst" is the run that came nearest to a limit of
its profile, or furthest beyond it; one that broke a claim or has no verdict comes before all.
It may not draw: `page` does. host_tools.campaign prints parts of it and writes it as summary.json.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sim.campaigns.bounds import at_most

WORST = 10
# column: (words, unit)
FIGURES = {
    "peak_skin_c": ("highest skin", "°C"),
    "peak_pad_c": ("highest pad", "°C"),
    "cem43_min": ("thermal dose, CEM43", "min"),
    "peak_pressure_mmhg": ("highest pressure", "mmHg"),
    "heater_off_after_s": ("last joule after the first fault", "s"),
}
LEVELS = {"least": 0.0, "half": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}
OVER = "beyond a limit of its profile or stage"

Rows = list[dict[str, Any]]


def digest(rows: Rows, summaries: Iterable[str]) -> dict[str, Any]:
    """Everything, as plain data."""
    whole = [row for row in rows if row["error"] is None]
    return {
        "runs": len(rows),
        "failed": len(rows) - len(whole),
        "redone": sum(row["tries"] > 1 for row in whole),
        "sim_s": sum(row["sim_s"] for row in whole),
        "claims": _claims(whole, summaries),
        "endings": dict(Counter(row["ended"] for row in whole).most_common()),
        "trips": dict(Counter(row["trip"] or "none" for row in whole).most_common()),
        "figures": {
            key: _levels([row[key] for row in whole if row[key] is not None]) for key in FIGURES
        },
        "faults": _faults(whole),
        "worst": worst(rows),
    }


def worst(rows: Rows) -> Rows:
    """Ten rows, the worst first."""
    order = sorted(rows, key=lambda row: (not row["error"], -(row["broken"] or 0), -_share(row)))
    return order[:WORST]


def _share(row: dict[str, Any]) -> float:
    return float(row["share"] or 0.0)


def _levels(values: list[float]) -> dict[str, float] | None:
    if not values:
        return None
    values = sorted(values)
    last = len(values) - 1
    return {name: values[round(share * last)] for name, share in LEVELS.items()}


def _claims(whole: Rows, summaries: Iterable[str]) -> list[dict[str, Any]]:
    """The campaign's own expectations, and the one that always stands: no limit was passed."""
    judged: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for text in summaries:
        for each in json.loads(text)["expectations"]:
            judged[each["expect"]] += 1
            broken[each["expect"]] += not each["held"]
    made = [_claim(words, broken[words], judged[words]) for words in judged]
    return [*made, _claim(OVER, sum(_share(row) > 1 for row in whole), len(whole))]


def _claim(words: str, broken: int, runs: int) -> dict[str, Any]:
    """For an expectation `broken` counts where it did not hold."""
    return {"claim": words, "broken": broken, "runs": runs, "at_most_95": at_most(broken, runs)}


def _faults(whole: Rows) -> dict[str, dict[str, Any]]:
    """By name of a fault: runs that had it (and maybe others), how they went."""
    groups: dict[str, Rows] = {}
    for row in whole:
        names = {part.split()[0] for part in row["faults"].split(", ") if part}
        for name in names or {"no fault"}:
            groups.setdefault(name, []).append(row)
    made = {}
    for name in sorted(groups):
        group = groups[name]
        off = [row["heater_off_after_s"] for row in group if row["heater_off_after_s"] is not None]
        made[name] = {
            "runs": len(group),
            "tripped": sum(row["trip"] is not None for row in group),
            "peak_skin_c": max(row["peak_skin_c"] for row in group),
            "cem43_min": max(row["cem43_min"] for row in group),
            "peak_pressure_mmhg": max(row["peak_pressure_mmhg"] for row in group),
            "heater_off_after_s": max(off) if off else None,
            "share": max(_share(row) for row in group),
        }
    return made
