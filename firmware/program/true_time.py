"""How much time has certainly passed while the plug was out: the clock chip's word, if it is good.

Decides whether the chip may be believed: its time runs on from the stamp that the journal kept,
keeps pace with powered time, and is of this year. In doubt nothing has passed, and waits count
powered time alone. It needs no date: nobody sets it, only its pace matters. Read at boot, and when
a session is marked and when it ends; never by the fast scan. Used by `main` and `scribe`.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Chip(Protocol):
        stopped: int

        def minutes(self) -> int: ...
        def start(self) -> None: ...


YEAR_MIN = 527_040  # 366 days. A longer absence is one nobody can tell from a wild clock
SLACK_S = 120  # minutes are whole ones, at both ends
SLACK_DIVIDER = 50  # and 2 %: a crystal is better by far, a broken one is not


class TrueTime:
    """`chip` None on a stage without one. `stamp_min` 0 is no stamp; `since_s` is the powered time
    that has been counted since it was taken.
    """

    def __init__(self, chip: "Chip | None") -> None:
        self.chip = chip
        self.stamp_min = 0
        self.since_s = 0
        self.first_min = 0  # the first time this boot was told
        self.awake_s = 0  # powered time since then
        self.sound = 1  # 0 for the rest of this boot, once it lost the pace

    def away_s(self, stamp_min: int, since_s: int) -> int:
        """At boot: seconds since the kept stamp that powered time has not counted yet."""
        now_min = self.first_min = self.minutes()
        passed_min = now_min - stamp_min
        if not now_min or not stamp_min or not 0 <= passed_min <= YEAR_MIN:
            return 0
        passed_s = passed_min * 60
        if passed_s + SLACK_S + since_s // SLACK_DIVIDER < since_s:
            return 0  # it stood still while powered time went on
        self.stamp_min = stamp_min
        # a minute less: of both times only whole ones are known
        away_s = max(passed_s - 60 - since_s, 0)
        self.since_s = since_s + away_s  # credited once
        return away_s

    def pass_time(self, seconds: int) -> None:
        """Powered time passes."""
        self.awake_s += seconds
        self.since_s += seconds

    def stamp(self) -> None:
        """A new stamp for what the journal is about to keep; none from a chip that is in doubt."""
        now_min = self.minutes()
        if now_min and not self.first_min:
            self.first_min = now_min
            self.awake_s = 0
        off_s = abs((now_min - self.first_min) * 60 - self.awake_s)
        if off_s > SLACK_S + self.awake_s // SLACK_DIVIDER:
            self.sound = 0
        self.stamp_min = now_min if self.sound else 0
        self.since_s = 0

    def minutes(self) -> int:
        """The chip's time in minutes, 0 for unknown."""
        return self.chip.minutes() if self.chip is not None else 0

    def start(self) -> None:
        """Let a chip that stood still count from now on; only once no stamp of before is kept."""
        if self.chip is not None and self.chip.stopped and not self.stamp_min:
            self.chip.start()

    def report(self) -> str:
        """The clock in words, for the status report."""
        if self.chip is None:
            return "none"
        if not self.sound:
            return "lost the pace"
        return "good" if self.stamp_min else "powered time"
