"""Expectations: what a scenario says must happen, read strictly and judged after the run.

Decides whether each one held, and says in words what happened instead of a bare "no". It may not
look at the trace or at what a sensor said: it judges the verdict, whose numbers are the plant's.
`scenario` reads with it, `reports.summary` judges with it.
"""

import math
from typing import Any

from sim.scenarios.names import ENDINGS, TRIP_NAMES
from sim.scenarios.section import Section, nearest, show

FEET_KEYS = ("peak_skin_c", "peak_pad_c", "cem43_min", "peak_pressure_mmhg", "end_pressure_mmhg")
OFF_AFTER = "heater_off_after_s"
PLANT_PATHS = (
    *(f"{foot}.{key}" for foot in ("left", "right") for key in FEET_KEYS),
    "heater_energy_j",
    "roller_peak_ma",
    OFF_AFTER,
)
TESTS = ("below", "above", "equals")
KINDS = ("trip", "plant", "session")
EXTRAS = {"trip": ("after_s", "within_s"), "plant": TESTS, "session": ()}
EQUAL = 1e-9  # "equals" asks for the same number, not the same bits
CLOCK_S = 1e-9  # times are sums of ticks; this much is rounding


def read_expectations(
    blocks: list[Section], duration_s: float, faulty: bool
) -> list[dict[str, Any]]:
    """Checked expectations in the order of the file. `faulty`: some [[at]] injects a fault."""
    return [_read(block, duration_s, faulty) for block in blocks]


def _read(block: Section, duration_s: float, faulty: bool) -> dict[str, Any]:
    block.allow(("id", *KINDS, "after_s", "within_s", *TESTS))
    given = [kind for kind in KINDS if kind in block]
    if len(given) != 1:
        has = "nothing expected" if not given else " and ".join(given) + " at once"
        block.fail("", f"{has}; each [[expect]] has exactly one of {' '.join(KINDS)}")
    kind = given[0]
    for owner, extras in EXTRAS.items():
        for key in extras:
            if key in block and owner != kind:
                block.fail(key, f"goes with {owner} only, not with {kind}")
    if kind == "trip":
        return _read_trip(block, duration_s)
    if kind == "session":
        return {"kind": kind, "ended": block.choice(kind, ENDINGS, "an ending")}
    return _read_plant(block, faulty)


def _read_trip(block: Section, duration_s: float) -> dict[str, Any]:
    name = block.choice("trip", ("any", "none", *TRIP_NAMES), "a trip")
    unit = "s (the duration)"
    after_s = block.number("after_s", 0.0, duration_s, unit) if "after_s" in block else 0.0
    within_s = None
    if "within_s" in block:
        within_s = block.number("within_s", 0.0, duration_s - after_s, "s after after_s")
    return {"kind": "trip", "name": name, "after_s": after_s, "within_s": within_s}


def _read_plant(block: Section, faulty: bool) -> dict[str, Any]:
    path = block.table["plant"]
    if not isinstance(path, str) or path not in PLANT_PATHS:
        hint = nearest(path, PLANT_PATHS) if isinstance(path, str) else ""
        listed = " ".join(PLANT_PATHS)
        block.fail("plant", f"{show(path)} is not a number of the plant{hint}; one of {listed}")
    if path == OFF_AFTER and not faulty:
        block.fail("plant", f'"{path}" counts from the first fault, and no [[at]] injects one')
    tests = [test for test in TESTS if test in block]
    if len(tests) != 1:
        has = "no bound" if not tests else " and ".join(tests) + " at once"
        block.fail("", f"{has}; each plant expectation has one of {' '.join(TESTS)}")
    bound = block.number(tests[0], -1e9, 1e9)
    return {"kind": "plant", "path": path, "test": tests[0], "bound": bound}


def words(expected: dict[str, Any]) -> str:
    """The expectation as one readable line."""
    if expected["kind"] == "session":
        return f"session ends {expected['ended']}"
    if expected["kind"] == "plant":
        return f"{expected['path']} {expected['test']} {expected['bound']:g}"
    window = f" after {expected['after_s']:g} s" if expected["after_s"] else ""
    if expected["within_s"] is not None:
        window += f" within {expected['within_s']:g} s"
    name = {"any": "any trip", "none": "no trip"}.get(expected["name"], f"trip {expected['name']}")
    return name + window


def judge(expectations: list[dict[str, Any]], verdict: dict[str, Any]) -> list[dict[str, Any]]:
    """summary.json's list: {"expect", "held", "got"}."""
    judges = {"trip": _judge_trip, "plant": _judge_plant, "session": _judge_session}
    results = []
    for expected in expectations:
        held, got = judges[expected["kind"]](expected, verdict)
        results.append({"expect": words(expected), "held": held, "got": got})
    return results


def _judge_trip(expected: dict[str, Any], verdict: dict[str, Any]) -> tuple[bool, str]:
    first = expected["after_s"] - CLOCK_S
    within_s = expected["within_s"]
    last = math.inf if within_s is None else expected["after_s"] + within_s + CLOCK_S
    in_time = [trip for trip in verdict["trips"] if first <= trip["at_s"] <= last]
    if expected["name"] == "none":
        held = not in_time
    else:
        held = any(expected["name"] in ("any", trip["name"]) for trip in in_time)
    tell = [
        f"{trip['name']} {trip['where']} at {trip['at_s']:.2f} s".replace("  ", " ")
        for trip in (in_time or verdict["trips"])[:3]
    ]
    return held, "; ".join(tell) or "no trip"


def _judge_plant(expected: dict[str, Any], verdict: dict[str, Any]) -> tuple[bool, str]:
    value: Any = verdict if expected["path"] == OFF_AFTER else verdict["plant"]
    for key in expected["path"].split("."):
        value = value[key]
    if value is None or not math.isfinite(value):
        return False, "nothing to count from" if value is None else str(value)
    bound = expected["bound"]
    held = {
        "below": value < bound,
        "above": value > bound,
        "equals": abs(value - bound) <= EQUAL,
    }[expected["test"]]
    return held, f"{value:.6g}"


def _judge_session(expected: dict[str, Any], verdict: dict[str, Any]) -> tuple[bool, str]:
    ended = verdict["session"]["ended"]
    return ended == expected["ended"], str(ended)
