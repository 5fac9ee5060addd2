"""The side of a campaign that carries runs: batches of numbers in, rows for the ledger out.

Decides that every thread keeps one worker process (an interpreter running sim/worker.py), and what
becomes of a run whose worker dies: a new worker does it again, three times at most. Nothing but
that one run is lost with a worker, and no two runs share an interpreter's state across threads.
The same function runs in the threads of this machine and in those of a cluster's workers;
`dispatch` hands it out.
"""

import json
import threading
from pathlib import Path
from typing import Any

from sim.campaigns.code import code
from sim.campaigns.plan import Campaign
from sim.campaigns.rows import row_of
from sim.errors import RunFailed
from sim.remote import Remote, WorkerDied, command_of
from sim.reports.summary import summarise

TRIES = 3
LIMIT_S = 600.0  # a run takes a second or so; one that takes this long never ends
Row = dict[str, Any]


class Crew:
    """All worker processes of this process. `dismissed` is set when nobody wants results."""

    def __init__(self) -> None:
        self.dismissed = threading.Event()
        self._mine = threading.local()
        self._all: set[Remote] = set()

    def worker(self, interpreter: str) -> Remote:
        """This thread's own, started when needed."""
        kept: tuple[str, Remote] | None = getattr(self._mine, "kept", None)
        if kept is not None and kept[0] == interpreter and kept[1] in self._all:
            return kept[1]
        made = Remote(command_of(interpreter))
        self._all.add(made)
        self._mine.kept = (interpreter, made)
        return made

    def lose(self, worker: Remote) -> None:
        """It is dead, or shall be."""
        self._all.discard(worker)
        worker.close()

    def end(self) -> None:
        """Ends every worker; a later batch would start new ones."""
        for worker in list(self._all):
            self._all.discard(worker)
            worker.kill()  # not closed: its thread may be reading, and then closes it


CREW = Crew()


def end_crew() -> None:
    """What a cluster's worker is asked to do when a campaign is over."""
    CREW.end()


def run_batch(campaign: Campaign, runs: list[int], interpreter: str) -> tuple[str, list[Row]]:
    """(what code ran, a row for each run)."""
    return code(), [_run(campaign, run, interpreter) for run in runs]


def _run(campaign: Campaign, run: int, interpreter: str) -> Row:
    scenario, document = campaign.scenario(run)
    spec = json.dumps(document.plain(), ensure_ascii=False)
    name = Path(interpreter).name
    runtime = next((word for word in ("pypy", "micropython") if word in name), "cpython")
    died = ""
    for tries in range(1, TRIES + 1):
        if CREW.dismissed.is_set():
            raise RunFailed("dismissed")
        worker = CREW.worker(interpreter)
        guard = threading.Timer(LIMIT_S, worker.kill)
        guard.daemon = True
        guard.start()
        try:
            verdict = worker.run(scenario.spec)
            return row_of(run, spec, scenario, summarise(scenario, runtime, verdict), tries)
        except WorkerDied as error:
            CREW.lose(worker)
            died = str(error)
        except RunFailed as error:
            return row_of(run, spec, scenario, None, tries, str(error))
        finally:
            guard.cancel()
    return row_of(run, spec, scenario, None, TRIES, f"{TRIES} workers died of it; {died}")
