"""What may be done to a device, as a table, and whole lives drawn from it.

Decides which acts there are, how often each comes and with what values: every fault of the table
at every place, at most two of them at a time. May not run or judge anything. An act is an action
of a scenario without its time. A number names a life: the same one is drawn on every machine.
CPython only.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from firmware.image import CHANNEL_NAMES
from firmware.link import frame
from sim.adversary.genome import SIZES
from sim.faults import FAULTS
from sim.rig import spec
from sim.scenarios.names import BUTTONS, PROGRAMS

Act = dict[str, Any]
BOARDS = ("rpi_pico", "esp32_devkit")
# (stage, profile, how often)
PAIRS = (
    ("gentle", "neuropathy", 4),
    ("standard", "standard", 4),
    ("gentle", "standard", 1),
    ("standard", "neuropathy", 1),
)
RESETS = ("soft_reset", "ctrl_c", "brownout", "reset_loop")
BROKEN = tuple(name for name in FAULTS if name not in RESETS)
MOST_FAULTS = 2
# (how long a step takes at the middle, how often): most are quick, some warm through
PACES = ((0.1, 8), (0.5, 6), (4.0, 1))
HASTY = PACES[:1]
LEAST_S, MOST_S = 0.02, 60.0
STEPS = (60, 300)
# One life in so many, in no hurry, goes on for days: evenings of a few acts each, hours apart
# (gaps are of half an hour and of four hours).
DAYS = 100
EVENINGS = (4, 8)
EVENING_STEPS = 10
AWAY_S = (900, 30_000)
WRAP_S = 100.3  # the simulated chip's milliseconds wrap then
FRAMES: tuple[dict[str, object], ...] = (
    {"hello": 1},
    {"get": "status"},
    {"get": "counters"},
    {"do": "stop"},
    {"do": "start"},
    {"do": "heat", "level": 3},
    {"set": "profile", "to": "standard"},
    {"get": None, "do": [1, {"a": 2}]},
)


@dataclass
class Dice:
    """Where a life stands while it is drawn."""

    random: Random
    pace_s: float = 0.3
    t_s: float = 0.5
    ends_s: list[float] = field(default_factory=list)  # of the faults that act
    plugged: bool = True
    least_s: float = 0.0  # the act needs so long
    mash: int = 0
    faults_left: int = 1 << 30
    rules: Any = ()

    def size(self, low: float, high: float) -> float:
        """As often in one decade as in another."""
        drawn = math.exp(self.random.uniform(math.log(low), math.log(high)))
        return float(f"{drawn:.4g}")

    def weighed(self, rows: Any) -> Any:
        return self.random.choices(rows, [row[-1] for row in rows])[0]


def press(dice: Dice) -> Act | None:
    button = dice.random.choice(BUTTONS + ("start", "start", "heat", "heat", "up"))
    hold_ms = dice.random.choice((20, 80, 80, 80, 80, 300, 1_200))
    dice.least_s = hold_ms / 1000 + 0.02
    return {"do": "press", "button": button, "hold_ms": hold_ms}


def lean(dice: Dice) -> Act | None:
    hold_ms = round(dice.size(1_000, 15_000))
    dice.least_s = hold_ms / 1000 + 0.02
    return {"do": "press", "button": dice.random.choice(BUTTONS), "hold_ms": hold_ms}


def mash(dice: Dice) -> Act | None:
    dice.mash = dice.random.randint(3, 12)
    return None


def feet(dice: Dice) -> Act | None:
    return {"do": "feet", "feet": dice.random.choice(("both", "both", "none", "left", "right"))}


def shift(dice: Dice) -> Act | None:
    where = dice.random.choice((None, "left", "right"))
    return {"do": "contact_w_m2k", "where": where, "value": dice.size(40, 200)}


def worth(dice: Dice, name: str) -> Any:
    """A value the fault may have, None where it takes none."""
    fault = FAULTS[name]
    if fault.default is None:
        return None
    if dice.random.random() < 0.3:
        return fault.default
    if name in SIZES:
        low, high, signed = SIZES[name]
        sign = dice.random.choice((-1, 1)) if signed else 1
        return sign * dice.size(low, min(high, 20_000))
    drawn = round(dice.random.uniform(fault.low, fault.high), 3)
    return round(drawn) if fault.whole else drawn


def fault(dice: Dice) -> Act | None:
    dice.ends_s = [end for end in dice.ends_s if end > dice.t_s]
    if len(dice.ends_s) >= MOST_FAULTS or not dice.faults_left:
        return None
    dice.faults_left -= 1
    name = dice.random.choice(BROKEN)
    # a flipped limit is told within 5 s, and ends every life there; requests go on
    places = CHANNEL_NAMES if name == "bit_flip" else FAULTS[name].places
    ends = FAULTS[name].end is not None
    for_s = dice.size(0.1, 120) if ends and dice.random.random() < 0.6 else None
    value = worth(dice, name)
    if ends:
        dice.ends_s.append(math.inf if for_s is None else dice.t_s + for_s)
    return broken(name, dice.random.choice(places) if places else None, value, for_s)


def broken(name: str, where: str | None, value: Any, for_s: float | None) -> Act:
    for_us = None if for_s is None else round(for_s * 1e6)
    return {"do": "fault", "fault": name, "where": where, "value": value, "for_us": for_us}


def reset(dice: Dice) -> Act | None:
    name = dice.random.choice(RESETS)
    value = {"brownout": dice.size(1, 5_000), "reset_loop": dice.size(20, 5_000)}.get(name)
    return broken(name, None, value, dice.size(0.02, 5) if name == "reset_loop" else None)


def plug(dice: Dice) -> Act | None:
    dice.plugged = not dice.plugged
    return {"do": "power", "on": dice.plugged}


def line(dice: Dice) -> Act | None:
    """A frame, one that is damaged, half of one, or noise."""
    text = frame(dice.random.choice(FRAMES))[:-1]
    how = dice.random.randrange(5)
    if how == 1:
        at = dice.random.randrange(len(text))
        text = text[:at] + chr(dice.random.randint(32, 126)) + text[at + 1 :]
    elif how == 2:
        text = text[: dice.random.randrange(len(text))] or "{"
    elif how == 3:
        text = "".join(chr(dice.random.randint(32, 0x17E)) for _ in range(300))
    elif how == 4:
        deep = dice.random.choice((2, 20, 100))
        text = json.dumps({"do": "stop"}) * deep
    return {"do": "host", "line": text.strip() or "{"}


def service(dice: Dice) -> Act | None:
    return {"do": "host", "line": frame({"do": "service"})[:-1]}


def wait(dice: Dice) -> Act | None:
    return None


def wrap(dice: Dice) -> Act | None:
    """To just before the milliseconds wrap, where that is not far."""
    if 1.0 < WRAP_S - dice.t_s < MOST_S:
        dice.least_s = WRAP_S - dice.t_s - dice.random.choice((0.01, 0.05, 0.3))
    return None


# (what, how often); in calm lives nobody presses much, so that there is heat to be hostile to
CALM = (press, lean, mash, reset, plug, service)
CALMER = 0.1
RULES: tuple[tuple[Callable[[Dice], Act | None], float], ...] = (
    (press, 20),
    (lean, 0.5),
    (mash, 1),
    (feet, 6),
    (shift, 1),
    (fault, 4),
    (reset, 1),
    (plug, 1),
    (line, 4),
    (service, 0.1),
    (wait, 12),
    (wrap, 0.5),
)


def then_s(dice: Dice) -> float:
    """How long until the next act; whole ticks are not what people keep to."""
    drawn = dice.pace_s * math.exp(dice.random.gauss(0, 1))
    drawn = max(min(drawn, MOST_S), LEAST_S, dice.least_s)
    if not dice.plugged and dice.random.random() < 0.5:
        drawn = min(drawn, 0.5)
    dice.least_s = 0.0
    return round(drawn, 6)


def opening(dice: Dice) -> list[tuple[Act | None, float]]:
    """An evening as most begin."""
    keys = ["heat"] * dice.random.choice((0, 1, 2, 3, 3)) + ["start"]
    keys += dice.random.choice((["up"], ["up"], ["up"], ["down"], ["program"], []))
    steps: list[tuple[Act | None, float]] = []
    for key in keys:
        steps.append(({"do": "press", "button": key, "hold_ms": 80}, 0.4))
    into = dice.random.choice(("both", "both", "both", "left", "right"))
    steps.append(({"do": "feet", "feet": into}, 1.0))
    return [(None, 0.6), *steps]


def draw_step(dice: Dice) -> tuple[Act | None, float]:
    """One of the table, and the time after it."""
    if not dice.plugged and dice.random.random() < 0.4:
        act = plug(dice)
    elif dice.mash:
        dice.mash -= 1
        act = press(dice)
        dice.least_s = 0.12
        assert act is not None
        act["hold_ms"] = 60
    else:
        act = dice.weighed(dice.rules)[0](dice)
    return act, (0.12 if dice.mash else then_s(dice))


def evening(dice: Dice) -> list[tuple[Act | None, float]]:
    """Begins as most do; then feet out, and hours with or without power."""
    steps = opening(dice)
    steps.append((None, dice.size(5, MOST_S)))
    dice.t_s += sum(s for _, s in steps)
    for _ in range(EVENING_STEPS):
        steps.append(draw_step(dice))
        dice.t_s += steps[-1][1]
    steps.append(({"do": "feet", "feet": "none"}, 0.5))
    away_s = dice.size(*AWAY_S)
    dice.t_s += away_s
    # the plug is out for all of it, or at its end: the hardware's heat timer forgets without power
    if dice.plugged and dice.random.random() < 0.6:
        return steps + [(None, away_s), (plug(dice), 8.0), (plug(dice), 2.0)]
    return steps + [(plug(dice) if dice.plugged else None, away_s), (plug(dice), 2.0)]


@dataclass(frozen=True)
class Case:
    """A life before it is lived: what `sim.rig.spec` takes, and its steps (act, seconds)."""

    seed: int
    setup: dict[str, Any]
    steps: tuple[tuple[Act | None, float], ...]

    def spec(self) -> dict[str, Any]:
        """The run's plain description, the steps beside it."""
        made: dict[str, Any] = spec(**self.setup)
        made["steps"] = [[act, round(s * 1e6)] for act, s in self.steps]
        return made

    def __str__(self) -> str:
        return f"life {self.seed}"


