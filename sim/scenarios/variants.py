"""[sweep] and [matrix]: one scenario file that stands for many runs, numbered and named.

Decides which values a key takes and what each run is called. A sweep is one key over `values`, or
`from`, `to` in `steps`; a matrix is every combination of several keys' values, the last key
turning fastest. It may not know what a key means: a bad value is refused where every value of a
scenario is, and the complaint says which value it was. `scenario` calls it.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from sim.scenarios.document import Document, by_address
from sim.scenarios.section import Section, show

MOST_RUNS = 1000  # more is a campaign's work
LONGEST_TAIL = 80  # a folder is named by it


@dataclass(frozen=True)
class Variant:
    """One run: the changed document, what a person reads, what its folder's name ends with."""

    document: Document
    label: str
    tail: str


def variants(document: Document) -> list[Variant]:
    """The runs a document's [sweep] or [matrix] makes; none when it has neither."""
    given = document.variants
    if "sweep" in given and "matrix" in given:
        given["sweep"].fail("", "stands beside [matrix]; put the swept key into [matrix]")
    if "sweep" in given:
        section = given["sweep"]
        address, values = _sweep(section)
        axes = [(address, [(value, f"sweep.{place}") for place, value in values])]
    elif "matrix" in given:
        section = by_address(given["matrix"])
        axes = _matrix(section)
    else:
        return []
    count = 1
    for _, values_of_axis in axes:
        count *= len(values_of_axis)
    if count > MOST_RUNS:
        section.fail("", f"makes {count} runs; at most {MOST_RUNS} (a campaign draws more)")
    width = len(str(count))
    made = []
    for number, picks in enumerate(itertools.product(*(values for _, values in axes)), 1):
        changed, words = document, []
        for (address, _), (value, place) in zip(axes, picks):
            key = "key" if section.name == "sweep" else address
            changed = changed.put(address, value, section, key, f" (from {place})")
            words.append(f"{_short(address)} {_text(value)}")
        label = f"{number:0{width}}: " + ", ".join(words)
        made.append(Variant(changed, label, _tail(f"{number:0{width}} " + " ".join(words))))
    return made


def _sweep(section: Section) -> tuple[str, list[tuple[str, Any]]]:
    section.allow(("key", "values", "from", "to", "steps"))
    section.need("key", "what is swept: plant.KEY, scenario.KEY, at.ID.KEY or expect.ID.KEY")
    address = section.line("key", 200)
    if "values" in section:
        for key in ("from", "to", "steps"):
            if key in section:
                section.fail(key, "stands beside values; either values, or from, to and steps")
        return address, list(enumerate_values(section, "values", "values"))
    for key in ("from", "to", "steps"):
        section.need(key, "a sweep has values = […], or from, to and steps")
    first, last = section.number("from", -1e9, 1e9), section.number("to", -1e9, 1e9)
    steps = section.whole("steps", 2, MOST_RUNS, "runs, both ends included")
    whole = isinstance(section.table["from"], int) and isinstance(section.table["to"], int)
    values: list[tuple[str, Any]] = []
    for i in range(steps):
        value = float(f"{first + (last - first) * i / (steps - 1):.9g}")
        exact = whole and value == int(value)  # a seed or a hold_ms wants whole numbers
        values.append((f"step {i + 1}", int(value) if exact else value))
    return address, values


def _matrix(section: Section) -> list[tuple[str, list[tuple[Any, str]]]]:
    if not section.table:
        section.fail("", "is empty; lines like plant.ambient_c = [5, 35]")
    axes = []
    for address in section.table:
        pairs = enumerate_values(section, address, f"matrix.{address}")
        axes.append((address, [(value, place) for place, value in pairs]))
    return axes


def enumerate_values(section: Section, key: str, place: str) -> list[tuple[str, Any]]:
    """(place, value) of a list of plain values that is not empty."""
    values = section.table[key]
    if not isinstance(values, list) or not values:
        section.fail(key, f"{show(values)} is not a list of at least one value")
    for value in values:
        if not isinstance(value, (bool, int, float, str)):
            section.fail(key, f"{show(value)} is neither a number, a text, true nor false")
    return [(f"{place}[{i}]", value) for i, value in enumerate(values)]


def _short(address: str) -> str:
    """`plant.ambient_c` -> `ambient_c`; `at.fault.t_s` -> `fault t_s`."""
    return " ".join(address.split(".")[1:])


def _text(value: object) -> str:
    return f"{value:.9g}" if isinstance(value, float) else show(value).strip('"')


def _tail(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "_", text)[:LONGEST_TAIL].strip("_")
