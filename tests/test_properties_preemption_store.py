"""The fast scan fires between any two lines of what remembers: scribe, journal, ledger, store.

Wherever it strikes, no output is on before its session is marked on flash, or beside a write; what
a boot would find there is a true account, and in the end the same as when the fast scan had struck
just before the slow one or just after it.
"""

import json
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

import pytest

from firmware import scribe
from firmware.image import BUTTON_DOWN, BUTTON_UP
from firmware.journal import COUNTERS, NAMES, SESSIONS, SETTINGS
from firmware.program.session import COOLING, IDLE, READY, RUNNING, TRIPPED
from firmware.safety.trips import RISES_UNASKED, trip_row
from tests.both.firmware_bench import resting
from tests.gates.tree import ROOT
from tests.preempted import FIRMWARE, Device, copies, every_line, running, struck, trip

KEEPERS = ("scribe", "journal", "ledger", "lines", "standing", "drivers/store")
FILES = tuple(str(ROOT / "firmware" / f"{name}.py") for name in KEEPERS)
MOST = 10  # slow scans until everything is written down


# --- moments: what the next slow scans meet ------------------------------------------------------


def at_rest(profile=0):
    """Nothing is due."""
    device = Device(profile)
    device.run(12)  # a second at rest: offsets are learned
    return device


def pressed(device):
    """The direct button was just let go."""
    device.evening.touch()
    device.tick()
    device.evening.hold()
    device.tick()
    device.evening.let_go()
    return device


def waited():
    """Five minutes of a wait for heat were sat out."""
    device = at_rest()
    device.scribe.journal.waits = [300, 0, 0, 0, 0]
    return device


def in_session():
    """A choice is made."""
    device = running(0)
    device.key(BUTTON_UP)
    return device


def starting():
    """Feet are in, and a choice that was made before is due with the mark."""
    device = at_rest()
    device.bench.feet(1, 1)
    device.key(BUTTON_UP)
    device.run(50)
    return pressed(device)


def inspected():
    """A mark was seen on the feet."""
    device = pressed(at_rest(1))
    device.run(5)
    device.key(BUTTON_DOWN)
    return device


def called_off():
    """Pressed again before feet came."""
    device = pressed(at_rest())
    device.run(5)
    assert device.state == READY
    return pressed(device)


def ending():
    """A session's time is up, and a choice was made in it."""
    device = running(0)
    device.key(BUTTON_UP)
    device.run(51)
    device.evening.session.elapsed_ms = device.evening.sequencer.session_ms()
    return device


def starting_again():
    """Pressed just after a session's end, before its line and its counters are written."""
    device = ending()
    device.run(1)
    return pressed(device)


def tripped():
    """In a session."""
    device = running(0)
    trip(device)
    device.bench.inputs.pressure_pa = 0
    return device


def tripped_at_rest():
    device = at_rest()
    trip(device)
    device.bench.inputs.pressure_pa = 0
    return device


def acknowledged():
    """The trip was written down long ago."""
    device = tripped()
    device.run(30)
    return pressed(device)


class Moment(NamedTuple):
    """`scans` slow ones, whether one of them writes, and the `state` that comes of it."""

    make: Callable[..., Device]
    scans: int
    writes: bool
    state: int


MOMENTS = (
    Moment(at_rest, 1, False, IDLE),
    Moment(waited, 1, True, IDLE),
    Moment(in_session, 1, False, RUNNING),
    Moment(starting, 2, True, RUNNING),
    Moment(inspected, 1, True, READY),
    Moment(called_off, 1, True, IDLE),
    Moment(ending, 5, True, COOLING),
    Moment(starting_again, 4, True, RUNNING),
    Moment(tripped, 3, True, TRIPPED),
    Moment(tripped_at_rest, 2, True, TRIPPED),
    Moment(acknowledged, 2, True, IDLE),
)
STARTS = (starting, starting_again)
each_moment = pytest.mark.parametrize("moment", MOMENTS, ids=[m.make.__name__ for m in MOMENTS])


# --- strikes -------------------------------------------------------------------------------------


def scan(device):
    device.tick()


def stop(device):
    device.evening.touch()
    device.tick()
    assert resting(device.bench.out)


def other_trip(device):
    """Another code and place than the one that may stand."""
    device.bench.governor.latch.trip(RISES_UNASKED, 1, 77, 66, device.now_ms)


