"""Many drawn lives in worker processes, counted; one that breaks something is shrunk.

Decides how lives are handed out, and how a list of steps becomes a short one: halves, quarters and
single steps are left out while the same thing still breaks (delta debugging). What is left is
written as a scenario. May not judge: `watch` does. CPython only; `python -m sim.havoc`.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.havoc.acts import PACES, Act, Case, draw
from sim.remote import Remote, command_of
from sim.scenarios.document import Document
from sim.scenarios.section import Section
from sim.scenarios.write import toml_of

SCRIPT = Path("sim") / "havoc" / "worker.py"
LIVES = 500  # of one worker, then another: PyPy keeps what it compiled for each boot of a life
WORST = ("skin_c", "cem43_min", "mmhg")
Row = dict[str, Any]
Live = Callable[[Case], Row]


class Tally:
    """What came of all lives so far."""

    def __init__(self) -> None:
        self.lives = self.steps = self.heats = self.again = self.boots = self.faults = 0
        self.sim_s = 0.0
        self.states: Counter[str] = Counter()
        self.trips: Counter[str] = Counter()
        self.worst: dict[tuple[str, str, bool], tuple[float, int]] = {}
        self.broken: list[tuple[Case, Row]] = []

    def take(self, case: Case, row: Row) -> None:
        self.lives += 1
        self.steps += row["steps"]
        self.sim_s += row["sim_s"]
        if row["broken"]:
            self.broken.append((case, row))
        if "ever" not in row:
            return
        self.heats += row["heats"]
        self.again += row["heats"] > 1
        self.boots += row["boots"]
        self.faults += row["faults"]
        self.states.update(row["reached"])
        self.trips.update(row["trips"])
        for name in WORST:
            key = (case.setup["stage"], name, row["faults"] > 1)
            self.worst[key] = max(self.worst.get(key, (0.0, 0)), (row[name], case.seed))


def hunt(
    first: int,
    steps: int,
    jobs: int,
    interpreter: str,
    script: Path = SCRIPT,
    most_s: float = 1e9,
    paces: tuple[tuple[float, int], ...] = PACES,
    told: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Lives `first`, `first` + 1, … until so many steps are done, or so many seconds over.
    `told` hears of the sum after each life, one at a time.
    """
    tally = Tally()
    lock = threading.Lock()
    seeds: Iterator[int] = iter(range(first, 1 << 30))
    until_s = time.monotonic() + most_s

    def over() -> bool:
        return tally.steps >= steps or time.monotonic() > until_s

    def work() -> None:
        while not over():
            with Remote(command_of(interpreter), script) as remote:
                for _ in range(LIVES):
                    with lock:
                        if over():
                            return
                        seed = next(seeds)
                    case = draw(seed, paces)
                    row = remote.run(case.spec())
                    with lock:
                        tally.take(case, row)
                        told(tally)

    with ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(work) for _ in range(jobs)]:
            done.result()
    return tally


def shrink(case: Case, live: Live) -> Case:
    """The same thing breaks with fewer steps; the time of those left out still passes."""
    row = live(case)
    what = {each[1] for each in row["broken"]}
    case = replace(case, steps=case.steps[: row["steps"]])

    def breaks(steps: list[tuple[Act | None, float]]) -> bool:
        found = live(replace(case, steps=tuple(steps)))["broken"]
        return bool(what & {each[1] for each in found})

    steps = list(case.steps)
    size = len(steps) // 2
    while size:
        at = 0
        while at < len(steps):
            part = steps[at : at + size]
            calm = [(None, sum(s for _, s in part))]
            for less in ([], calm):
                if part != less and breaks(steps[:at] + less + steps[at + size :]):
                    steps[at : at + size] = less
                    break
            at += size if steps[at : at + size] == part else max(len(less), 0)
        size //= 2
    return replace(case, steps=tuple(steps))


def toml(case: Case, remark: str) -> str:
    """A life as a scenario. It reads back as the same one where its presses make sense."""
    at: list[dict[str, Any]] = []
    t_s = 0.5
    for act, then_s in case.steps:
        if act is not None:
            at.append({"t_s": round(t_s + 1e-6, 6), **block(act)})
        t_s += then_s
    given = dict(case.setup)
    plant = given.pop("plant")
    head = {"name": f"life {case.seed}", **given, "duration_s": round(t_s + 35.0, 1)}
    head = {key: value for key, value in head.items() if value is not None}
    file = f"life_{case.seed}.toml"
    tables = {"scenario": Section(file, "scenario", head), "plant": Section(file, "plant", plant)}
    blocks = {"at": [Section(file, f"at[{i}]", each) for i, each in enumerate(at)]}
    return toml_of(Document(Path(file), tables, blocks, {}), remark)


def block(act: Act) -> dict[str, Any]:
    """An action, as a scenario's [[at]] says it."""
    do = act["do"]
    if do == "press":
        return {"press": act["button"], "hold_ms": act["hold_ms"]}
    if do == "power":
        return {"power": "on" if act["on"] else "off"}
    if do == "fault":
        made = {"fault": act["fault"], "where": act["where"], "value": act["value"]}
        if act["for_us"] is not None:
            made["for_s"] = act["for_us"] / 1e6
        return {key: value for key, value in made.items() if value is not None}
    made = {do: act["line" if do == "host" else "feet" if do == "feet" else "value"]}
    if act.get("where"):
        made["where"] = act["where"]
    return made
