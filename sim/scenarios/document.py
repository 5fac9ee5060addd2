"""A scenario before it is checked: its tables and blocks, from one file or several by includes.

Decides how files lie over each other and how a single value is named from outside:
- `include = "base.toml"` or a list; paths count from the including file; includes may nest.
- [scenario] and [plant]: key by key, the including file wins, a later include over an earlier
  one. Only `name` is not handed on.
- [[at]] and [[expect]]: the included blocks first, then the file's own. A block with the `id` of
  an earlier one takes its place, whole; with `drop = true` beside the `id` it takes it away.
- A value's address: `plant.ambient_c`, `scenario.seed`, or `at.ID.t_s` in the block of that id.
It may not know what a key means. `scenario` builds from it; `variants` and campaigns change it.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.errors import BadInput
from sim.scenarios.file import blocks_of, read_document
from sim.scenarios.section import Section, nearest, show

TABLES = ("scenario", "plant")
BLOCKS = ("at", "expect")
VARIANTS = ("sweep", "matrix")
NOT_HANDED_ON = "name"
ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Document:
    """`path` is the file that was named; the sections know where each of their keys came from."""

    path: Path
    tables: dict[str, Section]
    blocks: dict[str, list[Section]]
    variants: dict[str, Section]

    @property
    def file(self) -> str:
        return str(self.path)

    def plain(self) -> dict[str, Any]:
        """The same scenario as one TOML document without includes."""
        made: dict[str, Any] = {key: dict(each.table) for key, each in self.tables.items()}
        for key, blocks in self.blocks.items():
            made[key] = [dict(block.table) for block in blocks]
        return {key: value for key, value in made.items() if value or key == "scenario"}

    def put(self, address: str, value: object, by: Section, key: str, note: str) -> "Document":
        """The same document with one value changed; `by` and its `key` are blamed if it cannot."""
        parts = address.split(".")
        if parts[0] in TABLES and len(parts) == 2 and parts[1] != NOT_HANDED_ON:
            section = self.tables[parts[0]].put(parts[1], value, by.file, note)
            return replace(self, tables={**self.tables, parts[0]: section})
        if parts[0] in BLOCKS and len(parts) == 3:
            blocks = list(self.blocks[parts[0]])
            ids = [str(block.table.get("id", "")) for block in blocks]
            if parts[1] in ids and parts[2] not in ("id", "drop"):
                i = ids.index(parts[1])
                blocks[i] = blocks[i].put(parts[2], value, by.file, note)
                return replace(self, blocks={**self.blocks, parts[0]: blocks})
            known = [each for each in ids if each]
            has = "one of " + " ".join(known) if known else f'write id = "…" into a [[{parts[0]}]]'
            hint = nearest(parts[1], known) or f"; {has}"
            by.fail(key, f'"{address}": no [[{parts[0]}]] of {self.file} has this id{hint}')
        by.fail(
            key, f'"{address}" names no value; plant.KEY, scenario.KEY, at.ID.KEY, expect.ID.KEY'
        )


def by_address(section: Section) -> Section:
    """The same table with whole addresses as keys, whether they stood in quotes or not.

    To TOML, `plant.ambient_c = …` without quotes is a table in a table.
    """
    flat: dict[str, Any] = {}
    for key, value in section.table.items():
        deep = 1 if key in TABLES else 2 if key in BLOCKS else 0
        for parts, each in _dig((key,), value, deep):
            flat[".".join(parts)] = each
    return Section(section.file, section.name, flat, section.note)


def _dig(parts: tuple[str, ...], value: Any, deep: int) -> list[tuple[tuple[str, ...], Any]]:
    if not deep or not isinstance(value, dict):
        return [(parts, value)]
    return [pair for key, each in value.items() for pair in _dig((*parts, key), each, deep - 1)]


def read(path: Path, above: tuple[Path, ...] = ()) -> Document:
    """The file with everything it includes laid under it."""
    file = str(path)
    text, given = read_document(path)
    top = Section(file, "", given)
    top.allow(("include", *TABLES, *BLOCKS, *VARIANTS))
    variants = {key: Section(file, key, given[key]) for key in VARIANTS if key in given}
    made = Document(path, {key: Section(file, key, {}) for key in TABLES}, {}, variants)
    for base in _includes(top, path, above):
        if base.variants:
            (name, *_) = base.variants
            top.fail("include", f"{base.file} has a [{name}]; only the file that is run may")
        made = _lay(base, made)
    own = {key: Section(file, key, given.get(key, {})) for key in TABLES}
    blocks = {key: blocks_of(file, given, key, text) for key in BLOCKS}
    return _lay(Document(path, own, blocks, variants), made)


def _includes(top: Section, path: Path, above: tuple[Path, ...]) -> list[Document]:
    names = top.table.get("include", [])
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        top.fail("include", f"{show(names)} is neither a file name nor a list of them")
    here = path.resolve()
    found = []
    for name in names:
        base = path.parent / name
        if base.resolve() in (here, *above):
            top.fail("include", f'"{name}" includes itself, by way of {path.name}')
        try:
            found.append(read(base, (*above, here)))
        except BadInput as error:
            if str(error).startswith(f"{base}: ") and not base.is_file():
                top.fail("include", f"{error}")
            raise
    return found


def _lay(upper: Document, lower: Document) -> Document:
    """`upper` over `lower`."""
    tables = {key: upper.tables[key].over(_handed_on(lower.tables[key])) for key in TABLES}
    blocks = {key: _join(lower.blocks.get(key, []), upper.blocks.get(key, [])) for key in BLOCKS}
    return replace(upper, path=lower.path, tables=tables, blocks=blocks, variants=lower.variants)


def _handed_on(section: Section) -> Section:
    kept = Section(section.file, section.name, dict(section.table), section.note)
    kept.table.pop(NOT_HANDED_ON, None)
    kept.origins, kept.notes = section.origins, section.notes
    return kept


def _join(lower: list[Section], upper: list[Section]) -> list[Section]:
    made = list(lower)
    own: set[str] = set()
    for block in upper:
        if "id" not in block:
            if "drop" in block:
                block.fail("drop", "goes with id: the block to take away")
            made.append(block)
            continue
        name = block.line("id", 60)
        if not ID.fullmatch(name):
            block.fail("id", f"{show(name)} is not one word of letters, digits, _ and -")
        if name in own:
            block.fail("id", f'"{name}" stands twice in this file')
        own.add(name)
        places = [i for i, each in enumerate(made) if each.table.get("id") == name]
        if "drop" in block:
            block.allow(("id", "drop"))
            if not block.flag("drop") or not places:
                block.fail("drop", f'no included block has the id "{name}"; drop = true takes one')
            del made[places[0]]
        elif places:
            made[places[0]] = block
        else:
            made.append(block)
    return made
