"""The hazard table as people read it: blocks of firmware/safety/README.md.

Decides only how rows look. What stands in them is hazards.toml's, checked by hazard_checks. Called
by `generate`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from firmware.safety.limit_rows import ROWS
from firmware.safety.trips import TRIPS
from host_tools.fault_tables import published
from host_tools.firmware_tables import table
from host_tools.hazard_checks import BOUNDED, HARDWARE, LIMITERS, breaks, more_tests
from host_tools.hazard_facts import Facts, facts
from sim.hazards import PARTS, Component, Hazard, Table, load

LIMITS = {"told_s": "told in {}", "warm_up_s": "told in {} while it warms up",
    "hold_s": "in {} at hold", "off_s": "cold in {}", "free_s": "free in {}"}  # fmt: skip
TOLD = ("told_s", "warm_up_s", "hold_s")  # the others are of outputs, and hold in any case
REFUSED = {"proof", "presence"}  # limiters that answer a failure with no heat, and no trip
UP = "../../"  # from the README to the top of the checkout


@cache
def _table() -> Table:
    return load()


@cache
def _facts() -> Facts:
    return facts()


def seconds(value: float) -> str:
    """A time as a person says it."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:g} s"


def in_time(row: Hazard) -> str:
    """What the row promises, in words; a bounded one may be told later, or not at all."""
    words = [LIMITS[key].format(seconds(value)) for key, value in row.in_time.items()]
    told = [i for i, key in enumerate(row.in_time) if key in TOLD]
    if told and BOUNDED in row.noticed:
        words[told[-1]] += ", or bounded"
    if "pad_over_cap_c" in row.at_most:
        words.append(f"pad ≤ cap + {row.at_most['pad_over_cap_c']:g} °C")
    if row.at_most.get("told") is False:
        words.append("no trip")
    return "; ".join(words) or "bounds of every run"


def noticed(row: Hazard) -> str:
    """Trips as code, the rest as words."""
    trips = {each[1] for each in TRIPS}
    return ", ".join(f"`{name}`" if name in trips else name for name in row.noticed)


def proofs(row: Hazard) -> str:
    """The row's tests, and how many more name it."""
    words = []
    for name in row.tests:
        if name.endswith(".toml"):
            words.append(f"[{name.rpartition('/')[2][:-5].replace('_', ' ')}]({UP}{name})")
        else:
            words.append(f"`{name}`")
    more = more_tests(row, _facts())
    if more:
        words.append(f"and {len(more)} that name it")
    return "<br>".join(words)


def hazards() -> str:
    """All rows, a table for each part."""
    text = []
    for part, title in PARTS.items():
        rows = [
            (
                row.id,
                row.cause,
                noticed(row),
                in_time(row),
                row.safe,
                ", ".join(row.requires) or "–",
                "<br>".join(f"[{name}]({UP}firmware/{name})" for name in row.code),
                proofs(row),
            )
            for row in _table().hazards
            if row.part == part
        ]
        head = ("id", "what goes wrong", "noticed by", "allowed", "ends in", "limits", "code",
            "tests")  # fmt: skip
        text.append(f"### {title}\n{table(head, rows)}")
    return "\n".join(text)


def named() -> str:
    rows = [(row.id, row.cause, row.answer) for row in _table().named]
    return table(("id", "what goes wrong", "what is done instead"), rows)


def components() -> str:
    """What of each part was told when it was played, and what proves the rest away, how often."""
    by_id = {row.id: row for row in _table().hazards}
    rows = []
    for part in _table().components:
        mine = [by_id[name] for name in part.rows]
        refused = ", ".join(row.id for row in mine if REFUSED & set(row.noticed)) or "–"
        rows.append((part.name, ", ".join(part.rows), told_runs(part, mine, published()["plays"]),
            refused, part.hidden, part.proof, part.interval))  # fmt: skip
    head = ("component", "its failures", "a trip came in, of all runs with one of them",
        "heat refused", "what work does not show", "what proves it away", "how often")  # fmt: skip
    return table(head, rows)


def told_runs(part: Component, rows: list[Hazard], plays: list[dict[str, Any]]) -> str:
    """'30 of 36' of the published runs in which one of the part's failures was played, told or
    not; and which failures were not played there. Where nothing breaks there is nothing to tell.
    """
    broken = {(row.id, play) for row in rows for play in row.plays if breaks(play)}
    mine = [each for each in plays if (each["hazard"], each["play"]) in broken]
    words = []
    if mine:
        told = sum(each["told_runs"] for each in mine)
        words.append(f"{told} of {sum(each['runs'] for each in mine)}")
    absent = [name for name in part.rows if name not in {each["hazard"] for each in mine}]
    if absent:
        words.append(f"not played: {', '.join(absent)}")
    return "; ".join(words)


def words() -> str:
    """What the words in the column "noticed by" mean, beside the trips."""
    rows = [(name, "hardware", what) for name, what in HARDWARE.items()]
    rows += [(name, "limiter", what) for name, what in LIMITERS.items()]
    rows.append(("bounded", "–", "may be told later, or not at all, while every bound holds"))
    return table(("word", "kind", "what it does"), rows)


def limit_rows() -> str:
    """Which hazards a limit stands against."""
    rows = []
    for limit in ROWS:
        ids = [row.id for row in _table().hazards if limit[0] in row.requires]
        tests = [name for name, says in _facts().tests.items() if limit[0] in says]
        rows.append((limit[0], f"`{limit[1]}`", ", ".join(ids), str(len(tests))))
    return table(("limit", "name", "against", "tests that name it"), rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "hazards": hazards,
    "hazards-named": named,
    "components": components,
    "hazard-words": words,
    "limits-against": limit_rows,
}
