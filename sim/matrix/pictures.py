"""Two pictures of a matrix: which hazard is told when, and what the skin got beside the rivals.

Decides appearance only, from the digest. CPython only.
"""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.hazards import Table
from sim.matrix.cases import COMPARED, WHO
from sim.matrix.judge import SKIN_C
from sim.matrix.plays import PHASES, STAGES
from sim.matrix.words import NAMES, trips_when_healthy
from sim.reports.style import GRID, HARD, INK, LEFT, PAPER, QUIET, RIGHT

FILL = {
    "told": "#a9d3b5",
    "bounded": "#dfe9df",
    "hardware": "#b9dbe4",
    "late": "#f1e2a9",
    "missed": "#efc08a",
    "false": "#cdb4dd",
    "broken": "#e08a80",
}
SAY = {
    "told": "told in time",
    "bounded": "within bounds, need not be told",
    "hardware": "ended by the stage's hardware",
    "late": "late, within bounds",
    "missed": "missed, within bounds",
    "false": "false trip",
    "broken": "bound broken",
}
ROW_IN, LETTERS = 0.205, 62
LOOKS = {
    "": (LEFT, "o"),
    "alone": ("#6fa3c7", "D"),
    "klipper": (RIGHT, "s"),
    "marlin": ("#8a9a5b", "^"),
    "ironos_2.22": ("#8c4fa3", "v"),
    "ironos": ("#b79ac4", "<"),
    "bare": (QUIET, "x"),
}


def heat_map(table: Table, found: dict[str, Any]) -> Figure:
    """A row for each hazard, a column for each stage and phase; seconds where something told."""
    cells = {(each["hazard"], each["stage"], each["phase"]): each for each in found["grid"]}
    rows = [row for row in table.hazards if any(key[0] == row.id for key in cells)]
    columns = [(stage, phase) for stage in STAGES for phase in PHASES]
    figure = Figure(
        figsize=(10.4, 1.3 + ROW_IN * len(rows)), facecolor=PAPER, layout="constrained"
    )
    axes = figure.subplots()
    for y, row in enumerate(rows):
        for x, (stage, phase) in enumerate(columns):
            cell = cells.get((row.id, stage, phase))
            if cell is None:
                continue
            box = Rectangle((x, y), 1, 1, facecolor=FILL[cell["verdict"]], edgecolor=PAPER)
            axes.add_patch(box)
            axes.text(x + 0.5, y + 0.53, _words(cell), ha="center", va="center", fontsize=7)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    axes.set_xticks([x + 0.5 for x in range(len(columns))])
    axes.set_xticklabels([f"{stage}\n{phase}" for stage, phase in columns], fontsize=8)
    axes.xaxis.tick_top()
    axes.set_yticks([y + 0.5 for y in range(len(rows))])
    axes.set_yticklabels([_label(row.id, row.cause) for row in rows], fontsize=7.5)
    axes.tick_params(length=0)
    axes.grid(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    there = {cell["verdict"] for cell in found["grid"]}
    figure.legend(
        handles=[Rectangle((0, 0), 1, 1, facecolor=FILL[name]) for name in FILL if name in there],
        labels=[SAY[name] for name in FILL if name in there],
        loc="outside lower center",
        ncols=3,
        fontsize=8,
    )
    return figure


def _label(name: str, cause: str) -> str:
    if len(cause) > LETTERS:
        cause = cause[:LETTERS].rsplit(" ", 1)[0] + " …"
    return f"{cause}  {name}"


def _words(cell: dict[str, Any]) -> str:
    """How long until it was told at the latest, and the highest skin."""
    after = cell["latency_s"]
    when = "" if after is None else f"{after * 1000:.0f} ms" if after < 1 else f"{after:.0f} s"
    return f"{when}  {cell['skin_c']:.1f} °C".strip()


def rivals(found: dict[str, Any], stage: str) -> Figure:
    """The highest true skin for each fault and contestant, over all phases, on the worse foot."""
    rows = [row for row in found["versus"] if row["stage"] == stage]
    cells = {(row["play"], row["who"]): row for row in rows}
    plays = [play for play in COMPARED if any(key[0] == play for key in cells)]
    unfit = trips_when_healthy(found, stage)
    shown = [who for who in WHO if who not in unfit]
    high_in = 1.5 + 0.36 * len(plays)
    figure = Figure(figsize=(9.2, high_in), facecolor=PAPER, layout="constrained")
    axes = figure.subplots()
    for i, who in enumerate(reversed(shown)):
        there = [(y, cells[play, who]) for y, play in enumerate(plays) if (play, who) in cells]
        colour, marker = LOOKS[who]
        shift = (i - (len(shown) - 1) / 2) * 0.13
        axes.plot(
            [cell["skin_c"] for _, cell in there],
            [y - shift for y, _ in there],
            marker,
            color=colour,
            markersize=6 if who == "" else 4.5,
            label=NAMES[who],
            zorder=3 if who == "" else 2,
        )
    axes.axvline(SKIN_C[stage], color=HARD, linewidth=1.0, linestyle=(0, (5, 3)))
    axes.annotate(
        f"bound {SKIN_C[stage]:g} °C", (SKIN_C[stage], -0.8), xytext=(4, 0),
        textcoords="offset points", fontsize=8, color=HARD, va="center",
    )  # fmt: skip
    axes.set_ylim(len(plays) - 0.4, -1.1)
    axes.set_yticks(range(len(plays)))
    axes.set_yticklabels([_plain(play) for play in plays], fontsize=8, color=INK)
    said = f"highest true skin, °C: stage {stage}, small foot; only “Solekeeper” has a latch"
    if unfit:
        names = " and ".join(NAMES[who] for who in WHO if who in unfit)
        said += f"\nnot drawn, for it trips on the healthy pad: {names}"
    axes.set_xlabel(said)
    axes.grid(axis="y", visible=False)
    for y in range(1, len(plays)):
        axes.axhline(y - 0.5, color=GRID, linewidth=0.7, zorder=0)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles[::-1], labels[::-1], loc="outside lower center", ncols=4, fontsize=8)
    return figure


def _plain(play: str) -> str:
    """'ntc_drift left -0.5' as people say it."""
    return "nothing broken" if play == "nothing" else play.replace("_", " ")
