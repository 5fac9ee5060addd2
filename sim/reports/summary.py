"""summary.json, schema 1: the shape that tests from outside hold on to.

Decides which parts of a run are published and in which order. It may not compute anything about
the plant: the core did. host_tools.run_one calls summarise() after a run, before any report.
"""

from typing import Any

from sim.scenarios.expect import FEET_KEYS, judge
from sim.scenarios.scenario import Scenario

SCHEMA = 1
# Named one by one: a dictionary of MicroPython has no order of its own.
SESSION_KEYS = ("program", "ended", "active_s", "heat_s")
FEET = ("left", "right")
MACHINE_KEYS = ("heater_energy_j", "roller_peak_ma")
TRIP_KEYS = ("code", "name", "where", "value", "limit", "at_s")


def summarise(scenario: Scenario, runtime: str, verdict: dict[str, Any]) -> dict[str, Any]:
    spec = scenario.spec
    trips, plant = verdict["trips"], verdict["plant"]
    return {
        "schema": SCHEMA,
        "scenario": spec["name"],
        "board": spec["board"]["name"],
        "stage": spec["stage"]["name"],
        "profile": spec["profile"],
        "runtime": runtime,
        "seed": spec["seed"],
        "sim_s": verdict["sim_s"],
        "wall_s": round(verdict["wall_s"], 3),
        "trip": {key: trips[0][key] for key in TRIP_KEYS} if trips else None,
        "session": {key: verdict["session"][key] for key in SESSION_KEYS},
        "plant": {foot: {key: plant[foot][key] for key in FEET_KEYS} for foot in FEET}
        | {key: plant[key] for key in MACHINE_KEYS},
        "heater_off_after_s": verdict["heater_off_after_s"],
        "expectations": judge(scenario.expectations, verdict),
        "trace_sha256": verdict["trace_sha256"],
    }


def held(summary: dict[str, Any]) -> bool:
    """Whether every expectation held (true too when there were none)."""
    return all(result["held"] for result in summary["expectations"])
