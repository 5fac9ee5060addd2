"""`solekeeper boards`: lists boards and stages, checks a description; loads them.

Decides which file a name means and that nothing leaves here unchecked. It may not repair
anything: a description is right or BadInput. `load_board`, `load_stage` and `load_front_end`
serve the simulator.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from host_tools import board_rules
from host_tools.descriptions import FOLDER, Description, check_shape, kind_of, read
from host_tools.errors import BadInput

PLACES = {"board": FOLDER, "stage": FOLDER / "stages", "front_end": FOLDER}
NOT_BOARDS = {"front_end"}
FAULTS: dict[str, Callable[[Description], Iterator[str]]] = {
    "board": board_rules.board_faults,
    "stage": board_rules.stage_faults,
    "front_end": board_rules.front_end_faults,
}


def names(kind: str) -> list[str]:
    """Names that `load_board` or `load_stage` takes."""
    found = sorted(path.stem for path in PLACES[kind].glob("*.json"))
    return [name for name in found if kind != "board" or name not in NOT_BOARDS]


def check(path: Path, kind: str | None = None) -> Description:
    """The description in `path` if it keeps every rule; else BadInput with the first it breaks."""
    data = read(path)
    kind = kind or kind_of(data, path)
    check_shape(data, kind, path)
    for fault in FAULTS[kind](data):
        raise BadInput(f"{path}: {fault}")
    return data


def find(name: str, kind: str) -> Path:
    """The file that a name, or a path ending in .json, means."""
    if name.endswith(".json"):
        return Path(name)
    if name not in names(kind):
        known = ", ".join(names(kind))
        raise BadInput(f'{kind} "{name}" is unknown; known: {known}, or a file ending in .json')
    return PLACES[kind] / f"{name}.json"


def load_board(name: str) -> Description:
    """A checked board by name or by path."""
    return check(find(name, "board"), "board")


def load_stage(name: str) -> Description:
    """A checked stage by name or by path."""
    return check(find(name, "stage"), "stage")


def load_front_end(name: str = "reference") -> Description:
    """The checked front end that a board names."""
    data = check(FOLDER / "front_end.json", "front_end")
    if data["name"] != name:
        raise BadInput(f'front_end: "{name}" is unknown; known: {data["name"]}')
    return data


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "list boards and stages, or check a description"
    parser = sub.add_parser("boards", help=text, description=text.capitalize() + ".")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=list_all)
    actions = parser.add_subparsers(metavar="check FILE")
    checker = actions.add_parser("check", help="validate a board, a stage or a front end")
    checker.add_argument("file", nargs="+", type=Path, help="a JSON file like those in boards/")
    checker.add_argument("--json", action="store_true", help="print one JSON document")
    checker.set_defaults(run=check_files)


def list_all(given: argparse.Namespace) -> int:
    loaders = {"boards": ("board", load_board), "stages": ("stage", load_stage)}
    found = {
        title: [
            {key: value for key, value in load(name).items() if key in ("name", "title", "chip")}
            for name in names(kind)
        ]
        for title, (kind, load) in loaders.items()
    }
    if given.json:
        print(json.dumps(found))
        return 0
    for title, rows in found.items():
        print(title)
        for row in rows:
            print(f"  {row['name']:14} {row['title']}")
    return 0


def check_files(given: argparse.Namespace) -> int:
    checked = []
    for path in given.file:
        data = check(path)
        checked.append({"file": str(path), "kind": kind_of(data, path), "name": data["name"]})
        if not given.json:
            print(f"{path}: a sound {kind_of(data, path).replace('_', ' ')}, {data['title']}")
    if given.json:
        print(json.dumps(checked))
    return 0
