"""The power that held a temperature holds it again: more is given only slowly.

Decides `ceiling_permille` of one heater once a minute of steady temperature was seen: that
minute's power, a seventh and a bit more. It follows downwards at once and upwards by a trifle, so
blood that comes with warmth keeps its way and a sensor that drifts away does not. It forgets when
a foot comes or goes, or when the reading truly rises (a higher level was chosen). It learns the
wrong power if the fault came first: never the only line. Called once a second.
"""

from ..units import FULL
from .evidence import BITE_PERMILLE
from .trend import Trend

STEADY_S = 60
STEADY_MC = 300  # within this the minute was steady
MORE_SHARE = 7
MORE_MW = 300
GROWTH_MW = 100  # a minute


class Holding:
    """`ceiling_permille` FULL until something was learned."""

    __slots__ = (
        "trend",
        "more",
        "growth",
        "ceiling_permille",
        "held",
        "sum",
        "count_s",
        "limited",
        "low_mc",
        "high_mc",
        "top_mc",
    )

    def __init__(self, trend: Trend, heater_mw: int) -> None:
        self.trend = trend
        self.more = MORE_MW * FULL // heater_mw
        self.growth = max(1, GROWTH_MW * FULL // heater_mw)
        self.ceiling_permille = FULL
        self.held = 0  # permille that held, 0 while nothing was learned
        self.top_mc = 0
        self.low_mc = 0
        self.high_mc = 0
        self.start_minute()

    def start_minute(self) -> None:
        """The next minute begins."""
        self.sum = 0
        self.count_s = 0
        self.limited = 0

    def forget(self) -> None:
        """Everything is open again."""
        self.held = 0
        self.ceiling_permille = FULL
        self.start_minute()

    def check(self, _now_ms: int) -> None:
        """One second of the minute."""
        trend = self.trend
        if trend.still_s < STEADY_S:
            self.forget()
            return
        hot = trend.now[0] if trend.now[0] > trend.now[1] else trend.now[1]
        if self.held and hot > self.top_mc + STEADY_MC:
            self.forget()
        if not self.count_s:
            self.low_mc = hot
            self.high_mc = hot
        elif hot < self.low_mc:
            self.low_mc = hot
        elif hot > self.high_mc:
            self.high_mc = hot
        if trend.power + BITE_PERMILLE >= trend.status.ceiling[trend.foot]:
            self.limited = 1  # nobody regulates: this minute tells nothing
        self.sum += trend.power
        self.count_s += 1
        if self.count_s < STEADY_S:
            return
        mean = self.sum // STEADY_S
        if self.limited:
            if self.held:
                self.hold(self.held + self.growth)
        elif mean and self.high_mc - self.low_mc <= STEADY_MC:
            self.top_mc = self.high_mc
            most = self.held + self.growth
            self.hold(mean if not self.held or mean < most else most)
        self.start_minute()

    def hold(self, permille: int) -> None:
        """So much held, or may have."""
        self.held = permille
        self.ceiling_permille = min(FULL, permille + permille // MORE_SHARE + self.more)
