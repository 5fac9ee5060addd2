"""The driving side of a campaign: hands batches of run numbers to whoever carries them.

Decides how large a batch is (at least 200 ms of work, so that handing out costs nothing) and where
it goes: to threads of this process, each with a worker process of its own, or to a dask cluster.
Both are joblib. It may not touch a result. host_tools.campaign asks for `here` or `on_cluster`
and carries with what it gets.

Not joblib's own process pool: when one of its processes dies, it ends all the others too, and what
they were doing is lost with them.
"""

import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from joblib import Parallel, delayed, parallel_config

from sim.campaigns.cluster import client_at
from sim.campaigns.crew import CREW, Row, end_crew, run_batch
from sim.campaigns.plan import Campaign
from sim.errors import BadInput, RunFailed

BATCH_S = 0.2
MOST = 64  # runs in a batch
Take = Callable[[list[Row]], None]
# (campaign, waiting runs, interpreter, code, take)
Carry = Callable[[Campaign, list[int], str, str, Take], None]


class Batches:
    """Cuts the waiting runs into batches; learns from every row how long a run takes."""

    def __init__(self, waiting: list[int], carriers: int) -> None:
        self._waiting, self._carriers, self._run_s = waiting, carriers, BATCH_S

    def learn(self, rows: list[Row]) -> None:
        """The mean of what was seen, the newest counting most."""
        for row in rows:
            if row["wall_s"]:
                self._run_s += (row["wall_s"] - self._run_s) / 4

    def __iter__(self) -> Iterator[list[int]]:
        first = 0
        while first < len(self._waiting):
            left = len(self._waiting) - first
            size = min(MOST, math.ceil(BATCH_S / max(self._run_s, 1e-4)))
            size = max(1, min(size, left // (2 * self._carriers)))  # the end comes to all at once
            yield self._waiting[first : first + size]
            first += size


@contextmanager
def here(jobs: int) -> Iterator[Carry]:
    """Carries on this machine; the workers end with it."""
    CREW.dismissed.clear()
    try:
        with parallel_config(backend="threading", n_jobs=jobs):
            yield partial(_carry, jobs)
    finally:
        CREW.dismissed.set()
        CREW.end()


@contextmanager
def on_cluster(address: str) -> Iterator[Carry]:
    """Carries on the workers of a dask scheduler, whose worker processes end with it."""
    with client_at(address) as client:
        carriers = sum(client.nthreads().values())
        try:
            with parallel_config(backend="dask", client=client, n_jobs=carriers):
                yield partial(_carry_there, address, carriers)
        finally:
            if client.status == "running":
                client.run(end_crew)


def _carry_there(address: str, carriers: int, *what: Any) -> None:
    try:
        _carry(carriers, *what)
    except (BadInput, RunFailed):
        raise
    except Exception as error:  # a cluster has many ways to fall apart, all of them dask's
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise RunFailed(f"the cluster at {address} gave up: {why}") from None


def _carry(
    carriers: int,
    campaign: Campaign,
    waiting: list[int],
    interpreter: str,
    code: str,
    take: Take,
) -> None:
    """Every waiting run is carried; `take` gets the rows in any order, in this thread."""
    batches = Batches(waiting, carriers)
    handed = (delayed(run_batch)(campaign, runs, interpreter) for runs in batches)
    parallel = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="2*n_jobs")
    done = parallel(handed)
    try:
        for ran, rows in done:
            if ran != code:
                raise RunFailed(f"a worker has other code ({ran}) than this machine ({code})")
            take(rows)
            batches.learn(rows)
    finally:
        CREW.dismissed.set()
        CREW.end()
        with warnings.catch_warnings():  # joblib warns of what is given up: that is the intent
            warnings.simplefilter("ignore", UserWarning)
            done.close()
