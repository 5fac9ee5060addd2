"""`solekeeper adversary`: a search for the worst evening there is, single faults on any plant.

Decides what the options mean, what is printed, and that a broken bound ends 1. Genome, search and
bounds are sim.adversary's. The worst evening of each stage and objective, and of each fault that
broke a bound, is left as a scenario to be played again. host_tools.cli calls add_parser().
"""

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import Any

from host_tools.campaign import whole
from host_tools.campaign_progress import Progress
from host_tools.errors import BadInput
from host_tools.load_all import load_part_once
from host_tools.output import check_out, publish
from sim.adversary.bounds import OBJECTIVES, UNITS, bound, broken
from sim.adversary.genome import KINDS
from sim.adversary.search import FAMILY, Found, Search
from sim.matrix.carry import hands
from sim.matrix.plays import STAGES
from sim.remote import command_of
from sim.scenarios.write import toml_of

LEAST = FAMILY * len(STAGES) * len(KINDS)


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    parser = sub.add_parser(
        "adversary",
        help="search plants, faults, moments and people for the worst evening",
        description="Searches for the highest skin, dose and pressure that one fault can make, on "
        "both stages, by differential evolution on the real firmware and the simulated plant.",
        epilog="Exit: 0 every bound held; 1 one was broken; 2 bad input.",
    )
    add = parser.add_argument
    add("--budget", type=whole(LEAST, 10_000_000), default=3_000, metavar="N", help="runs, about")
    add("--seed", type=whole(0, 1 << 29), default=1, metavar="S", help="of the draws (1)")
    add("--jobs", type=whole(1, 1024), default=os.cpu_count() or 1, metavar="J", help="processes")
    default = "pypy3" if shutil.which("pypy3") else ""
    add("--python", default=default, metavar="NAME", help="of the workers (pypy3 where it is)")
    add("--out", type=Path, default=Path("out/adversary"), metavar="DIR", help="for the scenarios")
    add("--json", action="store_true", help="print the worst as JSON and nothing else")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    try:
        import scipy  # noqa: F401  (a tool of those who develop: make .venv/.dev-is-complete)
    except ImportError:
        raise BadInput(
            "adversary: scipy is missing; say make adversary, or pip install scipy"
        ) from None
    check_out(given.out)
    command_of(given.python)
    with Progress("adversary", given.budget, 0) as progress:
        with hands(given.jobs, given.python, lambda row: progress.took([row])) as gang:
            search = Search(gang, load_part_once, given.seed)
            search.run(given.budget)
    worst = {
        (stage, objective): search.worst(stage, objective)[0]
        for stage in STAGES
        for objective in OBJECTIVES
    }
    breaks = breaking(search)
    files = {f"{stage}_{name}.toml": _toml(each) for (stage, name), each in worst.items()}
    files |= {f"broken_{i + 1}.toml": _toml(each) for i, each in enumerate(breaks)}
    publish(given.out, files, keep=True)
    if given.json:
        print(json.dumps(_json(search, worst, breaks), ensure_ascii=False, indent=1))
    else:
        tell(given, search, worst, breaks)
    return 1 if breaks else 0


def breaking(search: Search) -> list[Found]:
    """The worst run of each fault and place that broke a bound."""
    found: dict[tuple[Any, ...], Found] = {}
    for each in search.found:
        stage = each.evening.stage
        if broken(stage, each.row):
            fault = _fault(each)
            key = (stage, fault["fault"], fault.get("where"))
            if key not in found or each.row["skin_c"] > found[key].row["skin_c"]:
                found[key] = each
    return list(found.values())


def tell(
    given: argparse.Namespace,
    search: Search,
    worst: dict[tuple[str, str], Found],
    breaks: list[Found],
) -> None:
    print(f"{len(search.found)} runs")
    for (stage, objective), each in worst.items():
        most = f"{each.row[objective]:.4g} {UNITS[objective]} of {bound(stage, objective):g}"
        print(f"  {stage}: {most}: {_words(each)}")
    for each in breaks:
        print(f"  broken: {'; '.join(broken(each.evening.stage, each.row))}: {_words(each)}")
    print(f"  {given.out}")


def _fault(each: Found) -> dict[str, Any]:
    blocks = each.evening.document().blocks["at"]
    return next(block.table for block in blocks if "fault" in block)


def _words(each: Found) -> str:
    """'ntc_drift left.all -1 at 90 s, one foot; told by dose'."""
    fault = _fault(each)
    said = [str(fault[key]) for key in ("fault", "where", "value") if key in fault]
    told = each.row["told"]
    by = f"told by {told[0][0]}" if told else "not told"
    return f"{each.evening.stage}, {' '.join(said)} at {fault['t_s']:g} s; {by}"


def _toml(each: Found) -> str:
    row = each.row
    figures = (
        f"{row['skin_c']:.2f} °C skin, {row['cem43_min']:.3g} CEM43 min, {row['mmhg']:.0f} mmHg"
    )
    return toml_of(each.evening.document(), f"Found by the search: {figures}.")


def _json(search: Search, worst: Any, breaks: list[Found]) -> dict[str, Any]:
    def one(each: Found) -> dict[str, Any]:
        keys = ("skin_c", "pad_c", "cem43_min", "mmhg", "told")
        figures = {key: each.row[key] for key in keys}
        return {"scenario": each.evening.document().plain(), **figures}

    return {
        "schema": 1,
        "runs": len(search.found),
        "worst": {f"{stage} {name}": one(each) for (stage, name), each in worst.items()},
        "broken": [one(each) for each in breaks],
    }
