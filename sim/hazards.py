"""The hazard table as data: firmware/safety/hazards.toml, read and typed.

Decides which keys a row has and nothing about what is in them: host_tools.hazard_checks holds the
rows to the code, sim.matrix plays them. CPython only.
"""

import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sim.errors import BadInput

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "firmware" / "safety" / "hazards.toml"
PARTS = {
    "heater": "Heaters, their switches, the independent hardware",
    "sensor": "Temperature sensors",
    "reading": "The way from sensor to number",
    "foot": "Feet",
    "air": "Air",
    "roller": "Rollers and vibration",
    "supply": "Supply",
    "program": "Program and chip",
    "people": "People",
}


@dataclass(frozen=True)
class Hazard:
    """One row; the file's head says what each key means."""

    id: str
    part: str
    cause: str
    noticed: tuple[str, ...]
    safe: str
    code: tuple[str, ...]
    tests: tuple[str, ...]
    plays: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    in_time: dict[str, float] = field(default_factory=dict)
    at_most: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Named:
    """A hazard that no firmware stops."""

    id: str
    cause: str
    answer: str


@dataclass(frozen=True)
class Component:
    """A part that can fail; `rows` are its failures, `hidden` the one that work does not show."""

    name: str
    rows: tuple[str, ...]
    hidden: str
    proof: str
    interval: str


@dataclass(frozen=True)
class Table:
    """All of it, in the file's order."""

    hazards: tuple[Hazard, ...]
    named: tuple[Named, ...]
    components: tuple[Component, ...] = ()


def load(path: Path = PATH) -> Table:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}: {error}") from None
    return from_data(data, str(path))


def from_data(data: dict[str, Any], where: str) -> Table:
    """Plain data as a table; a key nobody knows, or a missing one, is one line."""
    unknown = set(data) - {"hazard", "named", "component"}
    if unknown:
        raise BadInput(f"{where}: unknown table {sorted(unknown)[0]}")
    return Table(
        tuple(_row(Hazard, row, where) for row in data.get("hazard", [])),
        tuple(_row(Named, row, where) for row in data.get("named", [])),
        tuple(_row(Component, row, where) for row in data.get("component", [])),
    )


def _row(kind: Any, row: dict[str, Any], where: str) -> Any:
    name = row.get("id", row.get("name", "a row without id"))
    known = {each.name for each in fields(kind)}
    for key in row:
        if key not in known:
            raise BadInput(f"{where}: {name}: unknown key {key}")
    try:
        lists = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
        return kind(**lists)
    except TypeError as error:
        raise BadInput(f"{where}: {name}: {str(error).partition(') ')[2]}") from None
