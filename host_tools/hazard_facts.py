"""What the tree has that a hazard row may name: trips, limits, faults, files, tests and their ids.

Decides nothing: it reads the code, and the docstring of each test. Called by `hazard_checks` and
`hazard_tables`.
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from firmware.safety.limit_rows import ROWS
from firmware.safety.trips import TRIPS
from sim.faults import FAULTS

ROOT = Path(__file__).resolve().parents[1]
ID = re.compile(r"(?:SAF|HAZ)-\d{3}")


@dataclass(frozen=True)
class Facts:
    """What there is. `tests`: name -> ids its own docstring names; `device`: those that
    judge the whole device and therefore must stand for a row.
    """

    trips: frozenset[str]
    limits: frozenset[str]
    faults: frozenset[str]
    files: frozenset[str]
    tests: dict[str, set[str]] = field(default_factory=dict)
    device: frozenset[str] = frozenset()


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
    found = [*(root / "firmware").rglob("*.py"), *(root / "scenarios").rglob("*.toml")]
    return Facts(
        trips=frozenset(row[1] for row in TRIPS),
        limits=frozenset(row[0] for row in ROWS),
        faults=frozenset(FAULTS),
        files=frozenset(path.relative_to(root).as_posix() for path in found),
        tests=tests,
        device=frozenset(device),
    )
