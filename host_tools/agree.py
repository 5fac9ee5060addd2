"""`solekeeper agree`: the same drawn runs, carried in several ways, must leave the same traces.

Decides which ways there are: this Python one run after the other, the same by several processes
with random string hashes, PyPy, MicroPython. What is not on this machine is named and left out. A
trace that differs is followed to its first differing record. host_tools.cli calls add_parser().
"""

import argparse
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any, NamedTuple

from joblib import Parallel, delayed
from rich.console import Console
from rich.progress import track
from rich.table import Table

from host_tools.campaign import whole
from host_tools.load_all import load_part_once
from sim.campaigns.plan import Campaign
from sim.campaigns.read import MOST_RUNS, read_campaign
from sim.errors import BadInput, RunFailed
from sim.remote import Remote, command_of, find_micropython
from sim.reports.trace_table import first_difference

ROOT = Path(__file__).resolve().parents[1]
MOMENTS = ROOT / "campaigns" / "moments.toml"
CORES = os.cpu_count() or 1
HASH_SEED_MAX = 4_294_967_295  # what PYTHONHASHSEED takes
SHOWN = 3  # runs that differ are followed this often; more say nothing new


class Way(NamedTuple):
    """How runs are carried. `interpreter` as in sim.remote; `hash_seed` None: one at random."""

    name: str
    interpreter: str
    jobs: int
    hash_seed: "int | None"


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "run the same scenarios on every interpreter found and compare their traces"
    parser = sub.add_parser(
        "agree",
        help=text,
        description=text.capitalize() + ".",
        epilog="Exit: 0 all traces agree; 1 one differs; 2 bad input.",
    )
    add = parser.add_argument
    default = "campaigns/moments.toml of the checkout"
    add("file", nargs="?", type=Path, default=MOMENTS, help=f"a campaign (default {default})")
    add("-n", dest="runs", type=whole(1, MOST_RUNS), metavar="N", help="how many runs")
    add("--jobs", type=whole(1, 1024), default=max(2, CORES), metavar="J", help="processes")
    parser.set_defaults(run=run)


def ways(jobs: int) -> tuple[list[Way], list[str]]:
    """Those this machine can go, the first being what the others are held against; and a line for
    each that it cannot.
    """
    several = f"{jobs} processes"
    found = [Way("CPython, 1 process", "", 1, 0), Way(f"CPython, {several}", "", jobs, None)]
    missing = []
    if shutil.which("pypy3"):
        found.append(Way(f"PyPy, {several}", "pypy3", jobs, None))
    else:
        missing.append("PyPy is not on this machine: not compared")
    try:
        find_micropython()
        found.append(Way(f"MicroPython, {several}", "micropython", jobs, None))
    except BadInput:
        missing.append("MicroPython is not on this machine: not compared")
    return found, missing


def carry(campaign: Campaign, way: Way, lane: int) -> tuple[int, dict[int, dict[str, Any]]]:
    """Every `way.jobs`th run from `lane` on, in one process: (its hash seed, run -> verdict)."""
    seed = random.randint(1, HASH_SEED_MAX) if way.hash_seed is None else way.hash_seed
    found = {}
    with Remote(command_of(way.interpreter), environment=_hashing(seed)) as worker:
        for number in range(1 + lane, campaign.runs + 1, way.jobs):
            found[number] = worker.run(campaign.scenario(number)[0].spec)
    return seed, found


def _hashing(seed: int) -> dict[str, str]:
    return {"PYTHONHASHSEED": str(seed)}


def carry_all(campaign: Campaign, way: Way) -> tuple[list[int], dict[int, dict[str, Any]]]:
    """(hash seeds, run -> verdict) of all runs."""
    lanes = (delayed(carry)(campaign, way, lane) for lane in range(way.jobs))
    done = Parallel(n_jobs=way.jobs, backend="threading")(lanes)
    return [seed for seed, _ in done], {run: v for _, found in done for run, v in found.items()}


def disagreement(campaign: Campaign, number: int, first: Way, other: Way, seed: int) -> str:
    """One line: which run, and when and in what the two ways part."""
    spec = campaign.scenario(number)[0].spec
    traces: list[list[bytes]] = []
    for way, hashing in ((first, first.hash_seed or 0), (other, seed)):
        traces.append([])
        with Remote(command_of(way.interpreter), environment=_hashing(hashing)) as worker:
            worker.run(spec, traces[-1].append)
    where = first_difference(*traces) or "its kept records agree, the ticks between them do not"
    return f"run {number}: {other.name} (PYTHONHASHSEED={seed}) differs: {where}"


def run(given: argparse.Namespace) -> int:
    campaign = read_campaign(given.file, load_part_once, None, given.runs)
    todo, missing = ways(given.jobs)
    for line in missing:
        print(line, file=sys.stderr)
    bar = Console(stderr=True)
    table = Table(title=f"{campaign.name}: {campaign.runs} runs, the same traces?")
    for column in ("carried by", "runs", "same", "PYTHONHASHSEED"):
        table.add_column(column)
    differ: list[str] = []
    wanted: dict[int, dict[str, Any]] = {}
    try:
        for way in track(todo, "agree", console=bar, transient=True, disable=not bar.is_terminal):
            seeds, found = carry_all(campaign, way)
            wanted = wanted or found
            apart = [n for n in sorted(found) if _told(found[n]) != _told(wanted[n])]
            for number in apart[:SHOWN]:
                seed = seeds[(number - 1) % way.jobs]
                differ.append(disagreement(campaign, number, todo[0], way, seed))
            seeds_said = "–" if way.interpreter == "micropython" else ", ".join(map(str, seeds))
            table.add_row(way.name, str(len(found)), str(len(found) - len(apart)), seeds_said)
    except RunFailed as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 1
    Console().print(table)
    for line in differ:
        print(line, file=sys.stderr)
    return 1 if differ else 0


def _told(verdict: dict[str, Any]) -> tuple[Any, ...]:
    """What must be equal: every tick's hash, and what the run was said to be."""
    return tuple(verdict[key] for key in ("trace_sha256", "trips", "session", "plant"))
