"""One device on its desk, with a bystander who judges every tick by what is seen from outside.

Decides what must hold in every state, and which two states are the same (`Machine.key`). It merges
clocks and counters but for the steps they decide at, levels but for none, some and full, the slow
checks' filters, what the journal holds, program, up/down and air level (kept as they were in the
first that came). Used by `explore`.
"""

from collections import Counter
from pathlib import Path

from firmware.image import BUTTON_DOWN, BUTTON_PROGRAM, BUTTON_UP, CHANNELS, HEAT_LEFT
from firmware.program.conductor import QUIET_MS
from firmware.program.session import (
    CLEARED,
    EVENT_NAMES,
    INSPECTING,
    PAUSED,
    READY,
    RUNNING,
    STATE_NAMES,
    TABLE,
    TIMEOUT_MS,
    TRIP,
    TRIPPED,
    Session,
)
from firmware.units import TIME_MASK
from tests.proofs.desk import LATCH, OPEN, device_of
from tests.proofs.freeze import Freezer, assigned

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "firmware").rglob("*.py")) + sorted(Path(__file__).parent.glob("*.py"))
NAMES = set().union(*(assigned(path.read_text(encoding="utf-8")) for path in SOURCES))
CALM_TICKS = 45  # a trip's cause has been gone so long, when the trip is
SEEN_TICKS = 5  # and whatever stands this long was a cause
ANSWERS = {BUTTON_UP: "clear", BUTTON_DOWN: "mark", BUTTON_PROGRAM: "could not look"}


def some(level):
    """None, some, full."""
    return 0 if not level else 1 if level < 1_000 else 2


class Broken(AssertionError):
    """Something that must hold did not."""


class Ghost:
    """What a bystander remembers, to judge by. Never asked of the firmware."""

    def __init__(self):
        self.answer = ""  # to the last inspection
        self.marked = 0
        self.empty = [0, 0]  # seen since the rail last went down
        self.foot = [0, 0]  # ticks since a foot was in
        self.bad = 0  # ticks that a cause stands
        self.calm = 1_000  # since one stood
        self.asked = 0  # a whole press while tripped
        self.rail = 0
        self.session_ms = 0
        self.heat_ms = 0
        self.trip = 0


