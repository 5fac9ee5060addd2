"""A trip in words a person who is not an engineer can read.

Decides wording only; what happened and what to do are the firmware's own sentences. A trip without
words is shown by its name, so a new one is never hidden. Report and command line use it.
"""

from typing import Any

from sim.scenarios.names import TRIP_WORDS

# Last word of a unit: (divide by, shown as)
SCALES = {
    "mc": (1000, "°C"),
    "mv": (1000, "V"),
    "pa": (133.322, "mmHg"),
    "ma": (1, "mA"),
    "code": (1, "counts"),
    "mcem43": (1000, "CEM43 min"),
}


def quantity(value: int, unit: str) -> str:
    """43210, "mc" -> "43.2 °C"; an unknown unit stays as it is."""
    scale, name = SCALES.get(unit.lower(), (1, unit))
    return f"{value if scale == 1 else round(value / scale, 1)} {name}".strip()


def trip_in_words(trip: dict[str, Any]) -> str:
    """'left: a heater was on that should be off (800 mA, limit 30 mA) at 300.1 s'."""
    unit = trip.get("unit") or ""
    said = TRIP_WORDS.get(trip["name"], (trip["name"].replace("_", " "), ""))[0]
    where = f"{trip['where']}: " if trip["where"] else ""
    numbers = ""
    if trip["value"] or trip["limit"]:  # some trips have no number to tell
        numbers = f" ({quantity(trip['value'], unit)}, limit {quantity(trip['limit'], unit)})"
    return f"{where}{said}{numbers} at {trip['at_s']:.2f} s"


def advice(trip: dict[str, Any]) -> str:
    """What the panel's guide tells the person to do; empty when it says nothing."""
    return TRIP_WORDS.get(trip["name"], ("", ""))[1]
