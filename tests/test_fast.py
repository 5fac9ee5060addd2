"""The compiled twin gives the plain tree's traces, bit for bit: sessions, and every fault."""

import os
import shutil
import subprocess
import sys

import pytest

from host_tools import fast
from tests.both.fault_hashes import lines
from tests.gates.tree import ROOT


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    compiler = os.environ.get("CC", "cc")
    if shutil.which(compiler) is None:
        pytest.skip("no C compiler here: make fast is for machines that have one")
    into = tmp_path_factory.mktemp("fast") / "twin"
    assert fast.build(into) == ""
    return into


def test_every_fault_has_the_plain_trees_trace_in_the_compiled_twin(twin):
    shutil.copytree(ROOT / "tests" / "both", twin / "tests" / "both")
    shutil.copy(ROOT / "tests" / "__init__.py", twin / "tests")
    command = [sys.executable, "tests/both/fault_hashes.py"]
    done = subprocess.run(
        command, cwd=twin, env={**os.environ, "PYTHONPATH": str(twin)}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    want: list[str] = []
    lines(want.append)
    assert done.stdout.splitlines() == want
    for module in fast.COMPILED:
        assert list(twin.glob(module[: -len(".py")] + ".*.so")), module


def test_a_twin_that_cannot_be_compiled_leaves_nothing_and_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(fast, "COMPILED", ("sim/no_such_module.py",))
    wrong = fast.build(tmp_path / "twin")
    assert "no_such_module" in wrong and "\n" not in wrong
    assert not (tmp_path / "twin").exists()
