"""`neopixel`: a strip whose colours the chip remembers when they are written."""

from . import chip as _chip


class NeoPixel:
    def __init__(self, pin, n):
        self.chip = _chip.current
        self.buffer = [(0, 0, 0)] * n

    def __setitem__(self, index, colour):
        self.buffer[index] = colour

    def __getitem__(self, index):
        return self.buffer[index]

    def write(self):
        self.chip.pixels = tuple(self.buffer)
