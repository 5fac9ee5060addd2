"""Two heaters behind their switches: joules into each pad, and the current a shunt would see.

Decides what a commanded, welded, leaking, weak or broken heater really does. May not decide
whether rail, latch or timer allow it: plant.Plant passes the microseconds that are left. Called
every 20 ms in which something can conduct.

The stage declares the most a heater ever sees (heater_max_mv): a clamp, so a supply above it adds
no power, unless the clamp is dead (the setup's `clamp`).
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

DEAD_CLAMP_V = 1000.0  # no supply ever reaches it


class Heaters:
    __slots__ = (
        "_clamp_v", "_nominal_s", "broken", "gathered_j", "last_us", "leak_a", "scale",
        "stuck_on", "total_j", "unseen_a",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", scale: float, clamped: bool) -> None:
        self._nominal_s: float = 1000.0 / stage["heater_mohm"]  # conductance
        self._clamp_v: float = stage["heater_max_mv"] / 1000.0 if clamped else DEAD_CLAMP_V
        self.stuck_on = [0, 0]
        self.broken = [0, 0]
        self.scale = [scale, scale]
        self.leak_a = [0.0, 0.0]
        self.unseen_a = [0.0, 0.0]  # so much of the leak goes past the shunt
        self.gathered_j = [0.0, 0.0]  # given since the last thermal step
        self.total_j = 0.0
        self.last_us = [-1, -1]

    def amps(self, i: int, conducting: int, supply_v: float) -> float:
        """Current of one heater with the rail up and its gate as `conducting` says."""
        if self.broken[i]:
            return 0.0
        if self.stuck_on[i] or conducting:
            volts = supply_v if supply_v < self._clamp_v else self._clamp_v
            return volts * self._nominal_s * self.scale[i]
        return self.leak_a[i] - self.unseen_a[i] if supply_v > 0.0 else 0.0

    def give(self, i: int, on_us: int, rail_us: int, supply_v: float, now_us: int) -> None:
        """Gather the joules of one heater in the step that ends now."""
        if self.broken[i]:
            return
        volts = supply_v if supply_v < self._clamp_v else self._clamp_v
        if self.stuck_on[i] or on_us > rail_us:
            on_us = rail_us
        joules = volts * volts * self._nominal_s * self.scale[i] * on_us
        joules = (joules + volts * self.leak_a[i] * (rail_us - on_us)) / 1000000.0
        if joules > 0.0:
            self.gathered_j[i] += joules
            self.total_j += joules
            # where in the step the word stood is unknown: its end is late by 20 ms, never early
            self.last_us[i] = now_us
