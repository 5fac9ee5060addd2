"""Up slowly, down at once: the last step before an output, for every channel alike.

Decides the granted level: never above the request, the ceiling, or the last level plus the
channel's step. A direction changes only after its roller has rested. Pure integers; nothing here
can raise an output above its request. Called by the governor every tick.
"""

from ..image import (
    CHANNELS,
    HEAT_LEFT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Intents,
    Outputs,
)
from ..units import FEET, FULL, TICK_MS, TIME_MASK
from .limits import Limits


def granted(request: int, ceiling: int, last: int, step: int) -> int:
    """The level for this tick, permille: 0 ≤ result ≤ request, result ≤ ceiling, result ≤ last +
    step.
    """
    level = request
    if level > ceiling:
        level = ceiling
    if level > last + step:
        level = last + step
    return level if level > 0 else 0


def steps_permille(limits: Limits) -> "list[int]":
    """Permille a tick each channel may rise, in channel order. At least 1."""
    step = [FULL] * CHANNELS  # valves are open or closed
    for first, pair, permille_s in (
        (HEAT_LEFT, 2, limits.heat_slew_permille_s),
        (ROLLER_LEFT, 2, limits.roller_slew_permille_s),
        (VIBRATION, 1, limits.vibration_slew_permille_s),
        (PUMP, 1, limits.pump_slew_permille_s),
    ):
        for channel in range(first, first + pair):
            step[channel] = max(1, permille_s * TICK_MS // 1_000)
    return step


class Slew:
    """Holds each channel's step and each roller's rest."""

    __slots__ = ("step", "rest_ms", "turning_ms")

    def __init__(self, limits: Limits) -> None:
        self.step = steps_permille(limits)
        self.rest_ms = limits.reversal_rest_ms
        self.turning_ms = [0, 0]  # when each roller was last driven

    def apply(self, want: Intents, ceiling: "list[int]", out: Outputs, now_ms: int) -> None:
        """Write `out.level` and `out.reverse` from `want`, under `ceiling` (both by channel)."""
        level = out.level
        turning_ms = self.turning_ms
        if level[ROLLER_LEFT]:
            turning_ms[0] = now_ms
        if level[ROLLER_RIGHT]:
            turning_ms[1] = now_ms
        if want.reverse != out.reverse:
            for foot in FEET:
                if want.reverse[foot] == out.reverse[foot]:
                    continue
                if ((now_ms - turning_ms[foot]) & TIME_MASK) >= self.rest_ms:
                    out.reverse[foot] = want.reverse[foot]
                else:
                    ceiling[ROLLER_LEFT + foot] = 0
        request = want.level
        step = self.step
        for channel in range(CHANNELS):
            asked = request[channel]
            if asked <= 0:
                level[channel] = 0
            elif asked != level[channel] or asked > ceiling[channel]:  # else it stays as it is
                level[channel] = granted(asked, ceiling[channel], level[channel], step[channel])
        # A valve is open or closed: anything less than fully granted is closed, and closed vents.
        if level[VALVE_LEFT] < FULL:
            level[VALVE_LEFT] = 0
        if level[VALVE_RIGHT] < FULL:
            level[VALVE_RIGHT] = 0
