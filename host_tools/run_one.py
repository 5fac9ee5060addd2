"""Carries one scenario: spec in, summary and files out.

Decides which interpreter runs it, who sees its records (recorder, view, pace), which files it
leaves and which lines a person reads. It may not decide what a result means for the exit code;
host_tools.sim does. A campaign reruns a single run through here too.
"""

import json
import math
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from host_tools.errors import Cut
from host_tools.live.pace import Pace
from host_tools.live.watch import Watch
from sim.remote import run_remote
from sim.reports.summary import held, summarise
from sim.reports.trace_table import Recorder
from sim.reports.trip_words import trip_in_words
from sim.run import run_plain
from sim.scenarios.scenario import Scenario

if TYPE_CHECKING:  # it draws: matplotlib waits until something broke
    from sim.reports.moment import Moment

Run = tuple[dict[str, Any], dict[str, Any], Recorder]  # summary, verdict, recorder
Runner = Callable[[dict[str, Any], Callable[[bytes], None]], dict[str, Any]]


def runner(runtime: str) -> Runner:
    """The core in this interpreter, or its twin in a real MicroPython."""
    return run_remote if runtime == "micropython" else run_plain


def run_one(scenario: Scenario, runtime: str, speed: float, watch: bool) -> Run:
    """(summary, verdict, recorder) of one run, paced and shown as asked."""
    recorder, pace = Recorder(), Pace(speed)
    with Watch(scenario.spec, pace) if watch else nullcontext() as view:

        def sink(record: bytes) -> None:
            recorder.add(record)
            if view is not None:
                view.update(recorder)
            if not math.isinf(speed):
                pace.sleep(len(recorder.rows) / 10)

        try:
            verdict = runner(runtime)(scenario.spec, sink)
        except KeyboardInterrupt:
            raise Cut({"trace.csv": recorder.csv()}) from None
    verdict["wall_s"] = max(verdict["wall_s"] - pace.slept_s, 0.0)  # the run alone
    return summarise(scenario, runtime, verdict), verdict, recorder


def moments_of(
    scenario: Scenario, summary: dict[str, Any], verdict: dict[str, Any], recorder: Recorder
) -> "list[Moment]":
    """When each broken expectation broke; nothing is drawn yet."""
    if held(summary):
        return []
    from sim.reports.moment import moments

    columns = recorder.columns()
    return moments(scenario.expectations, summary["expectations"], verdict, columns)


def files_of(
    scenario: Scenario,
    summary: dict[str, Any],
    verdict: dict[str, Any],
    recorder: Recorder,
    broken: "list[Moment]",
) -> dict[str, str]:
    """Name -> text of everything that goes into the folder of this scenario, but the JUnit."""
    # here, since matplotlib takes half a second and --help need not wait
    from sim.reports import report

    columns, spec = recorder.columns(), scenario.spec
    files = {
        "summary.json": json.dumps(summary, ensure_ascii=False, indent=1) + "\n",
        "trace.csv": recorder.csv(),
        "events.jsonl": "".join(_event_line(event) for event in verdict["events"]),
        "session.svg": report.picture_of_session(columns, spec, verdict),
        "report.html": report.page(columns, spec, verdict, summary, broken),
    }
    for moment in broken:
        files[moment.file] = report.picture_of_moment(moment, columns, spec, verdict)
    return files


def _event_line(event: dict[str, Any]) -> str:
    """Time and kind first, the rest by name: the same order from either interpreter."""
    ordered = {"t_s": event["t_s"], "event": event["event"]} | dict(sorted(event.items()))
    return json.dumps(ordered, ensure_ascii=False) + "\n"


def lines_of(
    summary: dict[str, Any], verdict: dict[str, Any], broken: "list[Moment]", folder: Path | None
) -> list[str]:
    """What a person reads about a run: one line, and one for each thing that went wrong."""
    plant, results = summary["plant"], summary["expectations"]
    skin = max(plant[foot]["peak_skin_c"] for foot in ("left", "right"))
    pad = max(plant[foot]["peak_pad_c"] for foot in ("left", "right"))
    speed = summary["sim_s"] / max(summary["wall_s"], 1e-3)
    kept = sum(result["held"] for result in results)
    parts = [f"skin up to {skin:.1f} °C", f"pad up to {pad:.1f} °C"]
    if results:
        parts.append(f"{kept} of {len(results)} expectations held")
    parts.append(f"{summary['sim_s']:.0f} s in {summary['wall_s']:.1f} s ({speed:.0f}x)")
    lines = [f"{summary['scenario']}: {summary['session']['ended']}; " + ", ".join(parts)]
    if verdict["trips"]:
        lines.append(f"  trip {summary['trip']['name']}: {trip_in_words(verdict['trips'][0])}")
    for moment in broken:
        result = results[moment.index]
        when = f" ({moment.words})" if moment.words else ""
        lines.append(f"  broken: expected {result['expect']}; got {result['got']}{when}")
        if folder is not None:
            lines.append(f"    {folder / moment.file}")
    return lines
