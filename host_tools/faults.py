"""`solekeeper faults`: every hazard played, swept and held beside other projects' detectors.

Decides what the options mean, which files are left and which exit code a matrix has. Cases, runs,
verdicts and pages are sim.matrix's. `--publish` puts digest and pictures into docs/, which
fault_tables turns into docs/faults.md. host_tools.cli calls add_parser().
"""

import argparse
import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any

from host_tools.campaign import whole
from host_tools.campaign_progress import Progress, minutes
from host_tools.errors import BadInput
from host_tools.output import check_out, publish
from sim.campaigns.code import code
from sim.hazards import Hazard, load
from sim.matrix import cases, promises
from sim.matrix.carry import carry
from sim.matrix.digest import digest, gaps, good
from sim.matrix.judge import judge
from sim.matrix.plays import Case
from sim.matrix.words import broken_promises, head_words, promise_rows
from sim.remote import command_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
CORES = os.cpu_count() or 1


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    parser = sub.add_parser(
        "faults",
        help="play every hazard on both stages, in every phase, beside other detectors",
        description="Plays every row of firmware/safety/hazards.toml on the real firmware and "
        "judges by what the simulated skin and bladders did.",
        epilog="Exit: 0 every bound held and nothing tripped falsely; 1 one did not; 2 bad input.",
    )
    add = parser.add_argument
    add("--short", action="store_true", help="one play of each row, about a minute on one core")
    add("--promises", action="store_true", help="only what the device promises, row by row")
    add("--only", default="", metavar="WHAT", help="a hazard's id, a part, a fault or a play")
    add("--no-rivals", action="store_true", help="leave the comparison and the sweeps out")
    add("--jobs", type=whole(1, 1024), default=CORES, metavar="J", help="worker processes")
    add("--python", default="", metavar="NAME", help="interpreter of the workers; default PyPy")
    add("--out", type=Path, default=Path("out/faults"), metavar="DIR", help="default out/faults")
    add("--publish", action="store_true", help="put digest and pictures into docs/ as well")
    parser.add_argument("--json", action="store_true", help="print the digest as JSON")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    if given.promises:
        return _promises(given)
    if given.publish and (given.short or given.only or given.no_rivals):
        raise BadInput("--publish: only a whole matrix is published; leave the others out")
    check_out(given.out)
    interpreter = given.python or ("pypy3" if shutil.which("pypy3") else "")
    command_of(interpreter)
    table = load()
    pairs = cases.short(table) if given.short else cases.matrix(table, given.only)
    if not pairs:
        raise BadInput(f"--only: {given.only!r} is no hazard, part, fault or play of the table")
    alone = given.short or given.only or given.no_rivals
    swept = [] if alone else cases.sweeps()
    compared = [] if alone else cases.versus()
    todo: list[tuple[Hazard | None, Case]] = [
        *pairs, *((None, case) for case in swept), *((None, case) for case in compared)
    ]  # fmt: skip
    kept = [] if alone else [(each, promises.cases(each)) for each in promises.PROMISES]
    once = list(dict.fromkeys([*(c for _, c in todo), *(c for _, of in kept for c in of)]))
    with Progress("faults", len(once), 0) as progress:
        ran = carry(once, given.jobs, interpreter, lambda r: progress.took([r]))
    by_case = dict(zip(once, ran))
    rows = [by_case[case] for _, case in todo]
    cells = [judge(case, hazard, row) for (hazard, case), row in zip(todo, rows)]
    first, second = len(pairs), len(pairs) + len(swept)
    parts = (cells[:first], cells[first:second], cells[second:])
    found = {**_head(given, interpreter), **digest(*parts)}
    found["promises"] = [promises.verdict(p, [(c, by_case[c]) for c in of]) for p, of in kept]
    _write(given, table, found, parts, progress)
    return 0 if good(found) and not broken_promises(found) else 1


