"""Drawn evenings for the hold bench: plants at and between the corners, and what people do.

Decides the mix. A case is a function of seed and number; every parameter stands at one end of its
range in half the draws, for that is where regulators overshoot. Called by `solekeeper hold`.
"""

import random
from typing import Any

from sim.rig import spec
from sim.setup import WARMEST_C

STAGES = (("standard", "standard"), ("gentle", "neuropathy"))
KINDS = ("stay", "both out", "one out", "levels", "down", "touch", "ceiling")
RANGES = {  # [plant] key: lowest, highest
    "ambient_c": (5.0, max(WARMEST_C.values())),
    "contact_w_m2k": (40.0, 200.0),
    "contact_area_m2": (0.012, 0.02),
    "heater_scale": (0.8, 1.2),
    "supply_v": (11.0, 13.5),
}
RISES = ((0.98, 1.0), (0.98, 1.0), (1.0, 1.01))  # beads' shares of the pad: a, b, the latch's
LATE_S = 5.0, 50.0  # feet in


def press(t_s: float, button: str) -> dict[str, Any]:
    return {"t_us": int(t_s * 1e6), "do": "press", "button": button, "hold_ms": 80}


def feet(t_s: float, which: str) -> dict[str, Any]:
    return {"t_us": int(t_s * 1e6), "do": "feet", "feet": which}


def case(seed: int, number: int, kind: str = "", corners: bool = False) -> dict[str, Any]:
    """{"kind", "stage", "spec"}; the spec carries "odd", see `evening`. `corners`: beads anywhere
    in their tolerance, else as the parts' nominal ones.
    """
    dice = random.Random(f"hold {seed} {number}")

    def within(low: float, high: float) -> float:
        at = dice.random()
        return low if at < 0.25 else high if at < 0.5 else low + (high - low) * dice.random()

    stage, profile = STAGES[number % 2]
    plant: dict[str, Any] = {key: within(*RANGES[key]) for key in RANGES}
    plant["ambient_c"] = min(plant["ambient_c"], WARMEST_C[stage])
    plant["perfusion"] = dice.choice((0.0, 0.3, 1.0))
    plant["covered"] = dice.random() < 0.3
    kind = kind or KINDS[number // 2 % len(KINDS)]
    level = dice.choice((1, 2, 3, 3))
    feet_s = within(*LATE_S)
    ready = 3.0 if profile == "standard" else 3.5
    at = [press(0.6 + 0.4 * i, "heat") for i in range(level)]
    at += [press(2.0, "start")] + ([press(3.0, "up")] if profile == "neuropathy" else [])
    at.append(feet(max(feet_s, ready + 1.0), "both"))
    odd: dict[str, Any] = {}
    rises = [within(*of) for of in RISES]
    tau_s = within(4.0, 12.0)
    if corners:
        odd.update(rises=rises, bead_tau_s=tau_s)
    t_s = 100.0 + 500.0 * dice.random()
    gone_s = within(5.0, 55.0)
    if kind in ("both out", "one out"):
        at.append(feet(t_s, "none" if kind == "both out" else dice.choice(("left", "right"))))
        at.append(feet(t_s + gone_s, "both"))
    elif kind == "levels":
        for i in range(dice.choice((1, 2, 5))):
            at.append(press(t_s + i * within(0.5, 60.0), "heat"))
    elif kind == "down":
        odd["long_at_s"] = t_s
    elif kind == "touch":
        odd["touches"] = [[t_s, within(40.0, 200.0)], [t_s + 100.0, within(40.0, 200.0)]]
    elif kind == "ceiling":
        odd["ceilings"] = [[t_s, t_s + within(10.0, 150.0), 1000, dice.choice((50, 200, 400))]]
    made = spec("rpi_pico", stage, profile, duration_s=900, seed=number, plant=plant, at=at)
    made["odd"] = odd
    event_s = 900.0 if kind == "stay" else t_s
    return {
        "number": number, "kind": kind, "stage": stage, "level": level, "event_s": event_s,
        "spec": made,
    }  # fmt: skip
