"""Rollers: how long they may turn, and whether a motor that is driven takes current.

Decides when the session's minutes of rolling are used up (a limiter) and when a roller's wire is
broken (a trip). A jam is `massage`'s: it trips within half a second, and a trip is the release:
windings dead, rail down, bladders vented, so nothing presses any more. No powered reversal, for
nobody knows which way frees, both sides are kneaded in both directions, and a trip that may still
turn something is none. What a roller drew in it gives back at the next start, which is a person's:
control begins it the other way (`control/kneading`). Called by the governor with new samples and
once a second.
"""

from ..image import ROLLER_LEFT, ROLLER_RIGHT, Inputs, Outputs, Status
from ..units import FULL
from .limits import Limits
from .trips import PLACE_FOOT, ROLLER_OPEN, TripLatch

LEAST_DUTY = 200  # permille: below it the current is too small to tell
ALONE_SAMPLES = 4  # 160 ms of the 300 that the other roller rests before it turns back
BOTH_SAMPLES = 25  # a second
LEAST_RAIL_MV = 5_000  # the hardware latch may have cut it: then nothing takes current
BRAKING_SAMPLES = -15  # a roller told to go slower gives current back meanwhile


class Rollers:
    """`most` is what each roller may have, permille. The shunt is both rollers' together."""

    __slots__ = (
        "status",
        "latch",
        "least_ma",
        "max_permille",
        "run_max_ms",
        "run_ms",
        "most",
        "silent",
        "last",
    )

    def __init__(self, limits: Limits, status: Status, latch: TripLatch) -> None:
        self.status = status
        self.latch = latch
        self.least_ma = limits.roller_least_ma
        self.run_max_ms = limits.roller_run_max_ms
        self.run_ms = 0
        self.max_permille = limits.roller_max_permille
        self.most = self.max_permille
        self.silent = 0  # samples in a row without current
        self.last = 0  # the higher level a sample ago

    def check(self, inputs: Inputs, out: Outputs) -> None:
        """One sample of the shunt: a roller driven alone is judged alone."""
        level = out.level
        left = level[ROLLER_LEFT]
        right = level[ROLLER_RIGHT]
        duty = left if left > right else right
        slower = duty < self.last
        self.last = duty
        if duty < LEAST_DUTY or inputs.roller_ma * FULL >= self.least_ma * duty:
            self.silent = 0
            return
        if slower or inputs.rail_mv < LEAST_RAIL_MV:
            self.silent = BRAKING_SAMPLES
            return
        self.silent += 1
        if self.silent >= (BOTH_SAMPLES if left and right else ALONE_SAMPLES):
            where = 0 if left and right else PLACE_FOOT + (1 if right else 0)
            self.latch.trip(
                ROLLER_OPEN, where, inputs.roller_ma * FULL // duty, self.least_ma, inputs.now_ms
            )

    def count(self, turning: int) -> None:
        """A second passed; `turning` if any roller was driven in it."""
        if not self.status.session_ms:
            self.run_ms = 0
            self.most = self.max_permille
        elif turning:
            self.run_ms += 1_000
            if self.run_ms >= self.run_max_ms:
                self.most = 0
