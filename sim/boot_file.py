"""/boot.py of a board, from its description: what flashing copies and a simulated chip runs.

Decides which pins it forces low, and that they stand in the text itself, so that a broken
board.json changes nothing. Plain enough for MicroPython, since worlds are made there too. Called
by `host_tools.image` and `world`.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

GATES = ("heater_left", "heater_right", "rail_keepalive")
LOADS = ("roller_left_pwm", "roller_right_pwm", "vibration_pwm", "pump_pwm")
SLOW = ("roller_left_dir", "roller_right_dir", "valve_left", "valve_right")
TESTS = ("latch_test", "timer_test")  # driven, they only take heat away
HAZARDOUS = GATES + LOADS + SLOW  # what heats, moves or inflates; heat first
TEXT = """\
# {}: what heats, moves or inflates is low before anything else runs
from machine import Pin

for pin in {}:
    Pin(pin, Pin.OUT, value=0)
"""


def boot_text(board: "dict[str, Any]") -> str:
    """The file of `board` (a description). It needs no package and no other file.

    A pin's plain output function takes it back from PIO, RMT and PWM, also after a soft reset
    that froze them high. A bit of a shift register has no pin: it ends with the rail.
    """
    pins = tuple([board["pins"][name] for name in HAZARDOUS if name in board["pins"]])
    return TEXT.format(board["name"], pins)
