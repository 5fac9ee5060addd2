"""No evidence, less power: heat that nobody sees arriving is taken away, step by step, to 1 W.

Decides `ceiling_permille` of one heater. a and b must each move by `evidence_mc` as the power did:
up while heat is given, down once this ceiling (or control) has taken some away. Every 30 s
without, a tenth less. At hold the ceiling so comes down until it bites, the pad cools a little,
both sensors see it, and all is allowed again: the dip is the probe. A frozen sensor never answers,
and a drift does not turn with the power. In a warm-up a pad that answered every few seconds and
falls silent is believed no longer than a few times that. Called once a second.
"""

from ..units import FULL
from .limits import Limits
from .trend import Trend

FREE_MW = 1_000  # so little needs no evidence: it cannot take a pad over the cap
BITE_PERMILLE = 15  # this near the ceiling the heater gets less than it asks
QUICK_MW = 6_000  # above this a pad that does not answer in QUICK_S loses a tenth every
QUICK_S = 36  # QUICK_STEP_S, not every 30 s: 500 J, 3 °C, are the most it can get then
QUICK_STEP_S = 4
# within one run of such power: silent for so many times its usual pause (and SILENT_S), a quarter
# less every SUDDEN_STEP_S. A foot that shifts is through it in seconds: the pad that falls answers
SILENT_TIMES = 3
SILENT_S = 3
SUDDEN_STEP_S = 2
DEEP_S = 60  # bitten so long without an answer: nobody is there, a tenth every DEEP_STEP_S
DEEP_STEP_S = 8
BEFORE_S = 8


class Evidence:
    """`ceiling_permille` FULL … 1 W; `waited_s` since the last evidence, `strong_s` of them over
    QUICK_MW without a break; `pause_s` is the usual pause of this run, 0 before its first answer.
    """

    __slots__ = (
        "trend",
        "step_mc",
        "decay_s",
        "free_permille",
        "quick_permille",
        "ceiling_permille",
        "waited_s",
        "bitten_s",
        "strong_s",
        "pause_s",
        "low",
        "high",
        "slope",
    )

    def __init__(self, trend: Trend, limits: Limits, heater_mw: int) -> None:
        self.trend = trend
        self.step_mc = limits.evidence_mc
        self.decay_s = limits.decay_rounds
        self.free_permille = min(FULL, FREE_MW * FULL // heater_mw)
        self.quick_permille = QUICK_MW * FULL // heater_mw
        self.ceiling_permille = FULL
        self.waited_s = 0
        self.bitten_s = 0
        self.strong_s = 0
        self.pause_s = 0
        self.low = [0, 0]  # each sensor's lowest since the last evidence
        self.high = [0, 0]  # and its highest since the bite
        self.slope = [0, 0]  # what each fell in the BEFORE_S before the bite

    def check(self, _now_ms: int) -> None:
        """Look for evidence in this second; decay without."""
        trend = self.trend
        power = trend.power
        if trend.off_s:  # nothing given, nothing to prove: what was left stays
            self.mark(self.low)
            self.bitten_s = 0
            self.strong_s = 0
            self.pause_s = 0
            return
        if power + BITE_PERMILLE >= self.ceiling_permille and self.ceiling_permille < FULL:
            if not self.bitten_s:
                for i in range(2):
                    fell = -trend.moved(i, BEFORE_S)
                    self.slope[i] = fell if fell > 0 else 0
                self.mark(self.high)
            self.bitten_s += 1
        else:
            self.bitten_s = 0
        if power > self.quick_permille:
            self.strong_s += 1
        elif self.ceiling_permille > self.quick_permille:
            self.strong_s = 0
            self.pause_s = 0
        if self.seen():
            if self.strong_s:
                self.pause_s = max(self.strong_s, self.pause_s * 3 // 4)
            self.strong_s = 0
            self.ceiling_permille = FULL
            self.waited_s = 0
            self.mark(self.low)
            return
        self.waited_s += 1
        silent_s = self.strong_s - SILENT_TIMES * self.pause_s - SILENT_S
        if self.pause_s and silent_s >= 0:
            if not silent_s % SUDDEN_STEP_S:
                self.decay(3, 4)
            return
        quick = self.quick_permille
        step_s = self.decay_s
        if self.bitten_s >= DEEP_S:
            step_s = DEEP_STEP_S
        elif self.ceiling_permille > quick and power > quick and self.waited_s >= QUICK_S:
            step_s = QUICK_STEP_S
        if not self.waited_s % step_s:
            self.decay(9, 10)

    def decay(self, parts: int, of: int) -> None:
        """So much of it stays."""
        less = self.ceiling_permille * parts // of
        self.ceiling_permille = less if less > self.free_permille else self.free_permille

    def mark(self, extreme: "list[int]") -> None:
        """Count from here."""
        extreme[0] = self.trend.now[0]
        extreme[1] = self.trend.now[1]

    def seen(self) -> int:
        """1 when a and b both rose while heat was given, or both fell since the bite by more than
        they would have anyway.
        """
        now = self.trend.now
        bitten_s = self.bitten_s
        rose = 1
        fell = 1 if bitten_s else 0
        for i in range(2):
            mc = now[i]
            if mc < self.low[i]:
                self.low[i] = mc
            if mc > self.high[i]:
                self.high[i] = mc
            if mc - self.low[i] < self.step_mc:
                rose = 0
            if self.high[i] - mc < self.step_mc + self.slope[i] * bitten_s // BEFORE_S:
                fell = 0
        return rose | fell
