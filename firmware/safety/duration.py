"""How long: session and heat time, counted where nothing above can reset it.

Decides when heat is used up (a limiter) and when a session has outlived its allowance (a trip).
Counts real time between fast scans, while the rail is on; starts again only after the rail rested.
Called by the governor every tick.
"""

from ..image import HEAT_LEFT, HEAT_RIGHT, Outputs, Status
from ..units import TIME_MASK
from .limits import Limits
from .trips import SESSION_TIME, TripLatch

GRACE_MS = 5_000  # the session machine ends a session by itself; this catches one that does not
LONGEST_STEP_MS = 60_000  # one step counts at most this, so a wild clock cannot overflow a sum


class Duration:
    """Writes `status.session_ms` and `status.heat_ms`."""

    __slots__ = (
        "status",
        "latch",
        "session_max_ms",
        "heat_max_ms",
        "rest_ms",
        "resting_ms",
        "last_ms",
    )

    def __init__(self, limits: Limits, status: Status, latch: TripLatch, now_ms: int) -> None:
        self.status = status
        self.latch = latch
        self.session_max_ms = limits.session_max_ms + GRACE_MS
        self.heat_max_ms = limits.heat_max_ms
        self.rest_ms = limits.rest_ms
        self.resting_ms = 0
        self.last_ms = now_ms

    def check(self, out: Outputs, now_ms: int) -> int:
        """Count the tick that `out` stood for; 1 while heat time is left, else 0."""
        step_ms = (now_ms - self.last_ms) & TIME_MASK
        if step_ms > LONGEST_STEP_MS:
            step_ms = LONGEST_STEP_MS
        self.last_ms = now_ms
        status = self.status
        if out.rail:
            self.resting_ms = 0
            status.session_ms += step_ms
            if out.level[HEAT_LEFT] or out.level[HEAT_RIGHT]:
                status.heat_ms += step_ms
            if status.session_ms > self.session_max_ms:
                self.latch.trip(SESSION_TIME, 0, status.session_ms, self.session_max_ms, now_ms)
        elif self.resting_ms < self.rest_ms:
            self.resting_ms += step_ms
            if self.resting_ms >= self.rest_ms:
                status.session_ms = 0
                status.heat_ms = 0
        return 1 if status.heat_ms < self.heat_max_ms else 0