def plant(random: Random) -> dict[str, Any]:
    """Rooms, feet, heaters and supplies as they come; one in four is the worst foot."""
    if random.random() < 0.25:
        made: dict[str, Any] = {
            "ambient_c": 27.0,
            "perfusion": 0.0,
            "contact_area_m2": 0.012,
            "contact_w_m2k": 200.0,
            "covered": True,
        }
    else:
        made = {
            "ambient_c": round(random.uniform(5, 35), 1),
            "perfusion": round(random.uniform(0, 1), 2),
            "contact_area_m2": round(random.uniform(0.012, 0.02), 4),
            "contact_w_m2k": round(random.uniform(40, 200), 1),
            "covered": random.random() < 0.5,
        }
    made["heater_scale"] = round(random.uniform(0.8, 1.2), 3)
    made["supply_v"] = round(random.uniform(11, 13.5), 2)
    return made


def setup(random: Random) -> dict[str, Any]:
    """Which device, for whom."""
    stage, profile, _ = random.choices(PAIRS, [row[-1] for row in PAIRS])[0]
    return {
        "board": random.choice(BOARDS),
        "stage": stage,
        "profile": profile,
        "plan": random.choice(("unlocked", "unlocked", "unlocked", None)),
        "program": random.choice(PROGRAMS),
        "seed": random.randrange(1 << 29),
        "plant": plant(random),
    }


def draw(seed: int, paces: tuple[tuple[float, int], ...] = PACES) -> Case:
    """Life number `seed`; with HASTY the same person in a hurry all evening. Others go
    on for days.
    """
    random = Random(seed)
    dice = Dice(random)
    made = setup(random)
    dice.pace_s = dice.weighed(paces)[0]
    days = paces != HASTY and seed % DAYS == DAYS - 1
    calm = days or random.random() < 0.5
    dice.rules = [
        (rule, often * (CALMER if calm and rule in CALM else 1)) for rule, often in RULES
    ]
    dice.faults_left = random.choice((0, 1, 1, 2, 1 << 30))
    if days:  # of a sound device: nothing but people, hosts, plugs and resets ask for more
        dice.faults_left = 0
        steps = [step for _ in range(random.randint(*EVENINGS)) for step in evening(dice)]
        return Case(seed, made, tuple(steps))
    steps = opening(dice) if random.random() < 0.85 else []
    if calm:
        steps.append((None, dice.size(1, MOST_S)))
    dice.t_s += sum(s for _, s in steps)
    for _ in range(random.randint(*STEPS)):
        steps.append(draw_step(dice))
        dice.t_s += steps[-1][1]
    return Case(seed, made, tuple(steps))
