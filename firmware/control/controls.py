"""From setpoints to requests: both thermostats, the inflator and the rollers, once per slow scan.

Decides `Intents.level` and `Intents.reverse`. May not grant anything. `to_mc` turns filtered
counts into milli-Celsius; the hotter of a foot's two surface sensors is what its thermostat sees.
Called by the slow scan.
"""

from ..image import (
    HEAT_LEFT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Inputs,
    Intents,
    Status,
)
from ..units import FEET, FULL
from .inflator import Inflator
from .kneading import Kneading
from .thermostat import Thermostat

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Callable, Protocol

    class Setpoints(Protocol):
        rollers_permille: int
        vibration_permille: int
        air_pattern: int
        air_pa: int
        heat_mc: int


class Controls:
    """`sensed_mc` per foot is the hotter reading; `thermostats` hold the setpoints."""

    def __init__(
        self, to_mc: "Callable[[int], int]", heater_mw: int, rise_mc_s: int, inflator: Inflator
    ) -> None:
        self.to_mc = to_mc
        self.thermostats = (Thermostat(heater_mw, rise_mc_s), Thermostat(heater_mw, rise_mc_s))
        self.inflator = inflator
        self.kneading = Kneading()
        self.sensed_mc = [0, 0]

    def step(self, points: "Setpoints", inputs: Inputs, status: Status, intents: Intents) -> None:
        """Fill `intents` for `points` (Setpoints): 100 ms of control."""
        level = intents.level
        for foot in FEET:
            sensors = inputs.feet[foot]
            sensed_mc = self.to_mc(max(sensors.a_code16, sensors.b_code16, sensors.latch_code16))
            self.sensed_mc[foot] = sensed_mc
            level[HEAT_LEFT + foot] = self.thermostats[foot].step(
                min(points.heat_mc, status.heat_cap_mc[foot]),
                sensed_mc,
                status.ceiling[HEAT_LEFT + foot],
            )
        inflator = self.inflator
        # a bladder that still lets go presses its foot on the roller as if it were jammed
        rollers = points.rollers_permille if points.air_pattern or inflator.empty else 0
        self.kneading.step(rollers)
        level[ROLLER_LEFT] = rollers
        level[ROLLER_RIGHT] = rollers
        intents.reverse[0] = self.kneading.reverse
        intents.reverse[1] = 1 - self.kneading.follows
        level[VIBRATION] = points.vibration_permille
        inflator.step(
            points.air_pattern, min(points.air_pa, status.air_cap_pa), inputs.pressure_pa
        )
        level[PUMP] = inflator.pump_permille
        level[VALVE_LEFT] = FULL if inflator.left else 0
        level[VALVE_RIGHT] = FULL if inflator.right else 0
