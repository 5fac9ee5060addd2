"""The trip that nobody has acknowledged, as the journal keeps it: four numbers among the counters,
members of a line.

Decides how the two are written and read. A note survives each reset but no lost supply, and a
short of some 50 ms is one: so the journal hands the trip back after that. May not decide when it
is written (`scribe`) nor trip (`entrance`).
"""

from .safety.trips import PLACES, TRIPS, trip_row
from .units import TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

    from .image import Status

MEMBERS = ("trip", "where", "value", "limit")  # of the counters; code and place are numbers there
NONE = (0, 0, 0, 0)


def number(record: "dict[str, Any]", key: str) -> int:
    """A whole number of 30 bits, of any sign; 0 when it is none."""
    value = record.get(key)
    return value if isinstance(value, int) and -TIME_MASK <= value <= TIME_MASK else 0


def of_status(status: "Status") -> "list[int]":
    """What stands now: code, place, value, limit; zeros when nothing does."""
    if not status.trip:
        return list(NONE)
    return [status.trip, status.trip_where, status.trip_value, status.trip_limit]


def of_record(record: "dict[str, Any]") -> "list[int]":
    """What the counters say; a code or place that this firmware does not have is none."""
    found = [number(record, key) for key in MEMBERS]
    if trip_row(found[0]) is None or not 0 <= found[1] < len(PLACES):
        return list(NONE)
    return found


def of_line(record: "dict[str, Any]") -> "list[int]":
    """What a line says, for which the counters came too late. It does not tell the limit."""
    for row in TRIPS:
        if row[1] == record.get("trip"):
            place = record.get("where")
            where = PLACES.index(place) if place in PLACES else 0
            return [row[0], where, number(record, "value"), 0]
    return list(NONE)


def members(standing: "list[int]") -> str:
    """As members of a line with a comma first, '' for none."""
    row = trip_row(standing[0])
    if row is None:
        return ""
    return ',"trip":"{}","where":"{}","value":{}'.format(row[1], PLACES[standing[1]], standing[2])
