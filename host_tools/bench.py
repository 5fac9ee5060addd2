"""`solekeeper bench`: simulated seconds per wall second, as ratios in one run, and where the time
goes.

Decides nothing; `sim/bench.py` is what is timed. PyPy and MicroPython are measured too where they
are found, and must give the same trace. Figures are for this machine at this moment: compare
ratios, not machines.
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

from sim import bench

ROOT = Path(__file__).resolve().parents[1]
PROFILE_ROWS = 14


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "simulated seconds per wall second, beside a bare plant and a bare firmware loop"
    parser = sub.add_parser("bench", help=text, description=text.capitalize() + ".")
    parser.add_argument("--minutes", type=int, default=15, help="length of the session (15)")
    parser.add_argument("--no-profile", action="store_true", help="leave the profile out")
    parser.set_defaults(run=run)


def other(command: list[str], minutes: int) -> "dict[str, Any] | None":
    """The same measurement under another interpreter, or None where it does not exist or fails."""
    if not Path(command[0]).exists():
        return None
    done = subprocess.run(
        [*command, str(minutes)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def interpreters() -> dict[str, list[str]]:
    """Command lines of the other interpreters on this machine."""
    beside = Path(sys.executable).parent / "micropython"
    micropython = str(beside) if beside.exists() else shutil.which("micropython")
    found = {}
    if pypy := shutil.which("pypy3"):
        found["PyPy"] = [pypy, "-m", "sim.bench"]
    if micropython:
        found["MicroPython"] = [micropython, "-X", "heapsize=64M", "-m", "sim.bench"]
    return found


def profile(minutes: int) -> str:
    """The busiest functions of one session, by their own time."""
    profiler = cProfile.Profile()
    profiler.runcall(bench.whole, minutes)
    text = io.StringIO()
    stats = pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime")
    stats.print_stats(PROFILE_ROWS)
    return text.getvalue()


def run(given: argparse.Namespace) -> int:
    results: dict[str, dict[str, Any]] = {"CPython": bench.measure(given.minutes)}
    for name, command in interpreters().items():
        if result := other(command, given.minutes):
            results[name] = result
    table = Table(title=f"{given.minutes}-minute session, simulated seconds per wall second")
    for column in ("", "session", "bare plant", "bare firmware", "session / firmware", "trace"):
        table.add_column(column, justify="left" if not column else "right")
    for name, result in results.items():
        ratio = result["session"] / result["firmware"]
        rates = [f"{result[key]:,.0f}" for key in ("session", "plant", "firmware")]
        table.add_row(name, *rates, f"{ratio:.2f}", result["trace_sha256"][:12])
    Console().print(table)
    if not given.no_profile:
        print(profile(min(given.minutes, 5)))
    same = {result["trace_sha256"] for result in results.values()}
    if len(same) > 1:
        print("the interpreters disagree about the trace", file=sys.stderr)
    return 1 if len(same) > 1 else 0
