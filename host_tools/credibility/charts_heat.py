"""The figures of heat: pads that warm up, skin on a pad held warm, soles at rest.

Decides appearance only; see `charts`.
"""

from matplotlib.figure import Figure

from host_tools.credibility.charts import (
    DOTS,
    GREEN,
    MODEL,
    RING,
    Curves,
    draw,
    named,
    panels,
)
from host_tools.credibility.published import BOYKO_C, METATARSAL_C, PLANTAR_C
from sim.reports.style import INK, PAD, QUIET, RIGHT, SKIN


def warmth(curves: Curves) -> Figure:
    figure, both = panels(2, 3.1)
    cases = ("standard, occluded", "gentle")
    titles = ("12 W, occluded foot, no firmware", "3.4 W, gentle stage, no firmware")
    for axes, case, title in zip(both, cases, titles, strict=True):
        curve = curves[case]
        draw(axes, curve["pad"], color=PAD, linewidth=1.8, label="pad")
        draw(axes, curve["skin"], color=SKIN, linewidth=1.8, label="skin")
        draw(axes, curve["fine_pad"], color=INK, label="Pennes on fine cells", **DOTS)
        draw(axes, curve["fine_skin"], color=INK, **DOTS)
        named(axes, title, "minutes", "°C")
        axes.set_xlim(0, 30)
        axes.set_ylim(22, 56)
    both[0].axhline(43, color=QUIET, linewidth=0.9, linestyle=(0, (5, 3)))
    both[0].annotate("43 °C: dose counts in full", (29.5, 41.3), ha="right", fontsize=8,
                     color=QUIET)  # fmt: skip
    both[0].legend(loc="lower right")
    return figure


def contact(curves: Curves) -> Figure:
    figure, both = panels(2, 3.1)
    looks = {
        "loose, flow": (MODEL, "loose, 41 W/m²K, blood flows"),
        "loose, occluded": (RIGHT, "loose, occluded"),
        "hydrogel, flow": (GREEN, "firm, 110 W/m²K, blood flows"),
        "hydrogel, occluded": (SKIN, "firm, occluded"),
    }
    left, right = both
    for case, (colour, label) in looks.items():
        draw(left, curves["plant"][case], color=colour, linewidth=1.6, label=label)
        draw(left, curves["fine"][case], color=INK, **{**DOTS, "linewidth": 1.3})
        gap = [
            [a[0], a[1] - b[1]]
            for a, b in zip(curves["plant"][case], curves["fine"][case], strict=True)
        ]
        draw(right, gap[1:], color=colour, linewidth=1.6)
    left.axhline(41, color=QUIET, linewidth=0.9, linestyle=(0, (5, 3)))
    named(left, "Skin on a pad held at 41 °C", "minutes", "°C")
    left.set_ylim(29.5, 41.6)
    left.legend(loc="lower right", fontsize=7.8)
    named(right, "Plant minus Pennes on fine cells (dotted)", "minutes", "°C")
    right.axhline(0, color=QUIET, linewidth=0.8)
    right.set_ylim(-0.2, 0.2)
    return figure


def rest(curves: Curves) -> Figure:
    figure, (axes,) = panels(1, 2.7)
    axes.axhspan(*METATARSAL_C, color=QUIET, alpha=0.13, linewidth=0,
                 label="12 healthy adults, ±1 deviation")  # fmt: skip
    axes.axhspan(*PLANTAR_C, color=GREEN, alpha=0.2, linewidth=0, label="means across studies")
    draw(axes, curves["rest"]["plant"], color=MODEL, linewidth=1.8, label="plant")
    at = sum(BOYKO_C) / 2
    axes.errorbar([23], [at], yerr=[[at - BOYKO_C[0]], [BOYKO_C[1] - at]], **RING, ecolor=INK,
                  label="712 veterans with diabetes (room not given)")  # fmt: skip
    axes.set_xlim(14, 31)
    axes.set_ylim(24, 38.5)
    named(axes, "Sole at rest, bare, after hours in the room", "room, °C", "skin, °C")
    axes.legend(loc="upper left", ncols=2)
    return figure
