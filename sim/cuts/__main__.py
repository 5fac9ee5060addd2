"""`make cuts`: the plug pulled in every tick of a session's first and last minute, on both stages.

Decides what is printed, and the end: 1 when anything broke, 2 for bad input.
"""

import argparse
import os
import sys
import time
from collections import Counter
from functools import partial
from typing import Any

from sim.cuts.aftermath import aftermath
from sim.cuts.moments import PROFILES, Copies, moments

SHOWN = 5
SAY_S = 60.0  # between two lines of how far it is


def play(stage: str, every: int, jobs: int) -> list[dict[str, Any]]:
    """The row of each moment."""
    copies = Copies(jobs)
    rows: list[dict[str, Any]] = []
    said_s = time.monotonic()
    for life, moment in moments(stage, every):
        rows += copies.results(jobs - 1)
        if time.monotonic() >= said_s + SAY_S:
            said_s = time.monotonic()
            far = f"{stage}: {len(rows)} cuts, now {moment.at_us / 1e6:.0f} s after power-on"
            print(far, file=sys.stderr, flush=True)
        copies.start(partial(aftermath, life, moment))
    rows += copies.results(0)
    return rows


def tell(stage: str, rows: list[dict[str, Any]], wall_s: float) -> int:
    """Prints what was seen; how many moments broke something."""
    counts = Counter(row["ended"] or "not counted" for row in rows)
    ended = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    broken = [row for row in rows if row["broken"]]
    print(
        f"{stage}: {len(rows)} cuts ({sum(row['last'] for row in rows)} in the last minute) in "
        f"{wall_s:.0f} s; heat had been on in {sum(row['hot'] for row in rows)}, air at up to "
        f"{max(row['mmhg'] for row in rows):.1f} mmHg and "
        f"{max(row['left_mmhg'] for row in rows):.2f} 30 s later; sessions: {ended}; "
        f"heat again in {sum(row['again'] for row in rows)}, in none that had some; "
        f"{len(broken)} broke something",
        flush=True,
    )
    for row in broken[:SHOWN]:
        for _, what, got in row["broken"]:
            print(f"  cut at {row['at_us'] / 1e6:.6f} s: {what} ({got})")
    return len(broken)


def whole(text: str) -> int:
    """A whole number from 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sim.cuts", description=__doc__)
    add = parser.add_argument
    add("--every", type=whole, default=1, metavar="N", help="only each N-th tick (1: all)")
    add("--jobs", type=whole, default=os.cpu_count() or 1, metavar="J", help="copies at a time")
    add("--stage", choices=tuple(PROFILES), help="only this one")
    given = parser.parse_args()
    if not hasattr(os, "fork"):
        print("sim.cuts: needs a system that can fork (Linux, macOS)", file=sys.stderr)
        return 2
    broken = 0
    for stage in (given.stage,) if given.stage else PROFILES:
        began_s = time.monotonic()
        rows = play(stage, given.every, given.jobs)
        broken += tell(stage, rows, time.monotonic() - began_s)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
