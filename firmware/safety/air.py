"""Bladders: filled only when seen empty, emptied for long enough, never held too long.

Decides when a valve may open and the pump may run, and when air that stays or a sensor that lies
ends the session. The manifold's sensor sees a bladder only while its valve is energised, so before
each fill the pump waits and the joined pressure must be down. With both closed it is `manifold`'s,
over-pressure itself `massage`'s.
Called by the governor every second tick, after a new pressure sample; judges every fifth.
"""

from ..image import PUMP, VALVE_LEFT, VALVE_RIGHT, Inputs, Outputs, Status
from ..units import FULL
from .air_budget import AirBudget
from .limits import Limits
from .manifold import ROUND_MS, Manifold
from .trips import PLACE_FOOT, PRESSURE_HELD, PRESSURE_SENSOR, VENT_FAILED, TripLatch

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

# 40 ms apart; the lowest and the highest do not count, so a burst of noise is no pressure
SAMPLES = 5
LOW_ROUNDS = 3  # no manifold is below the room's pressure for so long
OVER_CAP_PA = 667  # so far above what heat or rollers leave of it, a bladder is let go
OVER_CAP_ROUNDS = 5


class Air:
    """`pa` is the last mean; `most` what pump, left and right valve may have, permille."""

    __slots__ = (
        "status",
        "latch",
        "budget",
        "manifold",
        "vented_pa",
        "look_ms",
        "held_pa",
        "held_max_ms",
        "mask",
        "samples",
        "sum_pa",
        "low_pa",
        "high_pa",
        "drive",
        "pa",
        "low",
        "over",
        "looked_ms",
        "held_ms",
        "empty",
        "spent",
        "pump_most",
        "most",
    )

    def __init__(
        self, limits: Limits, stage: "dict[str, Any]", status: Status, latch: TripLatch
    ) -> None:
        self.status = status
        self.latch = latch
        self.budget = AirBudget(limits, stage, latch)
        self.manifold = Manifold(limits, latch)
        self.vented_pa = limits.vented_pa
        self.look_ms = limits.look_ms
        self.held_pa = limits.held_pa
        self.held_max_ms = limits.held_ms
        self.pump_most = limits.pump_max_permille
        self.most = [0, FULL, FULL]
        self.mask = 0  # open valves: bit 0 left, bit 1 right
        self.samples = 0
        self.sum_pa = 0
        self.low_pa = 0
        self.high_pa = 0
        self.drive = 0
        self.pa = 0
        self.low = 0  # rounds in a row below zero
        self.over = 0  # and above the cap
        self.looked_ms = 0
        self.held_ms = 0
        self.empty = 0  # the joined bladders were seen empty
        self.spent = 0  # they have to be let go before anything else

    def sample(self, inputs: Inputs, out: Outputs) -> None:
        """One pressure sample, and the tick that `out` stood for."""
        level = out.level
        mask = (1 if level[VALVE_LEFT] else 0) + (2 if level[VALVE_RIGHT] else 0)
        if mask != self.mask:
            # a bladder that joins or leaves others makes all of them go down first
            self.spent = 1 if mask and self.mask else 0
            self.mask = mask
            self.manifold.changed()
            self.samples = 0
            self.sum_pa = 0
            self.drive = 0
            self.looked_ms = 0
            self.held_ms = 0
            self.empty = 0
            self.budget.pause = 0
            self.settle()
            return
        pa = inputs.pressure_pa
        if self.samples == 0:
            self.low_pa = pa
            self.high_pa = pa
        elif pa < self.low_pa:
            self.low_pa = pa
        elif pa > self.high_pa:
            self.high_pa = pa
        self.sum_pa += pa
        self.drive += level[PUMP]
        self.samples += 1
        if self.samples == SAMPLES:
            pa = (self.sum_pa - self.low_pa - self.high_pa) // (SAMPLES - 2)
            drive = self.drive
            self.samples = 0
            self.sum_pa = 0
            self.drive = 0
            self.pa = pa
            self.judge(pa, drive, inputs)
            self.settle()

    def judge(self, pa: int, drive: int, inputs: Inputs) -> None:
        """200 ms with the same valves open."""
        now_ms = inputs.now_ms
        if pa >= -self.vented_pa:
            self.low = 0
        else:
            self.low += 1
            if self.low >= LOW_ROUNDS:
                self.latch.trip(PRESSURE_SENSOR, 0, pa, -self.vented_pa, now_ms)
        mask = self.mask
        if not mask:
            self.manifold.judge(pa, now_ms)
            return
        where = PLACE_FOOT + mask - 1 if mask < 3 else 0
        if not self.empty:
            self.looked_ms += ROUND_MS
            if pa <= self.vented_pa:
                self.empty = 1
                self.manifold.filled = 1
                self.budget.start()
            elif self.looked_ms >= self.look_ms:
                self.latch.trip(VENT_FAILED, where, pa, self.vented_pa, now_ms)
            return
        self.held_ms = self.held_ms + ROUND_MS if pa > self.held_pa else 0
        if self.held_ms >= self.held_max_ms:
            self.latch.trip(PRESSURE_HELD, where, self.held_ms, self.held_max_ms, now_ms)
        cap_pa = self.status.air_cap_pa
        self.over = self.over + 1 if pa > cap_pa else 0
        if self.over >= OVER_CAP_ROUNDS and pa > cap_pa + OVER_CAP_PA:
            self.spent = 1
        bladders = 2 if mask == 3 else 1
        self.budget.step(pa, inputs.pressure_pa, drive, bladders, inputs.rail_mv, where, now_ms)

    def settle(self) -> None:
        """No pump into closed valves, a full bladder, an unproved sensor or above the cap; no
        valve that opens too early or beside another.
        """
        mask = self.mask
        most = self.most
        blind = not self.empty or self.spent or self.over or self.budget.pause
        most[0] = 0 if blind else self.pump_most
        if not mask:
            most[1] = most[2] = FULL if self.manifold.vented() else 0
        elif self.spent:
            most[1] = most[2] = 0
        else:
            most[1] = FULL if mask & 1 else 0
            most[2] = FULL if mask & 2 else 0
