"""From what a person named (files, folders, a board, a stage) to checked scenarios.

Decides what a folder stands for and refuses two scenarios that would write over each other.
Nothing runs before all of them are checked. host_tools.sim calls load_all().
"""

from functools import cache
from pathlib import Path
from typing import Any

from host_tools.boards import load_board, load_front_end, load_stage
from host_tools.errors import BadInput
from sim.scenarios.scenario import Scenario, load_runs

LOADERS = {"board": load_board, "stage": load_stage, "front_end": load_front_end}


def load_part(kind: str, name: str) -> dict[str, Any]:
    return LOADERS[kind](name)


@cache
def load_part_once(kind: str, name: str) -> dict[str, Any]:
    """load_part for thousands of runs. Nobody may change what it returns."""
    return load_part(kind, name)


def load_all(
    names: list[str], board: str | None, stage: str | None, seed: int | None
) -> tuple[list[Scenario], bool]:
    """The runs, and whether there are several (results then go into sub-folders)."""
    paths, several = _paths(names)
    loaded = [run for path in paths for run in load_runs(path, load_part, board, stage, seed)]
    several = several or len(loaded) > 1
    if several:
        _refuse_twins(loaded)
    return loaded, several


def _paths(names: list[str]) -> tuple[list[Path], bool]:
    """The files, folders opened; and whether results go into sub-folders."""
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        if not path.is_dir():
            paths.append(path)
            continue
        inside = [file for file in sorted(path.rglob("*.toml")) if not part_of(file, path)]
        if not inside:
            raise BadInput(f"{name}: no .toml file in this folder; give a folder of scenarios")
        paths.extend(inside)
    return paths, len(names) > 1 or Path(names[0]).is_dir()


def part_of(file: Path, folder: Path) -> bool:
    """A name that begins with _ is a part others include; opening the folder does not run it."""
    return any(name.startswith("_") for name in file.relative_to(folder).parts)


def _refuse_twins(loaded: list[Scenario]) -> None:
    """Two files of one name would write into one sub-folder."""
    first: dict[str, str] = {}
    for each in loaded:
        if each.stem in first:
            other = first[each.stem]
            raise BadInput(
                f"{each.file}: would share the sub-folder {each.stem} with {other}; rename one"
            )
        first[each.stem] = each.file
