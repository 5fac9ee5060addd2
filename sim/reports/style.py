"""How every picture of a run looks: colours, one time axis, limits and events drawn the same way.

Decides appearance only, and draws into figures made here, so that no global state of matplotlib is
touched. `pictures` and `lanes` use it. CPython only.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, QUIET, GRID, PAPER = "#2b3036", "#79828c", "#e4e7ea", "#ffffff"
LEFT, RIGHT = "#2f6690", "#c0713a"  # told apart by colour-blind eyes, and by lightness in print
SKIN, PAD, SENSED, SET = "#b23a48", "#d08c3f", "#5b7f95", "#2b3036"
CAP, SOFT, LATCH, HARD = "#8a9a5b", "#d9a441", "#c8553d", "#7d2e2e"
FAULT, TRIP, PERSON = "#8c4fa3", "#b3001b", "#9aa3ab"
STATES = {
    "off": "#eceff1",
    "idle": "#dfe5e8",
    "inspecting": "#d7cfe6",
    "ready": "#cfe0ee",
    "running": "#a9d3b5",
    "paused": "#f1e2a9",
    "cooling": "#b9dbe4",
    "tripped": "#e7a39c",
}
WIDE_IN = 5.6  # at this width the letters stay readable when a phone shrinks the picture

STYLE: Any = {
    "font.size": 9.5,
    "font.family": "DejaVu Sans",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "path.simplify": True,
    "path.simplify_threshold": 0.4,
    "svg.fonttype": "path",
    "svg.hashsalt": "solekeeper",  # the same run gives the same bytes
}


@contextmanager
def styled() -> Iterator[None]:
    with matplotlib.rc_context(STYLE):
        yield


def sheet(
    rows: int, height_in: float, ratios: list[float] | None = None
) -> tuple[Figure, list[Axes]]:
    """A figure of stacked panels with one shared time axis."""
    figure = Figure(figsize=(WIDE_IN, height_in), facecolor=PAPER, layout="constrained")
    grid = figure.subplots(rows, 1, sharex=True, squeeze=False, height_ratios=ratios)
    return figure, [row[0] for row in grid]


def svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": "solekeeper"})
    return buffer.getvalue()


class TimeAxis:
    """Minutes for long runs, seconds for short ones."""

    def __init__(self, t_ms: list[int], duration_ms: int) -> None:
        self.label, self.scale = (
            ("minutes", 60000.0) if duration_ms > 180000 else ("seconds", 1000.0)
        )
        self.t = [t / self.scale for t in t_ms]
        self.end = duration_ms / self.scale

    def at(self, t_s: float) -> float:
        return t_s * 1000.0 / self.scale

    def finish(self, panels: list[Axes]) -> None:
        panels[-1].set_xlim(0, self.end)
        panels[-1].set_xlabel(self.label)


# (height, name, colour)
Limit = tuple[float, str, str]
NAME_PT = 9.0  # height of a limit's name, so that two close ones do not touch


def limits(axes: Axes, lines: list[Limit], panel_in: float, top: float) -> None:
    """Limits as lines across the panel, named at its right; close names move apart.

    The panel ends at `top`, or above the highest limit; `panel_in` is about how high it is.
    """
    low = axes.get_ylim()[0]
    high = max(top, low + 1.04 * (max(lines)[0] - low))
    axes.set_ylim(low, high)
    gap = (high - low) * NAME_PT / (panel_in * 72)
    name_at = -float("inf")
    for height, name, colour in sorted(lines):
        axes.axhline(height, color=colour, linewidth=1.0, linestyle=(0, (5, 3)), zorder=1.5)
        name_at = max(height, name_at + gap)
        axes.annotate(
            f"{name} {height:g}",
            (1.0, name_at),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=colour,
            annotation_clip=False,
        )


def mark(axes: Axes, time: TimeAxis, spec: dict[str, Any], verdict: dict[str, Any]) -> None:
    """Injected faults and trips as upright lines, the same in every picture."""
    for action in spec["at"]:
        if action["do"] == "fault":
            where = time.at(action["t_us"] / 1e6)
            axes.axvline(where, color=FAULT, linewidth=1.1, linestyle=(0, (2, 2)), zorder=1.6)
    for trip in verdict["trips"]:
        axes.axvline(time.at(trip["at_s"]), color=TRIP, linewidth=1.2, zorder=1.7)