def _promises(given: argparse.Namespace) -> int:
    """The table of promises alone, on the terminal or as JSON."""
    if given.publish or given.only or given.no_rivals:
        raise BadInput("--promises stands alone, or with --short")
    interpreter = given.python or ("pypy3" if shutil.which("pypy3") else "")
    command_of(interpreter)
    choose = promises.short if given.short else promises.cases
    kept = [(each, choose(each)) for each in promises.PROMISES]
    once = list(dict.fromkeys(case for _, of in kept for case in of))
    with Progress("promises", len(once), 0) as progress:
        ran = carry(once, given.jobs, interpreter, lambda r: progress.took([r]))
    by_case = dict(zip(once, ran))
    rows = [promises.verdict(p, [(c, by_case[c]) for c in of]) for p, of in kept]
    found = {**_head(given, interpreter), "runs": len(once), "promises": rows}
    if given.json:
        print(_json(found, 1), end="")
    else:
        _print_promises(found)
    return 1 if broken_promises(found) else 0


def _print_promises(found: dict[str, Any]) -> None:
    """Row by row, then each run that did not hold."""
    head, rows = promise_rows(found)
    for row in rows:
        print("; ".join(f"{name}: {cell}" for name, cell in zip(head, row)))
    for line in broken_promises(found):
        print(f"  not held: {line}")


def _head(given: argparse.Namespace, interpreter: str) -> dict[str, Any]:
    """What the figures were printed by."""
    command = ["solekeeper", "faults", *(["--short"] if given.short else [])]
    command += ["--promises"] if given.promises else []
    command += ["--only", given.only] if given.only else []
    command += ["--python", given.python] if given.python else []
    command += ["--publish"] if given.publish else []
    name = Path(interpreter).name if interpreter else "this Python"
    return {"schema": 1, "command": shlex.join(command), "code": code(), "interpreter": name}


def _write(
    given: argparse.Namespace, table: Any, found: dict[str, Any], parts: Any, progress: Progress
) -> None:
    from sim.matrix.page import page  # here, since matplotlib takes half a second

    head = {
        "Runs": f"{found['runs']}: matrix {len(parts[0])}, sweeps {len(parts[1])}, "
        f"beside rivals {len(parts[2])}",
        "Printed by": found["command"],
        "Code": found["code"],
        "This sitting": f"{minutes(progress.wall_s())} min, {progress.rate()}",
    }
    whole_json = {**found, "cells": dict(zip(("matrix", "sweeps", "versus"), parts))}
    files = {"faults.html": page(table, head, found), "faults.json": _json(whole_json, None)}
    publish(given.out, files, keep=True)
    if given.publish:
        _into_docs(table, found)
    if given.json:
        print(_json(found, 1), end="")
        return
    if found["promises"]:
        _print_promises(found)
    print(head_words(found))
    for row in found["bad"][:10]:
        why = "; ".join(row["broken"]) or f"false trip {row['told']}"
        print(f"  {row['hazard']} {row['play']} ({row['stage']}, {row['phase']}): {why}")
    if gaps(found):
        print(f"  {gaps(found)} runs within every bound were told late, or not told")
    for hazard, play, trip in found["otherwise"]:
        print(f"  {hazard} {play}: told by {trip}, which its row does not name")
    print(f"  {given.out / 'faults.html'}")


def _into_docs(table: Any, found: dict[str, Any]) -> None:
    """Digest and pictures, for `generate`."""
    import matplotlib

    from sim.matrix.pictures import heat_map, rivals
    from sim.matrix.plays import STAGES
    from sim.reports.style import styled, svg

    kept = {key: value for key, value in found.items() if key != "grid"}
    with styled(), matplotlib.rc_context({"svg.fonttype": "none"}):  # letters: a fifth of the size
        files = {"faults.json": _json(kept, None), "faults_map.svg": svg(heat_map(table, found))}
        for stage in STAGES:
            files[f"faults_rivals_{stage}.svg"] = svg(rivals(found, stage))
    publish(DOCS, files, keep=True)
    print("  docs/faults.json is new; `solekeeper generate` makes docs/faults.md of it")


def _json(data: dict[str, Any], indent: int | None) -> str:
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"
