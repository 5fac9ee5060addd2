"""Carries one scenario: spec in, summary and files out.

Decides which interpreter runs it, who sees its records (recorder, view, pace) and which files it
leaves. It may not decide what a result means for the exit code; host_tools.sim does.
"""

import json
import math
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from host_tools.junit import junit
from host_tools.live import Pace, View
from sim.remote import run_remote
from sim.reports.summary import summarise
from sim.reports.trace_table import Recorder
from sim.reports.trip_words import trip_in_words
from sim.run import run_plain
from sim.scenarios.scenario import Scenario

Runner = Callable[[dict[str, Any], Callable[[bytes], None]], dict[str, Any]]


def runner(runtime: str) -> Runner:
    """The core in this interpreter, or its twin in a real MicroPython."""
    return run_remote if runtime == "micropython" else run_plain


def run_one(
    scenario: Scenario, runtime: str, speed: float, watch: bool
) -> tuple[dict[str, Any], dict[str, Any], Recorder]:
    """(summary, verdict, recorder) of one run, paced and shown as asked."""
    recorder = Recorder()
    pace = None if math.isinf(speed) else Pace(speed)
    with View(scenario.name, scenario.spec) if watch else nullcontext() as view:

        def sink(record: bytes) -> None:
            recorder.add(record)
            if view is not None:
                view.update(recorder.last)
            if pace is not None:
                pace.wait()

        verdict = runner(runtime)(scenario.spec, sink)
    if pace is not None:  # wall_s is the run alone
        verdict["wall_s"] = max(verdict["wall_s"] - pace.slept_s, 0.0)
    return summarise(scenario, runtime, verdict), verdict, recorder


def files_of(
    scenario: Scenario,
    summary: dict[str, Any],
    verdict: dict[str, Any],
    recorder: Recorder,
    junit_too: bool,
) -> dict[str, str]:
    """Name -> text of everything that goes into the folder of this scenario."""
    from sim.reports import (
        report,  # here, since matplotlib takes half a second and --help need not wait
    )

    columns, spec = recorder.columns(), scenario.spec
    files = {
        "summary.json": json.dumps(summary, ensure_ascii=False, indent=1) + "\n",
        "trace.csv": recorder.csv(),
        "events.jsonl": "".join(_event_line(event) for event in verdict["events"]),
        "session.svg": report.picture_of_session(columns, spec, verdict),
        "report.html": report.page(columns, spec, verdict, summary),
    }
    if junit_too and scenario.expectations:
        files["junit.xml"] = junit([(scenario.name, summary, "")])
    return files


def _event_line(event: dict[str, Any]) -> str:
    """Time and kind first, the rest by name: the same order from either interpreter."""
    ordered = {"t_s": event["t_s"], "event": event["event"]} | dict(sorted(event.items()))
    return json.dumps(ordered, ensure_ascii=False) + "\n"


def line_of(summary: dict[str, Any], verdict: dict[str, Any]) -> list[str]:
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
    lines += [f"  broken: {r['expect']}; got {r['got']}" for r in results if not r["held"]]
    return lines
