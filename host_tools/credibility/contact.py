"""Skin at rest and on a pad held warm; blood flow; film coefficients.

Decides nothing. The plant's foot is stepped alone here, as the well does. `measure` is called by
`figures`.
"""

from typing import Any

import numpy as np

from host_tools.credibility.bench import Row, V, row
from host_tools.credibility.published import (
    BOYKO_C,
    CONTACT_W_M2K,
    METATARSAL_C,
    PLANTAR_C,
)
from host_tools.credibility.tissue import FINE, Sole, Well
from sim.plant.foot import THERMAL_S, Foot
from sim.setup import NUMBERS, setup

CASES = (("loose, flow", 41.0, 1.0), ("loose, occluded", 41.0, 0.0),
         ("hydrogel, flow", 109.8, 1.0), ("hydrogel, occluded", 109.8, 0.0))  # fmt: skip
PAD_C, MINUTES = 41.0, 30


def foot_on(pad_c: float, contact: float, perfusion: float, minutes: float) -> tuple[Foot, Any]:
    """The plant's foot after so long on a pad held at pad_c, and its skin every 10 s."""
    foot = Foot(setup({"contact_w_m2k": contact, "perfusion": perfusion}), 23.0)
    foot.place(1)
    skins = [[0.0, foot.surface(pad_c)]]
    for count in range(1, round(minutes * 60 / THERMAL_S) + 1):
        foot.step(pad_c)
        skin = foot.surface(pad_c)
        if count % 100 == 0:
            skins.append([count * THERMAL_S / 60, skin])
    return foot, skins


def fine_on(pad_c: float, contact: float, perfusion: float, minutes: float) -> Any:
    """The same by Pennes on fine cells: skin every 10 s."""
    sole = Sole(FINE, perfusion)
    state = sole.rest(23.0)
    state[0] = pad_c
    well = Well(contact_w_m2k=contact, perfusion=perfusion, held=True)
    times = np.arange(0, minutes * 60 + 1, 10.0)
    solved = sole.go(state, well, times[-1], times)
    return [[t / 60, sole.skin(y, well)] for t, y in zip(times, solved.y.T, strict=True)]


def occluded_rest_c(contact: float) -> float:
    """Exact: without blood a chain of resistances from the pad to the core."""
    k = V["restricted_k"]
    layers = ("epidermis", "dermis", "fat")
    inner = sum(V[f"{name}_m"] / (V[f"{name}_w_mk"] * k) for name in layers)
    return PAD_C + (V["core_c"] - PAD_C) * (1 / contact) / (1 / contact + inner)


def rest_c(ambient_c: float) -> float:
    return Foot(setup({}), ambient_c).surface_c


def at_rest() -> tuple[list[Row], dict[str, Any]]:
    sole = Sole(FINE, 1.0)
    fine = sole.skin(sole.rest(23.0), Well(ambient_c=23.0, inside=False))
    skin = rest_c(23.0)
    rows = [
        row("rest", "sole at rest, room at 23 °C", "°C", PLANTAR_C, skin, "plantar"),
        row("rest", "the same, veterans with diabetes", "°C", BOYKO_C, skin, "boyko"),
        row("rest", "the same, healthy adults", "°C", METATARSAL_C, skin, "metatarsal"),
        row("rest", "the same", "°C", float(fine), skin, "pennes"),
        row("rest", "bare skin to the room", "W/m²K", 9.7, V["skin_to_air_w_m2k"], "bare", 1),
    ]
    return rows, {"plant": [[float(t), rest_c(float(t))] for t in range(14, 32)]}


def flow() -> list[Row]:
    """Blood flow, times rest."""
    thermode, _ = foot_on(44.0, 200.0, 1.0, 6)
    hour, _ = foot_on(43.0, 200.0, 1.0, 60)
    what = "skin at which flow begins to climb"
    return [
        row("blood", what, "°C", 33.0, V["dilation_from_c"], "dorsum", 1),
        row("blood", "6 min on 44 °C", "× rest", 6.0, thermode.dilation, "petrofsky", 1),
        row("blood", "60 min on 43 °C", "× rest", (15.0, 20.0), hour.dilation, "song", 1),
        row("blood", "most, skin like that of the palm", "× rest", (1 / 0.76, 1 / 0.54),
            V["dilation_most"], "palm", 1),
    ]  # fmt: skip


def measure() -> tuple[list[Row], dict[str, Any]]:
    rows, rest = at_rest()
    rows += flow()
    curves: dict[str, Any] = {"rest": rest, "plant": {}, "fine": {}}
    usual = NUMBERS["contact_w_m2k"][0]
    rows += [
        row("contact", "pad to skin, loose (the default)", "W/m²K", CONTACT_W_M2K["loose"],
            float(usual), "scott", 0),
        row("contact", "pad to skin, firm (tried in tests)", "W/m²K", (95.5, 124.1), 100.0,
            "english", 0),
    ]  # fmt: skip
    for name, contact, perfusion in CASES:
        _, plant = foot_on(PAD_C, contact, perfusion, MINUTES)
        fine = fine_on(PAD_C, contact, perfusion, MINUTES)
        curves["plant"][name], curves["fine"][name] = plant[::3], fine[::3]
        apart = max((b[1] - a[1] for a, b in zip(plant[1:], fine[1:], strict=True)), key=abs)
        what = f"30 min on a pad at 41 °C, {name}"
        rows.append(row("contact", what, "°C", float(fine[-1][1]), plant[-1][1], "pennes"))
        what = f"furthest apart on the way, {name}"
        rows.append(row("contact", what, "°C", 0.0, -apart, "pennes"))
    foot, _ = foot_on(PAD_C, 200.0, 0.0, 240)
    exact = occluded_rest_c(200.0)
    what = "four hours on 41 °C, occluded, pressed on"
    rows.append(row("contact", what, "°C", exact, foot.surface_c, "exact", 3))
    for wanted, contact, perfusion, minutes in ((37.7, 40.0, 1.0, 30), (40.5, 200.0, 0.0, 15)):
        foot, _ = foot_on(PAD_C, contact, perfusion, minutes)
        state = "normal flow" if perfusion else "occluded"
        what = f"{minutes} min on 41 °C, {contact:g} W/m²K, {state}"
        rows.append(row("contact", what, "°C", wanted, foot.surface_c, "estimate"))
    return rows, curves
