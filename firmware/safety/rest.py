"""What a foot's three sensors read apart while the well is at rest: learned before heat, bounded.

Decides which differences are tolerance and which a fault that was there before the session
(`sensor_disagrees`), and between sessions that a well is too warm to be heated. Heat waits until
`learned`: with the rail down, the foot out and nothing moving for three seconds. The first second
after power-on counts too, until three are over: a person in a hurry gets heat, and what was
learned in haste is learned again. Called once a second.
"""

from .limits import Limits
from .trend import Trend
from .trips import PLACE_A, PLACE_B, PLACE_LATCH, SENSOR_DISAGREES, TripLatch

REST_S = 3
MOVES_MC = 80  # in those seconds; noise makes 60 at most
FAULT_S = 3  # seconds at rest in a row that show the fault
PLACES = (PLACE_A, PLACE_B, PLACE_LATCH)


class Rest:
    """`apart` holds a - b, a - latch, b - latch in milli-Celsius, as `learned` (0/1) at rest,
    where the hottest of them read `at_mc`.
    """

    __slots__ = (
        "trend", "latch", "most_mc", "warm_mc", "apart", "at_mc", "learned", "faulty_s", "wait_s",
    )  # fmt: skip

    def __init__(self, trend: Trend, limits: Limits, latch: TripLatch) -> None:
        self.trend = trend
        self.latch = latch
        self.most_mc = limits.rest_apart_mc
        self.warm_mc = limits.rest_most_mc
        self.apart = [0, 0, 0]
        self.at_mc = 0
        self.learned = 0
        self.faulty_s = 0
        self.wait_s = 0

    def check(self, now_ms: int) -> None:
        """Learn, if the well is at rest."""
        trend = self.trend
        # a round begins anywhere: the trend may not have read anything yet
        if not trend.known_s or trend.present or trend.still_s < self.wait_s:
            return
        # nothing learned means nothing heated yet; later a pause between heat is no rest
        if self.learned and trend.down_s < REST_S:
            return
        if trend.known_s > REST_S:
            for i in range(3):
                if abs(trend.moved(i, REST_S)) > MOVES_MC:
                    return
            self.wait_s = REST_S
        now = trend.now
        ab = now[0] - now[1]
        a_third = now[0] - now[2]
        b_third = now[1] - now[2]
        most = self.most_mc
        if abs(ab) <= most and abs(a_third) <= most and abs(b_third) <= most:
            apart = self.apart
            apart[0] = ab
            apart[1] = a_third
            apart[2] = b_third
            self.at_mc = max(now[0], now[1], now[2])
            # what a session warmed is no resting well, unless it is the first that is seen
            if not self.learned or not trend.status.session_ms:
                self.judge_warmth()
            self.learned = 1
            trend.status.unseen_wells &= ~(1 << trend.foot)
            self.faulty_s = 0
            return
        self.learned = 0
        trend.status.unseen_wells |= 1 << trend.foot
        self.faulty_s += 1
        if self.faulty_s >= FAULT_S:
            liar = odd_one(ab, a_third, b_third)
            worst = max(abs(ab), abs(a_third), abs(b_third))
            self.latch.trip(
                SENSOR_DISAGREES,
                PLACES[liar] + trend.foot,
                worst,
                most,
                now_ms,
            )

    def judge_warmth(self) -> None:
        """SAF-077: `Status.warm_wells`, by the hottest of three."""
        status = self.trend.status
        bit = 1 << self.trend.foot
        if self.at_mc > self.warm_mc:
            status.warm_wells |= bit
        else:
            status.warm_wells &= ~bit


def odd_one(ab: int, a_third: int, b_third: int) -> int:
    """Which of a, b and the latch's sensor (0, 1, 2) two others do not believe: the one outside
    the smallest difference.
    """
    ab = abs(ab)
    a_third = abs(a_third)
    b_third = abs(b_third)
    if ab <= a_third and ab <= b_third:
        return 2
    return 1 if a_third <= b_third else 0
