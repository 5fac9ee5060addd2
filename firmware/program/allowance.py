"""What the coming session may have: heat or not, and how long, from what there was before.

Decides how long heat has to wait (sessions a day, the gap between them) and how much massage is
left. Everything is a countdown in seconds of rest: it starts full and only time that has certainly
passed makes it smaller, so whoever does not know waits longer, never shorter. A session without
heat may be had meanwhile; it neither counts as one nor begins the wait anew, but tires. May not
touch plan or outputs and knows no file: `scribe` calls it, keeps it and tells the plan.
"""

from ..units import TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Limits(Protocol):
        day_sessions: int
        last_day_sessions: int
        gap_ms: int
        session_max_ms: int
        heat_max_ms: int
        massage_most_ms: int
        massage_rest_ms: int


# Places in the list of countdowns. Three days' waits: the most sessions any profile has.
GAP = 0
DAYS = (1, 2, 3)
TIRED = 4
WAITS = 5

DAY_S = 86_400
READY_S = 60  # a marked session may wait so long for feet before it begins
LEAST_S = 300  # a session shorter than the first stage's is none


class Allowance:
    """Built for one profile's `limits`; `last_stage` 1 at the last stage of the plan."""

    def __init__(self, limits: "Limits", last_stage: int) -> None:
        self.sessions = limits.last_day_sessions if last_stage else limits.day_sessions
        self.gap_s = limits.gap_ms // 1_000
        self.longest_s = limits.session_max_ms // 1_000
        self.heat_max_s = limits.heat_max_ms // 1_000
        self.rest_s = limits.massage_rest_ms // 1_000
        self.massage_s = limits.massage_most_ms // 1_000
        self.waits = [0] * WAITS
        self.part_ms = 0  # of a second that has not been counted yet

    def recall(self, waits: "list[int]", away_s: int) -> None:
        """What the journal kept, and what has certainly passed since. A damaged record is more
        than any wait: heat waits for all of it, massage has one short session left.
        """
        late_s = READY_S + self.longest_s
        most = [DAY_S + late_s] * WAITS
        most[GAP] = self.gap_s + late_s
        most[TIRED] = self.rest_s
        if waits[TIRED] == TIME_MASK:
            most[TIRED] -= LEAST_S * self.cost()
        self.waits = [max(min(waits[i], most[i]) - away_s, 0) for i in range(WAITS)]

    def pass_time(self, passed_ms: int, resting: int) -> int:
        """Powered time passes, `resting` 1 while the rail is off; returns whole seconds."""
        self.part_ms += passed_ms
        seconds = self.part_ms // 1_000
        self.part_ms -= seconds * 1_000
        if seconds:
            waits = self.waits
            for i in range(WAITS):
                if resting or i != TIRED:
                    waits[i] = max(waits[i] - seconds, 0)
        return seconds

    # --- what may be had -------------------------------------------------------------------------

    def heat_wait_s(self) -> int:
        """Seconds until a session may be heated, 0 for now."""
        days = sorted([self.waits[i] for i in DAYS])
        # so many are still of this day, the longest waits last: one must end for the next to begin
        return max(self.waits[GAP], days[len(DAYS) - self.sessions])

    def massage_left_s(self) -> int:
        """The longest session that is left, in seconds; 0 when that would be none."""
        left_s = max(self.rest_s - self.waits[TIRED], 0) // self.cost()
        return left_s if left_s >= LEAST_S else 0

    def massage_wait_s(self) -> int:
        """Seconds of rest until there is a session, 0 for now."""
        return max(self.waits[TIRED] + LEAST_S * self.cost() - self.rest_s, 0)

    def cost(self) -> int:
        """Seconds of rest that give a second of massage back."""
        return self.rest_s // self.massage_s

    # --- what is spent ---------------------------------------------------------------------------

    def worst(self, longest_s: int, heat: int) -> "list[int]":
        """The waits as a session that is about to start leaves them at the worst: a pulled plug
        hides how long it ran, and when.
        """
        late_s = READY_S + self.longest_s
        waits = list(self.waits)
        waits[TIRED] = min(waits[TIRED] + longest_s * self.cost(), TIME_MASK)
        if heat:
            waits[GAP] = self.gap_s + late_s
            waits[soonest(waits)] = DAY_S + late_s
        return waits

    def spent(self, ran_s: int, massage_s: int, heated: int) -> None:
        """A session is over that began `ran_s` ago; `heated` 1 if a heater was on in it.

        The day is 24 hours from its begin, or from its end less all of its heat: then no 24 hours
        hold more heat than the day's sessions may have, however heat lay in them.
        """
        waits = self.waits
        waits[TIRED] = min(waits[TIRED] + massage_s * self.cost(), TIME_MASK)
        if heated:
            waits[GAP] = self.gap_s
            waits[soonest(waits)] = DAY_S - min(ran_s, self.heat_max_s)


def soonest(waits: "list[int]") -> int:
    """Place of the day's wait that ends first."""
    place = DAYS[0]
    for i in DAYS:
        if waits[i] < waits[place]:
            place = i
    return place


def words(wait_s: int) -> str:
    """A wait for people, '' for none."""
    return "waits {} min".format((wait_s + 59) // 60) if wait_s else ""
