"""The ledger: what a session costs the coming ones, in the journal before any output may start.

Decides when the allowance's countdowns are noted: at a session's mark as the worst it could
become, at its end as it was, and while somebody sits a wait out; the day's dose likewise. Tells
the plan what may be had now. May not decide how long a wait is (`allowance`) nor write (`scribe`,
which calls it every slow scan).
"""

from .image import Status
from .journal import Journal
from .program.allowance import DAYS, GAP, TIRED, Allowance
from .program.plan import Plan
from .program.true_time import TrueTime

DOSE_STEP = 5  # thousandths of a CEM43 minute: a pad that cools adds a few after the session
GAP_STEP_S = 300  # a pulled plug costs at most so much of a wait that somebody may sit out
DAY_STEP_S = 1_800  # and of a day's


class Ledger:
    """`allowance` and `true_time`, `status` with its doses, `journal` and `plan` to be told."""

    def __init__(
        self,
        journal: Journal,
        plan: Plan,
        status: Status,
        allowance: Allowance,
        true_time: TrueTime,
    ) -> None:
        self.journal = journal
        self.plan = plan
        self.status = status
        self.allowance = allowance
        self.true_time = true_time
        self.tell_plan()

    def pass_time(self, passed_ms: int, resting: int) -> None:
        """Powered time passes; `resting` 1 while the rail is off."""
        self.true_time.pass_time(self.allowance.pass_time(passed_ms, resting))
        if not self.journal.open:
            self.watch_dose()
            self.watch_waits()
        self.tell_plan()

    def tell_plan(self) -> None:
        """What the coming session may have."""
        plan = self.plan
        plan.heat_wait_s = self.allowance.heat_wait_s()
        plan.massage_left_s = self.allowance.massage_left_s()
        plan.massage_wait_s = self.allowance.massage_wait_s()

    def watch_dose(self) -> None:
        """The day's dose between sessions: pads cool, and the day goes on."""
        status = self.status
        day = status.cem43_day_permille
        kept = self.journal.dose
        passed_s = status.day_s - kept[2]
        if (
            abs(day[0] - kept[0]) >= DOSE_STEP
            or abs(day[1] - kept[1]) >= DOSE_STEP
            or passed_s >= DAY_STEP_S
            or passed_s < 0
        ):
            self.note_dose()

    def note_dose(self) -> None:
        """Into the journal, with the clock's time that the day's age counts from: the same hours
        without power would else make the day older at each boot.
        """
        day = self.status.cem43_day_permille
        self.journal.note_dose(day[0], day[1], self.status.day_s)
        self.note_time()

    def watch_waits(self) -> None:
        """Between sessions: what has been waited, now and then."""
        waits = self.allowance.waits
        kept = self.journal.waits
        if waits == kept:
            return
        sat_out_s = max(kept[GAP] - waits[GAP], kept[TIRED] - waits[TIRED])
        if sat_out_s >= GAP_STEP_S or max([kept[i] - waits[i] for i in DAYS]) >= DAY_STEP_S:
            self.note_time()

    def mark(self, longest_s: int, heat: int) -> None:
        """A session is about to start: as if it had been all it could become."""
        self.note(self.allowance.worst(longest_s, heat))

    def withdraw(self) -> None:
        """It never ran."""
        self.note(self.allowance.waits)

    def end(self, ran_ms: int, active_s: int, heated: int) -> None:
        """It is over, `ran_ms` after its begin; of that it played `active_s`."""
        self.allowance.spent(ran_ms // 1_000, active_s + 1, heated)
        self.note(self.allowance.waits)
        self.tell_plan()

    def note(self, waits: "list[int]") -> None:
        """Into the journal, with a fresh stamp of the clock."""
        clock = self.true_time
        clock.stamp()
        self.journal.note_waits(waits, clock.stamp_min, clock.since_s)

    def note_time(self) -> None:
        """Into the journal: the waits as they are now, by the stamp that stands."""
        clock = self.true_time
        self.journal.note_waits(self.allowance.waits, clock.stamp_min, clock.since_s)

    def kept(self) -> None:
        """The counters lie on flash. A clock that stood still may count now, unless a stamp of
        before is among them that it could mislead.
        """
        if not self.journal.clock[0]:
            self.true_time.start()
