"""`solekeeper pairs`: every latent fault with every other after it.

Decides what is printed and which exit code it has: on `gentle` every bound holds whatever two
faults; on `standard` the pairs that break one are counted and named, for two faults may be more
than firmware can hold. sim.adversary.pairs has the pairs. `--publish` writes docs/pairs.json,
which pair_tables turns into docs/adversaries.md. host_tools.cli calls add_parser().
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
from host_tools.output import publish
from sim.adversary.bounds import OBJECTIVES, UNITS, bound, broken, share
from sim.adversary.pairs import LATENT, Pair, pairs
from sim.campaigns.code import code
from sim.matrix.carry import Row, carry
from sim.matrix.plays import STAGES
from sim.remote import command_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
Ran = tuple[Pair, Row]


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    parser = sub.add_parser(
        "pairs",
        help="every latent fault with every other fault after it",
        description="Plays every fault that nobody would notice with every other after it, on "
        "both stages, in warm-up and at hold, on the worst foot.",
        epilog="Exit: 0 every bound held on gentle; 1 one did not; 2 bad input.",
    )
    add = parser.add_argument
    add("--short", action="store_true", help="two of each latent fault")
    add("--latent", metavar="NAME", help="only this one, with everything after it")
    add("--jobs", type=whole(1, 1024), default=os.cpu_count() or 1, metavar="J", help="processes")
    default = "pypy3" if shutil.which("pypy3") else ""
    add("--python", default=default, metavar="NAME", help="of the workers (pypy3 where it is)")
    add("--publish", action="store_true", help="write docs/pairs.json")
    add("--json", action="store_true", help="print the digest as JSON and nothing else")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    command_of(given.python)
    todo = asked(given)
    with Progress("pairs", len(todo), 0) as progress:
        rows = carry(todo, given.jobs, given.python, lambda row: progress.took([row]))
    found = digest(list(zip(todo, rows)), given.short)
    if given.publish:
        publish(DOCS, {"pairs.json": json.dumps(found, ensure_ascii=False) + "\n"}, keep=True)
    if given.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        tell(found)
    return 1 if found["broken"]["gentle"] else 0


def asked(given: argparse.Namespace) -> list[Pair]:
    """All pairs, or those of one latent fault."""
    todo = pairs(given.short)
    if given.latent is None:
        return todo
    names = [name for name, _ in LATENT]
    if given.latent not in names:
        raise BadInput(f"--latent: {given.latent!r} is none; one of {', '.join(names)}")
    if given.publish:
        raise BadInput("--latent: a page of one latent fault says too little; leave out --publish")
    return [pair for pair in todo if pair.latent == given.latent]


def digest(ran: list[Ran], short: bool) -> dict[str, Any]:
    """Counts, the worst of each latent fault and stage, and every broken bound by name."""
    latent = []
    for name, why in LATENT:
        for stage in STAGES:
            mine = [each for each in ran if each[0].latent == name and each[0].stage == stage]
            if mine:
                latent.append({"latent": name, "why": why, "stage": stage, **_worst(mine)})
    return {
        "schema": 1,
        "command": "solekeeper pairs --short" if short else "solekeeper pairs",
        "code": code(),
        "runs": len(ran),
        "latent": latent,
        "broken": {
            stage: [
                {"pair": str(pair), "bounds": broken(stage, row), **_figures(row)}
                for pair, row in ran
                if pair.stage == stage and broken(stage, row)
            ]
            for stage in STAGES
        },
    }


def _worst(mine: list[Ran]) -> dict[str, Any]:
    """Of one latent fault on one stage: what came nearest to a bound."""
    stage = mine[0][0].stage
    pair, row = max(mine, key=lambda each: max(share(stage, o, each[1]) for o in OBJECTIVES))
    broke = sum(bool(broken(stage, row)) for _, row in mine)
    return {
        "runs": len(mine), "broke": broke, "second": pair.second, "phase": pair.phase,
        **_figures(row),
    }  # fmt: skip


def _figures(row: Row) -> dict[str, Any]:
    return {
        "told": row["told"][0][0] if row["told"] else "",
        **{name: float(f"{row[name]:.4g}") for name in OBJECTIVES},
    }


def tell(found: dict[str, Any]) -> None:
    print(f"{found['runs']} pairs")
    for stage, broke in found["broken"].items():
        words = ", ".join(f"{bound(stage, name):g} {UNITS[name]}" for name in OBJECTIVES)
        print(f"  {stage}: {len(broke)} broke a bound ({words})")
        for each in broke[:20]:
            print(f"    {each['pair']}: {'; '.join(each['bounds'])}")
        worst = [row for row in found["latent"] if row["stage"] == stage]
        if worst:
            row = max(worst, key=lambda row: max(share(stage, o, row) for o in OBJECTIVES))
            print(
                f"    nearest: {row['latent']}, then {row['second']} ({row['phase']}): "
                f"{row['skin_c']} °C, {row['cem43_min']} CEM43 min, {row['mmhg']} mmHg"
            )