def wrong(device):
    """What is wrong with the account that a boot would find now, or ""."""
    found = device.found()
    lines = [json.loads(line) for line in found["lines"]]
    numbers = [line["n"] for line in lines if line["n"]]
    told = [line["trip"] for line in lines if "trip" in line]
    standing = trip_row(found["standing"][0])
    if any(found["damaged"]):
        return "a record is damaged"
    if numbers != list(range(1, found["sessions"] + 1)):
        return f"{found['sessions']} sessions, lines of {numbers}"
    for key in ("active_s", "heat_s"):
        if found[key] != sum(line[key] for line in lines):
            return f"{key} {found[key]} is not what the lines say"
    if found["trips"] != len(told):
        return f"{found['trips']} trips, {len(told)} told"
    if standing and told[-1:] != [standing[1]]:
        return f"{standing[1]} stands, told last: {told[-1:]}"
    return ""


def afterwards(device):
    """The cause goes, and all is written down; returns what is left of it."""
    for _ in range(4):
        device.tick()
    device.evening.let_go()
    device.bench.inputs.pressure_pa = 0
    device.tick()
    quiet = 0
    for _ in range(MOST):
        before = (dict(device.files), device.state)
        device.run(1)
        assert wrong(device) == ""
        waits = any(device.scribe.journal.due) and device.state != RUNNING
        quiet = 0 if waits or (device.files, device.state) != before else quiet + 1
        if quiet == 2:
            return device.found(), device.state, device.bench.trip
    raise AssertionError("something is still due")


def outcomes(origin, strike):
    """What is left where the fast scan comes just before the slow one, and just after it."""
    before, after = islice(copies(origin), 2)
    struck(before, 0, lambda: strike(before))
    after.step()
    strike(after)
    return [afterwards(before), afterwards(after)]


def play(moment, strike, judge, where=FILES):
    """`strike(device)` at every line of the moment's slow scans; then `judge(device)`."""
    origin = moment.make()
    inside = 0
    for _ in range(moment.scans):
        left = outcomes(origin, strike)
        assert strike is not scan or left[0] == left[1]

        def hit(device):
            nonlocal inside
            inside += device.writing()
            assert wrong(device) == ""
            strike(device)
            device.pins.lit = 0

        def check(device, left=left):
            assert wrong(device) == ""
            assert afterwards(device) in left
            assert device.pins.unmarked == device.pins.beside == 0
            judge(device)

        assert every_line(origin, hit, check, where) > 20
        origin.run(1)
    assert (inside > 0) == moment.writes


# --- what holds ----------------------------------------------------------------------------------


@each_moment
def test_a_fast_scan_between_any_two_lines_changes_nothing_that_is_kept(moment):
    def judge(device):
        assert device.state == moment.state

    play(moment, scan, judge)


@each_moment
def test_a_stop_between_any_two_lines_stops_and_leaves_a_true_account(moment):
    """At a start between those of conductor and session too, which bring the outputs."""

    def judge(device):
        assert device.pins.lit == 0 and device.state in (IDLE, COOLING, TRIPPED)

    play(moment, stop, judge, FIRMWARE if moment.make in STARTS else FILES)


@each_moment
def test_a_trip_between_any_two_lines_trips_and_is_told_once(moment):
    def judge(device):
        status = device.bench.status
        assert device.pins.lit == 0 and device.state == TRIPPED
        assert device.found()["standing"][0] == status.trip
        assert device.found()["trips"] == status.trips

    play(moment, trip, judge)
    if moment.make is acknowledged:
        play(moment, other_trip, judge)


# --- the eyes see --------------------------------------------------------------------------------


class Blank:
    """A store that says it has written."""

    def save(self, name, pieces):
        return True


def test_an_output_without_a_mark_is_seen():
    device = starting()
    device.scribe.store = Blank()
    device.run(3)
    assert device.state == RUNNING and device.pins.unmarked == 1


def test_a_write_beside_an_output_is_seen():
    device = running(0)
    device.scribe.store.save(NAMES[SETTINGS], ["x"])
    assert device.pins.beside == 4  # before and in the sector's time of opening and of renaming


def test_counters_before_the_line_they_count_are_seen(monkeypatch):
    monkeypatch.setattr(scribe, "ORDER", (COUNTERS, SESSIONS, SETTINGS))
    with pytest.raises(AssertionError, match="1 sessions, lines of"):
        play(Moment(ending, 5, True, COOLING), scan, lambda device: None)
