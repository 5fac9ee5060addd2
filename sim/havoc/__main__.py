"""`make hostile`: so many hostile steps; prints seed, steps and rate, ends 1 if anything broke.

Decides what is printed, and where shrunk scenarios are left. CPython only.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from sim.havoc.hunt import Tally, hunt, shrink, toml
from sim.remote import Remote, command_of

SHRUNK = 5  # lives that are shrunk
SAY_S = 60.0  # between two lines of how far it is


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sim.havoc", description=__doc__)
    add = parser.add_argument
    add("--steps", type=int, default=1_000_000, metavar="N", help="about (1000000)")
    add("--seed", type=int, default=0, metavar="S", help="of the first life (0)")
    add("--jobs", type=int, default=os.cpu_count() or 1, metavar="J", help="processes")
    default = "pypy3" if shutil.which("pypy3") else ""
    add("--python", default=default, metavar="NAME", help="of the workers (pypy3 where it is)")
    add("--most-s", type=float, default=1e9, metavar="S", help="no new life after that")
    add("--out", type=Path, default=Path("out/hostile"), metavar="DIR", help="for the scenarios")
    given = parser.parse_args()
    began_s = said_s = time.monotonic()

    def told(tally: Tally) -> None:
        nonlocal said_s
        if time.monotonic() >= said_s + SAY_S:
            said_s = time.monotonic()
            far = f"{tally.steps} of {given.steps} steps, {len(tally.broken)} lives broken"
            print(far, file=sys.stderr, flush=True)

    seed, steps, jobs, python = given.seed, given.steps, given.jobs, given.python
    tally = hunt(seed, steps, jobs, python, most_s=given.most_s, told=told)
    tell(tally, given.seed, time.monotonic() - began_s, given.python or "cpython")
    for case, row in tally.broken[:SHRUNK]:
        with Remote(command_of(given.python), Path("sim/havoc/worker.py")) as remote:
            small = shrink(case, lambda each: remote.run(each.spec()))
        at_s, what, got = row["broken"][0]
        given.out.mkdir(parents=True, exist_ok=True)
        path = given.out / f"life_{case.seed}.toml"
        path.write_text(toml(small, f"{what}: {got}"), encoding="utf-8")
        print(
            f"  life {case.seed}: {what} ({got}) at {at_s:.2f} s; {len(small.steps)} steps: {path}"
        )
    return 1 if tally.broken else 0


def tell(tally: Tally, seed: int, wall_s: float, python: str) -> None:
    """What was done, and what came of it."""
    print(
        f"seed {seed}: {tally.steps} hostile steps in {tally.lives} lives, {tally.sim_s:.0f} "
        f"simulated s, {wall_s:.0f} s, {tally.steps / max(wall_s, 1e-9):.0f} steps/s in {python}; "
        f"{len(tally.broken)} broken invariants"
    )
    states = ", ".join(f"{name} {count}" for name, count in tally.states.most_common())
    print(
        f"  {tally.faults} faults, {tally.boots} boots, {sum(tally.trips.values())} trips of "
        f"{len(tally.trips)} kinds, {tally.heats} heated sessions, "
        f"more than one in {tally.again} lives; {states}"
    )
    for (stage, name, many), (value, life) in sorted(tally.worst.items()):
        how = "two faults or more" if many else "one fault at most"
        print(f"  {stage}, {how}: {name} {value:.4g} (life {life})")


if __name__ == "__main__":
    sys.exit(main())
