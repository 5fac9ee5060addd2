"""The ESP32 port's `esp32`: RMT, one finite burst at a time.

Decides how long a burst keeps its pin high. `write_pulses` while one runs would block: here it is
an error, so nobody relies on it.
"""

from . import chip as _chip
from .machine import Pin


class RMT:
    PULSE_MAX = 32767

    def __init__(self, channel=-1, pin=None, resolution_hz=10_000_000, idle_level=False):
        if _chip.current.port != "esp32":
            raise ImportError("no module named 'esp32'")
        self.chip = _chip.current
        self.engine = self.chip.engines[pin.id if isinstance(pin, Pin) else pin]
        self.engine.cut(self.chip.now_us)
        self.tick_us = 1_000_000 // resolution_hz

    def wait_done(self, timeout=0):
        return self.engine.until_us <= self.chip.now_us

    def write_pulses(self, pulses, data=True):
        if not self.wait_done():
            raise RuntimeError("write_pulses during a burst would block")
        if pulses[0] > RMT.PULSE_MAX or pulses[1] > RMT.PULSE_MAX:
            raise ValueError("duration too large")
        self.engine.begin(self.chip.now_us, pulses[0] * self.tick_us, pulses[1] * self.tick_us)
