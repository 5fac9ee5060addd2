"""A heater that is off must let its pad cool: the line behind the current sensor.

Decides `rises_unasked` when a pad rises, or fails to fall, while its heater is off, and
`heats_wrong_foot` when the other foot's heater does it. The bead's lag is taken out (pad = bead +
12 s of its slope), the middle of three sensors counts, four seconds make one estimate. A foot
warms a pad too, and one that moves, or that its sensor does not see, does it as fast as a heater
and with the same time constant: only where the rise ends tells them apart. So up to a foot's
temperature a rise counts that began by itself and heads beyond it: each window brings so much of
the one before that what is to come is known. Beside sparks all is larger. Called once a second.
"""

from .limits import Limits
from .trend import Trend
from .trips import HEATS_WRONG_FOOT, PLACE_FOOT, RISES_UNASKED, TripLatch

LAG_S = 12  # a bead's; a quicker one looks ahead, which does no harm
SLOPE_S = 4
ROUGH_SLOPE_S = 16  # beside sparks: the lead of a short slope is mostly noise
KEPT = 44  # one estimate every EVERY_S, so 176 s
EVERY_S = 4
FOOT_MC = 36_000  # where a foot of 37 °C ends with a pad in any room; its sensors are 0.7 off
HOT_MC = 36_200  # no foot in a usual room heats a pad beyond this, no room of 35 °C an empty one;
BATH_MC = 38_300  # soles of 40.2 °C from a bath hold a pad at 38.1, in a room of 32; below that
SIDE_MC = 2_600  # it is a heater that gets one so far over the other: soles 2.5 unlike do to 2.3
HEADS_S = 30  # a pad that a foot warms goes on by twice what it did in these, if it takes 74 s
HOT_ROWS = 3  # seconds in a row: sparks make one
FALL_PARTS = 15  # 60 s
OFF_S = 3  # the heater's last pulse, and the filter
FEET_S = 60
BEGAN_MC = 400  # a window rises so much more than the one before it began
# parts of 4 s in each of five windows: 12 W shows in the first, 4 W in the others
SPANS = (4, 6, 8)
EMPTY_S = 115  # the foot that left is out of the window
EMPTY_PARTS = 12  # an empty well that already rose does not in twice 48 s by
EMPTY_MC = 1_000
EMPTY_NOISE_MC = 70
EMPTY_FROM_MC = 25_000  # a device from a cold car rises so too, and below it nothing is warm
NOISE_MC = 50  # of the difference of two windows
WRONG_PERMILLE = 200  # the other heater works, and in WRONG_S its own pad did not feel it
WRONG_S = 30
WRONG_MC = 150
WARMED_MC = 1_000  # since there was heat: then it feels it, or a foot
LONG_MC = 1_000_000  # no estimate is so high


