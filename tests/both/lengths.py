"""How much of a long test is played. MicroPython takes ten times as long as CPython over a plant,
so within `make test` it plays the first of many like cases; `make micropython` plays all on it.
"""

import os
import sys

WHOLE = sys.implementation.name == "cpython" or os.getenv("WHOLE") is not None


def some(cases):
    """`cases`, or only the first of them."""
    return cases if WHOLE else cases[:1]
