"""The results of a campaign on disk: one SQLite file, one row a run, written by one process.

Decides what is stored and that a ledger holds runs of one campaign and one code only. It may not
know how runs are carried. A batch's rows are one transaction: an interrupted campaign has whole
rows and goes on with the numbers that are missing. host_tools.campaign owns it.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.campaigns.rows import COLUMNS
from sim.errors import BadInput, RunFailed

SCHEMA = 1
NAME = "runs.sqlite"


class Ledger:
    """Used with `with`. `identity` says what the runs must have in common."""

    def __init__(self, folder: Path, identity: dict[str, str]) -> None:
        self.path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"--out: {folder}: {error.strerror}; give another folder") from None
        try:
            self._db = sqlite3.connect(self.path)
            self._db.execute("PRAGMA synchronous = NORMAL")
            with self._db:
                columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
                self._db.execute("CREATE TABLE IF NOT EXISTS campaign (key PRIMARY KEY, value)")
                self._db.execute(f"CREATE TABLE IF NOT EXISTS runs ({columns})")
            self._compare({"schema": str(SCHEMA)} | identity)
        except sqlite3.DatabaseError as error:
            raise BadInput(
                f"--out: {self.path}: {error}; give another folder, or remove the file"
            ) from None

    def _compare(self, identity: dict[str, str]) -> None:
        stored = dict(self._db.execute("SELECT key, value FROM campaign"))
        for key, value in identity.items():
            if stored.get(key, value) != value:
                self._db.close()
                raise BadInput(
                    f"--out: {self.path} holds runs of another {key}; "
                    "give another folder, or remove the file"
                )
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO campaign VALUES (?, ?)", identity.items())

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """All of these rows or none."""
        marks = ", ".join("?" * len(COLUMNS))
        values = [[row[name] for name in COLUMNS] for row in rows]
        try:
            with self._db:
                self._db.executemany(f"INSERT OR REPLACE INTO runs VALUES ({marks})", values)
        except (sqlite3.Error, OSError) as error:  # a full disk, above all
            raise RunFailed(f"{self.path} cannot be written: {error}") from None

    def missing(self, runs: int) -> list[int]:
        """Numbers from 1 to `runs` that have no verdict yet."""
        done = {row[0] for row in self._db.execute("SELECT run FROM runs WHERE error IS NULL")}
        return [run for run in range(1, runs + 1) if run not in done]

    def rows(self, runs: int) -> list[dict[str, Any]]:
        """The rows of runs 1 to `runs`, in order, without specs and summaries."""
        names = [name for name in COLUMNS if name not in ("spec", "summary")]
        order = f"SELECT {', '.join(names)} FROM runs WHERE run <= ? ORDER BY run"
        return [dict(zip(names, row)) for row in self._db.execute(order, (runs,))]

    def column(self, name: str, run: int) -> str | None:
        """One text of one run, or None."""
        assert name in COLUMNS
        found = self._db.execute(f"SELECT {name} FROM runs WHERE run = ?", (run,)).fetchone()
        return found[0] if found else None

    def summaries(self, runs: int) -> Iterable[str]:
        """The summaries of all runs up to `runs`, one by one: there may be many."""
        order = "SELECT summary FROM runs WHERE run <= ? AND summary IS NOT NULL"
        return (row[0] for row in self._db.execute(order, (runs,)))
