"""Everything that happens becomes an event of the session: presses, feet, time, trips, a host's
stop.

Decides what a press of the one direct button means (stop on its first sample, start on its second,
acknowledge when tripped) and when feet count as in or out. May not touch outputs. Called by the
slow scan first thing; returns the setpoints of this moment.
"""

from ..image import Inputs, Intents, Status
from ..units import SLOW_MS
from .sequencer import Sequencer, Setpoints
from .session import (
    CLEARED,
    FEET_IN,
    FEET_OUT,
    FINISHED,
    INSPECTING,
    PAUSED,
    READY,
    RUNNING,
    START,
    TIMEOUT,
    TRIP,
    TRIPPED,
    Session,
)

ONE_FOOT_MS = 3_000  # a second foot gets this long to follow the first
FEET_OUT_MS = 500  # a shifted foot is not a foot taken out


class Conductor:
    """`panel` gives keys their meaning, `commands.stop` is the host's stop, `scribe` says that the
    coming session is marked; `session` and `sequencer` are driven from here.
    """

    def __init__(self, session: Session, sequencer: Sequencer, panel, commands, scribe) -> None:  # type: ignore[no-untyped-def]
        self.session = session
        self.sequencer = sequencer
        self.panel = panel
        self.commands = commands
        self.scribe = scribe
        self.presses = 0
        self.keys = 0
        self.one_foot_ms = 0
        self.feet_out_ms = 0
        self.acknowledge = 0

    def step(self, inputs: Inputs, status: Status, intents: Intents, now_ms: int) -> Setpoints:
        """Take what happened since the last slow scan; fill the request for the rail; return the
        setpoints.
        """
        session = self.session
        if status.trip and session.state != TRIPPED:
            session.event(TRIP, now_ms)
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
        elif state == RUNNING and session.finished():
            session.event(FINISHED, now_ms)
            self.panel.say_end()
        running = session.state == RUNNING
        intents.rail = 1 if running or session.state == PAUSED else 0
        intents.stop_seen = self.presses
        intents.acknowledge = self.acknowledge
        # good for this scan only: an old press must not clear a trip that ends tomorrow
        self.acknowledge = 0
        if running:
            session.elapsed_ms += SLOW_MS
            points = self.sequencer.play(SLOW_MS, status.heat_ms)
        else:
            points = self.sequencer.setpoints
            points.rest()
        intents.heated = 1 if points.heat_mc else 0
        return points

    def take_button(self, inputs: Inputs, status: Status, now_ms: int) -> None:
        """The direct button, or the host's stop."""
        session = self.session
        state = session.state
        live = state == RUNNING or state == PAUSED or state == READY or state == INSPECTING
        if self.commands.stop:
            self.commands.stop = 0
            if live:
                session.event(START, now_ms)
        presses = inputs.stop_presses
        if presses == self.presses:
            return
        if live:
            self.presses = presses
            session.event(START, now_ms)
            self.panel.say_question()
        elif inputs.start_press == presses:
            self.presses = presses
            if state == TRIPPED:
                self.acknowledge = status.trips
            else:
                session.event(START, now_ms)
            self.panel.say_question()
        elif not inputs.stop_down:
            self.presses = presses  # one sample only: not a press anybody made

    def take_key(self, button: int, status: Status, now_ms: int) -> None:
        """A ladder button. Inspection is answered with the feet out, where they can be seen."""
        event = self.panel.key(button)
        if not event:
            return
        if self.session.state == INSPECTING and (status.present[0] or status.present[1]):
            self.panel.say_refused()
            return
        self.session.event(event, now_ms)

    def take_feet(self, status: Status, now_ms: int) -> None:
        """In: both, or one for a while. Out: neither for half a second."""
        present = status.present[0] + status.present[1]
        state = self.session.state
        if state == READY or state == PAUSED:
            self.one_foot_ms = self.one_foot_ms + SLOW_MS if present == 1 else 0
            if present == 2 or self.one_foot_ms >= ONE_FOOT_MS:
                if state == READY and not self.scribe.marked():
                    return  # no output before the mark that a pulled plug leaves behind
                self.one_foot_ms = 0
                self.feet_out_ms = 0
                self.session.event(FEET_IN, now_ms)
        elif state == RUNNING:
            self.feet_out_ms = 0 if present else self.feet_out_ms + SLOW_MS
            if self.feet_out_ms >= FEET_OUT_MS:
                self.session.event(FEET_OUT, now_ms)
