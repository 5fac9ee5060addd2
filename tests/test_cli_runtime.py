"""`--runtime micropython` is the same run in a real MicroPython: same trace, same truths."""

import json
from pathlib import Path

import pytest

from tests.gates.tree import ROOT
from tests.outside import solekeeper

STOP = ROOT / "scenarios" / "people" / "start_in_the_middle_stops_everything.toml"
SAME = ("trace_sha256", "session", "plant", "trip", "heater_off_after_s", "expectations", "sim_s")


def lines(path: Path) -> list[str]:
    """Without what the firmware said on its link: a JSON object has no order on a chip."""
    text = path.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if '"event": "link"' not in line]


def summary(*arguments: object) -> dict:
    return json.loads(solekeeper("sim", STOP, "--json", *arguments).out)


@pytest.mark.parametrize("board", ("rpi_pico", "esp32_devkit"))
def test_both_interpreters_give_the_same_run_bit_for_bit(micropython, board):
    here = summary("--board", board)
    there = summary("--board", board, "--runtime", "micropython")
    assert (here["runtime"], there["runtime"]) == ("cpython", "micropython")
    assert {key: here[key] for key in SAME} == {key: there[key] for key in SAME}


def test_a_run_on_micropython_leaves_the_same_trace_file(micropython, tmp_path):
    for runtime in ("cpython", "micropython"):
        done = solekeeper("sim", STOP, "--runtime", runtime, "--out", tmp_path / runtime)
        assert done.code == 0 and done.err == ""
    for name in ("trace.csv", "events.jsonl", "session.svg"):
        here, there = [lines(tmp_path / each / name) for each in ("cpython", "micropython")]
        assert here == there, name
