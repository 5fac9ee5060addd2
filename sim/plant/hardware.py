"""The stage's independent hardware: what no firmware can talk out of its limit.

Decides when the latch cuts and when the heat timer expires; may not decide anything on behalf of
the firmware, and firmware cannot reach it. Each can be taken away by the scenario (setup) or be
dead from a fault. Called by plant.Plant: the timer every 20 ms, the latch every 100 ms.

Latch: its own NTC bead in each well against the stage's nominal threshold. Once open it stays so
until the electronics lose power. It cuts the charge pump and the gate-driver supply: the whole
actuator rail is down, so it ends a welded switch too. `fake_hot` is the comparator's test input;
a broken NTC of the latch is the same thing (open reads hot). A bead at fault tells it `sees_c`.

Heat timer: starts at the first heater pulse it sees commanded while the rail is up and then counts
plain time, pulses or not. It forgets when the rail has been down for 60 s without a break, or at
power-off. Expired, it cuts the gate drivers' supply alone: no commanded conduction, but a welded
switch goes on (only the rail ends that).
"""

from sim.plant.parameters import value

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

STEP_US = 20000


class Latch:
    __slots__ = ("_trips_c", "dead", "fake_hot", "open", "sees_c")

    def __init__(self, stage: "dict[str, Any]", fitted: bool) -> None:
        declared = stage["hardware_latch"]
        self._trips_c: float = declared["trips_mc"] / 1000.0 if declared else 0.0
        self.dead = 0 if fitted and declared else 1
        self.fake_hot = 0
        self.sees_c: "list[float | None]" = [None, None]
        self.open = 0

    def step(self, left_bead_c: float, right_bead_c: float) -> None:
        trips = self._trips_c
        left, right = self.sees_c
        if left is not None:
            left_bead_c = left
        if right is not None:
            right_bead_c = right
        hot = left_bead_c >= trips or right_bead_c >= trips or self.fake_hot
        if hot and not self.dead:
            self.open = 1


class HeatTimer:
    __slots__ = ("_forgets_us", "_limit_us", "count_us", "dead", "down_us", "open", "running")

    def __init__(self, stage: "dict[str, Any]", fitted: bool) -> None:
        minutes: int = stage["heat_timer_min"] or 0
        self._limit_us = minutes * 60000000
        self._forgets_us = int(value("timer_reset_s")) * 1000000
        self.dead = 0 if fitted and minutes else 1
        self.reset()

    def reset(self) -> None:
        self.running = 0
        self.count_us = 0
        self.down_us = 0
        self.open = 0

    def step(self, rail: int, pulse: int) -> None:
        """One 20 ms step: is the rail up, was a heater pulse commanded in it?"""
        if self.running:
            self.count_us += STEP_US
            if self.count_us >= self._limit_us and not self.dead:
                self.open = 1
            if rail:
                self.down_us = 0
            else:
                self.down_us += STEP_US
                if self.down_us >= self._forgets_us:
                    self.reset()
        elif rail and pulse:
            self.running = 1
            self.count_us = STEP_US
            self.down_us = 0
