"""The last sessions and trips, one JSON line each: a ring that is a list, the oldest first; and
how a count is read from a record and written to it.

Decides what a line says and when one goes. May not write (`scribe`) nor decide what happened
(`journal`, which calls it). A line that cannot be read is a ValueError or an AttributeError.
"""

import json

from .units import TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

LINES = 16  # about 100 bytes each, in memory and on flash


def whole(record: "dict[str, Any]", key: str, unknown: int = 0) -> int:
    """A count of `record`, `unknown` when it is not one."""
    value = record.get(key)
    return value if isinstance(value, int) and 0 <= value <= TIME_MASK else unknown


def said(keys: "tuple[str, ...]", values: "list[int]") -> str:
    """Members of a record, a comma after each."""
    return "".join(['"{}":{},'.format(keys[i], values[i]) for i in range(len(keys))])


def taken(text: str) -> "list[str]":
    """The ring that was written as `text`."""
    lines = [line for line in text.split("\n") if line][-LINES:]
    for line in lines:
        whole(json.loads(line), "n")
    return lines


def add_line(
    lines: "list[str]",
    number: int,
    program: str,
    ended: str,
    active_s: int,
    heat_s: int,
    trip: str,
) -> None:
    """One more, the oldest goes. `trip` is JSON members with a comma first, or ''."""
    lines.append(
        '{{"n":{},"program":"{}","ended":"{}","active_s":{},"heat_s":{}{}}}'.format(
            number, program, ended, active_s, heat_s, trip
        )
    )
    if len(lines) > LINES:
        lines.pop(0)
