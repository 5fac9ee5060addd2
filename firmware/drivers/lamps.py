"""The LED strip: eight WS2812 pixels on one pin, sent only when a colour changed.

Decides nothing about meaning; `panel` does. On rp2 sending blocks interrupts for about 0.25 ms,
which the fast scan's timing allows. Called by the slow scan through `panel`.
"""

from machine import Pin
from neopixel import NeoPixel

PIXELS = 8


class Lamps:
    """`pin` is the GPIO number of the strip's data line."""

    def __init__(self, pin: int) -> None:
        self.strip = NeoPixel(Pin(pin, Pin.OUT, value=0), PIXELS)
        self.shown: "tuple[tuple[int, int, int], ...] | None" = None

    def show(self, colours: "tuple[tuple[int, int, int], ...]") -> None:
        """Eight (red, green, blue) of 0 … 255 each."""
        if colours == self.shown:
            return
        self.shown = colours
        for i in range(PIXELS):
            self.strip[i] = colours[i]
        self.strip.write()
