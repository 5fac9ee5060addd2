"""Air pressure and roller current: the two ways massage itself can hurt.

Decides when either ends the session. May not steer them. Called by the governor after new samples.
"""

from ..image import ROLLER_LEFT, ROLLER_RIGHT, Inputs, Outputs
from ..units import FULL, TIME_MASK
from .limits import Limits
from .trips import OVER_PRESSURE, ROLLER_JAM, TripLatch

LEAST_DUTY = 100  # permille
OTHER_MA = 500  # in the limit of both, the share of one that runs; alone the torque cap is left
PRESSURE_SAMPLES = 2  # in a row, 40 ms apart: a pump's pulse is not a pressure


class Massage:
    """Judges `inputs.pressure_pa` (manifold) and `inputs.roller_ma` (shunt of both rollers)."""

    __slots__ = (
        "latch",
        "trip_pa",
        "max_ma",
        "alone_ma",
        "jam_ms",
        "high",
        "stalled",
        "stalled_ms",
    )

    def __init__(self, limits: Limits, latch: TripLatch) -> None:
        self.latch = latch
        self.trip_pa = limits.pressure_trip_pa
        self.max_ma = limits.roller_max_ma
        self.alone_ma = limits.roller_max_ma - OTHER_MA
        self.jam_ms = limits.roller_jam_ms
        self.high = 0
        self.stalled = 0
        self.stalled_ms = 0

    def check_pressure(self, inputs: Inputs) -> None:
        """Over-pressure ends the session, which vents every bladder."""
        if inputs.pressure_pa <= self.trip_pa:
            self.high = 0
            return
        self.high += 1
        if self.high >= PRESSURE_SAMPLES:
            self.latch.trip(OVER_PRESSURE, 0, inputs.pressure_pa, self.trip_pa, inputs.now_ms)

    def check_rollers(self, inputs: Inputs, out: Outputs) -> None:
        """Winding current over the limit for longer than a start takes is a jam.

        The shunt sees duty times winding current (the winding freewheels inside the bridge), so it
        is compared at the duty `out` grants. Under `LEAST_DUTY` a stalled winding takes less than
        any limit.
        """
        level = out.level
        left = level[ROLLER_LEFT]
        right = level[ROLLER_RIGHT]
        duty = left if left > right else right
        max_ma = self.max_ma if left and right else self.alone_ma
        if duty < LEAST_DUTY or inputs.roller_ma * FULL <= max_ma * duty:
            self.stalled = 0
        elif not self.stalled:
            self.stalled = 1
            self.stalled_ms = inputs.now_ms
        elif ((inputs.now_ms - self.stalled_ms) & TIME_MASK) >= self.jam_ms:
            self.latch.trip(ROLLER_JAM, 0, inputs.roller_ma * FULL // duty, max_ma, inputs.now_ms)