class Machine:
    """One device, its desk, its bystander."""

    def __init__(self, stage, profile, plan, heats):
        self.device, self.desk = device_of(stage, profile, plan)
        self.profile = 0 if profile == "standard" else 1
        self.heats = heats
        self.ghost = Ghost()
        self.beating = 1
        self.taken = Counter()
        self.session = self.device.session
        self.session.event = self.event
        roots = (self, self.device, self.desk, self.ghost)
        self.freezer = Freezer(roots, NAMES, ("firmware.", "tests.proofs."))

    # --- time ------------------------------------------------------------------------------------

    def ticks(self, count):
        """Fast scans, each judged."""
        desk, tick = self.desk, self.device.fast.tick
        for _ in range(count):
            desk.now_ms = (desk.now_ms + 20) & TIME_MASK
            tick(None)
            self.judge()

    def scan(self, count=1):
        """100 ms each: the slow scan comes between the second and the third fast one."""
        for _ in range(count):
            self.ticks(2)
            if self.beating:
                self.slow()
            self.ticks(3)

    def slow(self):
        """One slow scan; the session moves by its table and in it alone."""
        session, ghost = self.session, self.ghost
        before, tripped = session.state, self.device.governor.status.trip
        self.moved = 0
        presses = self.device.conductor.presses
        self.device.slow.step(self.desk.now_ms)
        if session.state != before and not self.moved:
            raise Broken("the session moved without an event")
        if tripped and session.state != TRIPPED:
            raise Broken("a trip stands and the session goes on")
        inputs = self.device.inputs
        whole = inputs.start_press == inputs.stop_presses
        if before == TRIPPED and whole and self.device.conductor.presses != presses:
            ghost.asked = 1
        self.desk.key = 0

    def event(self, event, now_ms):
        """In place of Session.event: the table's word against what happens."""
        session, ghost = self.session, self.ghost
        before = session.state
        known = Session.event(session, event, now_ms)
        self.moved = 1
        self.taken[before, event] += 1
        wanted = TRIPPED if event == TRIP else before
        for state, name, following, action in TABLE:
            if state == before and name == event:
                begins = action == "begin" and self.profile == 1
                wanted = INSPECTING if begins else following
        if session.state != wanted:
            raise Broken("%s took %s" % (STATE_NAMES[before], EVENT_NAMES[event]))
        if before == INSPECTING and session.state == READY:
            ghost.answer = ANSWERS[self.device.inputs.button]
            ghost.marked |= ghost.answer == "mark"
        if before == TRIPPED and event == CLEARED and self.device.governor.status.trip:
            raise Broken("tripped ended with its trip standing")
        return known

    # --- what must hold after every tick ---------------------------------------------------------

    def judge(self):
        device, desk, ghost = self.device, self.desk, self.ghost
        out, inputs, status = device.outputs, device.inputs, device.governor.status
        want = device.buffer.front
        level, state = out.level, self.session.state
        on = any(level)
        if on and not out.rail:
            raise Broken("an output without a rail")
        if out.rail and state != RUNNING and state != PAUSED:
            raise Broken("a rail in " + STATE_NAMES[state])
        if out.rail and (status.trip or desk.down or inputs.stop_presses != want.stop_seen):
            raise Broken("a rail with a trip, or with stop down or unanswered")
        if on:
            for channel in range(CHANNELS):
                if not 0 <= level[channel] <= want.level[channel]:
                    raise Broken("more granted than asked")
        for foot in (0, 1):
            if desk.feet >> foot & 1:
                ghost.foot[foot] = 0
            else:
                ghost.foot[foot] += 1
                ghost.empty[foot] = 1
            if level[HEAT_LEFT + foot]:
                self.judge_heat(foot, want)
        bad = desk.leak or desk.over or desk.warmth == LATCH or desk.warmth == OPEN
        ghost.bad = ghost.bad + 1 if bad else 0
        ghost.calm = 0 if ghost.bad >= SEEN_TICKS else ghost.calm + 1
        if out.rail and ghost.bad > SEEN_TICKS:
            raise Broken("a rail a tenth of a second into a fault")
        if ghost.trip and not status.trip:
            if not ghost.asked or want.acknowledge != status.trips:
                raise Broken("a trip was forgotten that nobody acknowledged")
            if ghost.calm < CALM_TICKS:
                raise Broken("a trip was forgotten with its cause there")
        if status.trip and not ghost.trip:
            ghost.asked = 0
        ghost.trip = status.trip
        if out.rail and ghost.rail:
            if status.session_ms < ghost.session_ms or status.heat_ms < ghost.heat_ms:
                raise Broken("a counter of time went back")
        elif ghost.rail:
            ghost.empty[0] = ghost.empty[1] = 0
        ghost.rail = out.rail
        ghost.session_ms = status.session_ms
        ghost.heat_ms = status.heat_ms

    def judge_heat(self, foot, want):
        """A heater is on: may it?"""
        ghost, desk = self.ghost, self.desk
        if not self.heats:
            raise Broken("heat in a plan that has none")
        if self.session.state != RUNNING or not want.heated:
            raise Broken("heat without a session that may heat")
        if self.profile == 1 and (ghost.marked or ghost.answer != "clear"):
            raise Broken("heat after the answer: %s" % (ghost.answer or "none"))
        if not ghost.empty[foot]:
            raise Broken("heat in a well that was not seen empty")
        if ghost.foot[foot] > 2:
            raise Broken("heat without a foot")
        if foot == 0 and desk.warmth == LATCH and ghost.bad >= SEEN_TICKS:
            raise Broken("heat at the latch's temperature")

    # --- which states are the same ---------------------------------------------------------------

    def key(self):
        """What decides what comes next, in few steps."""
        device, desk, ghost = self.device, self.desk, self.ghost
        governor, session, conductor = device.governor, device.session, device.conductor
        status, inputs, plan = governor.status, device.inputs, session.plan
        level = device.outputs.level
        presence, duration = governor.presence, governor.duration
        since_ms = (desk.now_ms - session.since_ms) & TIME_MASK
        left_ms = TIMEOUT_MS[session.state] - since_ms
        done_ms = session.elapsed_ms
        if session.state == TRIPPED:  # how it came to it is of the past
            bad = ghost.bad > 0
            return (
                (status.trip, bad or min(ghost.calm // 30, 3), conductor.acknowledge),
                (desk.feet, desk.down, desk.jam, desk.reference_off, self.beating),
                (conductor.presses - inputs.stop_presses, conductor.quiet_ms < QUIET_MS),
                (inputs.start_press - inputs.stop_presses, plan.heat, device.commands.stop),
            )
        return (
            (desk.feet, desk.warmth, desk.leak, desk.over, desk.jam, desk.reference_off),
            (desk.down, some(level[0]), some(level[1]), some(max(level[2:4])), some(level[5])),
            (self.beating, session.state, session.ended, device.sequencer.heat > 0, plan.heat),
            (plan.heat_wait_s > 0, plan.session_ms, done_ms > 0),
            done_ms + 300 >= session.sequencer.session_ms(),
            left_ms <= 0 or left_ms > 300,
            (conductor.presses - inputs.stop_presses, inputs.start_press - inputs.stop_presses),
            (conductor.quiet_ms < QUIET_MS, conductor.one_foot_ms > 0, conductor.feet_out_ms > 0),
            (device.commands.stop, device.scribe.marked(), device.outputs.rail),
            (status.trip, status.trip and min(ghost.calm, 60) // 20, conductor.acknowledge),
            tuple(status.present) + tuple(presence.seen_empty) + tuple(status.heat_allowed),
            (any(level[6:]), governor.left.bad[0] > 0, governor.left.ceiling_permille > 0),
            (duration.resting_ms >= duration.rest_ms, status.heat_ms > 0, governor.heat_left),
            (governor.heater_left.unasked > 0, governor.left.warm, governor.massage.stalled),
            (governor.air.manifold.vented(), governor.supply.over > 0),
        )
