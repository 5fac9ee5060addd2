"""Every factor at both ends of its spread, one at a time, in every evening; then several at once.

Decides which bars are worth drawing. Runs are spread over threads, each with an interpreter of its
own (PyPy where found); the numbers do not depend on which. `measure` is called by `figures`.
"""

import shutil
import threading
from collections.abc import Callable
from typing import Any

from joblib import Parallel, delayed

from host_tools.credibility.evenings import (
    EVENINGS,
    Outcome,
    Turned,
    latch_only,
    outcome,
    turned_spec,
)
from host_tools.credibility.outcomes import OUTPUTS, width
from host_tools.credibility.spread import Factor, factors, warms
from sim.remote import Remote, command_of

SHOWN = 10
Once = Callable[[str, list[Turned]], Outcome]


class Crew:
    """One other interpreter a thread."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._all: list[Remote] = []
        self._command = command_of(shutil.which("pypy3") or "")

    def __call__(self, evening: str, turns: list[Turned]) -> Outcome:
        if not hasattr(self._mine, "remote"):
            self._mine.remote = Remote(self._command)
            self._all.append(self._mine.remote)
        return outcome(self._mine.remote.run(turned_spec(evening, turns)))

    def end(self) -> None:
        for remote in self._all:
            remote.close()


def turned(evening: str) -> list[Factor]:
    """What is turned in an evening: without firmware nothing of air, motors and sensors counts."""
    kind, stage_name, _ = EVENINGS[evening]
    found = factors(stage_name)
    if kind == "latch":
        found = [f for f in found if f.room in ("setup", "stage") or
                 (f.room == "parameters" and warms(f.name))]  # fmt: skip
    return found


def blow(evening: str, jobs: int) -> dict[str, Any]:
    """One evening: as it is, each factor's two outcomes, and the hottest found."""
    crew = Crew()
    alone = EVENINGS[evening][0] == "latch"  # a plant in this Python: processes of joblib's own
    one: Once = latch_only if alone else crew
    try:
        asked = turned(evening)
        turns: list[list[Turned]] = [[]]
        turns += [[(factor, end)] for factor in asked for end in factor.ends]
        with_jobs = Parallel(n_jobs=jobs, backend="loky" if alone else "threading")
        found = list(with_jobs(delayed(one)(evening, each) for each in turns))
        bars = [bar(factor, found[1 + 2 * i], found[2 + 2 * i]) for i, factor in enumerate(asked)]
        kept = keep(bars, found[0])
        left = [width(each, found[0]["skin_c"], "skin_c") for each in bars if each not in kept]
        return {
            "title": EVENINGS[evening][2],
            "usual": found[0],
            "bars": kept,
            "turned": len(asked),
            "rest_c": max(left, default=0.0),
            "climbed": climb(evening, asked, kept, found[0], one),
        }
    finally:
        crew.end()


def climb(
    evening: str, asked: list[Factor], bars: list[dict[str, Any]], usual: Outcome, one: Once
) -> Outcome:
    """The hottest evening found by turning one factor after the other, the widest bar first, and
    leaving each where the skin gets hottest. Not a proof that none is hotter.
    """
    named = {factor.name: factor for factor in asked}
    best = usual
    turns: list[Turned] = []
    for each in bars:
        factor = named[each["name"]]
        tried = [(one(evening, [*turns, (factor, end)]), end) for end in factor.ends]
        found, end = max(tried, key=lambda pair: pair[0]["skin_c"])
        if found["skin_c"] > best["skin_c"]:
            best = found
            turns.append((factor, end))
    return {**best, "turns": [[factor.name, end] for factor, end in turns]}


def bar(factor: Factor, low: Outcome, high: Outcome) -> dict[str, Any]:
    return {
        "name": factor.name, "unit": factor.unit, "usual": factor.usual,
        "ends": list(factor.ends), "low": low, "high": high, "source": factor.source,
    }  # fmt: skip


def keep(bars: list[dict[str, Any]], usual: Outcome) -> list[dict[str, Any]]:
    """The widest of each output, widest skin first."""
    kept: list[dict[str, Any]] = []
    for output in OUTPUTS:
        widest = sorted(bars, key=lambda each: -width(each, usual[output], output))[:SHOWN]
        kept += [each for each in widest if each not in kept]
    return sorted(kept, key=lambda each: -width(each, usual["skin_c"], "skin_c"))


def measure(jobs: int) -> dict[str, Any]:
    return {evening: blow(evening, jobs) for evening in EVENINGS}
