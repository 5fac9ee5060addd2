"""`solekeeper sim`: runs scenarios and leaves their results.

Decides what the options mean and how a run ends for the person: which lines, which exit code.
Every scenario is read and checked before the first one runs. It may not touch the run itself:
run_one.py carries one scenario, accepted.py remembers figures. host_tools.cli calls add_parser().
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from host_tools import accepted
from host_tools.errors import BadInput, RunFailed
from host_tools.fault_list import fault_list
from host_tools.junit import Result, junit
from host_tools.load_all import load_all
from host_tools.output import check_out, publish
from host_tools.run_one import files_of, lines_of, moments_of, run_one
from sim.reports.summary import held
from sim.scenarios.scenario import SEED_MAX, Scenario


def add_parser(sub: Any) -> None:
    parser = sub.add_parser(
        "sim",
        help="run scenarios in the simulator",
        description="Runs the real firmware against simulated feet and judges what they got.",
        epilog="Exit: 0 ran, every expectation held; 1 one was broken; 2 bad input.",
    )
    add = parser.add_argument
    add("scenarios", nargs="*", metavar="SCENARIO", help="a .toml file, or a folder of them")
    add("--board", help="board, instead of the scenario's own")
    add("--stage", help="stage, instead of the scenario's own")
    add(
        "--runtime",
        choices=("cpython", "micropython"),
        default="cpython",
        help="interpreter that runs firmware and plant (default cpython)",
    )
    add("--seed", type=_seed, metavar="N", help="seed of the noise, instead of the scenario's own")
    add(
        "--speed",
        type=_speed,
        default=math.inf,
        metavar="max|N",
        help="N times real time, to watch; default max",
    )
    add(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder for summary, trace, events, picture, report; without it nothing is written",
    )
    add(
        "--accept",
        action="store_true",
        help="remember each run's figures in accepted/ beside its scenario; later runs must match",
    )
    add("--json", action="store_true", help="print the summary as JSON and nothing else")
    add("--list-faults", action="store_true", help="print what [[at]] fault = … may say, and end")
    parser.set_defaults(run=run)


def _seed(text: str) -> int:
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed <= SEED_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number 0 to {SEED_MAX}")
    return seed


def _speed(text: str) -> float:
    try:
        speed = math.inf if text == "max" else float(text)
    except ValueError:
        speed = math.nan
    if not speed > 0 or (math.isinf(speed) and text != "max"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither max nor a number above 0")
    return speed


def run(given: argparse.Namespace) -> int:
    if given.list_faults:
        print(fault_list(given.json))
        return 0
    if not given.scenarios:
        raise BadInput("solekeeper sim: no scenario; give a .toml file or a folder of them")
    if given.out is not None:
        check_out(given.out)
    as_written = given.board is None and given.stage is None and given.seed is None
    if given.accept and not as_written:
        raise BadInput("--accept: leave out --board, --stage and --seed; the file's own count")
    loaded, several = load_all(given.scenarios, given.board, given.stage, given.seed)
    results: list[Result] = []
    written: list[str] = []
    try:
        for each in loaded:
            results.append(_carry(each, given, several, as_written, written))
        if several and given.out and any(each.expectations for each in loaded):
            publish(given.out, {"junit.xml": junit(results)}, keep=True)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"interrupted{_complete(written)}") from None
    except RunFailed as error:  # the disk is full
        print(f"{error}{_complete(written)}", file=sys.stderr)
        return 1
    if given.json:
        summaries = [each.summary for each in results if each.summary is not None]
        alone = len(summaries) == 1 and not several
        print(json.dumps(summaries[0] if alone else summaries, ensure_ascii=False, indent=1))
    good = all(_good(result) for result in results)
    if given.accept:
        pairs = [(scenario, each.summary) for scenario, each in zip(loaded, results)]
        places, refusals = accepted.accept_all(pairs)
        for line in places:
            print(f"accepted: {line}", file=sys.stderr if given.json else sys.stdout)
        for line in refusals:
            print(line, file=sys.stderr)
    return 0 if good else 1


def _complete(written: list[str]) -> str:
    return f"; complete results in {' '.join(written)}" if written else ""


def _good(result: Result) -> bool:
    return result.summary is not None and held(result.summary) and not result.moved


def _carry(
    each: Scenario, given: argparse.Namespace, several: bool, as_written: bool, written: list[str]
) -> Result:
    """One scenario from its spec to its files and its lines."""
    watch = sys.stdout.isatty() and not given.json
    try:
        summary, verdict, recorder = run_one(each, given.runtime, given.speed, watch)
    except RunFailed as error:
        print(f"{each.file}: {error}", file=sys.stderr)
        return Result(each.name, each.file, None, str(error))
    folder = None
    if given.out is not None:
        folder = given.out / each.stem if several else given.out
    broken = moments_of(each, summary, verdict, recorder)
    lines = lines_of(summary, verdict, broken, folder)
    moved = None
    if as_written and not given.accept and accepted.place(each).is_file():
        moved = tuple(accepted.moved(each, summary))
        lines += [f"  moved: {line}" for line in moved]
        if moved:
            lines.append(f"    if that is meant: solekeeper sim {each.file} --accept")
    result = Result(each.name, each.file, summary, "", tuple(lines), moved)
    if folder is not None:
        files = files_of(each, summary, verdict, recorder, broken)
        if each.expectations and not several:
            files["junit.xml"] = junit([result])
        publish(folder, files)
        written.append(str(folder))
        lines.append(f"  {folder / 'report.html'}")
    if not given.json:
        print("\n".join(lines), flush=True)
    elif moved:  # stdout holds the document alone
        print("\n".join([each.name, *lines[-len(moved) - 1 :]]), file=sys.stderr)
    return result