class Unasked:
    """`other` is the other foot's trend."""

    __slots__ = (
        "trend", "other", "latch", "rises_mc", "falls_mc", "past", "at", "known", "wait_s",
        "sum_mc", "low_mc", "left_mc", "hot", "rough_mc", "base_mc",
    )  # fmt: skip

    def __init__(self, trend: Trend, other: Trend, limits: Limits, latch: TripLatch) -> None:
        self.trend = trend
        self.other = other
        self.latch = latch
        self.rises_mc = limits.rises_mc
        self.falls_mc = limits.falls_mc
        self.past = [0] * KEPT
        self.at = 0
        self.known = 0  # estimates since the heater went off
        self.wait_s = EVERY_S
        self.sum_mc = 0
        self.low_mc = LONG_MC
        self.left_mc = LONG_MC  # the same since a foot left
        self.hot = 0
        self.rough_mc = 0
        self.base_mc = LONG_MC  # the other pad's, before the rail came up

    def check(self, now_ms: int) -> None:
        """One second with the heater off, or none."""
        trend = self.trend
        other = self.other
        if trend.down_s:
            self.base_mc = max(other.now[0], other.now[1])
        if trend.off_s < OFF_S or trend.known_s <= SLOPE_S:
            self.known = 0
            self.wait_s = EVERY_S
            self.sum_mc = 0
            self.low_mc = self.left_mc = LONG_MC
            self.hot = 0
            return
        self.rough_mc = trend.rough_mc() * 3 >> 1  # the lead carries noise too
        mc = self.pad_mc()
        # a foot that came in moves its pad; what one that left did is no rise up to BATH_MC
        settled = trend.still_s >= FEET_S or not trend.present
        if not trend.still_s and not trend.present:
            self.left_mc = LONG_MC
        rise = mc - (self.low_mc if mc >= BATH_MC else self.left_mc)
        if mc >= self.hot_mc(mc) and rise >= self.rises_mc + self.rough_mc and settled:
            self.hot += 1
            if self.hot >= HOT_ROWS:
                self.tell(rise, self.rises_mc + self.rough_mc, now_ms)
        else:
            self.hot = 0
        self.sum_mc += mc
        self.wait_s -= 1
        if not self.wait_s:
            self.judge(self.sum_mc // EVERY_S, settled, now_ms)
            self.wait_s = EVERY_S
            self.sum_mc = 0

    def judge(self, mc: int, settled: bool, now_ms: int) -> None:
        """Four seconds of one estimate, `mc`."""
        trend = self.trend
        rough_mc = self.rough_mc
        self.low_mc = min(mc, self.low_mc)
        self.left_mc = min(mc, self.left_mc)
        self.at = at = (self.at + 1) % KEPT
        self.past[at] = mc
        self.known = min(self.known + 1, KEPT)
        if not settled:
            self.known = 0  # what a foot did as it came in is no beginning
            return
        wrong = self.wrong()
        windows = 2 if wrong else 3
        if self.known > windows * EMPTY_PARTS and trend.still_s >= EMPTY_S and not trend.down_s:
            half = self.back(EMPTY_PARTS)
            first = self.back(2 * EMPTY_PARTS)
            rise = mc - first
            began = windows < 3 or first - self.back(3 * EMPTY_PARTS) >= BEGAN_MC + rough_mc
            empty = not trend.present and (wrong or mc >= EMPTY_FROM_MC)
            if empty and began and rise >= EMPTY_MC + rough_mc:
                # a room's warmth begins softly: as if the first half had been steeper
                if self.beyond(mc, mc - half, half - first + EMPTY_NOISE_MC):
                    self.tell(rise, EMPTY_MC + rough_mc, now_ms)
        if self.known > FALL_PARTS and trend.present:
            fell = self.back(FALL_PARTS) - mc
            if mc >= BATH_MC and fell < self.falls_mc - rough_mc:
                self.tell(-fell, rough_mc - self.falls_mc, now_ms)
        for span in SPANS:
            if self.known > 5 * span:
                self.began(span, mc, now_ms)

    def began(self, span: int, mc: int, now_ms: int) -> None:
        """A rise that was not there, is, and heads beyond a foot, over five windows: the second or
        the third holds its beginning, so the last two are whole.
        """
        fourth = self.back(span)
        third = self.back(2 * span)
        second = self.back(3 * span)
        rise = fourth - third
        before = self.back(4 * span) - self.back(5 * span)
        least_mc = BEGAN_MC + self.rough_mc
        if third - second < least_mc or rise < least_mc or rise - before < least_mc:
            return
        if self.beyond(mc, mc - fourth, rise):
            self.tell(mc - second, 3 * least_mc, now_ms)

    def beyond(self, mc: int, rise: int, before: int) -> int:
        """1 while a rise of `rise` in this window and `before` in the last, which so goes on as a
        geometric series, ends above a foot's temperature, as no room does; or while the other
        heater works and its own pad does not feel it.
        """
        if self.wrong():
            return 1
        slower = max(before - rise, 0) + NOISE_MC + self.rough_mc
        return 1 if rise > 0 and rise * rise > (FOOT_MC - mc) * slower else 0

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

    def hot_mc(self, mc: int) -> int:
        """A pad that rises to this has a heater, this one at `mc`."""
        other = self.other
        heads_mc = max(other.now[0], other.now[1]) + 2 * max(other.moved(0, HEADS_S), 0)
        beside = other.present and other.still_s >= FEET_S and mc - heads_mc >= SIDE_MC
        return HOT_MC if beside or self.wrong() or not self.trend.present else BATH_MC

    def still(self) -> int:
        """1 while the other heater works and its pad does not move, as at hold or on no heater."""
        other = self.other
        works = other.power >= WRONG_PERMILLE and other.moved(0, WRONG_S) < WRONG_MC
        return 1 if works else 0

    def wrong(self) -> int:
        """1 while that pad is as cool as a foot leaves it, as when the rail came up."""
        if not self.still():
            return 0
        now = self.other.now
        mc = max(now[0], now[1])
        return 1 if mc < FOOT_MC and mc - self.base_mc < WARMED_MC else 0

    def tell(self, value: int, limit: int, now_ms: int) -> None:
        """Whose heater was it?"""
        code = HEATS_WRONG_FOOT if self.still() else RISES_UNASKED
        self.latch.trip(code, PLACE_FOOT + self.trend.foot, value, limit, now_ms)
