"""Reads an injected fault of a scenario: its name, place, value and length.

Decides whether this stage can have this fault there. The faults themselves are sim.faults' table;
nothing of it is repeated here, except which part of a stage a fault needs. Only
`actions` calls it.
"""

from typing import Any

from sim.faults import CUTS, FAULTS
from sim.scenarios.section import Section, nearest, show

# The part of a stage a fault needs: (start of the fault's name, key of the stage, words).
NEEDS = (
    (("valve_", "hose_", "pump_", "pressure_"), "air", "air"),
    (("roller_",), "rollers", "rollers"),
    (("vibration_",), "vibration", "vibration"),
    (("presence_",), "presence", "presence sensors"),
    (("latch_",), "hardware_latch", "hardware latch"),
    (("heat_timer_",), "heat_timer", "heat timer"),
)


def read_fault(
    block: Section, t_s: float, duration_s: float, stage: dict[str, Any]
) -> dict[str, Any]:
    name = block.table["fault"]
    if not isinstance(name, str) or name not in FAULTS:
        hint = nearest(name, FAULTS) if isinstance(name, str) else ""
        block.fail("fault", f"{show(name)} is not a fault{hint}; see solekeeper sim --list-faults")
    fault = FAULTS[name]
    if not fault.ready:
        ready = " ".join(each for each in FAULTS if FAULTS[each].ready)
        block.fail("fault", f'"{name}" is not yet supported; one of {ready}')
    for starts, key, words in NEEDS:
        if name.startswith(starts) and not stage.get(key):
            block.fail("fault", f'"{name}" needs {words}, which stage {stage["name"]} has not')
    where = _where(block, name, stage)
    value = fault.default
    if "value" in block:
        if fault.default is None:
            block.fail("value", f'"{name}" takes none; leave it out')
        if fault.whole:
            value = block.whole("value", int(fault.low), int(fault.high), fault.unit)
        else:
            value = block.number("value", fault.low, fault.high, fault.unit)
    for_us = None
    if "for_s" in block:
        if name in CUTS:
            block.fail("for_s", f'"{name}" happens at one instant; leave it out')
        for_s = block.number("for_s", 0.001, duration_s, "s (the duration)")
        if t_s + for_s > duration_s + 1e-9:
            block.fail("for_s", f"lasts beyond the end at {duration_s:g} s; leave it out to stay")
        for_us = round(for_s * 1_000_000)
    value = None if value is None else float(value)
    return {"fault": name, "where": where, "value": value, "for_us": for_us}


def _where(block: Section, name: str, stage: dict[str, Any]) -> str | None:
    places = FAULTS[name].places
    if not places:
        if "where" in block:
            block.fail("where", f'"{name}" has no place; leave it out')
        return None
    block.need("where", f'"{name}" needs one of {" ".join(places)}')
    where = block.choice("where", places, f'a place for "{name}"')
    if where.endswith((".latch", ".all")) and not stage.get("hardware_latch"):
        block.fail(
            "where", f'"{where}" needs a hardware latch, which stage {stage["name"]} has not'
        )
    return where


def possible(stage: dict[str, Any]) -> list[str]:
    """Every fault that can be played on this stage."""
    lacking = [starts for starts, key, _ in NEEDS if not stage.get(key)]
    return [
        name
        for name, fault in FAULTS.items()
        if fault.ready and not any(name.startswith(starts) for starts in lacking)
    ]


def places(name: str, stage: dict[str, Any]) -> list[str]:
    """Where this fault may act on this stage; empty when it takes no place."""
    latch = bool(stage.get("hardware_latch"))
    return [each for each in FAULTS[name].places if latch or not each.endswith((".latch", ".all"))]
