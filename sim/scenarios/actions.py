"""Reads the [[at]] blocks of a scenario: what happens when.

Decides which actions exist, what goes with each, and which sequences make no sense (a button
pressed while it is held, a cut supply cut again). It may not judge whether an action is wise.
Only `scenario` calls it.
"""

from typing import Any

from sim.scenarios.fault_rules import read_fault
from sim.scenarios.names import BUTTONS
from sim.scenarios.section import Section

ACTIONS = ("press", "release", "feet", "fault", "host", "power")
EXTRAS = {"press": ("hold_ms",), "fault": ("where", "value", "for_s")}
FEET = ("both", "left", "right", "none")
HOLD_MS = 80  # a short, sure press


def read_actions(
    blocks: list[Section], duration_s: float, stage: dict[str, Any]
) -> list[dict[str, Any]]:
    """All actions in the order of their time; of equal times the file's order."""
    actions = [(_read(block, duration_s, stage), block) for block in blocks]
    actions.sort(key=lambda pair: pair[0]["t_us"])
    _check_buttons(actions)
    _check_power(actions)
    return [action for action, _ in actions]


def _read(block: Section, duration_s: float, stage: dict[str, Any]) -> dict[str, Any]:
    block.allow(("id", "t_s", *ACTIONS, *(key for keys in EXTRAS.values() for key in keys)))
    block.need("t_s", "when it happens, in seconds from power-on")
    t_s = block.number("t_s", 0.0, duration_s, "s (the duration)")
    given = [key for key in ACTIONS if key in block]
    if len(given) != 1:
        has = "no action" if not given else "two actions (" + " and ".join(given) + ")"
        block.fail("", f"{has}; each [[at]] has exactly one of {' '.join(ACTIONS)}")
    do = given[0]
    for owner, extras in EXTRAS.items():
        for key in extras:
            if key in block and do != owner:
                block.fail(key, f"goes with {owner} only, not with {do}")
    action: dict[str, Any] = {"t_us": round(t_s * 1_000_000), "do": do}
    if do == "press":
        action["button"] = block.choice("press", BUTTONS, "a button")
        action["hold_ms"] = _hold(block, t_s, duration_s)
    elif do == "release":
        action["button"] = block.choice("release", BUTTONS, "a button")
    elif do == "feet":
        action["feet"] = block.choice("feet", FEET, "a foot position")
    elif do == "host":
        action["line"] = block.line("host", 1000)
    elif do == "power":
        action["on"] = block.choice("power", ("off", "on"), "a supply state") == "on"
    else:
        action.update(read_fault(block, t_s, duration_s, stage))
    return action


def _hold(block: Section, t_s: float, duration_s: float) -> int:
    if "hold_ms" not in block:
        return HOLD_MS
    if block.table["hold_ms"] == -1 and isinstance(block.table["hold_ms"], int):
        return -1
    hold_ms = block.whole("hold_ms", 1, 86_400_000, "ms, or -1: until release")
    if t_s + hold_ms / 1000 > duration_s:
        block.fail("hold_ms", f"held beyond the end at {duration_s:g} s; -1 holds until release")
    return hold_ms


def _check_buttons(actions: list[tuple[dict[str, Any], Section]]) -> None:
    held_until: dict[str, float] = {}  # a button that is down, and when it comes up by itself
    for action, block in actions:
        if action["do"] not in ("press", "release"):
            continue
        button, t_us = action["button"], action["t_us"]
        down = held_until.get(button, -1.0) > t_us
        if action["do"] == "press":
            if down:
                block.fail(
                    "press", f'"{button}" is still held at {t_us / 1e6:g} s; release it first'
                )
            hold_ms = action["hold_ms"]
            held_until[button] = float("inf") if hold_ms < 0 else t_us + hold_ms * 1000.0
        else:
            if not down:
                block.fail(
                    "release", f'"{button}" is not held at {t_us / 1e6:g} s; press it first'
                )
            held_until[button] = -1.0


def _check_power(actions: list[tuple[dict[str, Any], Section]]) -> None:
    on = True
    for action, block in actions:
        if action["do"] == "power":
            if action["on"] == on:
                state = "on" if on else "off"
                block.fail("power", f"the supply is already {state} (it starts on)")
            on = action["on"]
