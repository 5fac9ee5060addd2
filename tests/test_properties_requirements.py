"""Requirement ids: each row of the limits has one, and a test says that it is tested."""

import ast
import re

import pytest

from firmware.safety.limit_rows import ROWS
from tests.gates.tree import ROOT

ID = re.compile(r"SAF-\d{3}")
KNOWN = {row[0] for row in ROWS}


def docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield path.name, node.name, ast.get_docstring(node) or ""


def all_tests():
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        yield from docstrings(path)


@pytest.mark.parametrize("requirement", sorted(KNOWN))
def test_every_requirement_stands_in_the_docstring_of_a_test(requirement):
    found = [
        f"{file}:{name}" for file, name, text in all_tests() if requirement in ID.findall(text)
    ]
    assert found, f"nothing tests {requirement}"


def test_every_requirement_a_test_or_a_source_names_exists():
    for file, name, text in all_tests():
        assert set(ID.findall(text)) <= KNOWN, f"{file}:{name}"
    for path in sorted((ROOT / "firmware").rglob("*.py")):
        assert set(ID.findall(path.read_text(encoding="utf-8"))) <= KNOWN, path.name
