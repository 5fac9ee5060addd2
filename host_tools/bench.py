"""`solekeeper bench`: simulated seconds per wall second, as ratios in one run, and where the time
goes.

Decides nothing; `sim/bench.py` is what is timed. PyPy, MicroPython and the compiled twin (`make
fast`) are measured too where they are found, and must give the same trace. Figures are for this
machine at this moment: compare ratios, not machines.
"""

import argparse
import cProfile
import io
import json
import pstats
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from host_tools.campaign import whole
from host_tools.fast import ROOT, TWIN
from sim import bench

PROFILE_ROWS = 14
PROFILE_MINUTES = 5
WIDTH = 99
RATES = ("cold", "whole", "plant", "firmware")
Command = tuple[list[str], Path]  # and the checkout, or its twin, that it runs in


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "simulated seconds per wall second, beside a bare plant and a bare firmware loop"
    parser = sub.add_parser("bench", help=text, description=text.capitalize() + ".")
    minutes = whole(1, 1_000)
    add = parser.add_argument
    add("--minutes", type=minutes, default=30, metavar="N", help="length of the run (30)")
    parser.add_argument("--no-profile", action="store_true", help="leave the profile out")
    parser.set_defaults(run=run)


def measured(command: Command, minutes: int) -> "dict[str, Any] | None":
    """The measurement in a process of its own, or None where that fails."""
    line, where = command
    try:
        done = subprocess.run(
            [*line, str(minutes)], cwd=where, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    if done.returncode:
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def interpreters() -> dict[str, Command]:
    """What can run the simulator on this machine, by name; this Python first."""
    beside = Path(sys.executable).parent / "micropython"
    micropython = str(beside) if beside.exists() else shutil.which("micropython")
    found = {"CPython": ([sys.executable, "-m", "sim.bench"], ROOT)}
    if TWIN.is_dir():
        found["CPython, make fast"] = ([sys.executable, "-m", "sim.bench"], TWIN)
    if pypy := shutil.which("pypy3"):
        found["PyPy"] = ([pypy, "-m", "sim.bench"], ROOT)
    if micropython:
        found["MicroPython"] = ([micropython, "-X", "heapsize=64M", "-m", "sim.bench"], ROOT)
    return found


def profile(minutes: int) -> str:
    """The busiest functions of one session, by their own time."""
    profiler = cProfile.Profile()
    profiler.runcall(bench.whole, minutes)
    text = io.StringIO()
    stats = pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime")
    stats.print_stats(PROFILE_ROWS)
    return text.getvalue()


def table_of(results: dict[str, dict[str, Any]], minutes: int) -> Table:
    """A row an interpreter: rates, and the whole as a share of each bare loop."""
    title = (
        f"{minutes} minutes, simulated seconds per second of one core; plant, firmware: bare loops"
    )
    table = Table(title=title)
    for head in ("", "cold", "warm", "plant", "firmware", "÷ plant", "÷ firmware", "trace"):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for name, result in results.items():
        rates = [f"{result[key]:,.0f}" for key in RATES]
        ratios = [f"{result['whole'] / result[key]:.2f}" for key in ("plant", "firmware")]
        table.add_row(name, *rates, *ratios, result["trace_sha256"][:12])
    return table


def run(given: argparse.Namespace) -> int:
    results = {}
    for name, command in interpreters().items():
        if result := measured(command, given.minutes):
            results[name] = result
        else:
            print(f"{name}: found, but its measurement failed", file=sys.stderr)
    console = Console()
    console.width = max(console.width, WIDTH)  # a file has no width of its own
    console.print(table_of(results, given.minutes))
    if not given.no_profile:
        print(profile(min(given.minutes, PROFILE_MINUTES)))
    same = {result["trace_sha256"] for result in results.values()}
    if len(same) > 1:
        print("the interpreters disagree about the trace", file=sys.stderr)
    return 0 if len(same) == 1 and len(results) == len(interpreters()) else 1
