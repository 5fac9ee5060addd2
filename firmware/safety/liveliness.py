"""Does every temperature reading live: noise, but not too much, and no jumps?

Decides `sensor_stuck` for a code that repeats itself (an ADC that died, not a sensor that froze)
and `sensor_rate` for what no pad can do. A burst of brush noise is survived; noise that stays is
told. Called once a second.
"""

from ..image import FootInputs
from .limits import Limits
from .trend import Trend
from .trips import PLACE_A, PLACE_B, PLACE_LATCH, SENSOR_RATE, SENSOR_STUCK, TripLatch

PLACES = (PLACE_A, PLACE_B, PLACE_LATCH)
FEET_S = 60  # after a foot came or went the pad may move faster
SHIFT_S = 3  # a jump is one that stayed
NOISY_CODE16 = 960  # a single sample 1.6 °C away from the filtered reading
NOISY_MOST = 12  # such seconds, minus the quiet ones: brushes that spark for 10 s are survived


class Liveliness:
    """Counts per sensor: `same` seconds of one code, `noisy` seconds beyond noise."""

    __slots__ = (
        "trend",
        "inputs",
        "latch",
        "limit_s",
        "jump_mc",
        "feet_jump_mc",
        "last",
        "same",
        "noisy",
    )

    def __init__(self, trend: Trend, inputs: FootInputs, limits: Limits, latch: TripLatch) -> None:
        self.trend = trend
        self.inputs = inputs
        self.latch = latch
        self.limit_s = limits.stuck_rounds
        self.jump_mc = limits.jump_mc
        self.feet_jump_mc = limits.feet_jump_mc
        self.last = [0, 0, 0]
        self.same = [0, 0, 0]
        self.noisy = [0, 0, 0]

    def check(self, now_ms: int) -> None:
        """All three sensors of the foot."""
        inputs = self.inputs
        self.check_one(0, inputs.a_code, inputs.a_code16, now_ms)
        self.check_one(1, inputs.b_code, inputs.b_code16, now_ms)
        self.check_one(2, inputs.latch_code, inputs.latch_code16, now_ms)

    def check_one(self, i: int, code: int, code16: int, now_ms: int) -> None:
        """Code, noise and jump of sensor `i`."""
        trend = self.trend
        place = PLACES[i] + trend.foot
        same = self.same
        if code != self.last[i]:
            self.last[i] = code
            same[i] = 0
        else:
            same[i] += 1
            if same[i] >= self.limit_s:
                self.latch.trip(SENSOR_STUCK, place, same[i], self.limit_s, now_ms)
        noisy = self.noisy
        if abs((code << 4) - code16) > NOISY_CODE16:
            noisy[i] += 2
            if noisy[i] >= 2 * NOISY_MOST:
                self.latch.trip(
                    SENSOR_RATE, place, abs((code << 4) - code16), NOISY_CODE16, now_ms
                )
        elif noisy[i]:
            noisy[i] -= 1
        if trend.known_s <= 2 * SHIFT_S:
            return
        limit_mc = self.jump_mc if trend.still_s >= FEET_S else self.feet_jump_mc
        # the second SHIFT_S ago against the one before it; and it stayed so since
        before = trend.back(i, SHIFT_S)
        first = trend.back(i, SHIFT_S - 1) - before
        if first > limit_mc:
            for s in range(SHIFT_S - 1):
                if trend.back(i, s) - before <= limit_mc:
                    return
        elif first < -limit_mc:
            for s in range(SHIFT_S - 1):
                if trend.back(i, s) - before >= -limit_mc:
                    return
        else:
            return
        self.latch.trip(SENSOR_RATE, place, abs(first), limit_mc, now_ms)
