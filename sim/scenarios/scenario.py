"""Reads a scenario (a TOML file) into the run spec: plain data, complete, checked.

Decides which keys exist, their defaults and their bounds; a file with any mistake gives one line
(BadInput) and no spec. It may not run anything, and it does not know where board files live: the
caller passes a loader. host_tools.sim calls load_runs(), campaigns build(), tests load(). CPython
only (TOML is read nowhere else); the core receives `Scenario.spec`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.errors import BadInput
from sim.scenarios.actions import read_actions
from sim.scenarios.document import Document, read
from sim.scenarios.expect import read_expectations
from sim.scenarios.names import PROGRAMS
from sim.scenarios.section import Section
from sim.scenarios.variants import variants
from sim.setup import FEET, FLAGS, NUMBERS, PARAMETERS, setup

LONGEST_S = 86400.0  # a day: longer is a mistyped number, not a scenario
SEED_MAX = (1 << 30) - 1  # the noise generator keeps its products below 2^30
DEFAULT = {"board": "rpi_pico", "stage": "gentle", "profile": "neuropathy"}
PROFILES = ("neuropathy", "standard")
KEYS = ("name", "board", "stage", "profile", "plan", "program", "duration_s", "seed")

# ("board" | "stage" | "front_end", its name) -> the description as a plain dict, or BadInput.
Loader = Callable[[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Scenario:
    """What one file says: the spec for the core, the expectations for afterwards."""

    path: Path
    stem: str
    spec: dict[str, Any]
    expectations: list[dict[str, Any]]

    @property
    def file(self) -> str:
        return str(self.path)

    @property
    def name(self) -> str:
        return str(self.spec["name"])


def load(
    path: Path,
    loader: Loader,
    board: str | None = None,
    stage: str | None = None,
    seed: int | None = None,
) -> Scenario:
    """The file as one checked Scenario; board, stage and seed given here win over the file."""
    loaded = load_runs(path, loader, board, stage, seed)
    if len(loaded) != 1:
        raise BadInput(f"{path}: {len(loaded)} runs; one scenario is asked for here")
    return loaded[0]


def load_runs(
    path: Path,
    loader: Loader,
    board: str | None = None,
    stage: str | None = None,
    seed: int | None = None,
) -> list[Scenario]:
    """Every run of the file: one, or as many as its [sweep] or [matrix] makes."""
    document = read(path)
    runs = variants(document)
    if not runs:
        return [build(document, loader, board, stage, seed)]
    made = []
    for variant in runs:
        scenario = build(variant.document, loader, board, stage, seed)
        spec = {**scenario.spec, "name": f"{scenario.name} {variant.label}"}
        made.append(replace(scenario, stem=f"{path.stem}_{variant.tail}", spec=spec))
    return made


def build(
    document: Document,
    loader: Loader,
    board: str | None = None,
    stage: str | None = None,
    seed: int | None = None,
) -> Scenario:
    """The checked scenario a document means; its variants are not looked at."""
    head = document.tables["scenario"]
    head.allow(KEYS)
    head.need("duration_s", f"a number of seconds up to {LONGEST_S:g}")
    duration_s = head.number("duration_s", 0.1, LONGEST_S, "s")
    spec: dict[str, Any] = {
        "name": head.line("name", 120) if "name" in head else document.path.stem,
        "profile": _word(head, "profile", PROFILES, "a profile"),
        "plan": _plan(head),
        "program": head.choice("program", PROGRAMS, "a program") if "program" in head else None,
        "duration_ms": round(duration_s * 1000),
        "seed": head.whole("seed", 0, SEED_MAX) if "seed" in head else 1,
        "plant": _plant(document.tables["plant"]),
    }
    if seed is not None:
        spec["seed"] = seed
    spec["board"] = _part(head, "board", board, loader)
    spec["stage"] = _part(head, "stage", stage, loader)
    spec["front_end"] = loader("front_end", spec["board"]["front_end"])
    spec["at"] = read_actions(
        document.blocks["at"], duration_s, spec["stage"], spec["plant"]["feet"]
    )
    faulty = any(action["do"] == "fault" for action in spec["at"])
    expectations = read_expectations(document.blocks["expect"], duration_s, faulty)
    return Scenario(document.path, document.path.stem, spec, expectations)


def _part(head: Section, key: str, instead: str | None, loader: Loader) -> dict[str, Any]:
    """The board or the stage: the command line's, else the file's, else the default."""
    name = head.line(key, 200) if key in head else DEFAULT[key]
    try:
        return loader(key, instead or name)
    except BadInput as error:
        if instead:
            raise BadInput(f"--{key}: {error}") from None
        head.fail(key, str(error))


def _word(section: Section, key: str, words: tuple[str, ...], what: str) -> str:
    return section.choice(key, words, what) if key in section else DEFAULT[key]


def _plan(head: Section) -> str | None:
    if "plan" not in head:
        return None
    plan = head.line("plan", 200)
    if plan != "unlocked":
        head.fail("plan", f'"{plan}": plan files are not yet supported; "unlocked", or no plan')
    return plan


def _plant(plant: Section) -> dict[str, Any]:
    plant.allow(("feet", *NUMBERS, *FLAGS, *PARAMETERS))
    values: dict[str, Any] = {}
    for key in plant.table:
        if key == "feet":
            values[key] = plant.choice(key, FEET, "a foot position")
        elif key in FLAGS:
            values[key] = plant.flag(key)
        elif key in NUMBERS:
            values[key] = plant.number(key, *NUMBERS[key][1:])
        else:
            values[key] = plant.number(key, *PARAMETERS[key])
    made: dict[str, Any] = setup(values)
    return made
