"""report.html: one file about one run, readable offline and on a phone.

Decides what stands on the page and in which order; the numbers are the summary's and the pictures
sim.pictures'. It may not judge anything again. host_tools.run_one calls page() and
picture_of_session() after a run. CPython only.
"""

import base64
from collections.abc import Sequence
from html import escape
from typing import Any

from matplotlib.figure import Figure

from sim.reports import lanes, pictures, tables
from sim.reports.frame import FRAME, STYLE
from sim.reports.limit_lines import limit_lines
from sim.reports.moment import Moment, picture
from sim.reports.session import overview
from sim.reports.style import styled, svg

ENDED = {
    "completed": "Completed",
    "stopped": "Stopped",
    "tripped": "Tripped: made safe",
    "cut": "Cut by the supply",
    "running": "Still running at the end",
    "none": "No session",
}


def picture_of_session(
    columns: dict[str, list[Any]], spec: dict[str, Any], verdict: dict[str, Any]
) -> str:
    """session.svg."""
    with styled():
        lines = limit_lines(spec)
        return svg(overview(columns, spec, verdict, lines))


def picture_of_moment(
    moment: Moment, columns: dict[str, list[Any]], spec: dict[str, Any], verdict: dict[str, Any]
) -> str:
    """broken_N.svg: half a minute around the moment in which expectation N broke."""
    with styled():
        return svg(picture(moment, columns, spec, verdict))


def page(
    columns: dict[str, list[Any]],
    spec: dict[str, Any],
    verdict: dict[str, Any],
    summary: dict[str, Any],
    broken: Sequence[Moment] = (),
) -> str:
    """The whole document; each broken expectation is linked to the picture of its moment."""
    held = all(result["held"] for result in summary["expectations"])
    mood = "bad" if not held else "warn" if verdict["trips"] else "good"
    return FRAME.format(
        style=STYLE,
        title=escape(spec["name"]),
        mood=mood,
        verdict=escape(_verdict(summary, held)),
        trips=tables.trips(verdict),
        facts=tables.facts(summary, spec),
        expectations=tables.expectations(summary, {m.index: (m.words, m.file) for m in broken}),
        numbers=tables.numbers(summary),
        pictures=_pictures(columns, spec, verdict),
        events=tables.events(verdict),
        sha=escape(summary["trace_sha256"]),
    )


def _verdict(summary: dict[str, Any], held: bool) -> str:
    ended = summary["session"]["ended"]
    text = ENDED.get(ended, str(ended))
    if summary["expectations"]:
        count = len(summary["expectations"])
        kept = sum(result["held"] for result in summary["expectations"])
        text += f" · {kept} of {count} expectations held"
    return text + ("" if held else " ✗")


def _pictures(columns: dict[str, list[Any]], spec: dict[str, Any], verdict: dict[str, Any]) -> str:
    lines = limit_lines(spec)
    with styled():
        drawn = (
            ("Temperatures", pictures.temperatures(columns, spec, verdict, lines)),
            ("Time line", lanes.timeline(columns, spec, verdict)),
            (
                "Outputs: granted, and asked for (thin)",
                lanes.outputs(columns, spec, verdict),
            ),
            ("Pressures", pictures.pressures(columns, spec, verdict, lines)),
            ("Thermal dose of the skin", pictures.dose(columns, spec, verdict, lines)),
        )
        return "".join(_figure(title, figure) for title, figure in drawn)


def _figure(title: str, figure: Figure) -> str:
    code = base64.b64encode(svg(figure).encode()).decode()
    picture = f'<img alt="{escape(title)} over time" src="data:image/svg+xml;base64,{code}">'
    return f"<figure><figcaption>{escape(title)}</figcaption>{picture}</figure>"
