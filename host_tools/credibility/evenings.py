"""The evenings the tornado is blown through, and how one factor is turned in them.

Decides what each evening is. Sessions run the real firmware through sim.run.run_plain (in PyPy
where it is found: the same code and numbers, sooner). `latch only` has no firmware: both heaters
welded on and the hardware latch alone. `tornado` asks for the outcomes.
"""

import copy
from typing import Any

from host_tools.credibility.bench import heat, run
from host_tools.credibility.spread import Factor
from sim.plant import STEP_US, Plant
from sim.plant.parameters import Instead
from sim.rig import spec
from sim.setup import setup

PROFILE = {"standard": "standard", "gentle": "neuropathy"}
PRESSES = ((1.0, "heat"), (1.5, "heat"), (2.0, "heat"), (2.5, "start"))
LASTS_S = 960
DRIFT_FROM_S, DRIFT_C_MIN = 300.0, -0.5
WELDED_MIN = 25
# name: (kind, stage, what the page calls it)
EVENINGS = {
    "session_standard": ("session", "standard", "Warm session, heat 3, standard stage"),
    "session_gentle": ("session", "gentle", "Warm session, heat 3, gentle stage"),
    "drift_standard": ("drift", "standard", "Both sensors of a foot drift low, standard stage"),
    "drift_gentle": ("drift", "gentle", "Both sensors of a foot drift low, gentle stage"),
    "latch_standard": ("latch", "standard", "Welded heaters, latch alone, standard stage"),
    "latch_gentle": ("latch", "gentle", "Welded heaters, latch alone, gentle stage"),
}
Outcome = dict[str, Any]
Turned = tuple[Factor, Any]


def turned_spec(evening: str, turns: list[Turned]) -> dict[str, Any]:
    """The run's plain description with these factors at these values."""
    kind, stage_name, _ = EVENINGS[evening]
    presses = [*PRESSES, (3.5, "up")] if stage_name == "gentle" else list(PRESSES)
    at: list[dict[str, Any]] = [
        {"t_us": int(t * 1e6), "do": "press", "button": button, "hold_ms": 80}
        for t, button in presses
    ]
    at.append({"t_us": 5_000_000, "do": "feet", "feet": "both"})
    if kind == "drift":
        at.append({"t_us": int(DRIFT_FROM_S * 1e6), "do": "fault", "fault": "ntc_drift",
                   "where": "left", "value": DRIFT_C_MIN, "for_us": None})  # fmt: skip
    made: dict[str, Any] = copy.deepcopy(
        spec(stage=stage_name, profile=PROFILE[stage_name], duration_s=LASTS_S, at=at)
    )
    parameters = {}
    for factor, value in turns:
        if factor.room == "parameters":
            parameters[factor.name] = value
        elif factor.room == "setup":
            made["plant"][factor.name] = value
        elif factor.room == "ntc":
            made["front_end"]["ntc"][factor.name] = value
        elif factor.name == "hardware_latch":
            made["stage"]["hardware_latch"]["trips_mc"] = value
        else:
            made["stage"][factor.name] = value
    made["plant"]["parameters"] = parameters
    return made


def outcome(verdict: dict[str, Any]) -> Outcome:
    """What counts of a run: the worse foot, and how it ended."""
    feet = [verdict["plant"][side] for side in ("left", "right")]
    trips = verdict["trips"]
    return {
        "skin_c": max(foot["peak_skin_c"] for foot in feet),
        "cem43_min": max(foot["cem43_min"] for foot in feet),
        "ended": trips[0]["name"] if trips else verdict["session"]["ended"],
    }


def latch_only(evening: str, turns: list[Turned]) -> Outcome:
    """Both heaters on, whatever anybody says, until the latch opens or for 25 minutes."""
    made = turned_spec(evening, turns)
    usual = setup({})
    plain = {key: made["plant"][key] for key in usual}
    plain.update(feet="both", heat_timer=False)
    with Instead(made["plant"]["parameters"]):
        plant = Plant(made["stage"], plain)
    plant.drive.rail_us = STEP_US
    heat(plant, 1.0)
    took_s = run(plant, WELDED_MIN * 60, lambda p: bool(p.latch_open))
    run(plant, 300)
    return {
        "skin_c": max(plant.peak_skin_c),
        "cem43_min": max(plant.cem43_min),
        "ended": f"latch after {took_s:.0f} s" if took_s else "never cut",
    }
