"""Does every temperature reading live: noise, but not too much, and no jumps?

Decides `sensor_stuck` for a code that repeats itself (an ADC that died, not a sensor that froze)
and `sensor_rate` for what no pad can do. A burst of brush noise is survived; noise that stays is
told. Called once a second.
"""

from ..image import FootInputs
from .limits import Limits
from .trend import NOISY, PAST, Trend, to_mc
from .trips import PLACE_A, PLACE_B, PLACE_LATCH, SENSOR_RATE, SENSOR_STUCK, TripLatch

PLACES = (PLACE_A, PLACE_B, PLACE_LATCH)
FEET_S = 60  # after a foot came or went the pad may move faster
SHIFT_S = 3  # a jump is one that stayed
NOISY_CODE16 = 480  # a single sample 0.8 °C away from the filtered reading
NOISY_MC = 800
ROUGH_MOST = 1_024  # the filter follows no further
NOISY_MOST = 24  # two for each such second, one less for a quiet one: 10 s of sparks are survived


class Liveliness:
    """Counts per sensor: `same` seconds of one code, and in `trend.noisy` those beyond noise."""

    __slots__ = (
        "trend",
        "inputs",
        "latch",
        "limit_s",
        "jump_mc",
        "feet_jump_mc",
        "last",
        "same",
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

    def check_a(self, now_ms: int) -> None:
        """Sensor a; each has a slot of its own, for this is the longest of the slow checks."""
        self.check_one(0, self.inputs.a_code, self.inputs.a_code16, now_ms)

    def check_b(self, now_ms: int) -> None:
        """Sensor b."""
        self.check_one(1, self.inputs.b_code, self.inputs.b_code16, now_ms)

    def check_third(self, now_ms: int) -> None:
        """The latch's sensor."""
        self.check_one(2, self.inputs.latch_code, self.inputs.latch_code16, now_ms)

    def check_one(self, i: int, code: int, code16: int, now_ms: int) -> None:
        """Code, noise and jump of sensor `i`."""
        trend = self.trend
        place = PLACES[i] + trend.foot
        same = self.same
        if code16 != self.last[i]:  # single codes may repeat for long where bins are wide
            self.last[i] = code16
            same[i] = 0
        else:
            same[i] += 1
            if same[i] >= self.limit_s:
                self.latch.trip(SENSOR_STUCK, place, 0, 0, now_ms)
        noisy = trend.noisy
        off = abs((code << 4) - code16)
        more = min(off, ROUGH_MOST) - trend.rough[i]
        trend.rough[i] += more >> 3 if more > 0 else more >> 5  # bursts come and go: the rough end
        if off > NOISY_CODE16:
            noisy[i] += 2
            if noisy[i] >= NOISY_MOST:
                off_mc = abs(to_mc(code << 4) - to_mc(code16))
                self.latch.trip(SENSOR_RATE, place, off_mc, NOISY_MC, now_ms)
        elif noisy[i]:
            noisy[i] -= 1
        if trend.known_s <= 2 * SHIFT_S or noisy[i] > NOISY:
            return
        limit_mc = self.jump_mc if trend.still_s >= FEET_S else self.feet_jump_mc
        # three seconds against the three before: noise does not keep them apart
        past = trend.past[i]
        at = trend.at
        a = past[at]
        b = past[(at - 1) & (PAST - 1)]
        c = past[(at - 2) & (PAST - 1)]
        d = past[(at - 3) & (PAST - 1)]
        e = past[(at - 4) & (PAST - 1)]
        f = past[(at - 5) & (PAST - 1)]
        jump = max(min(a, b, c) - max(d, e, f), min(d, e, f) - max(a, b, c))
        if jump > limit_mc:
            self.latch.trip(SENSOR_RATE, place, jump, limit_mc, now_ms)
