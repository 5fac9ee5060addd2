"""The suite of tests/both on MicroPython: all of it passes, and none of it was left out."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MICROPYTHON, RUNNING
from tests.gates.tree import ROOT

RUNNER = ROOT / "tests" / "run_both.py"


def run(micropython: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [micropython, "-X", "heapsize=64M", str(RUNNER)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def collected() -> int:
    """How many tests pytest itself finds in tests/both."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/both"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return sum("::" in line for line in done.stdout.splitlines())


@pytest.mark.timeout(1300)
def test_every_test_both_interpreters_share_passes_on_micropython(micropython, request):
    suite = request.config.stash[RUNNING]
    try:
        code, said = suite.ended(1200)
    except subprocess.TimeoutExpired:
        last = "\n".join(suite.said().splitlines()[-10:])
        pytest.fail("still running 1200 s after all else; it said:\n" + last)
    closing = said.strip().splitlines()[-1] if said.strip() else "it said nothing"
    request.config.stash[MICROPYTHON] = closing
    assert code == 0, said
    expected = collected()
    assert expected > 0
    assert closing == f"{expected} passed, 0 failed"


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


def test_where_no_micropython_exists_one_line_says_so_and_the_rest_runs():
    code = (
        "import sys, pytest, tests.conftest\n"
        "tests.conftest.find_micropython = lambda: None\n"
        "sys.exit(pytest.main(['-p', 'no:cacheprovider', 'tests/test_run_both.py', '-k', "
        "'every_test or do_not_import']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout
    assert re.search(
        r"^MicroPython: no wheel for \w+ on \w+, so nothing ran on", done.stdout, re.M
    )


def test_the_shared_tests_do_not_import_pytest_or_hypothesis():
    for path in sorted((ROOT / "tests" / "both").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "import pytest" not in text, path.name
        assert "hypothesis" not in text, path.name
