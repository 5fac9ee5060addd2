"""Everything that happens becomes an event of the session: presses, feet, time, trips, hosts.

Decides what a press of the one direct button means (stop on its first sample, start or acknowledge
when it is let go) and when feet count as in or out. May not touch outputs. Called by the
slow scan first thing; returns the setpoints of this moment.
"""

from ..image import Inputs, Intents, Status
from ..units import SLOW_MS, TIME_MASK
from .sequencer import Sequencer, Setpoints
from .session import (
    CLEARED,
    FEET_IN,
    FEET_OUT,
    FINISHED,
    INSPECTING,
    KEY,
    PAUSED,
    READY,
    RESTING,
    RUNNING,
    START,
    TIMEOUT,
    TRIP,
    TRIPPED,
    Session,
)

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Panel(Protocol):
        def key(self, button: int) -> int: ...
        def say_trip(self) -> None: ...
        def say_end(self) -> None: ...
        def say_question(self) -> None: ...
        def say_refused(self) -> None: ...
        def say_no_heat(self) -> None: ...

    class Commands(Protocol):
        stop: int

    class Scribe(Protocol):
        def marked(self) -> bool: ...


ASKED_MS = 200  # a key that is sooner was pressed before the question could be seen
ONE_FOOT_MS = 3_000  # a second foot gets this long to follow the first
FEET_OUT_MS = 500  # a shifted foot is not a foot taken out
QUIET_MS = 3_000  # after a stop, presses closer together than this are mashing and start nothing
LONGEST_STEP_MS = 1_000  # a slow scan that took longer counts as this


class Conductor:
    """`commands.stop` is the host's stop; `session` and `sequencer` are driven from here."""

    def __init__(
        self,
        session: Session,
        sequencer: Sequencer,
        panel: "Panel",
        commands: "Commands",
        scribe: "Scribe",
    ) -> None:
        self.session = session
        self.sequencer = sequencer
        self.panel = panel
        self.commands = commands
        self.scribe = scribe
        self.presses = self.keys = 0
        self.told = 0  # of Status.trips
        self.one_foot_ms = self.feet_out_ms = 0
        self.acknowledge = 0
        self.last_ms = session.since_ms
        self.step_ms = 0  # since the scan before, late or not
        self.quiet_ms = QUIET_MS  # since the last press that stopped or was refused

    def step(self, inputs: Inputs, status: Status, intents: Intents, now_ms: int) -> Setpoints:
        """Take what happened since the last slow scan; ask for the rail; return the setpoints."""
        session = self.session
        self.step_ms = (now_ms - self.last_ms) & TIME_MASK
        passed_ms = min(self.step_ms, LONGEST_STEP_MS)
        self.last_ms = now_ms
        self.quiet_ms = min(self.quiet_ms + passed_ms, QUIET_MS)
        session.plan.heat_rests = 1 if status.heat_rests or status.warm_wells else 0
        if status.heat_fault != session.plan.heat_fault:
            session.plan.heat_fault = status.heat_fault
            self.panel.say_no_heat()
        if status.trip and status.trips != self.told:
            self.told = status.trips
            session.event(TRIP, now_ms)
            self.presses = inputs.stop_presses  # begun before it was told: acknowledges nothing
            self.panel.say_trip()
        self.take_button(inputs, status, now_ms)
        if inputs.button_presses != self.keys:
            self.keys = inputs.button_presses
            self.take_key(inputs.button, status, now_ms)
        self.take_feet(status, now_ms)
        state = session.state
        if state == TRIPPED and not status.trip:
            session.event(CLEARED, now_ms)
        elif session.timed_out(now_ms):
            session.event(TIMEOUT, now_ms)
        elif (state == RUNNING or state == PAUSED) and session.finished(status.session_ms):
            session.event(FINISHED, now_ms)
            self.panel.say_end()
        running = session.state == RUNNING
        intents.rail = 1 if running or session.state == PAUSED else 0
        intents.prove = self.proves(status)
        intents.stop_seen = self.presses
        intents.acknowledge = self.acknowledge
        # good for this scan only: an old press must not clear a trip that ends tomorrow
        self.acknowledge = 0
        if running:
            session.elapsed_ms += passed_ms
            points = self.sequencer.play(passed_ms, status.heat_ms)
        else:
            points = self.sequencer.setpoints
            points.rest()
        intents.heated = 1 if points.heat_mc else 0
        return points

    def proves(self, status: Status) -> int:
        """1 while the latch's proof is due: before feet, after the mark (it wants the rail)."""
        due = not status.proof and self.session.state == READY and self.session.plan.heats()
        return 1 if due and self.scribe.marked() else 0

    def take_button(self, inputs: Inputs, status: Status, now_ms: int) -> None:
        """The direct button, or the host's stop."""
        session = self.session
        state = session.state
        live = state == RUNNING or state == PAUSED or state == READY or state == INSPECTING
        if self.commands.stop:
            self.commands.stop = 0
            if live:
                self.presses = inputs.stop_presses  # a press beside it is no start either
                self.quiet_ms = 0
                session.event(START, now_ms)
                return
        presses = inputs.stop_presses
        if presses == self.presses:
            return
        if live:
            self.presses = presses
            self.quiet_ms = 0
            session.event(START, now_ms)
            self.panel.say_question()
        elif inputs.start_press == presses:
            self.presses = presses
            if state == TRIPPED:
                self.acknowledge = self.told
                self.quiet_ms = 0
                self.panel.say_question()
            elif self.quiet_ms < QUIET_MS or not session.may_begin(status.session_ms):
                self.quiet_ms = 0
                self.panel.say_refused()
            else:
                session.event(START, now_ms)
                self.panel.say_question()
        elif not inputs.stop_down:
            self.presses = presses  # too short or too long: not a press anybody made to start

    def take_key(self, button: int, status: Status, now_ms: int) -> None:
        """A ladder button. Inspection is answered after it was asked, with the feet out to see."""
        session = self.session
        if session.state in RESTING:
            session.plan.open_session()  # heat may have waited long enough meanwhile
        event = self.panel.key(button)
        if event == KEY:
            session.event(KEY, now_ms)
            event = self.panel.key(button)  # it wakes, and does what it says
        if not event:
            return
        # pressed in the scan that ends now, however late it is
        asked_ms = ((now_ms - session.since_ms) & TIME_MASK) - self.step_ms
        early = asked_ms < ASKED_MS or status.present[0] or status.present[1]
        if session.state == INSPECTING and early:
            self.panel.say_refused()
            return
        session.event(event, now_ms)

    def take_feet(self, status: Status, now_ms: int) -> None:
        """In: both, or one for a while. Out: neither for half a second."""
        present = status.present[0] + status.present[1]
        state = self.session.state
        if state == READY or state == PAUSED:
            self.one_foot_ms = self.one_foot_ms + SLOW_MS if present == 1 else 0
            if present == 2 or self.one_foot_ms >= ONE_FOOT_MS:
                if state == READY and (not self.scribe.marked() or self.proves(status)):
                    return  # no output before the mark that a pulled plug leaves behind
                self.one_foot_ms = 0
                self.feet_out_ms = 0
                self.session.event(FEET_IN, now_ms)
            return
        self.one_foot_ms = 0
        if state == RUNNING:
            self.feet_out_ms = 0 if present else self.feet_out_ms + SLOW_MS
            if self.feet_out_ms >= FEET_OUT_MS:
                self.session.event(FEET_OUT, now_ms)
