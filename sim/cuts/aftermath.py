"""After the plug was pulled: half a minute in the dark, the plug again, a person who wants heat.

Decides what must hold, by the plant: not one joule more, bladders empty in 30 s, a cold start
that asks nobody, one true account of the session, no less dose on the day's account than the skin
had, and no heat for a second try where there was some in the first. What `havoc.watch` holds at
any time is held too. Called in a copy of the process that `moments` made.
"""

import json
import sys
from typing import Any

from sim.cuts.moments import Moment, state_of
from sim.fake import chip as chips
from sim.havoc.life import Life

DARK_US = 30_000_000
BOOT_US = 3_000_000
TRY_US = 10_000_000
EMPTY_MMHG = 5.0
PRESS_US = 500_000


def account(life: Life) -> "tuple[dict[str, int] | None, list[dict[str, Any]]]":
    """(counters, lines of sessions), as a boot reads them from the chip's files."""
    chips.use(life.world.chip)
    store = sys.modules["firmware.drivers.store"].Store()
    counters, lines = store.load("counters"), store.load("sessions")
    return (
        json.loads(counters) if counters else None,
        [json.loads(line) for line in (lines or "").split("\n") if line],
    )


def press(life: Life, button: str) -> None:
    """And half a second of patience."""
    life.step({"do": "press", "button": button, "hold_ms": 80}, PRESS_US)


def truth(life: Life, heated_s: float) -> str:
    """What is wrong with the records, or "". There were `heated_s` seconds of heat."""
    counters, lines = account(life)
    device: Any = life.world.device
    if counters is None:
        return "" if not lines else "lines without counters"
    if counters["open"]:
        return "a session is still open"
    if [line["n"] for line in lines] != list(range(1, counters["sessions"] + 1)):
        return f"{counters['sessions']} sessions, {len(lines)} lines"
    for key in ("active_s", "heat_s"):
        if counters[key] != sum(line[key] for line in lines):
            return f"{key} {counters[key]} is not what the lines say"
    if counters["heat_s"] < heated_s - 1:
        return f"{heated_s:.0f} s of heat, {counters['heat_s']} on the account"
    for foot in (0, 1):
        had = life.world.plant.cem43_min[foot] * 1000
        if device.governor.dose.day[foot] < had - 1:
            return f"{had:.0f} thousandths of dose, less on the day's account"
    return ""


def aftermath(life: Life, moment: Moment) -> dict[str, Any]:
    """A row of JSON: what was on, what was seen, and what broke."""
    world, plant = life.world, life.world.plant
    stood_us = moment.at_us - world.chip.now_us
    world.agenda.plan({"t_us": moment.at_us, "do": "power", "on": 0})
    life.step(None, moment.at_us - life.until_us + 1)
    watch = life.watch
    joules, heated_s = plant.heater_j, watch.heat_us / 1e6
    mmhg = max(plant.bladder_mmhg)
    life.step(None, DARK_US)
    left_mmhg = max(plant.bladder_mmhg)
    if plant.heater_j > joules + 0.001:
        watch.breaks("a joule without a plug", f"{plant.heater_j - joules:.3f} J")
    if left_mmhg >= EMPTY_MMHG:
        watch.breaks("a bladder full 30 s after the cut", f"{left_mmhg:.1f} mmHg")
    life.step({"do": "power", "on": 1}, BOOT_US)
    device: Any = world.device
    state = state_of(device)
    if state != "idle" or device.governor.status.trip:
        watch.breaks("no cold start", f"{state}, trip {device.governor.status.trip}")
    wrong = truth(life, heated_s)
    if wrong:
        watch.breaks("the account is not true", wrong)
    lines = account(life)[1]
    life.step({"do": "feet", "feet": "none"}, PRESS_US)
    for button in ("heat", "heat", "heat", "start", "up"):
        press(life, button)
    life.step({"do": "feet", "feet": "both"}, TRY_US)
    again_j = plant.heater_j - joules
    if joules > 0.001 and again_j > 0.001:
        watch.breaks("heat for a second try", f"{again_j:.1f} J")
    return {
        "at_us": moment.at_us,
        "stood_us": stood_us,
        "last": moment.last,
        "hot": joules > 0.001,
        "mmhg": mmhg,
        "left_mmhg": left_mmhg,
        "ended": lines[-1]["ended"] if lines else "",
        "again": again_j > 0.001,
        "broken": watch.broken,
    }
