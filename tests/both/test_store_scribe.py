"""The scribe's own rules, at their edges: what counts as off, how long, one record a scan."""

from firmware.image import IntentsBuffer, Outputs, Status
from firmware.journal import NAMES, Journal
from firmware.ledger import Ledger
from firmware.program.allowance import Allowance
from firmware.program.plan import STANDARD, Plan
from firmware.program.sequencer import Sequencer
from firmware.program.session import COOLING, PAUSED, READY, RUNNING, Session
from firmware.program.true_time import TrueTime
from firmware.safety.limits import Limits
from firmware.scribe import Scribe
from firmware.units import TIME_MASK

START_MS = TIME_MASK - 1_000


class Paper:
    """A store that remembers what it was told."""

    def __init__(self, good=True):
        self.good = good
        self.written = []

    def save(self, name, pieces):
        self.written.append((name, "".join(pieces)))
        return self.good


class Desk:
    """A scribe that has seen the rail off for `off_ms`, with every record due."""

    def __init__(self, off_ms=1_000, good=True):
        plan = Plan(STANDARD, 0, {})
        self.sequencer = Sequencer(plan)
        self.now_ms = START_MS
        self.session = Session(plan, self.sequencer, self.now_ms)
        self.paper = Paper(good)
        self.journal = Journal()
        self.buffer = IntentsBuffer()
        self.outputs = Outputs()
        status = Status()
        self.scribe = Scribe(
            self.paper,
            self.journal,
            self.session,
            self.sequencer,
            self.buffer,
            self.outputs,
            status,
            Ledger(self.journal, plan, status, Allowance(Limits(STANDARD), 0), TrueTime(None)),
            0,
        )
        self.step()
        self.journal.due = [1, 1, 1]
        self.now_ms = (self.now_ms + off_ms - 100) & TIME_MASK

    def step(self, passed_ms=100):
        self.now_ms = (self.now_ms + passed_ms) & TIME_MASK
        self.scribe.step(self.now_ms)
        return [name for name, _ in self.paper.written]


def test_nothing_is_written_while_the_rail_is_wanted():
    desk = Desk()
    desk.buffer.front.rail = 1
    for _ in range(20):
        assert desk.step() == []


def test_nothing_is_written_while_the_rail_is_granted():
    desk = Desk()
    desk.outputs.rail = 1
    for _ in range(20):
        assert desk.step() == []


def test_the_rail_must_have_been_off_for_100_ms():
    for passed_ms, written in ((99, 0), (100, 1), (101, 1)):
        desk = Desk()
        desk.outputs.rail = 1
        desk.step()
        desk.outputs.rail = 0
        assert desk.step() == []  # the first look at a rail that is off
        assert len(desk.step(passed_ms)) == written, passed_ms


def test_one_record_a_scan_and_the_sessions_line_before_the_counters():
    desk = Desk()
    assert desk.step() == [NAMES[2]]
    assert desk.step() == [NAMES[2], NAMES[1]]
    assert desk.step() == [NAMES[2], NAMES[1], NAMES[0]]
    assert desk.step() == [NAMES[2], NAMES[1], NAMES[0]]


def test_a_session_is_marked_only_when_its_mark_was_written():
    desk = Desk()
    desk.journal.due = [0, 0, 0]
    desk.session.state = READY
    assert not desk.scribe.marked()
    desk.outputs.rail = 1
    desk.step()
    assert not desk.scribe.marked()
    desk.outputs.rail = 0
    desk.step()
    desk.step()
    assert desk.scribe.marked() and '"open":1,' in desk.paper.written[0][1]


def test_a_mark_that_cannot_be_written_locks_heat_and_is_not_tried_for_ever():
    desk = Desk(good=False)
    desk.journal.due = [0, 0, 0]
    desk.session.plan.heat = 1
    desk.session.state = READY
    for _ in range(10):
        desk.step()
    assert desk.scribe.marked() and desk.session.plan.heat == 0
    assert len(desk.paper.written) == 1 and desk.scribe.report() == "not written"


def test_a_pause_belongs_to_its_session():
    desk = Desk()
    desk.journal.due = [0, 0, 0]
    for state in (READY, RUNNING, PAUSED, RUNNING, COOLING):
        desk.session.state = state
        desk.buffer.front.rail = 1 if state in (RUNNING, PAUSED) else 0
        desk.step()
        desk.step()
    assert len(desk.journal.lines) == 1 and desk.journal.open == 0


def test_a_choice_is_kept_when_it_has_stood_for_5_s():
    for stood_ms, written in ((4_999, 0), (5_000, 1), (5_001, 1)):
        desk = Desk()
        desk.journal.due = [0, 0, 0]
        desk.sequencer.more = 1
        desk.step()
        assert len(desk.step(stood_ms)) == written, stood_ms
        desk.sequencer.more = 0
        desk.step()
        desk.sequencer.more = 1  # back where it was: nothing to keep
        assert len(desk.step(10_000)) == written
