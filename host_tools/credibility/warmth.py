"""Pads that warm up: empty, under a foot, with a welded switch; beside exact and fine solutions.

Decides nothing. `measure` is called by `figures`.
"""

import math
from typing import Any

import numpy as np

from host_tools.credibility.bench import Row, V, bare, heat, row, stage, took, watch
from host_tools.credibility.tissue import BASAL_DOSE, FINE, SKIN_DOSE, Sole, Well

PAD, SKIN = (lambda p: p.pad_c[0]), (lambda p: p.skin_c[0])


def watts_of(name: str) -> float:
    return 144000.0 / float(stage(name)["heater_mohm"])


def exact_empty_c(watts: float, loss_w_k: float, seconds: float) -> float:
    """A pad without a foot, from 23 °C."""
    return 23.0 + watts / loss_w_k * (1 - math.exp(-seconds * loss_w_k / V["pad_j_k"]))


def fine_run(name: str, perfusion: float, minutes: int) -> tuple[Any, Any, Any]:
    """(pad and skin every 15 s, the last state) at full power by Pennes on fine cells."""
    sole = Sole(FINE, perfusion)
    loss = stage(name)["pad_loss_mw_per_k"] / 1000
    well = Well(perfusion=perfusion, watts=watts_of(name), loss_w_k=loss)
    times = np.arange(0, minutes * 60 + 1, 15.0)
    solved = sole.go(sole.rest(23.0), well, times[-1], times)
    pads = [[t / 60, y[0]] for t, y in zip(times, solved.y.T, strict=True)]
    skins = [[t / 60, sole.skin(y, well)] for t, y in zip(times, solved.y.T, strict=True)]
    return pads, skins, solved.y[:, -1]


def warm_s(ambient_c: float, contact: float) -> float:
    """Minutes of 3.5 W on the gentle stage until its pad has 36 °C."""
    made = bare("gentle", ambient_c=ambient_c, contact_w_m2k=contact,
                heater_scale=3.5 / watts_of("gentle"))  # fmt: skip
    heat(made, 1.0)
    return took(made, 2400, lambda p: p.pad_c[0] >= 36.0) / 60


def welded_s(watts: float) -> float:
    """Seconds from a pad held at 40 °C under an occluded foot to 50 °C once its switch welds."""
    made = bare(perfusion=0.0, heater_scale=watts / 12.0)
    for _ in range(60000):
        heat(made, 1.0 if made.pad_c[0] < 40.0 else 0.0)
        made.step()
    made.heater_stuck_on[0] = 1
    return took(made, 1200, lambda p: p.pad_c[0] >= 50.0)


def measure() -> tuple[list[Row], dict[str, Any]]:
    empty = bare(feet="none")
    heat(empty, 1.0)
    _, pads = watch(empty, 600, 60, PAD)
    rows = [
        row("pad", f"empty pad, 12 W for {m} min", "°C", exact_empty_c(12.0, 0.25, 60.0 * m),
            pads[m], "exact") for m in (1, 10)
    ]  # fmt: skip
    curves: dict[str, Any] = {}
    for name, perfusion, minutes in (("standard", 1.0, 30), ("standard", 0.0, 30),
                                     ("gentle", 1.0, 30)):  # fmt: skip
        made = bare(name, perfusion=perfusion)
        heat(made, 1.0)
        times, pad, skin = watch(made, minutes * 60, 15, PAD, SKIN)
        fine_pad, fine_skin, last = fine_run(name, perfusion, minutes)
        case = name + ("" if perfusion else ", occluded")
        curves[case] = {
            "pad": [[t / 60, c] for t, c in zip(times, pad, strict=True)][::2],
            "skin": [[t / 60, c] for t, c in zip(times, skin, strict=True)][::2],
            "fine_pad": fine_pad[::2], "fine_skin": fine_skin[::2],
        }  # fmt: skip
        what = f"{minutes} min at full power, {case}"
        rows += [
            row("pad", f"{what}: pad", "°C", float(last[0]), pad[-1], "pennes"),
            row("pad", f"{what}: skin", "°C", float(fine_skin[-1][1]), skin[-1], "pennes"),
        ]
        if not perfusion:
            dose = made.cem43_min[0]
            rows += [
                row("pad", f"{what}: dose", "CEM43 min", float(last[SKIN_DOSE]), dose,
                    "pennes", 0),
                row("pad", "the same, counted under the epidermis", "CEM43 min",
                    float(last[BASAL_DOSE]), dose, "pennes", 0),
                row("pad", f"{what}: pad", "°C", 53.0, pad[-1], "estimate", 1),
                row("pad", f"{what}: skin", "°C", 47.0, skin[-1], "estimate", 1),
                row("pad", f"{what}: dose", "CEM43 min", 194.0, dose, "estimate", 0),
            ]  # fmt: skip
    for ambient_c, wanted in ((23.0, 8.0), (18.0, 13.0)):
        for contact in (40.0, 200.0):
            what = f"3.5 W, insulated pad to 36 °C, room {ambient_c:g} °C, {contact:g} W/m²K"
            rows.append(row("pad", what, "min", wanted, warm_s(ambient_c, contact), "estimate", 1))
    for watts, wanted in ((30.0, 39.0), (20.0, 80.0), (12.0, 540.0)):
        what = f"welded at {watts:g} W, occluded: 40 to 50 °C"
        rows.append(row("pad", what, "s", wanted, welded_s(watts), "estimate", 0))
    return rows, curves
