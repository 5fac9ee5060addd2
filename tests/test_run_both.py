"""The suite of tests/both on MicroPython: all of it passes, and none of it was left out."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.both import lengths
from tests.both.supervision_bench import STAGES, USUAL, WORST
from tests.conftest import LEFT, PASSED
from tests.gates.tree import ROOT

RUNNER = ROOT / "tests" / "run_both.py"
HEAP = "heapsize=8M"  # what a cache holds is quicker than what MicroPython would fill
WIDER = {"test_faults_sensors": "heapsize=32M"}  # it keeps the films of whole evenings
MODULES = sorted(path.stem for path in (ROOT / "tests" / "both").glob("test_*.py"))


def run(micropython: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [micropython, "-X", HEAP, str(RUNNER)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def collected(module: str) -> int:
    """How many tests pytest itself finds in a module of tests/both."""
    names = dir(importlib.import_module(f"tests.both.{module}"))
    return sum(name.startswith("test_") for name in names)


@pytest.mark.parametrize("module", MODULES)
def test_what_both_interpreters_share_passes_on_micropython(micropython, module, record_property):
    command = [micropython, "-X", WIDER.get(module, HEAP), str(RUNNER), "tests/both", module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    expected = collected(module)
    assert expected > 0
    assert done.returncode == 0, done.stdout + done.stderr
    *_, before, closing = ["", *done.stdout.splitlines()]
    assert closing == f"{expected} passed, 0 failed"
    record_property(PASSED, expected)
    if before.endswith(LEFT):
        record_property(LEFT, int(before.split()[0]))


@pytest.fixture
def both(tmp_path: Path) -> Path:
    (tmp_path / "tests" / "both").mkdir(parents=True)
    return tmp_path


def test_a_failing_test_makes_the_runner_end_1_and_shows_where(micropython, both):
    text = "def test_good():\n    pass\n\n\ndef test_bad():\n    assert 1 == 2\n"
    (both / "tests/both/test_planted.py").write_text(text)
    done = run(micropython, both)
    assert done.returncode == 1
    assert "FAILED test_planted.test_bad" in done.stdout
    assert "AssertionError" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 passed, 1 failed"


def test_a_module_that_does_not_import_makes_the_runner_end_1(micropython, both):
    (both / "tests/both/test_planted.py").write_text("import dataclasses\n")
    done = run(micropython, both)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_a_folder_without_tests_makes_the_runner_end_1(micropython, both):
    done = run(micropython, both)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "0 passed, 0 failed"


def test_shortened_tests_play_each_stage_in_turn_however_many_they_choose_between(monkeypatch):
    """Two choices in one test, a stage and a plant: the next test has the other stage."""
    monkeypatch.setattr(lengths, "WHOLE", False)
    monkeypatch.setattr(lengths, "left", [0])
    monkeypatch.setattr(lengths, "turns", {})
    played = []
    for _ in range(4):
        for stage in lengths.some(STAGES):
            for plant in lengths.some((WORST, USUAL)):
                played.append((stage, plant is WORST))
    assert [stage for stage, _ in played] == [*STAGES, *STAGES]
    assert lengths.left == [8]


def test_where_no_micropython_exists_one_line_says_so_and_the_rest_runs():
    code = (
        "import sys, pytest, tests.conftest\n"
        "tests.conftest.find_micropython = lambda: None\n"
        "sys.exit(pytest.main(['-p', 'no:cacheprovider', 'tests/test_run_both.py', '-k', "
        "'share_passes or do_not_import']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    assert f"1 passed, {len(MODULES)} skipped" in done.stdout
    assert re.search(
        r"^MicroPython: no wheel for \w+ on \w+, so nothing ran on", done.stdout, re.M
    )


def test_the_shared_tests_do_not_import_pytest_or_hypothesis():
    for path in sorted((ROOT / "tests" / "both").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "import pytest" not in text, path.name
        assert "hypothesis" not in text, path.name
