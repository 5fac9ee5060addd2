"""Ten busy minutes and a few faults give the same bits on CPython, MicroPython and PyPy."""

import shutil
import subprocess

import pytest

from tests.both.plant_bits import lines
from tests.gates.tree import ROOT


def here() -> list[str]:
    got: list[str] = []
    lines(got.append)
    return got


def there(*command: str) -> list[str]:
    done = subprocess.run(
        [*command, "tests/both/plant_bits.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    return done.stdout.split()


def same(got: list[str], want: list[str]) -> None:
    assert len(want) == 621 and want[-1] == "end"
    for second, (theirs, ours) in enumerate(zip(got, want, strict=True)):
        assert theirs == ours, f"record {second} differs"


def test_the_plant_is_bit_equal_on_micropython(micropython):
    same(there(micropython, "-X", "heapsize=16M"), here())


def test_the_plant_is_bit_equal_on_pypy():
    found = shutil.which("pypy3")
    if found is None:
        pytest.skip("no pypy3 here")
    same(there(found), here())


def test_the_plant_is_bit_equal_when_run_again():
    assert here() == here()
