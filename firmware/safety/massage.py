"""Air pressure and roller current: the two ways massage itself can hurt.

Decides when either ends the session. May not steer them. Called by the governor after new samples.
"""

from ..image import Inputs
from ..units import TIME_MASK
from .limits import Limits
from .trips import OVER_PRESSURE, ROLLER_JAM, TripLatch

PRESSURE_SAMPLES = 2  # in a row, 40 ms apart: a pump's pulse is not a pressure


class Massage:
    """Judges `inputs.pressure_pa` (manifold) and `inputs.roller_ma` (both rollers together)."""

    __slots__ = ("latch", "trip_pa", "max_ma", "jam_ms", "high", "stalled", "stalled_ms")

    def __init__(self, limits: Limits, latch: TripLatch) -> None:
        self.latch = latch
        self.trip_pa = limits.pressure_trip_pa
        self.max_ma = limits.roller_max_ma
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

    def check_rollers(self, inputs: Inputs) -> None:
        """Current over the limit for longer than a start takes is a jam."""
        if inputs.roller_ma <= self.max_ma:
            self.stalled = 0
        elif not self.stalled:
            self.stalled = 1
            self.stalled_ms = inputs.now_ms
        elif ((inputs.now_ms - self.stalled_ms) & TIME_MASK) >= self.jam_ms:
            self.latch.trip(ROLLER_JAM, 0, inputs.roller_ma, self.max_ma, inputs.now_ms)
