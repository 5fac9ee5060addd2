"""One whole run: a plain description in, a verdict out, trace records to a sink on the way.

Decides nothing; it is the door between the outside (scenarios, reports; CPython alone) and the
simulator's core, which runs on CPython, PyPy and MicroPython. Called by the command line,
campaigns and tests.
"""

import time

from .world import World

# MicroPython counts milliseconds, CPython has perf_counter
_ticks_ms = getattr(time, "ticks_ms", None)


def wall_s():
    """Seconds of a steady wall clock."""
    if _ticks_ms is not None:
        return _ticks_ms() / 1000
    return time.perf_counter()


def run_plain(spec, sink=None):
    """Run `spec` (see scenario.py) to its end and return the verdict, a plain dict.

    `sink` gets one trace record per 100 ms.
    """
    world = World(spec, sink)
    world.end_us = spec["duration_ms"] * 1000
    began_s = wall_s()
    world.run(world.end_us)
    return world.journal.verdict(wall_s() - began_s)
