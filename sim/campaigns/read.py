"""Reads a campaign (a TOML file) into a Campaign: complete and checked.

Decides which keys a campaign has. Everything a file may draw is tried at its ends before anything
runs, so that a mistake is one line that names file and key. It may not draw: `plan` does.
host_tools.campaign calls read_campaign(). CPython only.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.campaigns.dice import Whole
from sim.campaigns.draws import Draw, always, read_draw
from sim.campaigns.maybes import read_maybe, stay
from sim.campaigns.plan import Campaign, Loader
from sim.scenarios.document import Document, by_address, read
from sim.scenarios.file import blocks_of, read_document
from sim.scenarios.scenario import SEED_MAX, build
from sim.scenarios.section import Section

SEED, DURATION = "scenario.seed", "scenario.duration_s"
MOST_RUNS = 10_000_000


def read_campaign(path: Path, loader: Loader, seed: int | None, runs: int | None) -> Campaign:
    """The file as a checked Campaign; seed and number of runs given here win over the file."""
    file = str(path)
    text, given = read_document(path)
    top = Section(file, "", given)
    top.allow(("campaign", "draw", "maybe", "expect"))
    top.need("campaign", "a [campaign] table with at least base")
    head = Section(file, "campaign", given["campaign"])
    head.allow(("name", "base", "seed", "runs"))
    head.need("base", "the scenario that is varied: a file, or { choice = [ files ] }")
    base = read_draw(head, "base")
    draw = by_address(Section(file, "draw", given.get("draw", {})))
    draws = {address: read_draw(draw, address) for address in draw.table}
    for address in draws:
        if address.startswith("expect."):
            draw.fail(address, "what is expected does not vary")
    if SEED not in draws:  # every run has a noise of its own
        draws[SEED] = Draw(Whole(0, SEED_MAX), (0, SEED_MAX))
    own_seed = head.whole("seed", 0, SEED_MAX) if "seed" in head else 1
    own_runs = head.whole("runs", 1, MOST_RUNS) if "runs" in head else 100
    campaign = Campaign(
        file=file,
        name=head.line("name", 80) if "name" in head else path.stem,
        seed=own_seed if seed is None else seed,
        runs=own_runs if runs is None else runs,
        base=base,
        documents={each: _base(head, each, path) for each in base.ends},
        draws=draws,
        section=draw,
        maybes=[read_maybe(block) for block in blocks_of(file, given, "maybe", text)],
        claims=blocks_of(file, given, "expect", text),
        loader=loader,
        content=given,
    )
    for document in campaign.documents.values():
        _try_ends(campaign, document)
    return campaign


def _base(head: Section, name: object, path: Path) -> Document:
    if not isinstance(name, str) or not name:
        head.fail("base", "not a file name; a scenario file, as seen from the campaign's folder")
    file = path.parent / name
    if not file.is_file():
        head.fail("base", f'"{name}": no such file beside {path.name}')
    document = read(file)
    if document.variants:
        head.fail("base", f'"{name}" has a [{next(iter(document.variants))}]; it must be one run')
    return document


def _try_ends(campaign: Campaign, document: Document) -> None:
    """Refuses a draw that could give a scenario nobody may run."""
    alone = replace(document, blocks={**document.blocks, "expect": []})
    for address, draw in campaign.draws.items():
        if len(set(draw.ends)) == 1 or address == DURATION:  # what no run is without
            note = f" (from draw.{address})"
            alone = alone.put(address, draw.ends[-1], campaign.section, address, note)
    build(alone, campaign.loader)
    # a claim may count from the first fault, and here stands for a run that has one
    fault = Section(campaign.file, "", {"t_s": 0.0, "fault": "slow_hang"})
    claimed = {"at": [fault], "expect": campaign.claims}
    build(replace(alone, blocks=claimed), campaign.loader)
    for address, draw in campaign.draws.items():
        for end in draw.ends:
            note = f" (from draw.{address})"
            build(alone.put(address, end, campaign.section, address, note), campaign.loader)
    for stage in _stages(campaign, alone):
        head = alone.tables["scenario"].put("stage", stage, campaign.file, "")
        silent = replace(alone, tables={**alone.tables, "scenario": head})
        for maybe in campaign.maybes:
            for block in maybe.extremes(campaign.loader("stage", str(stage))):
                stay(block.table, float(head.table["duration_s"]))
                build(replace(silent, blocks={"at": [block], "expect": []}), campaign.loader)


def _stages(campaign: Campaign, document: Document) -> tuple[Any, ...]:
    own = document.tables["scenario"].table.get("stage", "gentle")
    return campaign.draws.get("scenario.stage", always(own)).ends
