"""A self-expiring pulse on ESP32: one finite RMT burst, idle level LOW, never a loop.

Decides how a pulse outlives nothing: the burst ends in the RMT peripheral, whatever the program
does. It may not use `loop_count`. Called by `heater_gate` and `rail`.
"""

import esp32
from machine import Pin

RESOLUTION_HZ = 1_000_000  # one RMT tick is 1 us; a pulse may last 32,767 of them


class Burst:
    """One pin that can be high only as long as somebody keeps asking.

    `slot` is the RMT channel's number.
    """

    def __init__(self, pin: int, slot: int, off_us: int) -> None:
        self.pulses = [1, off_us]  # made once: the fast scan only changes the first number
        self.rmt = esp32.RMT(
            slot, pin=Pin(pin, Pin.OUT, value=0), resolution_hz=RESOLUTION_HZ, idle_level=False
        )

    def fire(self, on_us: int) -> None:
        """Start one pulse of `on_us` (0 … 32,767).

        Does nothing while one is running: `write_pulses` would block.
        """
        if on_us > 0 and self.rmt.wait_done():
            self.pulses[0] = on_us
            self.rmt.write_pulses(self.pulses, True)
