"""Bad input ends 2 with one line on stderr, before anything runs and with nothing left behind."""

import os
import subprocess
import sys

import pytest

from tests.gates.tree import ROOT
from tests.outside import WALK, solekeeper, use_stub, write


@pytest.fixture(autouse=True)
def stub(monkeypatch):
    use_stub(monkeypatch)


# arguments after `sim SCENARIO`, words of the line
BAD = (
    (("--runtime", "pypy"), "cpython"),
    (("--speed", "fast"), "neither max nor a number above 0"),
    (("--speed", "0"), "neither max nor a number above 0"),
    (("--speed", "inf"), "neither max nor a number above 0"),
    (("--seed", "-1"), "whole number"),
    (("--seed", "1.5"), "whole number"),
    (("--board", "nine"), "--board"),
    (("--stage", "nine"), "--stage"),
    (("--bord", "rpi_pico"), "--bord"),
    (("nowhere.toml",), "nowhere.toml"),
)


@pytest.mark.parametrize("arguments, word", BAD)
def test_a_bad_option_is_one_line_on_stderr_and_exit_2(tmp_path, arguments, word):
    path = write(tmp_path, WALK)
    done = solekeeper("sim", path, "--out", tmp_path / "out", *arguments)
    assert done.code == 2 and done.out == ""
    assert done.err.count("\n") == 1 and word in done.err
    assert not (tmp_path / "out").exists()


def test_no_subcommand_and_an_unknown_one_are_one_line_each():
    for arguments in ((), ("simm",)):
        done = solekeeper(*arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_no_scenario_at_all_is_one_line():
    done = solekeeper("sim")
    assert done.code == 2 and "no scenario" in done.err


def test_every_scenario_is_checked_before_the_first_one_runs(tmp_path):
    good = write(tmp_path, WALK)
    bad = write(tmp_path, WALK.replace("t_s = 5.0", "t_s = nan"), "bad.toml")
    done = solekeeper("sim", good, bad, "--out", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{bad}: at[2].t_s: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.toml", "walk.toml"]


def test_a_folder_without_scenarios_is_bad_input(tmp_path):
    assert "no .toml file" in solekeeper("sim", tmp_path).err


def test_two_scenarios_of_one_name_are_refused_since_they_would_share_a_folder(tmp_path):
    (tmp_path / "other").mkdir()
    one, two = write(tmp_path, WALK), write(tmp_path / "other", WALK)
    done = solekeeper("sim", one, two)
    assert done.code == 2 and str(one) in done.err and str(two) in done.err


def test_an_out_that_is_a_file_is_refused_and_left_alone(tmp_path):
    taken = tmp_path / "out"
    taken.write_text("mine")
    done = solekeeper("sim", write(tmp_path, WALK), "--out", taken)
    assert done.code == 2 and "is a file" in done.err and taken.read_text() == "mine"


def test_an_out_below_a_file_is_refused(tmp_path):
    path = write(tmp_path, WALK)
    done = solekeeper("sim", path, "--out", path / "out")
    assert done.code == 2 and "--out" in done.err


@pytest.mark.parametrize(
    "arguments", ((), ("sim",), ("campaign",), ("boards",), ("boards", "check"))
)
def test_every_subcommand_has_help(arguments):
    command = [sys.executable, "-m", "host_tools", *arguments, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.startswith("usage: ") and done.stderr == ""


def test_a_reader_that_goes_away_is_no_traceback():
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "host_tools", "sim", "--list-faults"]
    with os.fdopen(written, "w") as pipe:
        done = subprocess.run(command, cwd=ROOT, stdout=pipe, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 0 and done.stderr == b""
