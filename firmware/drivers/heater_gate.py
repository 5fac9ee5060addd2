"""A heater's gate: turns a granted level into one pulse at a fixed place in the tick.

Decides the pulse's length, no more. The pulse starts when the fast scan writes and ends before the
next scan reads, so every scan sees the gate low first (current must be 0, NTCs undisturbed) and
then high (current must be V/R): timing as a sensor. Called by the fast scan through `outputs`.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    class Burst(Protocol):
        def fire(self, on_us: int) -> None: ...


# 85 % of a 20 ms tick. A scan on the chip reads for about 1.5 ms before it writes, so the pulse
# begins that late; it still ends before the next scan's first sample when flash slows the code.
MAX_ON_US = 17_000
MIN_ON_US = 1_000  # shorter than this cannot be sampled inside, so it is not sent
US_PER_PERMILLE = 17


class HeaterGate:
    """`burst` is the port's Burst. Level 1000 is the longest pulse."""

    def __init__(self, burst: "Burst") -> None:
        self.burst = burst

    def write(self, level_permille: int) -> None:
        """Send this tick's pulse; 0 … 1000, anything else is cut to that."""
        on_us = level_permille * US_PER_PERMILLE
        if on_us < MIN_ON_US:
            return
        if on_us > MAX_ON_US:
            on_us = MAX_ON_US
        self.burst.fire(on_us)
