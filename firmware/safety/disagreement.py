"""A against b against the latch's own sensor: three beads on one plate must tell one story.

Decides when one of them lies (`sensor_disagrees`, `sensor_stuck`) or both a and b do
(`no_thermal_response`). Which one is told by the other two. May not decide what the temperature
is; every limiter takes the hotter. Called once a second.
"""

from .limits import Limits
from .rest import Rest, odd_one
from .trend import PAST, Trend
from .trips import (
    NO_THERMAL_RESPONSE,
    PLACE_A,
    PLACE_B,
    PLACE_FOOT,
    PLACE_LATCH,
    SENSOR_DISAGREES,
    SENSOR_STUCK,
    TripLatch,
)

APART_S = 4  # seconds in a row
# R25, divider and B of 1 % and a bead at the rim set two healthy sensors so much further apart by
# every degree they rise from where they were learned; from 20 degrees on it is over the limits
SPREAD_PERMILLE = 48
THIRD_SPREAD_PERMILLE = 56
PLACES = (PLACE_A, PLACE_B, PLACE_LATCH)
# (seconds, the others moved at least, frozen when it moved less than their share): beads of 4 and
# 12 s differ by a third there, a frozen one by all
WINDOWS = ((10, 400), (30, 400))
STUCK_SHARE = 4
STUCK_S = 3
FALL_S = 20  # so long heat was given, feet at rest, and yet both fell: a foot that shifts takes
FALL_MC = 2_000  # 1 °C in that time
FALL_PERMILLE = 200
FEET_S = 60


class Disagreement:
    """`apart_s` and `stuck_s` count seconds in a row."""

    __slots__ = (
        "trend",
        "rest",
        "latch",
        "near_mc",
        "far_mc",
        "third_mc",
        "apart_s",
        "stuck_s",
        "moves",
        "powered_s",
    )

    def __init__(self, trend: Trend, rest: Rest, limits: Limits, latch: TripLatch) -> None:
        self.trend = trend
        self.rest = rest
        self.latch = latch
        self.near_mc = limits.disagree_mc
        self.far_mc = limits.apart_mc
        self.third_mc = limits.third_apart_mc
        self.apart_s = 0
        self.stuck_s = 0
        self.moves = [0, 0, 0]
        self.powered_s = 0

    def check(self, now_ms: int) -> None:
        """Differences first, then whether all three move."""
        trend = self.trend
        now = trend.now
        learned = self.rest.apart
        ab_mc = now[0] - now[1]
        ab = ab_mc - learned[0]
        a_third = now[0] - now[2] - learned[1]
        b_third = now[1] - now[2] - learned[2]
        # the lowest of three: one that reads high buys itself nothing
        rise_mc = min(now[0], now[1], now[2]) - self.rest.at_mc
        near_mc = max(self.near_mc, rise_mc * SPREAD_PERMILLE // 1_000)
        third_mc = max(self.third_mc, rise_mc * THIRD_SPREAD_PERMILLE // 1_000)
        # before anything was learned the rest check alone speaks: tolerance is no fault
        if self.rest.learned and (
            abs(ab) > near_mc
            or abs(ab_mc) > self.far_mc
            or abs(a_third) > third_mc
            or abs(b_third) > third_mc
        ):
            self.apart_s += 1
            if self.apart_s >= APART_S:
                place = PLACES[odd_one(ab, a_third, b_third)] + trend.foot
                worst = max(abs(ab), abs(a_third), abs(b_third))
                limit = near_mc if abs(ab) > near_mc else third_mc
                self.latch.trip(SENSOR_DISAGREES, place, worst, limit, now_ms)
        else:
            self.apart_s = 0
        if self.unlike(now_ms):
            self.stuck_s += 1
        else:
            self.stuck_s = 0
        self.falls(now_ms)

    def unlike(self, now_ms: int) -> int:
        """1 while one sensor, or a and b together, stand still and the rest moves."""
        trend = self.trend
        noisy = trend.noisy
        if noisy[0] > 1 or noisy[1] > 1 or noisy[2] > 1:
            return 0
        now = trend.now
        past = trend.past
        rough_mc = trend.rough_mc()  # sparks move one sensor and not the next
        for seconds, least_mc in WINDOWS:
            least_mc += rough_mc
            if trend.known_s <= seconds:
                return 0
            moves = self.moves
            most = 0
            back = (trend.at - seconds) & (PAST - 1)
            for i in range(3):
                moved = abs(now[i] - past[i][back])
                moves[i] = moved
                if moved > most:
                    most = moved
            if most < least_mc:
                continue
            stills = 0
            who = 0
            for i in range(3):
                if moves[i] * STUCK_SHARE < most:
                    stills += 1
                    who = i
            if not stills:
                continue
            if self.stuck_s + 1 >= STUCK_S:
                if stills == 1:
                    # when a and b move alone, either they lie or the latch's sensor does
                    code = SENSOR_DISAGREES if who == 2 else SENSOR_STUCK
                    self.latch.trip(code, PLACES[who] + trend.foot, most, least_mc, now_ms)
                elif moves[2] == most:
                    self.latch.trip(
                        NO_THERMAL_RESPONSE, PLACE_FOOT + trend.foot, most, least_mc, now_ms
                    )
                # else one of a and b moves alone: it lies, and the differences will say so
            return 1
        return 0

    def falls(self, now_ms: int) -> None:
        """A heated pad whose readings fall like this is not under its sensors any more."""
        trend = self.trend
        if trend.still_s < FEET_S or trend.power < FALL_PERMILLE:
            self.powered_s = 0
            return
        self.powered_s += 1
        if self.powered_s < FALL_S:
            return
        fell_mc = -max(trend.moved(0, FALL_S), trend.moved(1, FALL_S))
        if fell_mc > FALL_MC:
            self.latch.trip(NO_THERMAL_RESPONSE, PLACE_FOOT + trend.foot, fell_mc, FALL_MC, now_ms)
