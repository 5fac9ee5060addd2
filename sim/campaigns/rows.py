"""What is kept of a run: its scenario, its summary, and the figures that are looked at together.

Decides which figures a campaign compares and how near to a limit a run came. The numbers are the
plant's. `crew` makes rows, `ledger` stores them, `digest` reads them.
"""

import json
from typing import Any

from sim.plant.foot import Foot
from sim.plant.parameters import Instead
from sim.reports.limit_lines import limit_lines
from sim.scenarios.scenario import Scenario
from sim.setup import left_foot

FEET = ("left", "right")
REST_C = 32.0  # resting skin: from here to the limit is the way a share measures
# column -> SQL type; the order of the ledger's table
COLUMNS = {
    "run": "INTEGER PRIMARY KEY",
    "spec": "TEXT NOT NULL",  # the scenario as JSON
    "summary": "TEXT",  # summary.json of the run; NULL when it has no verdict
    "error": "TEXT",
    "trace_sha256": "TEXT",
    "faults": "TEXT",
    "ended": "TEXT",
    "trip": "TEXT",
    "trip_at_s": "REAL",
    "peak_skin_c": "REAL",
    "peak_pad_c": "REAL",
    "cem43_min": "REAL",
    "peak_pressure_mmhg": "REAL",
    "end_pressure_mmhg": "REAL",
    "heater_off_after_s": "REAL",
    "heater_energy_j": "REAL",
    "roller_peak_ma": "REAL",
    "share": "REAL",  # of the way to the limit it came nearest to; above 1: beyond
    "nearest": "TEXT",  # that limit
    "broken": "INTEGER",  # claims
    "sim_s": "REAL",
    "wall_s": "REAL",
    "tries": "INTEGER NOT NULL",  # more than 1: a worker died in it
}
WORST_FOOT = ("peak_skin_c", "peak_pad_c", "cem43_min", "peak_pressure_mmhg", "end_pressure_mmhg")


def row_of(
    run: int,
    spec: str,
    scenario: Scenario,
    summary: dict[str, Any] | None,
    tries: int = 1,
    error: str = "",
) -> dict[str, Any]:
    """A row by column name; what does not apply is None."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row.update(run=run, spec=spec, error=error or None, tries=tries)
    row["faults"] = faults_of(scenario.spec)
    if summary is None:
        return row
    plant, trip = summary["plant"], summary["trip"]
    for key in WORST_FOOT:
        row[key] = max(plant[foot][key] for foot in FEET)
    shares = shares_of(scenario.spec, plant)
    nearest = max(shares, key=shares.__getitem__)
    row.update(
        summary=json.dumps(summary, ensure_ascii=False),
        trace_sha256=summary["trace_sha256"],
        ended=summary["session"]["ended"],
        trip=trip and trip["name"],
        trip_at_s=trip and trip["at_s"],
        heater_off_after_s=summary["heater_off_after_s"],
        heater_energy_j=plant["heater_energy_j"],
        roller_peak_ma=plant["roller_peak_ma"],
        share=shares[nearest],
        nearest=nearest,
        broken=sum(not each["held"] for each in summary["expectations"]),
        sim_s=summary["sim_s"],
        wall_s=summary["wall_s"],
    )
    return row


def shares_of(spec: dict[str, Any], plant: dict[str, Any]) -> dict[str, float]:
    """How far the worse foot went towards each limit of its profile and its stage, by the `plant`
    of a summary.

    A sole that never became warmer than it came was warmed by a bath, not by the device. Pressure
    counts towards the relief valve: a trip that works ends every stuck pump at its own limit, and
    ten of those would say nothing.
    """
    lines = limit_lines(spec)
    skin_c = [
        foot["peak_skin_c"] if foot["peak_skin_c"] > came_c else REST_C
        for foot, came_c in zip([plant[name] for name in FEET], came(spec["plant"]))
    ]
    relief = spec["stage"].get("relief")
    most_mmhg = relief["opens_mmhg"] if relief else lines["pressure_trip_mmhg"]
    return {
        "skin": (max(skin_c) - REST_C) / (lines["latch_c"] - REST_C),
        "dose": max(plant[foot]["cem43_min"] for foot in FEET) / lines["dose_cap_min"],
        "pressure": max(plant[foot]["peak_pressure_mmhg"] for foot in FEET) / most_mmhg,
    }


def came(setup: dict[str, Any]) -> list[float]:
    """Skin of each foot when power came, °C."""
    with Instead(setup.get("parameters")):
        return [Foot(each, setup["ambient_c"]).surface_c for each in (left_foot(setup), setup)]


def faults_of(spec: dict[str, Any]) -> str:
    """'heater_stuck_on left at 312 s, slow_hang at 400 s'."""
    return ", ".join(
        " ".join(
            word
            for word in (
                action["fault"],
                action["where"] or "",
                "" if action["value"] is None else f"{action['value']:g}",
                f"at {action['t_us'] / 1e6:g} s",
            )
            if word
        )
        for action in spec["at"]
        if action["do"] == "fault"
    )
