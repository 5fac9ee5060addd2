"""Which evening is played live: the one of a file, or a default one that only a key ends.

Decides what goes together with --live. Everything else of a scenario is read and checked as ever.
host_tools.sim calls run_live().
"""

import argparse
from pathlib import Path

from host_tools.errors import BadInput
from host_tools.live.keyboard import check
from host_tools.live.play import Played, play
from host_tools.load_all import load_part
from sim.scenarios.document import Document, read
from sim.scenarios.scenario import LONGEST_S, PROFILES, Scenario, build
from sim.scenarios.section import Section

NOWHERE = "--live"


def run_live(given: argparse.Namespace) -> Played:
    """The evening as the person played it."""
    check_options(given)
    document, scenario = evening(given)
    check()
    return play(document, scenario, given.speed or 1.0, not given.scenarios)


def check_options(given: argparse.Namespace) -> None:
    """BadInput for what a live evening cannot be."""
    refused = (
        (given.json, "--json: stdout shows the picture; --out DIR has the summary"),
        (given.accept, "--accept: an evening by hand is no figure to remember"),
        (given.runtime != "cpython", "--runtime: it runs in this interpreter alone"),
        (len(given.scenarios) > 1, f"{len(given.scenarios)} scenarios; one at a time"),
        (given.profile and given.scenarios, "--profile: the scenario file says which"),
    )
    for wrong, why in refused:
        if wrong:
            raise BadInput(f"--live: {why}")


def evening(given: argparse.Namespace) -> tuple[Document, Scenario]:
    """The file's evening, or one with no feet in the wells and nothing pressed yet."""
    document = read(_one(given.scenarios[0])) if given.scenarios else _default(given.profile)
    for name in document.variants:
        raise BadInput(f"{document.file}: [{name}] makes several runs; --live plays one evening")
    return document, build(document, load_part, given.board, given.stage, given.seed)


def _one(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise BadInput(f"{name}: is a folder; --live plays one scenario file")
    return path


def _default(profile: str | None) -> Document:
    head = {
        "name": "an evening by hand",
        "profile": profile or PROFILES[0],
        "plan": "unlocked",  # else a neuropathic evening would begin without heat
        "program": "warm feet",
        "duration_s": LONGEST_S,
    }
    tables = {
        "scenario": Section(NOWHERE, "scenario", head),
        "plant": Section(NOWHERE, "plant", {}),
    }
    return Document(Path(NOWHERE), tables, {"at": [], "expect": []}, {})
