"""Accepted figures: what a scenario gave when somebody last looked, committed beside it.

Decides what is remembered of a run (its numbers at six digits and the hash of its trace), where it
lies (`accepted/NAME.json` in the scenario's folder) and what counts as moved: anything. It may not
judge whether a change is good; `--accept` is a person's word. host_tools.sim compares and accepts.
"""

import json
from pathlib import Path
from typing import Any

from host_tools.errors import BadInput
from host_tools.output import publish
from sim.reports.summary import held
from sim.scenarios.scenario import Scenario

SCHEMA = 1
PARTS = ("board", "stage", "profile", "seed", "sim_s", "trip", "session", "plant")
OFF_AFTER, TRACE = "heater_off_after_s", "trace_sha256"


def place(scenario: Scenario) -> Path:
    """Where a scenario's accepted figures lie, whether they exist or not."""
    return scenario.path.parent / "accepted" / f"{scenario.path.stem}.json"


def figures(summary: dict[str, Any]) -> dict[str, Any]:
    """`plant.left.peak_skin_c` -> 38.1234, and so on; the trace's hash last."""
    made = _flat({part: summary[part] for part in (*PARTS, OFF_AFTER)})
    made[TRACE] = summary[TRACE]
    return made


def _flat(value: Any, name: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        made: dict[str, Any] = {}
        for key, each in value.items():
            made.update(_flat(each, f"{name}.{key}" if name else key))
        return made
    return {name: float(f"{value:.6g}") if isinstance(value, float) else value}


def moved(scenario: Scenario, summary: dict[str, Any]) -> list[str]:
    """One line for each figure that is not as accepted; none where nothing was ever accepted."""
    path = place(scenario)
    if not path.is_file():
        return []
    runs = _read(path)
    if scenario.stem not in runs:
        return [f"this run is not among the accepted ones in {path}"]
    old, new = runs[scenario.stem], figures(summary)
    lines = [
        f"{name} {_show(new.get(name))}, accepted {_show(old.get(name))}"
        for name in [*new, *(name for name in old if name not in new)]
        if name != TRACE and new.get(name) != old.get(name)
    ]
    if not lines and old.get(TRACE) != new[TRACE]:
        lines = [f"the trace alone: {new[TRACE][:12]}, accepted {str(old.get(TRACE))[:12]}"]
    return lines


def accept_all(runs: list[tuple[Scenario, dict[str, Any] | None]]) -> tuple[list[str], list[str]]:
    """(accepted places, refusals): file by file, where all runs kept what the file expects."""
    files: dict[Path, list[tuple[Scenario, dict[str, Any] | None]]] = {}
    for scenario, summary in runs:
        files.setdefault(scenario.path, []).append((scenario, summary))
    places, refusals = [], []
    for path, pairs in files.items():
        good = [(scenario, summary) for scenario, summary in pairs if summary and held(summary)]
        if len(good) == len(pairs):
            places.append(str(_accept(good)))
        else:
            refusals.append(f"{path}: not accepted; an expectation is broken")
    return places, refusals


def _accept(runs: list[tuple[Scenario, dict[str, Any]]]) -> Path:
    path = place(runs[0][0])
    found = {
        "schema": SCHEMA,
        "runs": {scenario.stem: figures(summary) for scenario, summary in runs},
    }
    publish(path.parent, {path.name: json.dumps(found, indent=1) + "\n"}, keep=True)
    return path


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        runs = found["runs"]
        if found["schema"] != SCHEMA or not all(isinstance(run, dict) for run in runs.values()):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        raise BadInput(f"{path}: no accepted figures; write it anew with --accept") from None
    return dict(runs)


def _show(value: object) -> str:
    return "none" if value is None else str(value)
