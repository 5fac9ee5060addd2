"""The manifold with both valves closed: alone, it empties itself in seconds.

Decides whether air that stays in it is a vent that failed or a sensor that lies, and when the
bladders behind the valves have had their time to empty. May not judge a bladder that is joined to
it: that is `air`'s, which calls this every 200 ms, and at every change of a valve.
"""

from .limits import Limits
from .trips import PRESSURE_SENSOR, VENT_FAILED, TripLatch

ROUND_MS = 200
STALE_ROUNDS = 5
# a manifold of 6 s, the slowest there is, has lost this share of its pressure when a bladder that
# stayed joined to it has not; and twice as late both have lost all
EASED_PARTS = 8
LONG_MS = 1 << 20


class Manifold:
    """`filled` is 1 while air was pumped since it was last seen empty."""

    __slots__ = (
        "latch",
        "vented_pa",
        "vent_ms",
        "vent_failed_ms",
        "closed_ms",
        "closed_pa",
        "stale",
        "filled",
    )

    def __init__(self, limits: Limits, latch: TripLatch) -> None:
        self.latch = latch
        self.vented_pa = limits.vented_pa
        self.vent_ms = limits.vent_ms
        self.vent_failed_ms = limits.vent_failed_ms
        self.closed_ms = self.vent_ms  # valves were closed while there was no power
        self.closed_pa = 0  # the most that was seen since
        # rounds with air in it that should be out, since it was seen empty; power may have been
        # away for no time at all
        self.stale = -(self.vent_ms // ROUND_MS)
        self.filled = 0

    def changed(self) -> None:
        """A valve opened or closed."""
        self.closed_ms = 0
        self.closed_pa = 0
        self.stale = 0

    def vented(self) -> bool:
        """The bladders had the time that an orifice takes: a valve may open again."""
        return self.closed_ms >= self.vent_ms

    def judge(self, pa: int, now_ms: int) -> None:
        """200 ms with both valves closed, at a mean of `pa`."""
        if self.closed_ms < LONG_MS:
            self.closed_ms += ROUND_MS
        if pa <= self.vented_pa:
            self.filled = 0
            self.stale = 0
            self.closed_pa = 0
            return
        if pa > self.closed_pa:
            self.closed_pa = pa
        most_pa = self.vented_pa
        if self.closed_ms < 2 * self.vent_failed_ms:
            most_pa += self.closed_pa // EASED_PARTS
        if pa > most_pa and self.closed_ms >= self.vent_failed_ms:
            self.stale += 1
            if self.stale < STALE_ROUNDS:
                return
            code = VENT_FAILED if self.filled else PRESSURE_SENSOR
            self.latch.trip(code, 0, pa, most_pa, now_ms)
