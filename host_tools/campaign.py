"""`solekeeper campaign`: many drawn sessions, all of them judged, any of them again by number.

Decides what the options mean, how an interrupted campaign ends for the person and which exit code
it has. A campaign goes on where it stopped: only runs without a verdict are carried. It may not
draw, carry or judge: sim.campaigns does. host_tools.cli calls add_parser().
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from host_tools.campaign_progress import Progress, minutes
from host_tools.campaign_results import rerun, write_summary
from host_tools.errors import RunFailed
from host_tools.load_all import load_part_once
from host_tools.output import check_out
from sim.campaigns.code import code
from sim.campaigns.dispatch import Carry, here, on_cluster
from sim.campaigns.ledger import Ledger
from sim.campaigns.plan import Campaign
from sim.campaigns.read import MOST_RUNS, read_campaign
from sim.remote import command_of
from sim.scenarios.scenario import SEED_MAX

CORES = os.cpu_count() or 1


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    parser = sub.add_parser(
        "campaign",
        help="run many drawn scenarios",
        description="Draws scenarios from a campaign file, runs them all and sums them up. "
        "The same command again goes on where an interrupted one stopped.",
        epilog="Exit: 0 every claim held in every run; 1 one was broken, or a run has no verdict; "
        "2 bad input; 130 interrupted.",
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE.toml", help="the campaign; sim/README.md has its keys")
    add("-n", dest="runs", type=whole(1, MOST_RUNS), metavar="N", help="how many runs")
    add("--jobs", type=whole(1, 1024), metavar="J", help="worker processes (default: every core)")
    add("--out", type=Path, metavar="DIR", help="folder for results; default out/NAME-OF-FILE")
    add("--seed", type=whole(0, SEED_MAX), metavar="S", help="instead of the file's own (1)")
    again = "run number K again, alone"
    add("--run", dest="number", type=whole(1, MOST_RUNS), metavar="K", help=again)
    add(
        "--python",
        default="",
        metavar="NAME",
        help="interpreter of the workers: pypy3, micropython, a path; default this one",
    )
    add("--scheduler", metavar="tcp://…", help="carry the runs on this dask cluster")
    add("--brief", action="store_true", help="print one line: the first claim with its bound")
    add("--json", action="store_true", help="print the summary as JSON and nothing else")
    parser.set_defaults(run=run)


def whole(low: int, high: int) -> Any:
    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number {low} to {high}")
        return int(text)

    return read


def run(given: argparse.Namespace) -> int:
    campaign = read_campaign(given.file, load_part_once, given.seed, given.runs)
    out = given.out or Path("out") / given.file.stem
    check_out(out)
    if given.number is not None:
        return _again(campaign, out, given)
    if not given.scheduler:
        command_of(given.python)
    hands = on_cluster(given.scheduler) if given.scheduler else here(given.jobs or CORES)
    with hands as carry, Ledger(out, campaign.identity) as ledger:
        try:
            progress = _carry(campaign, ledger, given.python, carry)
            found = write_summary(campaign, ledger, out, progress)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(f"interrupted; {_kept(campaign, ledger)}") from None
        except RunFailed as error:
            print(f"{error}; {_kept(campaign, ledger)}", file=sys.stderr)
            return 1
    if given.brief and not given.json:
        from sim.campaigns.page import claim_in_words

        print(f"{campaign.name}: {claim_in_words(found['claims'][0])}")
    else:
        _tell(campaign, found, progress, out, given.json)
    return 1 if found["failed"] or any(claim["broken"] for claim in found["claims"]) else 0


def _again(campaign: Campaign, out: Path, given: argparse.Namespace) -> int:
    try:
        return rerun(campaign, out, given)
    except RunFailed as error:
        print(error, file=sys.stderr)
        return 1


def _carry(campaign: Campaign, ledger: Ledger, interpreter: str, carry: Carry) -> Progress:
    waiting = ledger.missing(campaign.runs)
    with Progress(campaign.name, campaign.runs, campaign.runs - len(waiting)) as progress:

        def take(rows: list[dict[str, Any]]) -> None:
            ledger.add(rows)
            progress.took(rows)

        if waiting:
            carry(campaign, waiting, interpreter, code(), take)
    return progress


def _kept(campaign: Campaign, ledger: Ledger) -> str:
    """Where the partial results are, and how to go on."""
    done = campaign.runs - len(ledger.missing(campaign.runs))
    kept = f"{done} of {campaign.runs} runs are kept in {ledger.path}"
    return f"{kept}; the same command goes on from there"


def _tell(
    campaign: Campaign, found: dict[str, Any], progress: Progress, out: Path, as_json: bool
) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from sim.campaigns.page import claim_in_words  # it draws, too

    how = f", {progress.rate()}, {minutes(progress.wall_s())} min" if progress.sim_s else ""
    print(f"{campaign.name}: {found['runs']} runs{how}")
    for claim in found["claims"]:
        print(f"  {claim_in_words(claim)}")
    if found["failed"]:
        print(f"  {found['failed']} runs have no verdict; the same command tries them again")
    if found["redone"]:
        print(f"  {found['redone']} runs were done again, because a worker died in them")
    for row in found["worst"][:3]:
        way = row["error"] or f"{row['share']:.0%} of the way to the limit of {row['nearest']}"
        print(f"  run {row['run']}: {way}; {row['faults'] or 'no fault'}")
    print(f"  {out / 'summary.html'}")
