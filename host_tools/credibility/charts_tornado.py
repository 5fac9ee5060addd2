"""The tornado charts: which number moves peak skin and dose most.

Decides appearance only; see `charts`. The short mark is the evening as it is; a bar goes from the
outcome at the low end of a spread to that at its high end, and each half says which end it is.
"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from host_tools.credibility.outcomes import width
from sim.reports.style import INK, LEFT, PAPER, QUIET, RIGHT, WIDE_IN

LOW, HIGH = LEFT, RIGHT
BARS = 10
SIDES = (("skin_c", "peak skin, °C", False), ("cem43_min", "CEM43, minutes", True))
UNITS = {
    "m°C": (0.001, "°C"), "Ω": (0.001, "kΩ"), "mW/K": (0.001, "W/K"), "C": (1, "°C"),
    "m": (1000, "mm"), "kg m2": (1e6, "mg m²"), "1/s": (60, "/min"), "x rest": (1, "× rest"),
}  # fmt: skip


def label(bar: dict[str, Any]) -> str:
    """The factor and its two ends."""
    if isinstance(bar["usual"], bool):
        return f"{bar['name']} no–yes"
    scale, unit = UNITS.get(bar["unit"], (1, bar["unit"]))
    name = bar["name"].replace("_mw_per_k", "").replace("_ohm", "")
    low, high = (f"{end * scale:.4g}" for end in bar["ends"])
    unit = "" if unit == "x" else f" {unit}"
    return f"{name} {low}–{high}{unit}"


def half(axes: Axes, at: int, usual: float, value: float, colour: str) -> None:
    axes.barh(at, value - usual, left=usual, height=0.62, color=colour, linewidth=0)


def side(axes: Axes, evening: dict[str, Any], output: str, unit: str, logarithmic: bool) -> None:
    usual = evening["usual"][output]
    bars = sorted(evening["bars"], key=lambda b: -width(b, usual, output))[:BARS]
    if logarithmic:
        axes.set_xscale("log")
    for at, bar in enumerate(bars):
        ends = [(bar["low"][output], LOW), (bar["high"][output], HIGH)]
        if (ends[0][0] - usual) * (ends[1][0] - usual) > 0:  # both on one side: the shorter on top
            ends.sort(key=lambda end: -abs(end[0] - usual))
        for value, colour in ends:
            half(axes, at, usual, value, colour)
    axes.axvline(usual, color=INK, linewidth=1.0)
    axes.set_yticks(range(len(bars)), [label(bar) for bar in bars], fontsize=7.6)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.grid(axis="y", visible=False)
    axes.set_axisbelow(True)
    axes.axvline(evening["climbed"][output], color=QUIET, linewidth=1.1, linestyle=(0, (2, 2)))


def tornado(evenings: list[dict[str, Any]]) -> Figure:
    """One row an evening, peak skin on the left and dose on the right."""
    size = (WIDE_IN * 1.7, 2.9 * len(evenings) + 0.4)
    figure = Figure(figsize=size, facecolor=PAPER, layout="constrained")
    grid = figure.subplots(len(evenings), 2, squeeze=False)
    for evening, pair in zip(evenings, grid, strict=True):
        for axes, (output, unit, logarithmic) in zip(pair, SIDES, strict=True):
            side(axes, evening, output, unit, logarithmic)
        pair[0].set_title(evening["title"], loc="left", fontsize=9.5, fontweight="bold")
    keys = [
        Patch(color=LOW, label="low end of the spread"),
        Patch(color=HIGH, label="high end"),
        Line2D([], [], color=INK, linewidth=1, label="as it is"),
        Line2D([], [], color=QUIET, linewidth=1.1, linestyle=(0, (2, 2)),
               label="hottest found, several at once"),
    ]  # fmt: skip
    figure.legend(handles=keys, loc="outside upper center", ncols=4)
    return figure
