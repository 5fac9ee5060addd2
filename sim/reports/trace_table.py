"""Collects the packed trace records of a run and gives them back as columns and as CSV.

Decides nothing about the record: names and struct codes are sim.trace's. It may not drop or smooth
a row. host_tools.sim passes Recorder.add as (part of) the sink; the report reads the columns.
"""

import struct
from typing import Any

from sim import trace


class Recorder:
    """A sink that remembers. One row is one record, 100 ms of simulated time."""

    names = tuple(field[0] for field in trace.FIELDS)

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self._unpack = struct.Struct(trace.FORMAT).unpack

    def add(self, record: bytes) -> None:
        self.rows.append(self._unpack(record))

    def last(self) -> dict[str, Any]:
        """The newest row by name, for the live view."""
        return dict(zip(self.names, self.rows[-1]))

    def columns(self) -> dict[str, list[Any]]:
        if not self.rows:
            return {name: [] for name in self.names}
        return {name: list(column) for name, column in zip(self.names, zip(*self.rows))}

    def csv(self) -> str:
        """Seven significant digits: more than any sensor has, the same on every machine."""
        order = sorted(range(len(self.names)), key=lambda i: self.names[i] != "t_ms")  # time first
        lines = [",".join(self.names[i] for i in order)]
        for row in self.rows:
            values = (row[i] for i in order)
            lines.append(",".join(f"{v:.7g}" if isinstance(v, float) else str(v) for v in values))
        return "\n".join(lines) + "\n"


def first_difference(one: list[bytes], other: list[bytes]) -> str:
    """Where two traces part, in words: the time, then each field with both values; "" where they
    do not.
    """
    names, unpack = Recorder.names, struct.Struct(trace.FORMAT).unpack
    for records in zip(one, other):
        if records[0] == records[1]:
            continue
        here, there = (dict(zip(names, unpack(record))) for record in records)
        pairs = ((name, repr(here[name]), repr(there[name])) for name in names)
        # by repr: -0.0 and 0.0 are other bytes
        apart = [f"{name} {mine} and {theirs}" for name, mine, theirs in pairs if mine != theirs]
        return f"at {here['t_ms'] / 1000:g} s in " + ", ".join(apart[:4])
    if len(one) != len(other):
        return f"one has {len(one)} records, the other {len(other)}"
    return ""
