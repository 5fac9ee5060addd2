"""The stage's hardware heat timer, counted along: heat goes before the timer takes it.

Decides when heat rests (a limiter), a margin before the timer may expire: expired under heat it
would look like a broken heater. Counts as the timer does, plain time from the first heated tick,
and starts anew only when the timer has forgotten for sure: after the rail rested as long as the
stage declares, or, where that is null, not before the power was gone and came back.
May not read the timer: nothing tells it. So a boot after the watchdog takes it for used up. A soft
restart looks like power-up (on rp2 no port tells them apart), and so does a plug out for less than
`forgets_power_s`: then heat ends with `heater_no_current`, early and harmless.
Called by the governor every tick.
"""

from ..image import HEAT_LEFT, HEAT_RIGHT, Outputs, Status
from ..units import TIME_MASK
from .limits import Limits

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


class HeatTimer:
    """Writes `status.heat_rests`. Without a declared timer it limits nothing: such a stage does
    not heat anyway.
    """

    __slots__ = ("status", "limit_ms", "rest_ms", "running", "passed_ms", "rested_ms", "last_ms")

    def __init__(
        self, stage: "dict[str, Any]", limits: Limits, status: Status, now_ms: int
    ) -> None:
        self.status = status
        declared = stage.get("heat_timer")
        self.limit_ms = 0
        self.rest_ms = 0
        if declared:
            margin_permille = declared["tolerance_permille"] + limits.heat_timer_permille
            self.limit_ms = declared["minutes"] * 60 * (1_000 - margin_permille)
            self.rest_ms = (declared["forgets_rail_s"] or 0) * (1_000 + margin_permille)
        self.running = 0
        self.passed_ms = 0  # since the first heat
        self.rested_ms = 0  # since the rail went down
        self.last_ms = now_ms

    def use_up(self) -> None:
        """This boot was no power-up: the timer may have run for as long as it likes."""
        if self.limit_ms:
            self.running = 1
            self.passed_ms = self.limit_ms
            self.status.heat_rests = 1

    def check(self, out: Outputs, now_ms: int) -> int:
        """Count the tick that `out` stood for; 1 while the timer leaves heat, else 0."""
        step_ms = (now_ms - self.last_ms) & TIME_MASK
        self.last_ms = now_ms
        limit_ms = self.limit_ms
        if not self.running:
            if not limit_ms or not (out.level[HEAT_LEFT] or out.level[HEAT_RIGHT]):
                return 1
            self.running = 1
            self.rested_ms = 0
        # never past the limit: a wild clock must not leave a chip's small integers
        left_ms = limit_ms - self.passed_ms
        self.passed_ms = limit_ms if step_ms >= left_ms else self.passed_ms + step_ms
        if out.rail:
            self.rested_ms = 0
        elif self.rest_ms:
            left_ms = self.rest_ms - self.rested_ms
            self.rested_ms = self.rest_ms if step_ms >= left_ms else self.rested_ms + step_ms
            if self.rested_ms >= self.rest_ms:
                self.running = 0
                self.passed_ms = 0
        self.status.heat_rests = 1 if self.passed_ms >= limit_ms else 0
        return 1 - self.status.heat_rests
