"""Thermal dose: equivalent minutes at 43 °C (CEM43) of each foot, the hotter sensor as its skin.

Decides how warm a foot may still get so that what is left of the session's and the day's dose
lasts for the rest of the session (a limiter, which only goes down), and trips when a dose is a
quarter over. A day is 24 hours of powered time from its first dose on, for there may be no clock;
`journal` keeps the day's sum over a pulled plug. Called once a second by the round.

Sums are in hundred-millionths of a minute: 2^30 of them are 10.7 min, twice the largest limit.
"""

from ..image import UNCAPPED, Inputs, Status
from ..units import TIME_MASK
from .dose_table import FROM_CODE16, RATE, STEP_CODE16
from .limits import Limits
from .trips import DOSE, PLACE_FOOT, TripLatch

PERMILLE = 100_000  # a thousandth of a minute
MOST = 1_000_000_000  # no sum goes beyond: ten minutes
AT_43 = 1_666_667  # a second at 43 °C; half of it at 42.5, and so on
LEAST = 12  # a second at 34.5 °C: no room for heat that is worth it
DAY_S = 86_400
LONGEST_STEP_S = 4  # times the hottest entry is still under MOST


def rate_at(code16: int) -> int:
    """Dose of one second at a reading, from the table; its last entry above it."""
    over = code16 - FROM_CODE16
    if over < 0:
        return 0
    i = over // STEP_CODE16
    if i >= len(RATE) - 1:
        return RATE[len(RATE) - 1]
    low = RATE[i]
    rise = RATE[i + 1] - low
    part = over % STEP_CODE16
    if rise < 1 << 20:
        return low + rise * part // STEP_CODE16
    return low + rise // STEP_CODE16 * part


def warmth_at(rate: int) -> int:
    """Milli-Celsius at which a second costs `rate`, a little under it; 0 for none."""
    if rate < LEAST:
        return 0
    mc = 43_000
    at = AT_43
    if rate >= at:
        return UNCAPPED
    while at >> 1 > rate:
        at >>= 1
        mc -= 500
    return mc - 500 + 500 * (2 * rate - at) // at


class Dose:
    """Writes the doses in `status`; `cap_mc` and `left` (1 while any dose is) by foot."""

    __slots__ = (
        "inputs",
        "status",
        "latch",
        "session",
        "day",
        "day_s",
        "session_cap",
        "day_cap",
        "trip_permille",
        "session_max_ms",
        "cap_mc",
        "left",
        "last_ms",
    )

    def __init__(
        self, inputs: Inputs, limits: Limits, status: Status, latch: TripLatch, now_ms: int
    ) -> None:
        self.inputs = inputs
        self.status = status
        self.latch = latch
        self.session = [0, 0]
        self.day = [0, 0]
        self.day_s = 0
        self.session_cap = limits.cem43_session_permille * PERMILLE
        self.day_cap = limits.cem43_day_permille * PERMILLE
        self.trip_permille = limits.cem43_trip_permille
        self.session_max_ms = limits.session_max_ms
        self.cap_mc = [UNCAPPED, UNCAPPED]
        self.left = [1, 1]
        self.last_ms = [now_ms, now_ms]

    def recall(self, left_permille: int, right_permille: int, day_s: int) -> None:
        """What the journal kept of this day. More than the cap is not needed to lock heat."""
        most = self.day_cap // PERMILLE
        self.day[0] = min(left_permille, most) * PERMILLE
        self.day[1] = min(right_permille, most) * PERMILLE
        self.day_s = min(day_s, DAY_S)
        self.status.day_s = self.day_s
        self.show(0)
        self.show(1)

    def check_left(self, now_ms: int) -> None:
        """The left foot's second, and the day's."""
        if self.day[0] or self.day[1]:
            self.day_s += self.check(0, now_ms)
            if self.day_s >= DAY_S:
                self.day_s = 0
                self.day[0] = 0
                self.day[1] = 0
        else:
            self.check(0, now_ms)
        self.status.day_s = self.day_s

    def check_right(self, now_ms: int) -> None:
        """The right foot's second."""
        self.check(1, now_ms)

    def check(self, foot: int, now_ms: int) -> int:
        """Add what passed, trip, and lower the cap; the seconds that passed."""
        seconds = (((now_ms - self.last_ms[foot]) & TIME_MASK) + 500) // 1_000
        self.last_ms[foot] = now_ms
        if seconds > LONGEST_STEP_S:
            seconds = LONGEST_STEP_S
        status = self.status
        if not status.session_ms:  # the rail has rested: whatever comes is another session
            self.session[foot] = 0
            self.cap_mc[foot] = UNCAPPED
        sensors = self.inputs.feet[foot]
        code16 = sensors.a_code16
        if sensors.b_code16 > code16:
            code16 = sensors.b_code16
        rate = rate_at(code16)
        if rate:
            # a sum of the two would leave a chip's small integers
            room = MOST - rate * seconds
            self.session[foot] = min(self.session[foot], room) + rate * seconds
            self.day[foot] = min(self.day[foot], room) + rate * seconds
            self.judge(foot, self.session[foot], self.session_cap, now_ms)
            self.judge(foot, self.day[foot], self.day_cap, now_ms)
        left = min(self.session_cap - self.session[foot], self.day_cap - self.day[foot])
        if left <= 0:
            self.left[foot] = 0
            self.cap_mc[foot] = 0
        else:
            self.left[foot] = 1
            # the last minute is shared as a whole one: a cap that vanishes at the end is no cap
            rest_s = max((self.session_max_ms - status.session_ms) // 1_000, 60)
            self.cap_mc[foot] = min(self.cap_mc[foot], warmth_at(left // rest_s))
        self.show(foot)
        return seconds

    def judge(self, foot: int, dose: int, cap: int, now_ms: int) -> None:
        """A quarter over the cap: the limiter was not heard, or the heater is not ours."""
        most = cap // 1_000 * self.trip_permille
        if dose > most:
            self.latch.trip(DOSE, PLACE_FOOT + foot, dose // PERMILLE, most // PERMILLE, now_ms)

    def show(self, foot: int) -> None:
        """Thousandths of a minute, rounded up, for everyone to read."""
        status = self.status
        status.cem43_permille[foot] = (self.session[foot] + PERMILLE - 1) // PERMILLE
        status.cem43_day_permille[foot] = (self.day[foot] + PERMILLE - 1) // PERMILLE
