"""summary.html of a campaign: one page, readable offline, that says what it shows and what not.

Decides order and words; the numbers are `digest`'s and `rows`'. Everything that came from outside
is escaped. host_tools.campaign calls page().
"""

import base64
from collections.abc import Iterable
from html import escape
from typing import Any

from matplotlib.figure import Figure

from sim.campaigns.bounds import in_words
from sim.campaigns.digest import FIGURES, OVER
from sim.campaigns.frame import FRAME
from sim.campaigns.pictures import bars, histogram
from sim.reports.frame import STYLE
from sim.reports.style import styled, svg

MEASURES = ("skin °C", "dose min", "mmHg", "off after s")


def page(
    title: str,
    facts: dict[str, str],
    found: dict[str, Any],
    rows: list[dict[str, Any]],
    files: dict[int, str],
) -> str:
    """The whole document; `files` maps the worst runs to their scenario files, as links."""
    whole = [row for row in rows if row["error"] is None]
    with styled():
        drawn = [(words, histogram(whole, key)) for key, (words, _) in FIGURES.items()]
        drawn += [("Endings", bars(found["endings"])), ("First trips", bars(found["trips"]))]
        pictures = "".join(_figure(words, figure) for words, figure in drawn if figure)
    bad = found["failed"] or any(claim["broken"] for claim in found["claims"])
    return FRAME.format(
        style=STYLE,
        title=escape(title),
        mood="bad" if bad else "good",
        claims="".join(f"<p>{_claim(claim)}</p>" for claim in found["claims"])
        + (f"<p><b>{found['failed']} runs have no verdict.</b></p>" if found["failed"] else ""),
        facts="".join(
            f"<div><dt>{key}</dt><dd>{escape(value)}</dd></div>" for key, value in facts.items()
        ),
        figures=_figures(found),
        pictures=pictures,
        worst=_worst(found["worst"], files),
        faults=_faults(found["faults"]),
    )


def claim_in_words(claim: dict[str, Any]) -> str:
    """'left.peak_skin_c below 41.3: broken in 0 of 1000 (95 %: at most 0.3 %)'."""
    told = "" if claim["claim"] == OVER else "broken in "
    return f"{claim['claim']}: {told}{in_words(claim['broken'], claim['runs'])}"


def _claim(claim: dict[str, Any]) -> str:
    text = escape(claim_in_words(claim))
    return f"<b>{text}</b>" if claim["broken"] else text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><tr>{top}</tr>{body}</table></div>'


def _figures(found: dict[str, Any]) -> str:
    rows = [
        [f"{words}, {unit}", *(f"{value:.4g}" for value in levels.values())]
        for (words, unit), levels in zip(FIGURES.values(), found["figures"].values())
        if levels
    ]
    return _table(("", "least", "half below", "95 % below", "99 % below", "most"), rows)


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _measures(row: dict[str, Any]) -> list[str]:
    return [
        _number(row["peak_skin_c"], "{:.2f}"),
        _number(row["cem43_min"], "{:.3g}"),
        _number(row["peak_pressure_mmhg"], "{:.1f}"),
        _number(row["heater_off_after_s"], "{:.2f}"),
    ]


def _worst(rows: list[dict[str, Any]], files: dict[int, str]) -> str:
    head = (
        "run",
        "of the way to",
        "skin °C",
        "dose min",
        "mmHg",
        "off after s",
        "ended",
        "faults",
    )
    body = []
    for row in rows:
        link = f'<a href="{escape(files[row["run"]])}">{row["run"]}</a>'
        near = f"{_number(row['share'], '{:.0%}')} {row['nearest'] or ''}"
        end = row["error"] or f"{row['ended']}{', ' + row['trip'] if row['trip'] else ''}"
        faults = row["faults"] or "none"
        body.append([link, near, *_measures(row), escape(end), escape(faults)])
    return _table(head, body)


def _faults(groups: dict[str, dict[str, Any]]) -> str:
    head = ("", "runs", "tripped", *MEASURES, "of the way")
    order = sorted(groups, key=lambda name: -groups[name]["share"])
    body = [
        [escape(name), str(group["runs"]), f"{group['tripped'] / group['runs']:.0%}"]
        + [*_measures(group), f"{group['share']:.0%}"]
        for name, group in ((name, groups[name]) for name in order)
    ]
    return _table(head, body)


def _figure(title: str, figure: Figure) -> str:
    code = base64.b64encode(svg(figure).encode()).decode()
    picture = f'<img alt="{escape(title)}" src="data:image/svg+xml;base64,{code}">'
    caption = escape(title[0].upper() + title[1:])
    return f"<figure><figcaption>{caption}</figcaption>{picture}</figure>"
