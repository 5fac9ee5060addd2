"""What a keep-alive that stands still does to the rail: nothing, or else nothing ends a heater
whose gate a reset froze high.

Decides how it is tried: the pin goes high and stays, gates low, until the rail reads down. Its
edge feeds the rail for 30 ms, and one that was up before a reset runs down meanwhile. May not
judge (`safety/supply`). Called by `hardware` once per boot, before a pulse can be made.
"""

from machine import Pin

from . import clock
from .channels import SUPPLY

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Adc(Protocol):
        def read_u16(self) -> int: ...


OPENS_MS = 60  # a charge pump that lives on edges has let go by then: 30 ms, and half as much
MOST_MS = 500  # and what hangs on the rail has run down
STEP_MS = 10
DOWN_MV = 2_000  # SAF-073


def held_mv(
    pin: int, adc: "Adc", selects: "tuple[int, int, int]", full_mv: int, divider: int
) -> int:
    """The rail's voltage while `pin` stands high, 0 once it is down; 60 to 500 ms."""
    for bit in range(3):
        Pin(selects[bit], Pin.OUT, value=SUPPLY >> bit & 1)
    line = Pin(pin, Pin.OUT, value=1)
    clock.sleep_ms(OPENS_MS)
    passed_ms = OPENS_MS
    mv = (adc.read_u16() >> 4) * full_mv * divider >> 12
    while mv > DOWN_MV and passed_ms < MOST_MS:
        clock.sleep_ms(STEP_MS)
        passed_ms += STEP_MS
        mv = (adc.read_u16() >> 4) * full_mv * divider >> 12
    line.value(0)
    return mv if mv > DOWN_MV else 0
