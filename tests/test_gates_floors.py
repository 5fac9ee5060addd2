"""A module of firmware/ imports only from below, and the table says which rooms are below."""

import pytest

from tests.gates import floors, tree

# module, source, words of the complaint
PLANTED = (
    ("firmware.safety.dose", "from ..control import ramp\n", "`safety` on floor 1 may not"),
    ("firmware.safety.dose", "from firmware.drivers import clock\n", "may not import `drivers`"),
    ("firmware.units", "from .image import Inputs\n", "`units` on floor 0 may not import `image`"),
    ("firmware.program.plan", "def f():\n    from .. import safety\n", "may not import `safety`"),
    ("firmware.scan", "from .main import build\n", "may not import `main`"),
    ("firmware.control.ramp", "import machine\n", "`machine` belongs to drivers/ alone"),
    ("firmware.main", "from machine import Pin\n", "`machine` belongs to drivers/ alone"),
    ("firmware.scan", "import time\n", "only drivers/clock reads time"),
    ("firmware.drivers.rail", "from time import ticks_ms\n", "only drivers/clock reads time"),
    ("firmware.drivers.rail", "import numpy\n", "`numpy` is not on the device"),
    ("firmware.main", "from sim.world import World\n", "`sim` is not on the device"),
    ("firmware.link", "module = __import__('machine')\n", "`__import__` is not on the device"),
    ("firmware.toys", "X = 1\n", "the room `toys` has no floor"),
)

KEPT = (
    ("firmware.main", "from .safety.governor import Governor\nfrom . import scan\n"),
    ("firmware.drivers.clock", "import time\n"),
    ("firmware.drivers.burst_rp2", "import rp2\nfrom machine import Pin\nfrom . import clock\n"),
    ("firmware.commands", "from .program.session import Session\nfrom .journal import Journal\n"),
)


@pytest.mark.parametrize("path", tree.firmware(), ids=tree.label)
def test_every_firmware_file_imports_only_from_below(path):
    module, package = tree.module(path)
    found = floors.complaints(path.read_text(encoding="utf-8"), module, package)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: f"{case[0]}: {case[2]}")
def test_a_planted_import_is_found(case):
    module, text, words = case
    found = floors.complaints(text, module)
    assert len(found) == 1 and words in found[0], found


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case[0])
def test_an_import_from_below_is_accepted(case):
    module, text = case
    assert floors.complaints(text, module) == []


def test_an_import_inside_a_packages_own_init_is_resolved_from_the_package():
    text = "from .clock import ticks_ms\n"
    assert floors.complaints(text, "firmware.drivers", package=True) == []
    assert floors.imports(text, "firmware.drivers", package=True)[0][1] == (
        "firmware.drivers.clock.ticks_ms"
    )


def test_no_room_may_import_one_that_stands_above_it_in_the_table():
    for own, (floor, allowed) in floors.FLOORS.items():
        for other in allowed - {"*"}:
            assert floors.FLOORS[other][0] <= floor, f"{own} -> {other}"
