"""Reads the [[at]] blocks of a scenario: what happens when.

Decides which actions exist, what goes with each, and which sequences make no sense (a button
pressed while it is held, a cut supply cut again). It may not judge whether an action is wise.
Only `scenario` calls it.
"""

from typing import Any

from sim.scenarios.fault_rules import read_fault
from sim.scenarios.names import BUTTONS
from sim.scenarios.section import Section
from sim.setup import NUMBERS

# what people do, what breaks, and what simply changes: a foot on the pad, the room, the supply
CHANGES = ("contact_w_m2k", "room_warmer_c", "supply_v")
WARMER_C = (-20.0, 20.0, "°C than the room was")
ACTIONS = ("press", "release", "feet", "fault", "host", "power", *CHANGES)
EXTRAS = {
    "press": ("hold_ms",),
    "fault": ("where", "value", "for_s"),
    "contact_w_m2k": ("where",),
    "feet": ("for_s",),
    "power": ("for_s",),
}
FEET = ("both", "left", "right", "none")
SIDES = ("left", "right")
HOLD_MS = 80  # a short, sure press


def read_actions(
    blocks: list[Section], duration_s: float, stage: dict[str, Any], feet: str
) -> list[dict[str, Any]]:
    """All actions in the order of their time; of equal times the file's order. `feet`: which are
    in at power-on.
    """
    actions = [(_read(block, duration_s, stage), block) for block in blocks]
    actions.sort(key=lambda pair: pair[0]["t_us"])
    actions += _returns(actions, feet)
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
    for key in {key for extras in EXTRAS.values() for key in extras}:
        owners = [owner for owner, extras in EXTRAS.items() if key in extras]
        if key in block and do not in owners:
            block.fail(key, f"goes with {' or '.join(owners)} only, not with {do}")
    action: dict[str, Any] = {"t_us": round(t_s * 1_000_000), "do": do}
    if do == "press":
        action["button"] = block.choice("press", BUTTONS, "a button")
        action["hold_ms"] = _hold(block, t_s, duration_s)
    elif do == "release":
        action["button"] = block.choice("release", BUTTONS, "a button")
    elif do == "feet":
        action["feet"] = block.choice("feet", FEET, "a foot position")
        _length(block, action, t_s, duration_s)
    elif do == "host":
        action["line"] = block.line("host", 1000)
    elif do == "power":
        action["on"] = block.choice("power", ("off", "on"), "a supply state") == "on"
        if action["on"] and "for_s" in block:
            block.fail("for_s", 'goes with power = "off" alone: then it comes back')
        _length(block, action, t_s, duration_s)
    elif do in CHANGES:
        ends = WARMER_C if do == "room_warmer_c" else NUMBERS[do][1:]
        action["value"] = block.number(do, *ends)
        action["where"] = block.choice("where", SIDES, "a side") if "where" in block else None
    else:
        action.update(read_fault(block, t_s, duration_s, stage))
    return action


def _length(block: Section, action: dict[str, Any], t_s: float, duration_s: float) -> None:
    """Feet out, a plug pulled: for so long, then as before."""
    if "for_s" not in block:
        return
    for_s = block.number("for_s", 0.001, duration_s, "s (the duration)")
    if t_s + for_s > duration_s + 1e-9:
        block.fail("for_s", f"lasts beyond the end at {duration_s:g} s; leave it out to stay")
    action["for_us"] = round(for_s * 1_000_000)


def _returns(
    actions: list[tuple[dict[str, Any], Section]], feet: str
) -> list[tuple[dict[str, Any], Section]]:
    """What ends by itself: feet go back to where they were, the plug too."""
    made = []
    for action, block in actions:
        for_us = action.pop("for_us", None) if action["do"] in ("feet", "power") else None
        if for_us is not None:
            back = {**action, "t_us": action["t_us"] + for_us}
            back.update({"feet": feet} if action["do"] == "feet" else {"on": True})
            made.append((back, block))
        elif action["do"] == "feet":
            feet = action["feet"]
    return made


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
