"""[[maybe]] of a campaign: something that happens in some runs. A press, a step out, a fault.

Decides how often (`chance`, `times`) and which of its words are drawn; `fault = "any"` is every
fault the drawn stage can have, `where = "any"` (or none) every legal place. It may not judge an
action: each becomes an ordinary [[at]] block and is read like one. `plan` calls it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

from sim.campaigns.dice import Dice
from sim.campaigns.draws import Draw, always, read_draw
from sim.faults import CUTS, FAULTS
from sim.scenarios.actions import ACTIONS, EXTRAS
from sim.scenarios.fault_rules import places, possible
from sim.scenarios.section import Section

ANY = "any"
MOST_TIMES = 100
WORDS = ("t_s", *ACTIONS, *(key for keys in EXTRAS.values() for key in keys))


@dataclass(frozen=True)
class Maybe:
    """One block: `draws` has a Draw for each key of the [[at]] it may become."""

    section: Section
    chance: float
    times: Draw
    draws: dict[str, Draw]

    def block(self, table: dict[str, Any]) -> Section:
        """An [[at]] block; a complaint about it names the campaign's own place."""
        return Section(self.section.file, self.section.name, table, self.section.note)

    def blocks(self, dice: Dice, stage: dict[str, Any], duration_s: float) -> list[Section]:
        """What this block adds to one run."""
        name = self.section.name
        if dice.throw(f"{name}.chance") >= self.chance:
            return []
        made = []
        for i in range(self.times.of(dice.throw(f"{name}.times"))):
            what = f"{name}.{i}"
            table = {key: draw.of(dice.throw(f"{what}.{key}")) for key, draw in self.draws.items()}
            if "fault" in table:
                self._settle(table, dice, what, stage)
            stay(table, duration_s)
            made.append(self.block(table))
        return made

    def _settle(self, table: dict[str, Any], dice: Dice, what: str, stage: dict[str, Any]) -> None:
        """A fault and a place of this stage instead of "any"."""
        if table["fault"] == ANY:
            table["fault"] = _pick(possible(stage), dice.throw(f"{what}.any"))
        if table.get("where", ANY) == ANY and table["fault"] in FAULTS:
            table.pop("where", None)
            legal = places(table["fault"], stage)
            if legal:
                table["where"] = _pick(legal, dice.throw(f"{what}.anywhere"))
        if table["fault"] in CUTS:
            table.pop("for_s", None)

    def extremes(self, stage: dict[str, Any]) -> list[Section]:
        """Blocks that together hold every end of every draw, each fault with each place."""
        low = {key: draw.ends[0] for key, draw in self.draws.items()}
        tables = [low | {key: end} for key, draw in self.draws.items() for end in draw.ends]
        if "fault" in self.draws:
            faults, wheres = self.draws["fault"].ends, self.draws.get("where", always(ANY)).ends
            tables += [low | {"fault": f, "where": w} for f, w in product(faults, wheres)]
            dice = Dice(0, 0)
            for table in tables:
                self._settle(table, dice, "", stage)
        return [self.block(table) for table in tables]


def stay(table: dict[str, Any], duration_s: float) -> None:
    """A length beyond the end is none: it stays to the end."""
    if table["t_s"] + table.get("for_s", 0.0) >= duration_s:
        table.pop("for_s", None)


def _pick(words: list[str], throw: float) -> str:
    return words[int(len(words) * throw)]


def read_maybe(section: Section) -> Maybe:
    """A [[maybe]] block, checked as far as it can be without a scenario around it."""
    section.allow(("chance", "times", *WORDS))
    section.need("chance", "how often, from 0 (never) to 1 (in every run)")
    section.need("t_s", "when, in seconds; { uniform = [10, 800] }, say")
    chance = section.number("chance", 0.0, 1.0)
    times = read_draw(section, "times") if "times" in section else always(1)
    for end in times.ends:
        if isinstance(end, bool) or not isinstance(end, int) or not 0 <= end <= MOST_TIMES:
            section.fail("times", f"a whole number up to {MOST_TIMES}, or {{ whole = [0, 5] }}")
    draws = {key: read_draw(section, key) for key in WORDS if key in section}
    for end in draws["t_s"].ends:
        if isinstance(end, bool) or not isinstance(end, (int, float)):
            section.fail("t_s", "seconds are numbers")
    for end in draws.get("for_s", always(1.0)).ends:
        if isinstance(end, bool) or not isinstance(end, (int, float)) or not end > 0:
            section.fail("for_s", "seconds above 0")
    return Maybe(section, chance, times, draws)
