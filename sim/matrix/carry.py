"""Carries cases in worker processes, as a campaign does, and gives back what was observed.

Decides nothing about a run. A worker that dies of a run loses that run alone; it is tried again by
another, and after three the matrix fails: a missing cell is no cell. CPython only.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol

from joblib import Parallel, delayed

from sim.campaigns.crew import CREW, TRIES
from sim.errors import RunFailed
from sim.remote import WorkerDied

LIMIT_S = 300.0
Row = dict[str, Any]


class Carried(Protocol):
    """A run to be: its plain description, and its name for complaints (`str`)."""

    def spec(self) -> dict[str, Any]: ...


Gang = Callable[[Sequence[Carried]], list[Row]]


def carry(
    cases: Sequence[Carried], jobs: int, interpreter: str, took: Callable[[Row], None]
) -> list[Row]:
    """A row for each case, in their order; `took` hears of each as it comes."""
    CREW.dismissed.clear()
    rows: list[Row] = [{} for _ in cases]
    todo = (delayed(_run)(i, case, interpreter) for i, case in enumerate(cases))
    parallel = Parallel(
        n_jobs=jobs, backend="threading", return_as="generator_unordered", batch_size=1
    )
    try:
        for i, row in parallel(todo):
            rows[i] = row
            took(row)
    finally:
        CREW.dismissed.set()
        CREW.end()
    return rows


@contextmanager
def hands(jobs: int, interpreter: str, took: Callable[[Row], None]) -> Iterator[Gang]:
    """The same for many small batches: the workers stay warm until the end."""
    CREW.dismissed.clear()
    with ThreadPoolExecutor(jobs) as pool:

        def gang(cases: Sequence[Carried]) -> list[Row]:
            rows = []
            for row in pool.map(lambda case: run_case(case, interpreter), cases):
                rows.append(row)
                took(row)
            return rows

        try:
            yield gang
        finally:
            CREW.dismissed.set()
            CREW.end()


def _run(i: int, case: Carried, interpreter: str) -> tuple[int, Row]:
    return i, run_case(case, interpreter)


def run_case(case: Carried, interpreter: str) -> Row:
    """One, in this thread's worker."""
    spec = case.spec()
    died = ""
    for _ in range(TRIES):
        if CREW.dismissed.is_set():
            raise RunFailed("dismissed")
        worker = CREW.worker(interpreter)
        guard = threading.Timer(LIMIT_S, worker.kill)
        guard.daemon = True
        guard.start()
        try:
            return worker.run(spec)
        except WorkerDied as error:
            CREW.lose(worker)
            died = str(error)
        except RunFailed as error:
            raise RunFailed(f"{case}: {error}") from None
        finally:
            guard.cancel()
    raise RunFailed(f"{case}: {died}")
