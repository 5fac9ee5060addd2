"""The house rules about source text hold in the tree, and each rule can fail."""

import pytest

from tests.gates import rules, sizes, tree

FIRMWARE_RULES = (
    rules.floats,
    rules.runtime_typing,
    rules.state,
    rules.docstrings,
    rules.length,
)

# rule, source that breaks it, words of the complaint
PLANTED = (
    (rules.floats, "LIMIT_C = 41.0\n", "41.0 is not an integer"),
    (rules.floats, "def half(x):\n    return x / 2\n", "`/` makes a float"),
    (rules.floats, "def halve(x):\n    x /= 2\n", "`/` makes a float"),
    (rules.floats, "def root(x):\n    return x ** -1\n", "`**` may make a float"),
    (rules.floats, "def read(text):\n    return float(text)\n", "`float`"),
    (rules.runtime_typing, "from typing import Any\n", "`typing.Any`"),
    (rules.runtime_typing, "def f():\n    import dataclasses\n", "`dataclasses`"),
    (rules.runtime_typing, "from __future__ import annotations\n", "`__future__"),
    (rules.state, "TRIPS = []\n", "line 1: not a constant"),
    (rules.state, "TABLE = {1: 2}\n", "not a constant"),
    (rules.state, "ROWS = ((1, []),)\n", "not a constant"),
    (rules.state, "GOVERNOR = Governor()\n", "not a constant"),
    (rules.state, "class A:\n    seen = []\n", "line 2: not a constant"),
    (rules.state, "def f():\n    global seen\n    seen = 1\n", "`global seen`"),
    (rules.state, "for i in range(3):\n    pass\n", "a module only defines"),
    (rules.state, "start()\n", "a module only defines"),
    (rules.docstrings, "X = 1\n", "the module has no docstring"),
    (rules.docstrings, '"""M."""\n\n\ndef f():\n    pass\n', "`f` has no docstring"),
    (rules.docstrings, '"""M."""\nclass A:\n    "A."\n    def f(self):\n        pass\n', "`A.f`"),
    (rules.length, "X = 1\n" * 201, "201 lines"),
    (rules.absent_on_device, "import random\n", "`random`"),
    (rules.absent_on_device, "from dataclasses import dataclass\n", "`dataclasses`"),
)

KEPT = (
    (rules.floats, "def half(x):\n    return x // 2\n"),
    (rules.runtime_typing, "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import typing\n"),
    (rules.state, "A = const(1)\nB = (A, -1, A << 2, ('x', None))\nC = time.ticks_ms\n"),
    (rules.state, "class A:\n    __slots__ = ('x',)\n    LIMIT: int = 3\n"),
    (rules.docstrings, '"""M."""\n\n\ndef _f():\n    pass\n'),
    (rules.length, "X = 1\n" * 200),
    (rules.absent_on_device, "import math\nimport struct\n"),
)


def names(case) -> str:
    return f"{case[0].__name__}: {case[1].strip().splitlines()[-1].strip()}"


@pytest.mark.parametrize("path", tree.firmware(), ids=tree.label)
def test_every_firmware_file_keeps_the_rules_of_the_house(path):
    text = path.read_text(encoding="utf-8")
    found = [f"{rule.__name__}: {line}" for rule in FIRMWARE_RULES for line in rule(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", tree.core(), ids=tree.label)
def test_every_file_of_the_simulators_core_is_fit_for_micropython(path):
    found = rules.absent_on_device(path.read_text(encoding="utf-8"))
    _, error = sizes.compile_file(path)
    assert not found and not error, "\n".join([*found, error])


@pytest.mark.parametrize("case", PLANTED, ids=names)
def test_a_planted_fault_is_found_by(case):
    rule, text, words = case
    found = rule(text)
    assert len(found) == 1 and words in found[0], found


@pytest.mark.parametrize("case", KEPT, ids=names)
def test_sound_source_is_accepted_by(case):
    rule, text = case
    assert rule(text) == []


def test_the_core_is_whatever_a_run_on_micropython_reaches(tmp_path):
    (tmp_path / "sim").mkdir()
    sources = {"__init__": "", "run": "from sim import world\n", "report": "import matplotlib\n"}
    sources["world"] = "def f():\n    from .trace import FIELDS\n"
    sources["trace"] = "FIELDS = ()\n"
    for name, text in sources.items():
        (tmp_path / "sim" / f"{name}.py").write_text(text)
    reached = {path.stem for path in tree.core(tmp_path)}
    assert reached == {"__init__", "run", "world", "trace"}


def test_the_gates_look_at_a_tree_that_has_files_in_it():
    assert len(tree.firmware()) > 10
    assert len(tree.core()) > 3
