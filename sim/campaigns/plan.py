"""A campaign, and the run that a number stands for.

Decides how run K comes to be: a pure function of file, seed and K. It may not run anything, and it
trusts what it is given: `read` checked the file. Campaign.scenario() is called wherever a run is
carried, written out or looked at again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sim.campaigns.code import code
from sim.campaigns.dice import Dice
from sim.campaigns.draws import Draw
from sim.campaigns.maybes import Maybe
from sim.errors import BadInput
from sim.scenarios.document import Document
from sim.scenarios.expect import OFF_AFTER
from sim.scenarios.scenario import Scenario, build
from sim.scenarios.section import Section

ATTEMPTS = 20  # two presses that fall on each other are drawn again; this often is a mistake
Loader = Callable[[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Campaign:
    """`base` draws one of `documents` by its file name. `seed` and `runs` are what was asked."""

    file: str
    name: str
    seed: int
    runs: int
    base: Draw
    documents: dict[str, Document]
    draws: dict[str, Draw]
    section: Section
    maybes: list[Maybe]
    claims: list[Section]
    loader: Loader
    content: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """What runs of one number have in common, besides the seed: file and bases, by content."""
        head = {**self.content["campaign"], "seed": None, "runs": None}
        bases = {name: document.plain() for name, document in self.documents.items()}
        text = json.dumps([{**self.content, "campaign": head}, bases], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def identity(self) -> dict[str, str]:
        """What all runs of one ledger must share."""
        return {"campaign": self.fingerprint, "seed": str(self.seed), "code": code()}

    def scenario(self, run: int) -> tuple[Scenario, Document]:
        """Run number `run`, ready to be carried, and the document it can be written out from."""
        refused = ""
        for attempt in range(ATTEMPTS):
            document = self._document(run, Dice(self.seed, run, attempt))
            try:
                return build(document, self.loader), document
            except BadInput as error:
                refused = str(error)
        raise BadInput(f"{self.file}: run {run}: no sense in {ATTEMPTS} attempts; {refused}")

    def _document(self, run: int, dice: Dice) -> Document:
        document = self.documents[self.base.of(dice.throw("base"))]
        for address, draw in self.draws.items():
            value = draw.of(dice.throw(address))
            document = document.put(address, value, self.section, address, f" (in run {run})")
        head = document.tables["scenario"].put("name", f"{self.name}, run {run}", self.file, "")
        stage = self.loader("stage", str(head.table.get("stage", "gentle")))
        duration_s = float(head.table["duration_s"])
        blocks = list(document.blocks["at"])
        for maybe in self.maybes:
            blocks += maybe.blocks(dice, stage, duration_s)
        faulty = any("fault" in block for block in blocks)
        claims = [c for c in self.claims if faulty or c.table.get("plant") != OFF_AFTER]
        return replace(
            document,
            tables={**document.tables, "scenario": head},
            blocks={"at": blocks, "expect": claims},
        )
