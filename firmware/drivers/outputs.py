"""The only writer of the pins that can hurt: puts the governor's grant on gates, rail, PWMs and
valves, once a tick.

Decides nothing. Called by the fast scan, and by `main` once at boot and once after an exception
with everything at zero.
"""

from ..image import (
    HEAT_LEFT,
    HEAT_RIGHT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Outputs,
)

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from machine import Pin

    from .heater_gate import HeaterGate
    from .pwm_output import PwmOutput
    from .rail import Rail
    from .switch_output import ShiftBit, ShiftRegister


class OutputPins:
    """Receives the opened drivers by attribute: `gates`, `rail`, `rollers`, `directions`,
    `vibration`, `pump`, `valves`, `tests` (the hardware latch's and the heat timer's test lines).
    """

    def __init__(
        self,
        rail: "Rail",
        gates: "tuple[HeaterGate, HeaterGate]",
        rollers: "tuple[PwmOutput, PwmOutput]",
        directions: "tuple[Pin | ShiftBit, Pin | ShiftBit]",
        vibration: "PwmOutput",
        pump: "PwmOutput",
        valves: "tuple[Pin | ShiftBit, Pin | ShiftBit]",
        tests: "tuple[Pin | ShiftBit, Pin | ShiftBit]",
        register: "ShiftRegister | None",
    ) -> None:
        self.rail = rail
        self.gate_left, self.gate_right = gates
        self.roller_left, self.roller_right = rollers
        self.direction_left, self.direction_right = directions
        self.vibration = vibration
        self.pump = pump
        self.valve_left, self.valve_right = valves
        self.latch_test, self.timer_test = tests
        self.register = register
        # valves, directions and test lines as one number, so quiet ticks write no pins
        self.valves_now = -1

    def write(self, outputs: Outputs) -> None:
        """Put one tick's grant on the pins.

        Heater pulses first: they end before the next scan reads, and what follows here is the time
        their currents get to settle before they are sampled.
        """
        level = outputs.level
        self.gate_left.write(level[HEAT_LEFT])
        self.gate_right.write(level[HEAT_RIGHT])
        self.rail.write(outputs.rail)
        # quiet ticks do not even call
        if level[ROLLER_LEFT] != self.roller_left.level:
            self.roller_left.write(level[ROLLER_LEFT])
        if level[ROLLER_RIGHT] != self.roller_right.level:
            self.roller_right.write(level[ROLLER_RIGHT])
        if level[VIBRATION] != self.vibration.level:
            self.vibration.write(level[VIBRATION])
        if level[PUMP] != self.pump.level:
            self.pump.write(level[PUMP])
        reverse = outputs.reverse
        switches = 0
        if level[VALVE_LEFT]:
            switches |= 1
        if level[VALVE_RIGHT]:
            switches |= 2
        if reverse[0]:
            switches |= 4
        if reverse[1]:
            switches |= 8
        if outputs.latch_test:
            switches |= 16
        if outputs.timer_test:
            switches |= 32
        if switches != self.valves_now:
            self.valves_now = switches
            self.valve_left.value(switches & 1)
            self.valve_right.value(switches >> 1 & 1)
            self.direction_left.value(switches >> 2 & 1)
            self.direction_right.value(switches >> 3 & 1)
            self.latch_test.value(switches >> 4 & 1)
            self.timer_test.value(switches >> 5 & 1)
            if self.register is not None:
                self.register.flush()
