"""Every fault nobody would notice, with every fault after it.

Decides what is latent and why, which second faults there are, and when each begins: the latent
one before the evening, the second in the warm-up or at hold, on the worst foot. It may not judge.
CPython only.
"""

from dataclasses import dataclass
from typing import Any

from sim.faults import FAULTS
from sim.matrix.plays import (
    FEET,
    HOLD_S,
    LASTS_S,
    STAGES,
    WARM_UP_S,
    evening,
    read_play,
)
from sim.rig import spec
from sim.setup import FLAGS

BEFORE_S = 0.2  # after power-on
PHASES = ("warm-up", "hold")
# (play, or a key of the plant to take away; why nobody knows of it; foot in, both where not said)
LATENT = (
    ("hardware_latch", "its bead feels no heat: the proof reaches the comparator, not the bead"),
    ("heat_timer", "its last stage is stuck: the proof shows an early one"),
    ("relief", "it opens above every pressure there ever is"),
    ("valve_timer", "no program holds a valve for as long as it takes to open"),
    ("clamp", "dead while the supply is good: nothing is over it"),
    ("rail_stuck_on", "gates end heat as well; told at rest, before anything starts"),
    ("keepalive_shorted", "shows only while a keep-alive stands high; told at boot"),
    ("heater_leak left 25", "under the 30 mA that can be told from noise of the shunt"),
    ("heater_weak left 0.75", "within 30 % of what rail and resistance predict"),
    ("ntc_offset left.a -0.9", "within the tolerance of two sensors at rest"),
    ("ntc_offset left -0.9", "the same of both"),
    ("ntc_offset left.latch -1.4", "the same of the latch's own, which then acts later"),
    ("ntc_offset left.all -1.4", "the same of all three: nothing differs"),
    ("ntc_drift left.all -0.05", "slower than blood that comes with warmth"),
    ("presence_stuck_in right", "seen only as a well that is never empty: no heat there"),
    ("valve_stuck_off left", "seen only when that bladder is asked for air"),
    ("hose_blocked right", "the same"),
    ("pressure_frozen", "seen only when the pump runs"),
    ("pressure_offset -9", "within what an empty manifold may read"),
    ("pump_dead", "seen only when air is asked for"),
    ("button_stuck heat", "one press of a key that stays down; nobody looks"),
    ("clock_scale 0.9", "within the 10 % that the heat timer's own clock tells apart"),
    ("reference_off 1.008", "within the 1 % that the known voltage may drift"),
)
# Values beside the table's default, for faults whose worst is not their strongest
ALSO = {
    "ntc_drift": (-0.1, -1.0),
    "ntc_offset": (-0.9, -2.0),
    "reference_off": (0.9, 1.02),
    "clock_scale": (0.8,),
}
# They neither warm nor squeeze; docs/adversaries.md says so.
SET_ASIDE = ("button_bounce", "serial_garbage", "vibration_open")
BITS = ("contact_cap_mc 12", "latch_mc 13", "heat_max_ms 21", "pressure_trip_pa 13", "heat_left 9")
PLACES = ("left", "left.a", "left.latch", "left.all", "adc0", "adc1", "s0", "s1", "s2", "feet",
          "start", "heat")  # fmt: skip


def seconds() -> list[str]:
    """Plays: every fault of the table, at the worse places, with its default and some more."""
    found = []
    for name, fault in FAULTS.items():
        if name in SET_ASIDE:
            continue
        if name == "bit_flip":
            found += [f"{name} {bit}" for bit in BITS]
            continue
        values: tuple[str, ...] = ("",)
        if name in ALSO:
            values += tuple(f" {value:g}" for value in ALSO[name])
        for where in [place for place in fault.places if place in PLACES] or ("",):
            found += [f"{name} {where}".strip() + value for value in values]
    return found


@dataclass(frozen=True)
class Pair:
    """One run."""

    latent: str
    second: str
    stage: str
    phase: str
    feet: str = "both"

    def __str__(self) -> str:
        return f"{self.latent}, then {self.second} ({self.stage}, {self.phase})"

    @property
    def taken(self) -> dict[str, Any]:
        """What the plant lacks."""
        return {self.latent: False} if FLAGS.get(self.latent) else {}

    def spec(self) -> dict[str, Any]:
        begins_s = WARM_UP_S[self.stage] if self.phase == "warm-up" else HOLD_S
        at = evening(self.stage, 0.0, self.feet)
        if not self.taken:
            at += [{"t_us": _us(BEFORE_S), **act} for act in read_play(self.latent).actions]
        at += [{"t_us": _us(begins_s), **act} for act in read_play(self.second).actions]
        at.sort(key=lambda act: int(act["t_us"]))
        air = any(word in self.latent + self.second for word in ("valve", "hose", "pump", "press"))
        made: dict[str, Any] = spec(
            stage=self.stage,
            profile=STAGES[self.stage],
            program="circulation" if air else "warm feet",
            duration_s=LASTS_S,
            at=at,
            plant={**FEET["small"], **self.taken},
        )
        made["watch"] = {"from_us": _us(begins_s), "rival": None, "ask": None}
        return made


def pairs(short: bool = False) -> list[Pair]:
    """All of them; `short`: each latent fault with two others, by turns."""
    found = [
        Pair(latent, second, stage, phase)
        for latent, _ in LATENT
        for second in seconds()
        for stage in STAGES
        for phase in PHASES
        if latent != second
    ]
    return found[:: len(found) // (2 * len(LATENT))] if short else found


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
