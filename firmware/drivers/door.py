"""The door to service mode that needs no host: the program key, held while power comes.

Decides what counts as held: three seconds, seen in every look. A broken wire reads as no key and a
wire shorted to ground as another one, so neither opens it; a key that is stuck does, and then the
lamps say so. Called by `main` once per boot, before anything that can drive an output is made.
"""

from machine import Pin

from ..image import BUTTON_PROGRAM
from . import clock
from .adc import open_adc
from .channels import KEYS
from .keys import ladder_table

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

HOLD_MS = 3_000
LOOK_MS = 50
SAMPLES = 4  # of one look


class Door:
    """`board` is a description with its `front_end` inside."""

    def __init__(self, board: "dict[str, Any]") -> None:
        pins = board["pins"]
        for bit in range(3):
            Pin(pins["mux_s{}".format(bit)], Pin.OUT, value=KEYS >> bit & 1)
        self.adc = open_adc(board["port"], pins["adc0"])
        self.table = ladder_table(board["front_end"]["ladder_mv"], board["adc_full_mv"])

    def key(self) -> int:
        """The key of one sample."""
        code = self.adc.read_u16() >> 4
        for limit, button in self.table:
            if code < limit:
                return button
        return 0

    def seen(self) -> bool:
        """The program key is down in every sample of a look."""
        return all(self.key() == BUTTON_PROGRAM for _ in range(SAMPLES))

    def held(self) -> bool:
        """True after three seconds of it; False at the first look without, usually at once."""
        for _ in range(HOLD_MS // LOOK_MS):
            if not self.seen():
                return False
            clock.sleep_ms(LOOK_MS)
        return self.seen()
