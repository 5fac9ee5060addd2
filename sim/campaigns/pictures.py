"""The pictures of a campaign: a histogram for each figure, bars for endings and trips.

Decides appearance only. `page` puts them on the summary. CPython only.
"""

from typing import Any

from matplotlib.figure import Figure

from sim.campaigns.digest import FIGURES
from sim.reports.style import INK, LEFT, PAPER, PERSON, SKIN

BINS = 40
SIZE_IN = (5.6, 2.3)


def histogram(rows: list[dict[str, Any]], key: str) -> Figure | None:
    """How the figure is spread, counts on a logarithmic axis: the few at the far end matter."""
    values = [row[key] for row in rows if row[key] is not None]
    if not values:
        return None
    words, unit = FIGURES[key]
    figure = Figure(figsize=SIZE_IN, facecolor=PAPER, layout="constrained")
    axes = figure.subplots()
    axes.hist(values, bins=BINS if max(values) > min(values) else 1, color=LEFT)
    axes.set_yscale("log")
    axes.set_ylim(bottom=0.7)
    axes.axvline(max(values), color=SKIN, linewidth=1.0)
    axes.set(xlabel=f"{words}, {unit}", ylabel="runs")
    return figure


def bars(counts: dict[str, int]) -> Figure:
    """One bar a word, its count beside it."""
    figure = Figure(
        figsize=(SIZE_IN[0], 0.7 + 0.25 * len(counts)), facecolor=PAPER, layout="constrained"
    )
    axes = figure.subplots()
    drawn = axes.barh(list(counts), list(counts.values()), color=PERSON)
    axes.bar_label(drawn, padding=3, fontsize=8.5, color=INK)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("runs")
    axes.margins(x=0.12)
    return figure
