"""The other foot as a measure: two pads, one setpoint, much the same power.

Decides `ceiling_permille` of one heater, once both feet have been in for three quarters of a
minute: an eighth more than the other's and a bit, and no more than the other's of this second
while this foot reads a degree and a half below it. So three sensors of one foot that drift or come
off together are bounded, if the feet are alike; one that truly takes more heat stays a little
cooler. And before heat: of two wells at rest the one that reads much colder gets none, and neither
gets any until they were compared; when both surely rest that is told (`sensor_disagrees`). A well
that another foot has just left is warmer and lies not: it still cools. Called once a second.
"""

from ..units import FULL
from .limits import Limits
from .trend import Trend
from .trips import PLACE_FOOT, SENSOR_DISAGREES, TripLatch

FEET_S = 45
MORE_SHARE = 8
MORE_MW = 200
LESS_MC = 1_500  # read so much below the other, nothing more is given than there
SMOOTH_S = 60
AT_REST_S = 3
LONG_S = 30
SLOW_MC = 40  # in LONG_S: a used well a degree from the room moves more, even a covered one
TOLD_S = 30
UNCOMPARED = 4  # of Status.unseen_wells


class Twin:
    """`ceiling_permille` for the foot of `trend`; `mean` is the other's smoothed power in
    thousandths of a permille.
    """

    __slots__ = (
        "trend",
        "other",
        "latch",
        "most_mc",
        "more",
        "mean",
        "colder",
        "colder_s",
        "ceiling_permille",
    )

    def __init__(
        self,
        trend: Trend,
        other: Trend,
        limits: Limits,
        heater_mw: int,
        latch: TripLatch,
    ) -> None:
        self.trend = trend
        self.other = other
        self.latch = latch
        self.most_mc = limits.rest_apart_mc
        self.more = MORE_MW * FULL // heater_mw
        self.mean = 0
        # 1 after a rest at which this foot's sensors read far below the other's; UNCOMPARED before
        self.colder = UNCOMPARED
        self.colder_s = 0
        self.ceiling_permille = FULL

    def check(self, now_ms: int) -> None:
        """Compare rest with rest, power with power."""
        trend = self.trend
        other = self.other
        self.mean += (other.power * 1_000 - self.mean) // SMOOTH_S
        if self.resting(trend) and self.resting(other):
            self.compare_rest(now_ms)
        if self.colder:
            self.ceiling_permille = 0
        elif trend.still_s < FEET_S or other.still_s < FEET_S or other.off_s or not other.present:
            self.ceiling_permille = FULL
        else:
            most = max(self.mean // 1_000, other.power)
            most += most // MORE_SHARE + self.more
            near_mc = LESS_MC - max(0, min(self.below_mc(), LESS_MC))
            more = (most - other.power) * near_mc // LESS_MC
            self.ceiling_permille = min(FULL, other.power + more)

    def below_mc(self) -> int:
        """By how much this foot reads below the other."""
        return max(self.other.now[0], self.other.now[1]) - max(
            self.trend.now[0], self.trend.now[1]
        )

    def resting(self, trend: Trend) -> int:
        """1 while a well has been empty and cold for some seconds, or since power came."""
        if trend.present or not trend.known_s:
            return 0
        if self.colder == UNCOMPARED:  # nothing was heated yet
            return 1 if trend.still_s >= min(trend.known_s, AT_REST_S) - 1 else 0
        return 1 if min(trend.still_s, trend.down_s) >= AT_REST_S - 1 else 0

    def compare_rest(self, now_ms: int) -> None:
        """Is this one much colder than the other?"""
        trend = self.trend
        other = self.other
        trend.status.unseen_wells &= ~(UNCOMPARED << trend.foot)
        below_mc = self.below_mc()
        self.colder = 1 if below_mc > self.most_mc else 0
        if (
            not self.colder
            or trend.known_s <= LONG_S
            or min(trend.still_s, other.still_s) < LONG_S
            or abs(trend.moved(0, LONG_S)) > SLOW_MC
            or abs(other.moved(0, LONG_S)) > SLOW_MC
        ):
            self.colder_s = 0
            return
        self.colder_s += 1
        if self.colder_s >= TOLD_S:
            self.latch.trip(
                SENSOR_DISAGREES, PLACE_FOOT + trend.foot, below_mc, self.most_mc, now_ms
            )
