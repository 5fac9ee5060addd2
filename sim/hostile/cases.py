"""Which hostile runs there are: plans and requests × stages × feet, a person with the plug, and
what another heat timer would have left.

Decides the worst hardware a stage's declaration still allows (latch, relief and timers at the end
of their tolerances, the strongest heater, the highest voltage), the feet and rooms, and when doses
are looked at. Nothing is drawn by chance. CPython only.
"""

from dataclasses import dataclass, field
from typing import Any

from sim.hostile.strategies import ASKS, PLANS, words
from sim.matrix.plays import STAGES
from sim.rig import spec

SMALL: dict[str, Any] = {
    "contact_area_m2": 0.012,
    "contact_w_m2k": 200.0,
    "perfusion": 0.0,
    "covered": True,
}
FEET: dict[str, dict[str, Any]] = {
    "small, pressed, 35 °C": {**SMALL, "ambient_c": 35.0},
    "small, pressed, 30 °C": {**SMALL, "ambient_c": 30.0},
    "small, loose, 35 °C": {**SMALL, "contact_w_m2k": 40.0, "ambient_c": 35.0},
    "large, pressed, 35 °C": {**SMALL, "contact_area_m2": 0.02, "ambient_c": 35.0},
}
# a governor refuses heat in rooms like those: the warmest in which both stages may heat
ASKED_ROOM_C = 27.0
ASKED_V = 14.2  # and above this standard's supply is a trip
MARKS_S = (1_500.0, 3_600.0, 86_400.0)
ASKED_MARKS_S = (1_500.0, 3_600.0, 10_800.0)
SHORT_MARKS_S = (1_500.0, 3_600.0)
Act = dict[str, Any]


def _plug(out_s: float, back_s: float) -> list[Act]:
    return [_power(out_s, False), _power(back_s, True)]


def _power(t_s: float, on: bool) -> Act:
    return {"t_us": round(t_s * 1_000_000), "do": "power", "on": on}


def _brownouts(every_s: float, until_s: float) -> list[Act]:
    fault = {"do": "fault", "fault": "brownout", "where": None, "value": 2_000.0, "for_us": None}
    count = int(until_s / every_s)
    return [{"t_us": round(i * every_s * 1_000_000), **fault} for i in range(1, count + 1)]


# label: (plan, what happens meanwhile, kind, words)
BESIDE: dict[str, tuple[str, list[Act], str, str]] = {
    "brown-outs": (
        "park", _brownouts(600.0, 86_000.0), "firmware", "the supply gone for 2 s every 10 min"
    ),
    "plug, in the middle": (
        "park", _plug(600.0, 610.0), "plug", "under the latch; plug out for 10 s after 10 min"
    ),
    "plug, at the end": ("park", _plug(1_260.0, 1_270.0), "plug", "the same after 21 min"),
}  # fmt: skip
# label: (what the timer's declaration would say instead, words)
OTHER_TIMERS: dict[str, tuple[int | None, str]] = {
    "forgets after 60 s": (60, "a timer that 60 s without rail make forget"),
    "forgets after 25 min": (1_500, "25 min"),
    "forgets after 4 h": (14_400, "4 h"),
}


@dataclass(frozen=True)
class Case:
    """One run. `play` is its label; `phase` the foot's name (so `sim.matrix.carry` names it)."""

    play: str
    plan: str
    stage: str
    phase: str
    kind: str  # firmware, plug, requests, timers
    told: str
    marks_s: tuple[float, ...] = MARKS_S
    at: tuple[Act, ...] = field(default=())
    forgets_rail_s: int | None = None

    def spec(self) -> dict[str, Any]:
        """The run's plain description."""
        asked = self.kind == "requests"
        made: dict[str, Any] = spec(
            stage=self.stage,
            profile=STAGES[self.stage],
            duration_s=self.marks_s[-1],
            at=self.at,
        )
        stage = made["stage"] = worst(made["stage"], not asked)
        if self.forgets_rail_s:
            stage["heat_timer"]["forgets_rail_s"] = self.forgets_rail_s
        volts = stage["heater_max_mv"] / 1000
        made["plant"].update(
            FEET[self.phase],
            feet="none" if asked else "both",
            heater_scale=1000 / (1000 - stage["heater_tolerance_permille"]),
            supply_v=min(volts, ASKED_V) if asked else volts,
        )
        if asked:
            made["plant"]["ambient_c"] = ASKED_ROOM_C
        made["hostile"] = {"name": self.plan, "marks_s": list(self.marks_s)}
        return made


def worst(stage: dict[str, Any], timer: bool = True) -> dict[str, Any]:
    """The stage with each independent part at the bad end of its declared tolerance. `timer` False
    leaves that one as it is: firmware that reads this declaration would find it too long.
    """
    made = dict(stage)
    latch = dict(made["hardware_latch"])
    latch["trips_mc"] += latch["tolerance_mc"]
    latch["tolerance_mc"] = 0
    made["hardware_latch"] = latch
    relief = made["relief"]
    opens_mmhg = relief["opens_mmhg"] * (1000 + relief["tolerance_permille"]) / 1000
    made["relief"] = {"opens_mmhg": opens_mmhg, "tolerance_permille": 0}
    valves = dict(made["valve_timer"])
    valves["seconds"] *= (1000 + valves["tolerance_permille"]) / 1000
    valves["rests_s"] *= (1000 - valves["tolerance_permille"]) / 1000
    made["valve_timer"] = valves
    made["heat_timer"] = dict(made["heat_timer"])
    if timer:
        made["heat_timer"]["minutes"] *= (1000 + made["heat_timer"]["tolerance_permille"]) / 1000
    return made


def short() -> list[Case]:
    """An hour of every plan on the worst gentle foot."""
    foot = next(iter(FEET))
    return [
        Case(name, name, "gentle", foot, "firmware", words(name), SHORT_MARKS_S) for name in PLANS
    ]


def whole() -> list[Case]:
    """All there are."""
    found = []
    first = next(iter(FEET))
    for stage in STAGES:
        for name in PLANS:
            found += [Case(name, name, stage, foot, "firmware", words(name)) for foot in FEET]
        for label, (plan, at, kind, told) in BESIDE.items():
            found.append(Case(label, plan, stage, first, kind, told, at=tuple(at)))
        for name in ASKS:
            found += [
                Case(name, name, stage, foot, "requests", words(name), ASKED_MARKS_S)
                for foot in (first, "large, pressed, 35 °C")
            ]
        for label, (rest_s, told) in OTHER_TIMERS.items():
            case = Case(label, "renew", stage, first, "timers", told, forgets_rail_s=rest_s)
            found.append(case)
    return found
