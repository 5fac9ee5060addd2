"""The scribe: writes the journal down when, and only when, every output is off.

Decides when: a write stops interrupts for the time of a flash sector and the fast scan with them,
so it waits until the rail is neither wanted nor granted and has had time to fall. Decides when a
session may start: not before its mark is kept. May not decide what is remembered (`journal`) nor
how (`drivers/store`, handed in). Called by the slow scan last thing; one record a scan.
"""

from .image import IntentsBuffer, Outputs, Status
from .journal import COUNTERS, NAMES, SESSIONS, SETTINGS, Journal
from .ledger import Ledger
from .program.recipes import RECIPES
from .program.sequencer import Sequencer
from .program.session import ENDINGS, PAUSED, READY, RUNNING, TRIPPED, Session
from .standing import members, of_status
from .units import TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Store(Protocol):
        def save(self, name: str, pieces: "list[str]") -> bool: ...


# From the first scan that saw the rail neither wanted nor granted. The last pulse may have begun
# just before it: 17 ms on a heater's gate, 15 + 30 ms on the rail.
REST_MS = 100
SETTLE_MS = 5_000  # a choice has stood this long: walking through the programs writes once

LONGEST_STEP_MS = 1_000  # a slow scan that took longer counts as this: a wild clock ends no wait

# The line before the counters that contain it: cut between the two, `Journal.recover` adds it.
ORDER = (SESSIONS, COUNTERS, SETTINGS)


class Scribe:
    """`failed` is 1 after a write that the file system refused."""

    def __init__(
        self,
        store: "Store",
        journal: Journal,
        session: Session,
        sequencer: Sequencer,
        buffer: IntentsBuffer,
        outputs: Outputs,
        status: Status,
        ledger: Ledger,
        dose_permille: int,
    ) -> None:
        self.store = store
        self.journal = journal
        self.session = session
        self.sequencer = sequencer
        self.buffer = buffer
        self.outputs = outputs
        self.status = status
        self.ledger = ledger
        self.dose_permille = dose_permille  # what a session may cost each foot
        self.failed = 0
        self.recalled = 0  # the trip of the boot before, if it stands again
        self.state = session.state
        self.trips = status.trips
        self.counted = 0  # 1 unless a trip stands that the journal has not counted
        self.ran = 0  # 1 while the marked session has been running
        self.heat_from_ms = 0
        self.ran_ms = 0  # since it began, pauses too
        self.last_ms = session.since_ms
        self.choice = (sequencer.program, sequencer.more)
        self.kept_choice = self.choice
        self.chosen_ms = 0
        self.off = 0  # 1 from the first scan that saw the rail off
        self.off_ms = 0

    def marked(self) -> bool:
        """The coming session's mark is kept (or could not be, and heat is locked for it)."""
        return self.journal.open > 0 and not self.journal.due[COUNTERS]

    def report(self) -> str:
        """The store in words, for the status report."""
        names = [NAMES[i] for i in range(len(NAMES)) if self.journal.damaged[i]]
        if names:
            return "damaged: " + ", ".join(names)
        return "not written" if self.failed else "good"

    def step(self, now_ms: int) -> None:
        """Watch the session; write one record if one is due and nothing is on."""
        passed_ms = min((now_ms - self.last_ms) & TIME_MASK, LONGEST_STEP_MS)
        self.last_ms = now_ms
        self.ran_ms += passed_ms
        front = self.buffer.front
        on = front.rail or front.prove or self.outputs.rail
        self.watch(now_ms)
        self.ledger.pass_time(passed_ms, 0 if on else 1)
        self.watch_choice(now_ms)
        # Only this loop ever asks for the rail, so what is off here stays off until it returns.
        if on:
            self.off = 0
        elif not self.off:
            self.off = 1
            self.off_ms = now_ms
        elif ((now_ms - self.off_ms) & TIME_MASK) >= REST_MS:
            self.write()

    def watch(self, now_ms: int) -> None:
        """What the session's changes mean to the journal."""
        journal = self.journal
        session = self.session
        status = self.status
        trips = status.trips
        state = session.state
        if state == RUNNING or state == PAUSED:
            if not self.ran:
                self.ran = 1
                self.ran_ms = 0
                self.heat_from_ms = status.heat_ms
        else:
            # one that came before the last one's end was seen keeps the session where it is
            tripped = state == TRIPPED and (self.state != TRIPPED or trips != self.trips)
            trip = members(of_status(status)) if tripped else ""
            if state != TRIPPED or trips != self.trips:
                self.recalled = 0
            if tripped:
                told = self.recalled and journal.lines and journal.lines[-1].endswith(trip + "}")
                journal.tripped(trip, not (self.ran or told))
            if self.ran:
                self.ran = 0
                # governed time, which no session machine can reset while the rail is on
                self.ledger.note_dose()
                heat_ms = max(status.heat_ms - self.heat_from_ms, 0)
                active_s = session.elapsed_ms // 1000
                self.ledger.end(self.ran_ms, active_s, 1 if heat_ms else 0)
                journal.end(ENDINGS[session.ended], active_s, heat_ms // 1000, trip)
            elif journal.open and state != READY:
                journal.withdraw()
                self.ledger.withdraw()
            if state == READY and not journal.open:
                longest_s = self.sequencer.session_ms() // 1000
                heat = session.plan.heat
                journal.begin(
                    self.program(),
                    longest_s,
                    longest_s if heat else 0,
                    self.dose_permille if heat else 0,
                )
                self.ledger.mark(longest_s, heat)
        if session.plan.marks != journal.marks:
            journal.mark(session.plan.marks)
        standing = of_status(status)
        # the boot after a lost supply counts none that is written as standing
        self.counted = not standing[0] or (state == TRIPPED and status.trips == trips)
        if self.counted and standing != journal.standing:
            journal.stand(standing)
        self.state = state
        self.trips = trips

    def watch_choice(self, now_ms: int) -> None:
        """Program and up/down level, once they have settled."""
        choice = (self.sequencer.program, self.sequencer.more)
        if choice != self.choice:
            self.choice = choice
            self.chosen_ms = now_ms
        elif choice != self.kept_choice and ((now_ms - self.chosen_ms) & TIME_MASK) >= SETTLE_MS:
            self.kept_choice = choice
            self.journal.choose(self.program(), choice[1])

    def program(self) -> str:
        """The chosen program's name: an index would mean another one after an update."""
        return RECIPES[self.sequencer.program][0]

    def write(self) -> None:
        """The first due record. One that cannot be written is tried again when it changes."""
        journal = self.journal
        for which in ORDER:
            if journal.due[which]:
                journal.due[which] = 0
                if self.store.save(NAMES[which], journal.pieces(which)):
                    if which == COUNTERS:
                        self.ledger.kept()
                    return
                self.failed = 1
                if which == COUNTERS and journal.open:
                    # without a mark a pulled plug would buy a fresh allowance
                    self.session.plan.lock_heat()
                return
