"""What the tests of single checks share: a trend whose seconds a test dictates in milli-Celsius,
and a latch that only writes down.
"""

from firmware.image import FootInputs, Status
from firmware.safety.disagreement import Disagreement
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.trend import PAST, Trend

from .firmware_bench import Recorder

LIMITS = (Limits(STANDARD), Limits(NEUROPATHY))
FEET = (0, 1)


class Heater:
    """What `trend`, `strength` and `evidence` see of a heater's check."""

    def __init__(self, foot=0):
        self.foot = foot
        self.given = 0
        self.pulsed = 0


class Seconds(Trend):
    """`second` is one second as a test says it; everything else is the real trend."""

    def __init__(self, foot=0):
        Trend.__init__(self, foot, FootInputs(), Status(), Heater(foot))
        self.status.ceiling[foot] = 1_000

    def second(self, a, b=None, third=None, power=0, present=None, rail=None):
        b = a if b is None else b
        third = a if third is None else third
        if rail is not None:
            self.status.rail = rail
        if present is not None:
            self.status.present[self.foot] = present
        self.heater.given = power * 50
        self.check(0)  # counters; then the temperatures that were meant
        self.now[0], self.now[1], self.now[2] = a, b, third
        for i in range(3):
            self.past[i][self.at] = self.now[i]

    def settle(self, mc, seconds, **how):
        """So many seconds in which nothing changes; the past before them was no other."""
        for _ in range(seconds):
            self.second(mc, **how)


class Watched:
    """A check, the latch it speaks to, and one call a second."""

    def __init__(self, trend, latch=None):
        self.trend = trend
        self.latch = Recorder() if latch is None else latch
        self.check = None
        self.now_ms = 0

    def second(self, *mc, **how):
        """One second; the codes of the trips in it."""
        before = len(self.latch.calls)
        self.trend.second(*mc, **how)
        self.now_ms += 1_000
        self.check(self.now_ms)
        return self.latch.codes[before:]

    def seconds(self, count, *mc, **how):
        """Many alike; the number of the first that tripped, 0 for none."""
        for number in range(1, count + 1):
            if self.second(*mc, **how):
                return number
        return 0


class FixedRest:
    """A rest that learned nothing apart, at 25 degrees."""

    def __init__(self):
        self.learned = 1
        self.apart = [0, 0, 0]
        self.at_mc = 25_000


class Three(Watched):
    """Three sensors compared with what such a rest taught."""

    def __init__(self, foot=0, profile=0):
        Watched.__init__(self, Seconds(foot))
        self.rest = FixedRest()
        self.one = Disagreement(self.trend, self.rest, LIMITS[profile], self.latch)
        self.check = self.one.check


assert PAST == 32  # the windows in these tests are counted by hand
