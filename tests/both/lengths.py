"""How much of a long test is played. MicroPython takes several times as long as CPython over
a plant, so within `make test` it plays one of many like cases; `make micropython` plays all of
them on it.
"""

import os
import sys

left = [0]  # cases that were not played; one that holds more of them counts once
turns: "dict[str, int]" = {}  # how often one of these cases was chosen
WHOLE = sys.implementation.name == "cpython" or os.getenv("WHOLE") is not None


def whole():
    """True where the long part of a test is played; where not, it counts as one case left."""
    if not WHOLE:
        left[0] += 1
    return WHOLE


def some(cases):
    """`cases`, or only one of them: of the same ones each time the next, so that no stage is left
    out for good.
    """
    if WHOLE:
        return cases
    left[0] += len(cases) - 1
    turn = turns.get(str(cases), 0)
    turns[str(cases)] = turn + 1
    at = turn % len(cases)
    return cases[at : at + 1]
