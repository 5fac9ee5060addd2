"""The figures of sim/plant/README.md: sensor, dose, air and motor. `charts_heat` and
`charts_tornado` draw the others.

Decides appearance only, by sim.reports.style. A solid line is always the plant, a dotted one the
second program, and a ring what somebody published.
"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.reports.style import INK, LEFT, PAPER, QUIET, RIGHT, WIDE_IN

Curves = dict[str, Any]
MODEL, SECOND, GREEN = LEFT, RIGHT, "#4b7f52"
RING: dict[str, Any] = {
    "linestyle": "none", "marker": "o", "markersize": 6.5, "markerfacecolor": "none",
    "markeredgecolor": INK, "markeredgewidth": 1.2, "zorder": 5,
}  # fmt: skip
DOTS: dict[str, Any] = {"linestyle": (0, (1, 1.6)), "linewidth": 2.2}


def panels(count: int, height_in: float = 2.9) -> tuple[Figure, list[Axes]]:
    """Panels side by side."""
    figure = Figure(figsize=(WIDE_IN * 1.35, height_in), facecolor=PAPER, layout="constrained")
    grid = figure.subplots(1, count, squeeze=False)
    return figure, list(grid[0])


def draw(axes: Axes, points: Any, **look: Any) -> None:
    axes.plot([p[0] for p in points], [p[1] for p in points], **look)


def named(axes: Axes, title: str, x: str, y: str) -> None:
    axes.set_title(title, loc="left", fontsize=9.5)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def sensor(curves: Curves) -> Figure:
    figure, (left, right) = panels(2)
    draw(left, curves["model"], color=MODEL, linewidth=1.8, label="plant and firmware, B 3950")
    draw(left, curves["data_sheet"], **RING, label="data sheet, B25/85 3977")
    named(left, "NTC, 10 kΩ at 25 °C", "°C", "kΩ")
    left.set_yscale("log")
    left.set_yticks([2, 5, 10, 20, 30], ["2", "5", "10", "20", "30"])
    left.minorticks_off()
    left.legend()
    low, high = curves["low"], curves["high"]
    marks, below, above = [p[0] for p in low], [p[1] for p in low], [p[1] for p in high]
    right.fill_between(marks, below, above, color=MODEL, alpha=0.16, linewidth=0,
                       label="±1 % parts, added up")  # fmt: skip
    draw(right, curves["error"], **{**RING, "linestyle": "-", "linewidth": 1, "color": INK},
         label="that data sheet's part")  # fmt: skip
    right.axhline(0, color=QUIET, linewidth=0.8)
    right.set_ylim(-1.15, 1.15)
    named(right, "What the firmware reads, minus the truth", "true °C", "°C")
    right.legend(loc="lower center")
    return figure


def dose(curves: Curves) -> Figure:
    figure, (axes,) = panels(1, 4.0)
    looks = {
        "240.0": (RIGHT, "CEM43 240 min: tissue dies"),
        "2.0": (MODEL, "CEM43 2 min: a session's cap, standard"),
        "0.25": (GREEN, "CEM43 0.25 min: a session's cap, neuropathy"),
    }
    for key, (colour, label) in looks.items():
        draw(axes, curves[key], color=colour, linewidth=1.8, label=label)
    draw(axes, curves["arrhenius"], color=QUIET, label="Arrhenius integral 1 (Henriques)", **DOTS)
    draw(axes, curves["burns"], **RING, label="published: contact that just burns")
    axes.set_yscale("log")
    axes.set_ylim(0.02, 3000)
    axes.set_yticks([1 / 60 * 2, 0.1, 1, 10, 60, 480, 1440],
                    ["2 s", "6 s", "1 min", "10 min", "1 h", "8 h", "24 h"])  # fmt: skip
    axes.minorticks_off()
    axes.set_xlim(38, 53)
    named(axes, "How long skin may have a temperature", "skin, °C", "time")
    figure.legend(loc="outside lower center", ncols=2)
    return figure


def air(curves: Curves) -> Figure:
    figure, (axes,) = panels(1, 2.7)
    draw(axes, curves["plant"], color=MODEL, linewidth=1.8, label="plant")
    draw(axes, curves["truth"], color=SECOND, label="second program, scipy", **DOTS)
    for at, text in ((3, "pump on"), (8, "valve shut: the hole bleeds"), (13, "vent")):
        axes.annotate(text, (at, 90), ha="center", fontsize=8.5, color=QUIET)
    for at in (6, 10):
        axes.axvline(at, color=QUIET, linewidth=0.8, linestyle=(0, (2, 2)))
    axes.axhline(50, color=GREEN, linewidth=1, linestyle=(0, (5, 3)))
    axes.annotate("50 mmHg", (15.9, 51.5), ha="right", fontsize=8, color=GREEN)
    axes.set_xlim(0, 16)
    axes.set_ylim(0, 98)
    named(axes, "One bladder, pump at 3 L/min", "seconds", "mmHg")
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 0.9))
    return figure


def motor(curves: Curves) -> Figure:
    figure, (left, right) = panels(2, 2.8)
    draw(left, curves["speed"], color=MODEL, linewidth=1.8, label="plant")
    left.plot([p[0] for p in curves["data_sheet"]], [p[1] for p in curves["data_sheet"]],
              **RING, label="data sheet")  # fmt: skip
    named(left, "Roller at 12 V: speed", "winding current, A", "rpm at the output")
    draw(
        right, curves["torque"], color=MODEL, linewidth=1.8, label="plant's winding, no gear loss"
    )
    right.plot([p[0] for p in curves["data_sheet"]], [p[2] for p in curves["data_sheet"]],
               **RING, label="data sheet")  # fmt: skip
    named(right, "and torque, which the plant does not use", "winding current, A", "kg mm")
    for axes in (left, right):
        axes.set_ylim(bottom=0)
        axes.legend()
    return figure
