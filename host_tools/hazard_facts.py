"""What the tree has that a hazard row may name: trips, limits, faults, files, tests and their ids;
which file raises which trip, which scenario plays which fault.

Decides nothing: it reads the code, the docstring of each test and each scenario. Called by
`hazard_checks` and `hazard_tables`.
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from firmware.safety.limit_rows import ROWS
from firmware.safety.trips import TRIPS
from host_tools.load_all import load_part_once, part_of
from sim.faults import FAULTS
from sim.scenarios.scenario import load_runs

ROOT = Path(__file__).resolve().parents[1]
ID = re.compile(r"(?:SAF|HAZ)-\d{3}")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """What there is. `tests`: name -> ids its own docstring names; `device`: those that
    judge the whole device and therefore must stand for a row. `raises`: file -> trips whose
    constants it takes; `played`: scenario -> the (fault, place) pairs it begins.
    """

    trips: frozenset[str]
    limits: frozenset[str]
    faults: frozenset[str]
    files: frozenset[str]
    tests: dict[str, set[str]] = field(default_factory=dict)
    device: frozenset[str] = frozenset()
    raises: dict[str, set[str]] = field(default_factory=dict)
    played: dict[str, set[Pair]] = field(default_factory=dict)


def facts(root: Path = ROOT) -> Facts:
    tests: dict[str, set[str]] = {}
    device = set()
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                own = set(ID.findall(ast.get_docstring(node) or ""))
                tests[node.name] = tests.get(node.name, set()) | own
                if path.name.startswith("test_safety_"):
                    device.add(node.name)
    code = sorted((root / "firmware").rglob("*.py"))
    scenarios = sorted((root / "scenarios").rglob("*.toml"))

    def name(path: Path) -> str:
        return path.relative_to(root).as_posix()

    return Facts(
        trips=frozenset(row[1] for row in TRIPS),
        limits=frozenset(row[0] for row in ROWS),
        faults=frozenset(FAULTS),
        files=frozenset(name(path) for path in (*code, *scenarios)),
        tests=tests,
        device=frozenset(device),
        raises={name(path): _raised(path) for path in code},
        played={name(p): _played(p) for p in scenarios if not part_of(p, root / "scenarios")},
    )


def _raised(path: Path) -> set[str]:
    """Trips whose constants a file takes from safety/trips.py."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("trips"):
            found |= {each.name.lower() for each in node.names}
    return found & {row[1] for row in TRIPS}


def _played(path: Path) -> set[Pair]:
    """What it begins, in all its variants."""
    acts = [act for run in load_runs(path, load_part_once) for act in run.spec["at"]]
    return {(act["fault"], act["where"] or "") for act in acts if act["do"] == "fault"}
