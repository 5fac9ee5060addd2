"""How a campaign shows that it is alive: a bar on a terminal, plain lines in a pipe. On stderr.

Decides how often something is said and how rate and time left are worded. It may not know where
runs are carried. host_tools.campaign calls it.
"""

import sys
import time
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as RichProgress

LINE_S = 5.0  # between plain lines


class Progress:
    """Used with `with`; `took` after every batch."""

    def __init__(self, name: str, runs: int, done: int) -> None:
        self.runs, self.done, self._before = runs, done, done
        self.sim_s = 0.0
        self._began_s = self._said_s = time.monotonic()
        self._ended_s = 0.0
        self._bar: RichProgress | None = None
        if sys.stderr.isatty():
            words = TextColumn("{task.description}")
            columns = (words, BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[said]}"))
            self._bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(name, total=runs, completed=done, said="")
        elif done:
            print(f"{done} of {runs} runs are there from before", file=sys.stderr, flush=True)

    def __enter__(self) -> "Progress":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended_s = time.monotonic()
        if self._bar is not None:
            self._bar.stop()

    def took(self, rows: list[dict[str, Any]]) -> None:
        """These rows are in the ledger."""
        self.done += len(rows)
        self.sim_s += sum(row["sim_s"] or 0.0 for row in rows)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self.done, said=self.said())
            return
        now_s = time.monotonic()
        if now_s - self._said_s >= LINE_S or self.done == self.runs:
            self._said_s = now_s
            print(f"{self.done} of {self.runs} runs, {self.said()}", file=sys.stderr, flush=True)

    def wall_s(self) -> float:
        """From the first run of this sitting to the last."""
        return max((self._ended_s or time.monotonic()) - self._began_s, 1e-3)

    def rate(self) -> str:
        """'9.8 runs/s, 8,800 simulated s per s'."""
        wall_s = self.wall_s()
        now = self.done - self._before
        return f"{now / wall_s:.3g} runs/s, {self.sim_s / wall_s:,.0f} simulated s per s"

    def said(self) -> str:
        """Rate and time left."""
        now = self.done - self._before
        left_s = self.wall_s() * (self.runs - self.done) / now if now else 0.0
        return f"{self.rate()}, {minutes(left_s)} left"


def minutes(seconds: float) -> str:
    """'1:42', or '2:03:00' for hours."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    start = f"{hours}:{rest // 60:02d}" if hours else f"{rest // 60}"
    return f"{start}:{rest % 60:02d}"
