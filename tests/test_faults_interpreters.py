"""Every fault gives one trace on CPython, MicroPython and PyPy. CPython drives."""

import shutil
import subprocess

import pytest

from sim.faults import FAULTS
from tests.both.fault_hashes import lines
from tests.gates.tree import ROOT


@pytest.fixture(scope="module")
def here() -> list[str]:
    got: list[str] = []
    lines(got.append)
    return got


def there(*command: str) -> list[str]:
    done = subprocess.run(
        [*command, "tests/both/fault_hashes.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    return done.stdout.splitlines()


# what a healthy session in which nobody moves does not show
SILENT = {"rail_stuck_on", "latch_dead", "heat_timer_dead", "presence_stuck_in"}
SILENT |= {"keepalive_shorted", "vibration_open", "button_bounce", "ctrl_c"}


def test_every_fault_but_the_silent_ones_leaves_another_trace_than_none(here):
    assert len(here) == 2 * (len(FAULTS) + 4)
    for board in ("rpi_pico", "esp32_devkit"):
        rows = [line.split() for line in here if line.startswith(board)]
        none = {digest for _, name, digest in rows if name == "none"}
        assert len(none) == 3
        assert {name for _, name, digest in rows if digest in none} == SILENT | {"none"}


def test_every_fault_has_one_trace_on_micropython_too(here, micropython):
    assert there(micropython, "-X", "heapsize=64M") == here


def test_every_fault_has_one_trace_on_pypy_too(here):
    found = shutil.which("pypy3")
    if found is None:
        pytest.skip("no pypy3 here")
    assert there(found) == here
