"""How much of a long test is played. MicroPython takes several times as long as CPython over
a plant, so within `make test` it plays the first of many like cases; `make micropython` plays
all of them on it.
"""

import os
import sys

left = [0]  # cases that were not played
WHOLE = sys.implementation.name == "cpython" or os.getenv("WHOLE") is not None


def whole():
    """True where the long part of a test is played; where not, it counts as one case left."""
    if not WHOLE:
        left[0] += 1
    return WHOLE


def some(cases):
    """`cases`, or only the first of them."""
    if WHOLE:
        return cases
    left[0] += len(cases) - 1
    return cases[:1]
