"""Fewer points for the same picture: a page of a long run must stay small enough to mail.

Decides which points a curve may lose. It may not lose an extreme: a curve keeps the lowest and the
highest of every slot in the order they came, a lane keeps the strongest of every slot. Only the
pictures use it; trace.csv has every row.
"""

import math

SLOTS = 480  # about two dots of a printed picture each


def curve(t: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """At most two points a slot, plus the last one."""
    if len(values) <= 2 * SLOTS:
        return t, values
    thin_t, thin_v = [], []
    for first, last in _slots(len(values)):
        part = range(first, last)
        low = min(part, key=lambda i: (math.isnan(values[i]), values[i]))
        high = max(part, key=lambda i: (not math.isnan(values[i]), values[i]))
        for i in sorted({low, high}):
            thin_t.append(t[i])
            thin_v.append(values[i])
    return [*thin_t, t[-1]], [*thin_v, values[-1]]


def lane(t: list[float], values: list[float], end: float) -> tuple[list[float], list[float]]:
    """(edges, heights) of a stairs picture; neighbours of one height become one step."""
    slots = (
        _slots(len(values)) if len(values) > SLOTS else [(i, i + 1) for i in range(len(values))]
    )
    edges: list[float] = []
    heights: list[float] = []
    for first, last in slots:
        strongest = max(values[first:last], key=abs)
        if not heights or strongest != heights[-1]:
            edges.append(t[first])
            heights.append(strongest)
    return [*edges, end], heights


def _slots(count: int) -> list[tuple[int, int]]:
    cuts = [i * count // SLOTS for i in range(SLOTS + 1)]
    return list(zip(cuts, cuts[1:]))
