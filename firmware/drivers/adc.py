"""One ADC pin, whatever the port: a code of 12 bits in the upper bits of `read_u16()`.

Decides which class that takes. Called by `hardware` and `door`.
"""

from machine import ADC, Pin

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from .readings import Adc


def open_adc(port: str, pin: int) -> "Adc":
    """The ADC on GPIO `pin` of a chip of `port`, rp2 or esp32."""
    if port == "rp2":
        return ADC(Pin(pin))
    from .adc_esp32 import CalibratedAdc

    return CalibratedAdc(pin)
