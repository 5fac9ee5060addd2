"""Opens every driver of one board: the place where a description becomes objects.

Decides the order: hazardous pins low first, then whether the rail lets go, then the rest. Called
by `main`, once per boot. Nothing is kept between two calls.
"""

from machine import Pin

from . import clock
from .adc import open_adc
from .buzzer import Buzzer
from .clock_chip import ClockChip
from .heater_gate import HeaterGate
from .held_rail import held_mv
from .lamps import Lamps
from .note import Note
from .outputs import OutputPins
from .pwm_output import PwmOutput
from .rail import Rail
from .readings import Readings
from .stdio import Stdio
from .store import Store
from .switch_output import ShiftRegister, open_switch
from .ticker import Ticker
from .watchdog import Watchdog

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, Callable

    from .heater_gate import Burst

HAZARDOUS = ("heater_left", "heater_right", "rail_keepalive")
MOTOR_HZ = 20_000  # above hearing
PUMP_HZ = 20_000
# every pulse ends with a measured low, so the pin is low before the FIFO is looked at again
PULSE_LOW_US = 50


class Hardware:
    """All drivers of `board` (a description with its `front_end` inside) and `stage`, opened and
    at rest.
    """

    def __init__(self, board: "dict[str, Any]", stage: "dict[str, Any]") -> None:
        pins = board["pins"]
        for name in HAZARDOUS:
            Pin(pins[name], Pin.OUT, value=0)
        front_end = board["front_end"]
        adcs = (open_adc(board["port"], pins["adc0"]), open_adc(board["port"], pins["adc1"]))
        selects = (pins["mux_s0"], pins["mux_s1"], pins["mux_s2"])
        full_mv = board["adc_full_mv"]
        self.held_mv = held_mv(
            pins["rail_keepalive"], adcs[0], selects, full_mv, front_end["rail_divider"]
        )
        burst: "Callable[[int, int, int], Burst]"
        if board["port"] == "rp2":
            from .burst_rp2 import Burst as BurstRp2

            burst = BurstRp2
        else:
            from .burst_esp32 import Burst as BurstEsp32

            burst = BurstEsp32
        register = None
        if "shift_register" in board:
            chain = board["shift_register"]
            register = ShiftRegister(chain["data"], chain["clock"], chain["latch"])
        self.clock = clock
        self.pins = OutputPins(
            rail=Rail(burst(pins["rail_keepalive"], 0, PULSE_LOW_US)),
            gates=(
                HeaterGate(burst(pins["heater_left"], 1, PULSE_LOW_US)),
                HeaterGate(burst(pins["heater_right"], 2, PULSE_LOW_US)),
            ),
            rollers=(
                PwmOutput(pins["roller_left_pwm"], MOTOR_HZ),
                PwmOutput(pins["roller_right_pwm"], MOTOR_HZ),
            ),
            directions=(
                open_switch(board, register, "roller_left_dir"),
                open_switch(board, register, "roller_right_dir"),
            ),
            vibration=PwmOutput(pins["vibration_pwm"], MOTOR_HZ),
            pump=PwmOutput(pins["pump_pwm"], PUMP_HZ),
            valves=(
                open_switch(board, register, "valve_left"),
                open_switch(board, register, "valve_right"),
            ),
            tests=(
                open_switch(board, register, "latch_test"),
                open_switch(board, register, "timer_test"),
            ),
            register=register,
        )
        self.readings = Readings(adcs, selects, pins["stop_button"], front_end, stage, full_mv)
        self.lamps = Lamps(pins["lamps"])
        self.buzzer = Buzzer(pins["buzzer_pwm"])
        self.stdio = Stdio()
        self.store = Store()
        self.note = Note(board["port"])
        self.ticker = Ticker(board["port"])
        self.clock_chip = None
        if stage["clock_chip"]:
            self.clock_chip = ClockChip(board["port"], pins["i2c_sda"], pins["i2c_scl"])
        self.watchdog = Watchdog()
