"""What happens in a live evening, as the [[at]] blocks of a scenario: its own and the keys'.

Decides that a key is nothing but a line of a scenario: each goes through the scenario reader, so
what makes no sense there is refused here, and `document` gives a file that plays the same evening
again, bit for bit. It may not act on the simulation; `hands` does.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from host_tools.errors import BadInput
from sim.scenarios.actions import read_actions
from sim.scenarios.document import Document
from sim.scenarios.scenario import Scenario
from sim.scenarios.section import Section

FILE = "session.toml"
LONGEST_NAME = 120


class Standing(NamedTuple):
    """How things stand at a moment, by the actions so far."""

    feet: str
    plugged: bool
    down: frozenset[str]


class Diary:
    """`blocks` are the tables of [[at]]; `touched` once a key changed the evening."""

    def __init__(self, document: Document, scenario: Scenario) -> None:
        self.source, self.spec = document, scenario.spec
        self.longest_s = scenario.spec["duration_ms"] / 1000
        self.blocks = [dict(block.table) for block in document.blocks["at"]]
        self.actions: list[dict[str, Any]] = list(scenario.spec["at"])
        self.touched = False

    def add(self, t_us: int, block: dict[str, Any]) -> dict[str, Any]:
        """One more block at `t_us`, which no other has; the action it means, or BadInput."""
        blocks = [*self.blocks, {"t_s": t_us / 1_000_000, **block}]
        actions = self._read(blocks)
        self.blocks, self.actions, self.touched = blocks, actions, True
        return next(action for action in actions if action["t_us"] == t_us)

    def _read(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        sections = [Section("key", f"at[{i}]", table) for i, table in enumerate(blocks)]
        try:
            return read_actions(
                sections, self.longest_s, self.spec["stage"], self.spec["plant"]["feet"]
            )
        except BadInput as error:  # the file and the block's number tell a person at keys nothing
            raise BadInput(str(error).split(": ", 2)[-1]) from None

    def end(self, fault: str, where: str | None, begun_us: int, ended_us: int) -> None:
        """The fault that began then lasts until `ended_us`, whatever was planned."""
        for block in self.blocks:
            same = block.get("fault") == fault and block.get("where") == where
            if same and round(block["t_s"] * 1_000_000) == begun_us:
                block["for_s"] = (ended_us - begun_us) / 1_000_000
        self.actions, self.touched = self._read(self.blocks), True

    def standing(self, t_us: int) -> Standing:
        """Feet, plug and fingers at `t_us`."""
        feet, plugged = str(self.spec["plant"]["feet"]), True
        until: dict[str, float] = {}
        for action in self.actions:
            if action["t_us"] > t_us:
                break
            if action["do"] == "feet":
                feet = action["feet"]
            elif action["do"] == "power":
                plugged = action["on"]
            elif action["do"] == "press":
                hold_us = action["hold_ms"] * 1000.0
                until[action["button"]] = float("inf") if hold_us < 0 else action["t_us"] + hold_us
            elif action["do"] == "release":
                until[action["button"]] = 0.0
        down = frozenset(button for button, end_us in until.items() if end_us > t_us)
        return Standing(feet, plugged, down)

    def document(self, end_us: int, whole: bool) -> Document:
        """The evening up to `end_us`. What was expected is only of the `whole`, untouched one."""
        end_s = end_us / 1_000_000
        spec, head = self.spec, self.source.tables["scenario"]
        table = {
            **head.table,
            "name": str(spec["name"])[:LONGEST_NAME],
            "board": head.table.get("board", spec["board"]["name"]),
            "stage": head.table.get("stage", spec["stage"]["name"]),
            "profile": spec["profile"],
            "seed": spec["seed"],
            "duration_s": end_s,
        }
        happened = [self._cut(block, end_s) for block in self.blocks if block["t_s"] <= end_s]
        happened.sort(key=lambda block: float(block["t_s"]))
        blocks = {
            "at": [Section(FILE, f"at[{i}]", block) for i, block in enumerate(happened)],
            "expect": self.source.blocks["expect"] if whole else [],
        }
        tables = {**self.source.tables, "scenario": Section(FILE, "scenario", table)}
        return replace(self.source, path=Path(FILE), tables=tables, blocks=blocks, variants={})

    @staticmethod
    def _cut(block: dict[str, Any], end_s: float) -> dict[str, Any]:
        """What lasts beyond the end stays until it."""
        cut = dict(block)
        if "press" in cut and cut.get("hold_ms", 80) >= 0:
            if cut["t_s"] + cut.get("hold_ms", 80) / 1000 > end_s:
                cut["hold_ms"] = -1
        if "for_s" in cut and cut["t_s"] + cut["for_s"] > end_s:
            del cut["for_s"]
        return cut
