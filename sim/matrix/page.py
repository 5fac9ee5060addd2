"""faults.html: one page of a matrix, readable offline.

Decides order and words; the numbers are `digest`'s. host_tools.faults writes it.
"""

import base64
from collections.abc import Iterable
from html import escape
from typing import Any

from matplotlib.figure import Figure

from sim.hazards import Table
from sim.matrix.digest import gaps, good
from sim.matrix.judge import VERDICTS
from sim.matrix.pictures import heat_map, rivals
from sim.matrix.plays import STAGES
from sim.matrix.words import NAMES, after, bad_rows, head_words, sweep_rows, versus_rows
from sim.reports.frame import STYLE
from sim.reports.style import styled, svg

FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Faults · Solekeeper</title>
{style}
<style>td:nth-child(1), td:nth-child(2) {{ white-space: nowrap }} td {{ font-size: .85rem }}
figure {{ max-width: 1100px }}</style></head><body><main>
<p class="note">Solekeeper · every hazard played on the real firmware, a modelled body and machine.
Nothing here was measured on a person.</p>
<h1>What happens when something breaks</h1>
<section class="verdict {mood}"><b>{verdict}</b>{lines}</section>
<dl>{facts}</dl>
<h2>Every hazard, every phase</h2>
<p class="note">The worst over all plays of a row and both feet: how long until it was told, and
the highest true skin.</p>
{map}
<h2>Runs of the matrix that broke a bound or tripped falsely</h2>
{bad}
<h2>Beside other projects' detectors, on the same plant</h2>
<p class="note">{versus_words}</p>
{pictures}
{versus}
<h2>Sweeps: the worst that nobody told</h2>
{sweeps}
<h2>Every play</h2>
{plays}
<p class="note">The model is one-dimensional and not validated on people; it knows no hot spots,
sweat, sock or shoe. The limits are engineering judgement that needs clinical review. This is not a
medical device.</p>
</main></body></html>
"""


def page(table: Table, head: dict[str, str], found: dict[str, Any]) -> str:
    """The whole document."""
    with styled():
        grid = _figure("hazards by phase", heat_map(table, found))
        charts = [_figure(f"stage {stage}", rivals(found, stage)) for stage in STAGES]
    pictures = "".join(charts) if found["versus"] else ""
    mood = "bad" if not good(found) else "warn" if gaps(found) else "good"
    return FRAME.format(
        style=STYLE,
        mood=mood,
        verdict=escape(head_words(found)),
        lines="".join(f"<p>{escape(stage)}: {_counts(found, stage)}</p>" for stage in STAGES),
        facts="".join(f"<div><dt>{k}</dt><dd>{escape(v)}</dd></div>" for k, v in head.items()),
        map=grid,
        bad=_table(*bad_rows(found)) if found["bad"] else "<p>None.</p>",
        versus_words=escape(VERSUS_WORDS),
        pictures=pictures,
        versus="".join(
            f"<p><b>stage {stage}</b></p>" + _table(*versus_rows(found, stage)) for stage in STAGES
        ),
        sweeps=_table(*sweep_rows(found)),
        plays=_plays(found),
    )


VERSUS_WORDS = (
    f"Same plant, same wires, same faults, the small foot. {NAMES['']} is the firmware with its "
    "stage's hardware latch and timer; all others stand without any. Each rival is its detector, "
    "in our words and with its default numbers, over a plain thermostat on sensor A; its MAXTEMP "
    "is our firmware latch (44 or 40 °C), its target is set in one step, and when it detects, "
    "gate and rail are cut, which a printer cannot do. One that trips on the healthy pad has "
    "numbers that do not fit it; what it tells elsewhere is no detection."
)


def _counts(found: dict[str, Any], stage: str) -> str:
    return "; ".join(
        f"{n} {escape(VERDICTS[name])}" for name, n in found["counts"][stage].items() if n
    )


def _plays(found: dict[str, Any]) -> str:
    head = ("hazard", "play", "stage", "runs", "worst", "told by", "told in", "by the latch in",
        "after", "skin °C", "pad °C", "CEM43 min", "mmHg")  # fmt: skip
    rows = [
        (
            row["hazard"], row["play"], row["stage"], str(row["runs"]), row["verdict"],
            ", ".join(row["told"]), str(row["told_runs"]), str(row["hardware_runs"]),
            after(row["latency_s"]), f"{row['skin_c']:.2f}", f"{row['pad_c']:.2f}",
            f"{row['cem43_min']:.3g}", f"{row['mmhg']:.0f}",
        )
        for row in found["plays"]
    ]  # fmt: skip
    return _table(head, rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table><tr>{top}</tr>{body}</table></div>'


def _figure(title: str, figure: Figure) -> str:
    code = base64.b64encode(svg(figure).encode()).decode()
    return f'<figure><img alt="{escape(title)}" src="data:image/svg+xml;base64,{code}"></figure>'
