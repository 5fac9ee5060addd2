"""`solekeeper hold`: how well the pads are held, over many drawn plants and evenings, by plant
truth.

Decides which figures are printed and which are claims: pad over its setpoint, skin over it, the
time to warm against the fastest there is. The evenings are sim.hold's, carried by worker
processes. host_tools.cli calls add_parser().
"""

import argparse
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any

from rich.console import Console
from rich.table import Table

from host_tools.campaign import whole
from sim.hold.cases import KINDS, case
from sim.remote import Remote, command_of

SCRIPT = Path("sim") / "hold" / "worker.py"
OVER_C = 0.2  # pad over the setpoint, at most
SLOW = 1.10  # warm-up over the fastest, at most
LEAST_S = 30.0  # a shorter warm-up counts as this: the governor's ramp alone takes 2 s
NEVER = 99.0  # the ratio of a pad that stays cold


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "how well pads are held at their setpoint: overshoot, ripple, warm-up, by plant truth"
    parser = sub.add_parser(
        "hold",
        help=text,
        description=text.capitalize() + ".",
        epilog="Exit: 0 no pad more than 0.2 °C over its setpoint and no skin over it, every "
        "warm-up within 10 % of the fastest; 1 one was; 2 bad input.",
    )
    add = parser.add_argument
    add("-n", dest="runs", type=whole(1, 1_000_000), default=280, metavar="N", help="evenings")
    add("--seed", type=whole(0, 1 << 29), default=1, metavar="S", help="of the draws (1)")
    add("--kind", choices=KINDS, default="", help="only this kind of evening")
    add("--beads", action="store_true", help="beads anywhere in their tolerance")
    add("--jobs", type=whole(1, 1024), default=os.cpu_count() or 1, metavar="J", help="processes")
    default = "pypy3" if shutil.which("pypy3") else ""
    add("--python", default=default, metavar="NAME", help="of the workers (pypy3 where it is)")
    add("--json", action="store_true", help="every evening as JSON and nothing else")
    parser.set_defaults(run=run)


def carry(given: argparse.Namespace) -> list[dict[str, Any]]:
    """All evenings' figures, in order."""
    free: Queue[Remote] = Queue()
    workers = [Remote(command_of(given.python), SCRIPT) for _ in range(given.jobs)]
    for worker in workers:
        free.put(worker)

    def one(number: int) -> dict[str, Any]:
        drawn = case(given.seed, number, given.kind, given.beads)
        worker = free.get()
        try:
            found = worker.run(drawn["spec"])
        finally:
            free.put(worker)
        plant = drawn["spec"]["plant"]
        kept = {key: drawn[key] for key in ("number", "kind", "stage", "level", "event_s")}
        return {**kept, "plant": plant, "odd": drawn["spec"]["odd"], **found}

    try:
        with ThreadPoolExecutor(given.jobs) as pool:
            return list(pool.map(one, range(given.runs)))
    finally:
        for worker in workers:
            worker.close()


def rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a foot, with what is claimed of it."""
    made = []
    for run in found:
        for side in ("left", "right"):
            foot = run[side]
            made.append(
                {
                    **run,
                    **foot,
                    "side": side,
                    "ratio": slowness(run, foot, "near_s", "fastest_s"),
                    "close": slowness(run, foot, "close_s", "closest_s"),
                }
            )
    return made


def slowness(run: dict[str, Any], foot: dict[str, Any], took: str, least: str) -> "float | None":
    """Warm-up over the fastest; None where there is none before something else happens."""
    fastest_s = foot.get(least)
    if fastest_s is None or foot["changed"] or foot["first_s"] + SLOW * fastest_s > run["event_s"]:
        return None
    if foot[took] is None:
        return NEVER
    return float(foot[took]) / max(float(fastest_s), LEAST_S)


FIGURES = (
    ("over_c", "over", "{:.3f}"),
    ("skin_over_c", "skin", "{:.3f}"),
    ("ratio", "slow", "{:.3f}"),
    ("close", "close", "{:.2f}"),
    ("rise_c_min", "rise", "{:.2f}"),
    ("ripple_c", "ripple", "{:.3f}"),
    ("sag_c", "below", "{:.3f}"),
    ("moved_permille", "moves", "{:.1f}"),
    ("jumps", "jumps", "{:.0f}"),
)
WORDS = """worst foot of each kind of evening, and which evening it was
over: pad over its setpoint; skin: skin over it and over what a body warms by itself, °C
slow: warm-up to 0.5 °C below, over the fastest; close: to 0.3
rise: steepest half minute above 34 °C, °C/min
ripple, below: in hold, °C; moves: the heater's change a scan in hold, permille; jumps: over 200"""


def run(given: argparse.Namespace) -> int:
    command_of(given.python)
    found = carry(given)
    feet = rows(found)
    trips = [one["number"] for one in found if one["trip"]]
    over = [row for row in feet if row["over_c"] > OVER_C or row["skin_over_c"] > 0.0]
    # a quick bead makes a careful warm-up: told, not claimed
    slow = [row for row in feet if (row["ratio"] or 0) > SLOW and not given.beads]
    if given.json:
        print(json.dumps(feet))
    else:
        show(feet)
        compared = sum(row["ratio"] is not None for row in feet)
        print(
            f"{len(found)} evenings, {len(feet)} feet: {len(over)} over; "
            f"{len(slow)} slow of {compared} whose warm-up can be compared"
        )
        print(f"trips: {trips or 'none'}")
    return 1 if trips or over or slow else 0


def show(feet: list[dict[str, Any]]) -> None:
    """The table of the worst."""
    print(WORDS)
    table = Table(box=None)
    table.add_column("")
    for _, title, _ in FIGURES:
        table.add_column(title, justify="right")
    for stage in ("standard", "gentle"):
        for kind in KINDS:
            some = [row for row in feet if row["stage"] == stage and row["kind"] == kind]
            if some:
                table.add_row(f"{stage}, {kind}", *cells(some))
    Console(width=160).print(table)


def cells(some: list[dict[str, Any]]) -> list[str]:
    """The worst of every figure, with the number of its evening."""
    made = []
    for key, _, form in FIGURES:
        known = [row for row in some if row[key] is not None]
        if not known:
            made.append("–")
            continue
        row = max(known, key=lambda one: float(one[key]))
        made.append(f"{form.format(row[key])} #{row['number']}")
    return made
