"""How a hazard is played: one line of the table becomes an action, in a phase, for a foot.

Decides the evening around it: when heat is asked for, when it breaks, how long it lasts. A play is
"FAULT [WHERE] [VALUE]", "feet none", "power off", "press start" or "nothing"; or several faults
at once, with " + " between them. CPython only.
"""

from dataclasses import dataclass
from typing import Any

from sim.errors import BadInput
from sim.faults import FAULTS
from sim.rig import spec

STAGES = {"standard": "standard", "gentle": "neuropathy"}  # and the profile it is built for
CAP_C = {"standard": 41.0, "gentle": 38.0}
LATCH_C = {"standard": 44.0, "gentle": 40.0}
TARGET_C = {"standard": 41.0, "gentle": 37.0}
OVER_MMHG = {"standard": 110.0, "gentle": 60.0}  # where over-pressure is a trip
OVER_A = {"standard": 1.5, "gentle": 0.8}  # and a roller's torque, as its winding's current
PHASES = ("warm-up", "hold", "idle")
# And for the promises: a session in which no heat is asked for, one whose heat was just switched
# off, one that waits for feet to come back; the rail is up in all of them.
COLD_PHASES = ("no heat", "switched off", "feet out")
# A foot that can cool itself, and the worst the plant has, in a room where both may be heated.
FEET: dict[str, dict[str, Any]] = {
    "large": {},
    "small": {
        "contact_area_m2": 0.012,
        "contact_w_m2k": 200.0,
        "perfusion": 0.0,
        "covered": True,
        "ambient_c": 27.0,
    },
}
HEATED = ("heater", "sensor", "reading", "foot")  # parts where the size of the foot matters
# In a warm-up the heater is at full power; gentle, a foot warms the pad first.
WARM_UP_S = {"standard": 90.0, "gentle": 180.0}
HOLD_S = 600.0
IDLE_S = 20.0
NO_HEAT_S = 240.0  # the foot has warmed its pad
EVENING_S = {"idle": 40.0}  # when a person comes to it, if not at once
LASTS_S = 945.0  # a session of 15 min, and time to see the bladders empty
FEET_IN_S = 5.0
SESSION_S = 900.0


@dataclass(frozen=True)
class Play:
    """One line, read. `feet`: whose heat it should end."""

    text: str
    actions: tuple[dict[str, Any], ...] = ()
    feet: tuple[int, ...] = (0, 1)

    @property
    def faults(self) -> list[str]:
        """The simulator's names of them."""
        return [str(each["fault"]) for each in self.actions if each["do"] == "fault"]


def read_play(text: str) -> Play:
    """BadInput says what is wrong with a line."""
    parts = [_read_part(part) for part in text.split(" + ")]
    actions = tuple(action for part in parts for action in part.actions)
    return Play(text, actions, parts[0].feet)


def _read_part(text: str) -> Play:
    words = text.split()
    head, rest = words[0], words[1:]
    if head == "nothing" and not rest:
        return Play(text)
    if head == "feet" and rest in (["none"], ["left"], ["right"]):
        gone = {"none": (0, 1), "left": (1,), "right": (0,)}[rest[0]]
        return Play(text, ({"do": "feet", "feet": rest[0]},), gone)
    if head == "power" and rest == ["off"]:
        return Play(text, ({"do": "power", "on": False},))
    if head == "press" and len(rest) == 1:
        return Play(text, ({"do": "press", "button": rest[0], "hold_ms": 80},))
    if head not in FAULTS:
        raise BadInput(f"{text}: no fault is called {head}")
    fault = FAULTS[head]
    where = rest.pop(0) if fault.places and rest else None
    if (where or None) not in (tuple(fault.places) or (None,)):
        raise BadInput(f"{text}: {where} is no place for {head}")
    value = fault.default
    if rest:
        try:
            value = float(rest.pop(0))
        except ValueError:
            raise BadInput(f"{text}: the value is no number") from None
        if fault.default is None or not fault.low <= value <= fault.high:
            raise BadInput(f"{text}: {head} takes no such value")
    if rest:
        raise BadInput(f"{text}: too many words")
    feet = {"left": (0,), "right": (1,)}.get((where or "").split(".")[0], (0, 1))
    action = {"do": "fault", "fault": head, "where": where, "value": value, "for_us": None}
    return Play(text, (action,), feet)


def evening(
    stage: str, from_s: float, feet: str = "both", heat: bool = True
) -> list[dict[str, Any]]:
    """A person asks for heat 3 (or none), starts, says the feet are fine, puts them in."""
    keys = [(0.8, "heat"), (1.3, "heat"), (1.8, "heat")] if heat else []
    keys.append((2.5, "start"))
    if stage == "gentle":
        keys.append((3.5, "up"))
    acts = [
        {"t_us": _us(from_s + t), "do": "press", "button": key, "hold_ms": 80} for t, key in keys
    ]
    return [*acts, {"t_us": _us(from_s + FEET_IN_S), "do": "feet", "feet": feet}]


@dataclass(frozen=True)
class Case:
    """A play somewhere: what one run is. `who` None: our firmware with the stage's hardware;
    "alone": our firmware without it; else a rival's name. `feet`: which come in at all. `later_ms`
    moves the fault against the ticks and rounds it falls between.
    """

    play: str
    stage: str
    phase: str
    foot: str
    part: str = "heater"
    who: str = ""
    lasts_s: float = LASTS_S
    feet: str = "both"
    board: str = "rpi_pico"
    later_ms: int = 0

    def __str__(self) -> str:
        return f"{self.play} ({self.stage}, {self.phase})"

    @property
    def breaks_s(self) -> float:
        early = {"warm-up": WARM_UP_S[self.stage], "idle": IDLE_S, "no heat": NO_HEAT_S}
        return early.get(self.phase, HOLD_S) + self.later_ms / 1000

    @property
    def heats_s(self) -> float:
        """When the feet are in and heat begins."""
        return EVENING_S.get(self.phase, 0.0) + FEET_IN_S

    def spec(self) -> dict[str, Any]:
        """The run's plain description."""
        begins_s = EVENING_S.get(self.phase, 0.0)
        at = evening(self.stage, begins_s, self.feet, self.phase != "no heat")
        if self.phase == "switched off":
            at.append({"t_us": _us(HOLD_S - 1), "do": "press", "button": "heat", "hold_ms": 80})
        elif self.phase == "feet out":
            at.append({"t_us": _us(HOLD_S - 2), "do": "feet", "feet": "none"})
        breaks_us = _us(self.breaks_s)
        at += [{"t_us": breaks_us, **action} for action in read_play(self.play).actions]
        plant = dict(FEET[self.foot])
        if self.who:
            plant.update(hardware_latch=False, heat_timer=False)
        made: dict[str, Any] = spec(
            board=self.board,
            stage=self.stage,
            profile=STAGES[self.stage],
            program="circulation" if self.part == "air" else "warm feet",
            duration_s=self.lasts_s + begins_s,
            at=at,
            plant=plant,
        )
        rival = None if self.who in ("", "alone") else self.who
        asked = [self.heats_s, self.heats_s + SESSION_S, TARGET_C[self.stage], LATCH_C[self.stage]]
        made["watch"] = {
            "from_us": _us(self.breaks_s),
            "rival": rival,
            "ask": asked,
            "over_mmhg": OVER_MMHG[self.stage],
            "over_a": OVER_A[self.stage],
        }
        return made


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
