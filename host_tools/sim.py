"""`solekeeper sim`: runs scenarios and leaves their results.

Decides how a run ends for the person: which lines, which exit code. Every scenario is read and
checked before the first one runs. It may not touch the run itself: run_one carries one scenario,
live/ plays one, accepted remembers figures. host_tools.cli calls add_parser().
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from host_tools import accepted
from host_tools.errors import BadInput, Cut, RunFailed
from host_tools.fault_list import fault_list
from host_tools.junit import Result, junit
from host_tools.load_all import load_all
from host_tools.output import check_out, publish
from host_tools.run_one import Run, files_of, lines_of, moments_of, run_one
from host_tools.sim_options import add_options
from sim.reports.summary import held
from sim.scenarios.scenario import Scenario


def add_parser(sub: Any) -> None:
    parser = sub.add_parser(
        "sim",
        help="run scenarios in the simulator, or play one live",
        description="Runs the real firmware against simulated feet and judges what they got.",
        epilog="Exit: 0 ran, every expectation held; 1 one was broken; 2 bad input.",
    )
    add_options(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    if given.list_faults:
        print(fault_list(given.json))
        return 0
    if given.out is not None:
        check_out(given.out)
    if given.live:
        return _live(given)
    if given.profile:
        raise BadInput("--profile: goes with --live; a scenario file has its own")
    if not given.scenarios:
        raise BadInput("solekeeper sim: no scenario; give a .toml file, a folder, or --live")
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
    except KeyboardInterrupt as cut:
        raise KeyboardInterrupt(f"interrupted{_complete(written)}{cut}") from None
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
    speed = math.inf if given.speed is None else given.speed
    try:
        run = run_one(each, given.runtime, speed, watch)
    except Cut as cut:
        raise KeyboardInterrupt(_kept(cut, _folder(each, given, several))) from None
    except RunFailed as error:
        print(f"{each.file}: {error}", file=sys.stderr)
        return Result(each.name, each.file, None, str(error))
    return _leave(each, run, _folder(each, given, several), given, several, as_written, written)


def _folder(each: Scenario, given: argparse.Namespace, several: bool) -> Path | None:
    if given.out is None:
        return None
    return given.out / each.stem if several else Path(given.out)


def _kept(cut: Cut, folder: Path | None) -> str:
    """What there is of a run that was cut, written; and the words that name it."""
    if folder is None:
        return ""
    publish(folder, cut.files)
    return f"; so far in {folder}: {' '.join(sorted(cut.files))}"


def _live(given: argparse.Namespace) -> int:
    """An evening at the terminal; it ends as any run does."""
    from host_tools.live.evening import run_live  # it needs a terminal, which is not everywhere

    try:
        played = run_live(given)
    except Cut as cut:
        raise KeyboardInterrupt("interrupted" + _kept(cut, given.out)) from None
    as_written = played.whole and given.scenarios and not (given.board or given.stage)
    as_written = bool(as_written and given.seed is None)
    try:
        result = _leave(
            played.scenario, played.run, given.out, given, False, as_written, [], played.files
        )
    except RunFailed as error:  # the disk is full
        print(error, file=sys.stderr)
        return 1
    return 0 if _good(result) else 1


def _leave(
    each: Scenario,
    run: Run,
    folder: Path | None,
    given: argparse.Namespace,
    several: bool,
    as_written: bool,
    written: list[str],
    more: dict[str, str] | None = None,
) -> Result:
    """What a run leaves: its files, `more` among them, and its lines."""
    summary, verdict, recorder = run
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
        files = files_of(each, summary, verdict, recorder, broken) | (more or {})
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
