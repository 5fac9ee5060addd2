"""A heater that is off must let its pad cool: the line behind the current sensor.

Decides `rises_unasked` when a pad rises, or fails to fall, while its heater is off, and
`heats_wrong_foot` when the other foot's heater does it. The bead's lag is taken out (pad = bead +
12 s of its slope), the middle of three sensors counts. Up to 35 °C a foot warms a pad too, and one
that moves does it as fast as a heater for half a minute: there only a rise counts that began by
itself and does not slow down. Beside sparking brushes everything has to be larger. Called once a
second.
"""

from .limits import Limits
from .trend import Trend
from .trips import HEATS_WRONG_FOOT, PLACE_FOOT, RISES_UNASKED, TripLatch

LAG_S = 12  # a bead's; a quicker one looks ahead, which does no harm
SLOPE_S = 4
ROUGH_SLOPE_S = 16  # beside sparks: the lead of a short slope is mostly noise
KEPT = 44  # one estimate every EVERY_S, so 176 s
EVERY_S = 4
HOT_MC = 35_500  # neither a foot nor a room of 35 °C heats a pad beyond this
WARM_MC = 37_500  # and down to this a pad surely falls, in any room and any foot
FALL_PARTS = 15  # 60 s
OFF_S = 3  # the heater's last pulse, and the filter
FEET_S = 60
BEGAN_MC = 400  # a window rises so much more than the one before it began
# parts of 4 s in each of five windows: 12 W shows in the first, 4 W in the second
SPANS = (4, 8)
EMPTY_S = 115  # the foot that left is out of the window
EMPTY_PARTS = 25  # in 100 s an empty well with its heater off does not rise by
EMPTY_MC = 1_000
WRONG_PERMILLE = 200  # the other heater works, and in WRONG_S its own pad did not feel it
WRONG_S = 30
WRONG_MC = 150


class Unasked:
    """`other` is the other foot's trend."""

    __slots__ = (
        "trend",
        "other",
        "latch",
        "rises_mc",
        "falls_mc",
        "past",
        "at",
        "known",
        "wait_s",
        "low_mc",
        "rough_mc",
    )

    def __init__(self, trend: Trend, other: Trend, limits: Limits, latch: TripLatch) -> None:
        self.trend = trend
        self.other = other
        self.latch = latch
        self.rises_mc = limits.rises_mc
        self.falls_mc = limits.falls_mc
        self.past = [0] * KEPT
        self.at = 0
        self.known = 0  # estimates since the heater went off
        self.wait_s = 0
        self.low_mc = 0
        self.rough_mc = 0

    def check(self, now_ms: int) -> None:
        """One second with the heater off, or none."""
        trend = self.trend
        if trend.off_s < OFF_S or trend.known_s <= SLOPE_S:
            self.known = 0
            self.wait_s = 0
            return
        self.rough_mc = rough_mc = trend.rough_mc() * 3 >> 1  # the lead carries noise too
        mc = self.pad_mc()
        # a foot that came in moves its pad; one that left does not warm it
        settled = trend.still_s >= FEET_S or not trend.present
        if not self.known and not self.wait_s:
            self.low_mc = mc
        elif mc < self.low_mc:
            self.low_mc = mc
        if mc >= HOT_MC and mc - self.low_mc >= self.rises_mc + rough_mc and settled:
            self.tell(mc - self.low_mc, self.rises_mc + rough_mc, now_ms)
        if self.wait_s:
            self.wait_s -= 1
            return
        self.wait_s = EVERY_S - 1
        self.at = at = (self.at + 1) % KEPT
        self.past[at] = mc
        if self.known < KEPT:
            self.known += 1
        if not settled:
            self.known = 0  # what a foot did as it came in is no beginning
            return
        if self.known > EMPTY_PARTS and trend.still_s >= EMPTY_S and not trend.down_s:
            rise = mc - self.back(EMPTY_PARTS)
            if not trend.present and rise >= EMPTY_MC + rough_mc:
                self.tell(rise, EMPTY_MC + rough_mc, now_ms)
        if self.known > FALL_PARTS and trend.present:
            fell = self.back(FALL_PARTS) - mc
            if mc >= WARM_MC and fell < self.falls_mc - rough_mc:
                self.tell(-fell, rough_mc - self.falls_mc, now_ms)
        for span in SPANS:
            if self.known > 5 * span:
                self.began(span, mc, now_ms)

    def began(self, span: int, mc: int, now_ms: int) -> None:
        """A rise that was not there, is, and stays, over five windows: the second or the third
        holds its beginning. A foot that moved settles: each window brings less than the last.
        """
        fourth = self.back(span)
        third = self.back(2 * span)
        second = self.back(3 * span)
        rise = fourth - third
        if rise * 5 < (third - second) * 4 or (mc - fourth) * 5 < rise * 4:
            return
        before = self.back(4 * span) - self.back(5 * span)
        least_mc = BEGAN_MC + self.rough_mc
        if rise >= least_mc and rise - before >= least_mc:
            self.tell(mc - second, 3 * least_mc, now_ms)

    def back(self, parts: int) -> int:
        """The estimate `parts` times 4 s ago."""
        return self.past[(self.at - parts) % KEPT]

    def pad_mc(self) -> int:
        """The middle of three sensors, without its lag."""
        trend = self.trend
        now = trend.now
        rough = self.rough_mc and trend.known_s > ROUGH_SLOPE_S
        slope_s = ROUGH_SLOPE_S if rough else SLOPE_S
        a = now[0] + LAG_S * trend.moved(0, slope_s) // slope_s
        b = now[1] + LAG_S * trend.moved(1, slope_s) // slope_s
        third = now[2] + LAG_S * trend.moved(2, slope_s) // slope_s
        return max(min(a, b), min(max(a, b), third))

    def tell(self, value: int, limit: int, now_ms: int) -> None:
        """Whose heater was it?"""
        other = self.other
        code = RISES_UNASKED
        if other.power >= WRONG_PERMILLE and other.moved(0, WRONG_S) < WRONG_MC:
            code = HEATS_WRONG_FOOT
        self.latch.trip(code, PLACE_FOOT + self.trend.foot, value, limit, now_ms)
