"""A temperature read inside the heater's pulse against the same with every gate low.

Decides `ground_fault`: where the heater's current shifts a reading, its return path is bad or the
heater leaks into the sensor. May not judge temperature. Called once a second; `readings` takes the
samples in rotation.
"""

from ..image import FootInputs
from .limits import Limits
from .trend import to_mc
from .trips import GROUND_FAULT, PLACE_A, PLACE_B, PLACE_LATCH, TripLatch

PLACES = (PLACE_A, PLACE_B, PLACE_LATCH)
SHARE = 5  # 2^5 seconds of smoothing: one sample has noise of 0.1 °C, brushes make more
STEP_CODE16 = 1024  # and no sample counts for more than 1.7 °C: a jump is not a ground fault
LASTS_S = 5


class Ground:
    """`shift16` holds what the pulse does to a, b and the latch's sensor, smoothed, times 32."""

    __slots__ = ("foot", "inputs", "latch", "limit_mc", "shift16", "shifted_s")

    def __init__(self, foot: int, inputs: FootInputs, limits: Limits, latch: TripLatch) -> None:
        self.foot = foot
        self.inputs = inputs
        self.latch = latch
        self.limit_mc = limits.ground_mc
        self.shift16 = [0, 0, 0]
        self.shifted_s = [0, 0, 0]

    def check(self, now_ms: int) -> None:
        """All three sensors of the foot."""
        inputs = self.inputs
        self.check_one(0, inputs.a_pulse_code, inputs.a_code16, now_ms)
        self.check_one(1, inputs.b_pulse_code, inputs.b_code16, now_ms)
        self.check_one(2, inputs.latch_pulse_code, inputs.latch_code16, now_ms)

    def check_one(self, i: int, code: int, code16: int, now_ms: int) -> None:
        """`code` is from inside a pulse, or from its place in a tick without one."""
        if not code:
            return  # not sampled yet
        shift16 = self.shift16
        step16 = (code << 4) - code16
        if step16 > STEP_CODE16:
            step16 = STEP_CODE16
        elif step16 < -STEP_CODE16:
            step16 = -STEP_CODE16
        shift16[i] += step16 - (shift16[i] >> SHARE)
        shift_mc = abs(to_mc(code16) - to_mc(max(0, min(65_535, code16 + (shift16[i] >> SHARE)))))
        if shift_mc <= self.limit_mc:
            self.shifted_s[i] = 0
            return
        self.shifted_s[i] += 1
        if self.shifted_s[i] >= LASTS_S:
            self.latch.trip(GROUND_FAULT, PLACES[i] + self.foot, shift_mc, self.limit_mc, now_ms)
