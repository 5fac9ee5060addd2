"""Thousands of sessions in one process: does memory stay flat?

Decides how a process is watched: many short evenings one after the other, with the faults that
leave most behind (trips, resets, records written), and the memory that is held after each tenth of
them. `python -m sim.endurance 10000` prints it and ends 1 if it grew; CI runs fewer. Plain enough
for CPython, PyPy and MicroPython.
"""

import gc
import sys

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # not on MicroPython, whose heap has one size, nor on Windows
    getrusage = None

from .rig import spec
from .run import run_plain

PARTS = 10
WARM = 5  # parts in which caches and a JIT may still grow
# After that a session may leave this behind: what the watch itself keeps is less, a verdict kept
# by mistake is 60 blocks. MicroPython counts bytes.
LEAVES = 1_000 if hasattr(gc, "mem_alloc") else 20
FAULTS = ("ntc_open", "heater_stuck_on", "slow_exception", "soft_reset", "roller_jam", "cpu_hang")


def evening(number, seconds):
    """Heat, start, feet, and one thing that breaks; another one each time."""
    name = FAULTS[number % len(FAULTS)]
    where = "left" if name[:3] in ("ntc", "hea", "rol") else None
    at = [{"t_us": 500_000, "do": "press", "button": "heat", "hold_ms": 80}]
    at.append({"t_us": 1_000_000, "do": "press", "button": "start", "hold_ms": 80})
    at.append({"t_us": 2_000_000, "do": "feet", "feet": "both"})
    broken = {"t_us": 4_007_000, "do": "fault", "fault": name, "where": where}
    broken.update({"value": None, "for_us": None})
    at.append(broken)
    return spec(stage="standard", profile="standard", duration_s=seconds, seed=number, at=at)


def held():
    """What this process holds now: blocks on CPython, objects on PyPy, bytes on MicroPython."""
    for _ in range(3):
        gc.collect()
    if hasattr(gc, "mem_alloc"):
        return gc.mem_alloc()
    if hasattr(sys, "getallocatedblocks"):
        return sys.getallocatedblocks()
    return len(gc.get_objects())


def peak():
    """The most memory that this process ever had, in the system's unit; 0 where nobody says."""
    return getrusage(RUSAGE_SELF).ru_maxrss if getrusage is not None else 0


def watch(sessions, seconds=5, show=None):
    """[(sessions so far, held, peak)] at the end of each tenth."""
    seen = []
    for part in range(PARTS):
        for number in range(part * sessions // PARTS, (part + 1) * sessions // PARTS):
            run_plain(evening(number, seconds))
        seen.append(((part + 1) * sessions // PARTS, held(), peak()))
        if show is not None:
            show("%d sessions: %d held, peak %d" % seen[-1])
    return seen


def left_behind(seen):
    """What a session left, on average since all was warm. Not a share of what is held: a process
    may hold a lot besides.
    """
    warm = seen[WARM - 1]
    return (seen[-1][1] - warm[1]) / (seen[-1][0] - warm[0])


if __name__ == "__main__":
    found = watch(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, show=print)
    print("a session leaves %.3f behind since the warm-up" % left_behind(found))
    sys.exit(1 if left_behind(found) > LEAVES else 0)
