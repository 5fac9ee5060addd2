"""The session: one state machine, as a table, from a press of start to a cool pad.

Decides the state and what each transition does to plan and sequencer. May not touch outputs: it
runs or rests the sequencer, and the rail request follows from the state. Called by the slow scan
with one event at a time; `README.md` prints the table from here.
"""

from ..units import TIME_MASK
from .plan import NEUROPATHY, SESSION_MOST_MS, Plan
from .sequencer import Sequencer

OFF = 0
IDLE = 1
INSPECTING = 2
READY = 3
RUNNING = 4
PAUSED = 5
COOLING = 6
TRIPPED = 7
RESTING = (OFF, IDLE, COOLING)
STATE_NAMES = ("off", "idle", "inspecting", "ready", "running", "paused", "cooling", "tripped")

# Events. KEY is any ladder button that no other rule takes.
START = 1
UP = 2
DOWN = 3
PROGRAM = 4
KEY = 5
FEET_IN = 6
FEET_OUT = 7
TIMEOUT = 8
FINISHED = 9
TRIP = 10
CLEARED = 11
EVENT_NAMES = (
    "",
    "start",
    "up",
    "down",
    "program",
    "any key",
    "feet in",
    "feet out",
    "timeout",
    "finished",
    "trip",
    "acknowledged",
)

# How the last session ended; the words of summary.json.
ENDINGS = ("none", "running", "completed", "stopped", "tripped")
NONE = 0
STILL_RUNNING = 1
COMPLETED = 2
STOPPED = 3
BY_TRIP = 4

# (state, event, next state, what happens). `begin` goes to INSPECTING or READY as the profile
# asks.
TABLE = (
    (OFF, START, READY, "begin"),
    (OFF, KEY, IDLE, "wake"),
    (IDLE, START, READY, "begin"),
    (IDLE, TIMEOUT, OFF, "sleep"),
    (INSPECTING, UP, READY, "clear"),
    (INSPECTING, DOWN, READY, "mark"),
    (INSPECTING, PROGRAM, READY, "could_not_look"),
    (INSPECTING, START, IDLE, "cancel"),
    (INSPECTING, TIMEOUT, IDLE, "cancel"),
    (READY, FEET_IN, RUNNING, "run"),
    (READY, START, IDLE, "cancel"),
    (READY, TIMEOUT, IDLE, "cancel"),
    (RUNNING, START, COOLING, "stop"),
    (RUNNING, FEET_OUT, PAUSED, "rest"),
    (RUNNING, FINISHED, COOLING, "complete"),
    (PAUSED, FEET_IN, RUNNING, "resume"),
    (PAUSED, START, COOLING, "stop"),
    (PAUSED, FINISHED, COOLING, "complete"),
    (PAUSED, TIMEOUT, COOLING, "stop"),
    (COOLING, TIMEOUT, IDLE, "rest"),
    (COOLING, START, READY, "begin"),
    (TRIPPED, CLEARED, IDLE, "rest"),
)

# How long a state lasts before TIMEOUT, ms; 0 for ever.
TIMEOUT_MS = (0, 600_000, 120_000, 60_000, 0, 60_000, 20_000, 0)


class Session:
    """`state`, `ended`, `elapsed_ms` of the session, and the plan's and sequencer's owner.

    `refused` 1 after an unanswerable event.
    """

    def __init__(self, plan: Plan, sequencer: Sequencer, now_ms: int) -> None:
        self.plan = plan
        self.sequencer = sequencer
        self.state = IDLE
        self.since_ms = now_ms
        self.elapsed_ms = 0
        self.ended = NONE

    def event(self, event: int, now_ms: int) -> bool:
        """Take one event; True if the table knows it in this state."""
        if event == TRIP:
            if self.state == RUNNING or self.state == PAUSED:
                self.ended = BY_TRIP
            self.close()
            self.enter(TRIPPED, now_ms)
            return True
        for state, wanted, following, action in TABLE:
            if state == self.state and wanted == event:
                self.enter(following, now_ms)
                self.act(action)
                return True
        return False

    def enter(self, state: int, now_ms: int) -> None:
        """Be in `state` from now on."""
        self.state = state
        self.since_ms = now_ms

    def timed_out(self, now_ms: int) -> bool:
        """The state has lasted as long as it may."""
        limit_ms = TIMEOUT_MS[self.state]
        return limit_ms > 0 and ((now_ms - self.since_ms) & TIME_MASK) >= limit_ms

    def finished(self, rail_ms: int) -> bool:
        """The session's time is up: what was played of it, or `rail_ms`, which counts the pauses
        too and what ended less than a minute and a half ago.
        """
        if rail_ms >= SESSION_MOST_MS[self.plan.profile]:
            return True
        return self.elapsed_ms >= self.sequencer.session_ms()

    def may_begin(self, rail_ms: int) -> bool:
        """There is massage left, and the last rest was long enough."""
        return self.plan.massage_left_s > 0 and rail_ms < SESSION_MOST_MS[self.plan.profile]

    def act(self, action: str) -> None:
        """What a transition does, by the name in the table."""
        if action == "begin":
            self.plan.open_session()
            if self.plan.profile == NEUROPATHY:
                self.state = INSPECTING
        elif action == "mark":
            self.plan.mark()
        elif action == "could_not_look":
            self.plan.lock_heat()
        elif action == "run":
            self.elapsed_ms = 0
            self.ended = STILL_RUNNING
            self.sequencer.start()
        elif action == "stop":
            self.ended = STOPPED
            self.close()
        elif action == "complete":
            self.ended = COMPLETED
            self.close()
        elif action == "cancel" or action == "sleep":
            self.close()

    def close(self) -> None:
        """Nothing of this session stays: heat is asked for anew, caps are the plan's again."""
        self.sequencer.heat = 0
        self.plan.open_session()
