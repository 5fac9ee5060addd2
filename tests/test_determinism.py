"""The same run is the same trace: on every interpreter, in one process or several, whatever the
string hashes are. `make agree` is the longer form.
"""

import pytest

from host_tools import agree
from host_tools.agree import Way
from sim.reports.trace_table import first_difference
from tests.outside import solekeeper

RUNS = 40


@pytest.fixture(scope="module")
def report():
    """Drawn runs, most with a fault or two, carried in every way this machine has."""
    return solekeeper("agree", "-n", RUNS)


def test_drawn_runs_agree_on_every_interpreter_and_in_any_number_of_processes(report):
    assert report.code == 0, report.err
    lines = [line for line in report.out.splitlines() if "process" in line]
    found, missing = agree.ways(2)
    assert len(lines) == len(found)
    assert all(line.count(f" {RUNS} ") == 2 for line in lines)  # carried, and the same
    assert all(line in report.err for line in missing)


def test_what_is_not_on_this_machine_is_named(monkeypatch):
    monkeypatch.setattr(agree.shutil, "which", lambda name: None)
    found, missing = agree.ways(2)
    assert "PyPy is not on this machine: not compared" in missing
    assert not any("PyPy" in way.name for way in found)


def test_a_run_that_differs_is_told_with_its_moment(monkeypatch, tmp_path):
    """Another interpreter is played by a worker whose room is a thousandth of a degree warmer."""
    real = agree.Remote

    class Warmer(real):
        def run(self, spec, sink=None):
            plant = {**spec["plant"], "ambient_c": spec["plant"]["ambient_c"] + 0.001}
            return super().run({**spec, "plant": plant}, sink)

    def choose(command, environment):
        return (Warmer if environment["PYTHONHASHSEED"] == "7" else real)(
            command, environment=environment
        )

    monkeypatch.setattr(agree, "Remote", choose)
    monkeypatch.setattr(agree, "ways", lambda jobs: ([Way("A", "", 1, 0), Way("B", "", 1, 7)], []))
    done = solekeeper("agree", "-n", 1)
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert line.startswith("run 1: B (PYTHONHASHSEED=7) differs: at 0.")
    assert "left_pad_c 23.6084 and 23.6094" in line


def test_traces_of_unequal_length_differ():
    assert first_difference([], []) == ""
    assert first_difference([b"x"], []) == "one has 1 records, the other 0"


def test_a_campaign_that_is_not_there_is_one_line_exit_2(tmp_path):
    done = solekeeper("agree", tmp_path / "none.toml")
    assert done.code == 2 and len(done.err.splitlines()) == 1
