"""The proof that the hardware heat timer acts: with its test line driven it takes the gates'
supply and lets go of it in turns, by its own clock.

Decides how much heat there may be meanwhile (`most`: SAF-075, and none at all once it failed) and
`status.heat_fault`. The turns are seen in the heaters' current, so the proof is the beginning of
the first heat of a power-on: one whole turn, with current or without, between two of the other
kind, as long as the stage declares. That shows the timer's oscillator and its pace, its first
stages and its cut; its last stage and the end after so many minutes it cannot show. It can only
take heat away, and moves no count of the timer. Called by the governor every tick with the rail
up, until `proved`.
"""

from ..image import HEAT_LEFT, HEAT_RIGHT, Inputs, Outputs, Status
from ..units import FULL, TIME_MASK
from .heater_check import HeaterCheck
from .limits import Limits
from .trips import TIMER_SILENT

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

SEEN_PERMILLE = 60  # a shorter pulse cannot be sampled inside
SLACK_MS = 60  # an edge is seen a tick late, and a tick may be as late as SAF-026
# A minute of pulses without a proof is all there is: it takes three seconds in a row, and who
# stops it a dozen times, or a main loop that asks in bursts, must not get heat from a dead timer.
MOST_TICKS = 3_000
LINE_MS = 100  # a cut so soon after the line was driven may have begun with it, in mid-turn

# What the last pulses showed.
NOTHING = 0
CURRENT = 1
CUT = 2


class TimerProof:
    """`heaters` are both checks; during a cut they excuse a missing current."""

    __slots__ = ("inputs", "status", "heaters", "permille", "least_ms", "most_ms", "seen", "whole",
                 "since_ms", "ticks", "most", "proved")  # fmt: skip

    def __init__(
        self,
        stage: "dict[str, Any]",
        limits: Limits,
        inputs: Inputs,
        status: Status,
        heaters: "tuple[HeaterCheck, HeaterCheck]",
    ) -> None:
        self.inputs = inputs
        self.status = status
        self.heaters = heaters
        self.permille = limits.timer_proof_permille
        timer = stage.get("heat_timer")
        turn_ms = off = 0
        if timer:
            turn_ms = timer["minutes"] * 60_000 // timer["test_share"]
            off = timer["tolerance_permille"] + limits.heat_timer_permille
        self.least_ms = max(0, turn_ms * (FULL - off) // FULL - SLACK_MS)
        self.most_ms = turn_ms * (FULL + off) // FULL + SLACK_MS
        self.ticks = 0  # with pulses, since power-on
        self.seen = NOTHING
        self.whole = 0  # 1: the turn began with an edge that was seen
        self.since_ms = 0
        self.most = self.permille
        self.proved = 0

    def check(self, out: Outputs, now_ms: int) -> None:
        """The pulses of a tick ago, which `out` still holds; drives its test line."""
        left = self.inputs.left.on_ma >= self.heaters[0].least_ma
        right = self.inputs.right.on_ma >= self.heaters[1].least_ma
        pulse_left = out.level[HEAT_LEFT] >= SEEN_PERMILLE
        pulse_right = out.level[HEAT_RIGHT] >= SEEN_PERMILLE
        if self.most == 0 or not (pulse_left or pulse_right):
            self.drive(out, 0)
            return
        self.ticks += 1
        if self.ticks > MOST_TICKS:
            self.fail(out)
            return
        now = CURRENT if (pulse_left and left) or (pulse_right and right) else CUT
        before = self.seen
        if before == NOTHING:
            if now == CURRENT:  # else `heater_check` tells a heater that takes none
                self.drive(out, 1)
                self.turn(now, 0, now_ms)
            return
        passed_ms = (now_ms - self.since_ms) & TIME_MASK
        if now == before:
            if passed_ms > self.most_ms:
                self.fail(out)
            return
        if not self.whole:
            self.turn(now, 1 if before == CUT or passed_ms > LINE_MS else 0, now_ms)
        elif passed_ms < self.least_ms:
            self.fail(out)
        else:
            self.proved = 1
            self.most = FULL
            self.drive(out, 0)

    def turn(self, seen: int, whole: int, now_ms: int) -> None:
        """Another one begins."""
        self.seen = seen
        self.whole = whole
        self.since_ms = now_ms
        self.excuse(1 if seen == CUT else 0)

    def drive(self, out: Outputs, on: int) -> None:
        """The test line; off, what was seen counts no more."""
        out.timer_test = on
        if not on:
            self.seen = NOTHING
            self.excuse(0)

    def excuse(self, missing: int) -> None:
        """1: a heater without current is no broken one now."""
        self.heaters[0].excused = missing
        self.heaters[1].excused = missing

    def fail(self, out: Outputs) -> None:
        """No heat until power was lost."""
        self.status.heat_fault = TIMER_SILENT
        self.most = 0
        self.drive(out, 0)
