"""The fast scan's heartbeat: a periodic hardware timer, hard where the port has hard timers.

Decides hard or soft by port: rp2 runs the callback in interrupt context (since 1.26), esp32 raises
ValueError on `hard=True` and runs it from the scheduler. Called by `main`, once. The Timer must be
kept: it has a finaliser.
"""

from machine import Timer

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Callable


class Ticker:
    """`port` is "rp2" or "esp32"."""

    def __init__(self, port: str) -> None:
        self.hard = port == "rp2"
        self.timer = Timer(-1) if self.hard else Timer(0)

    def start(self, period_ms: int, callback: "Callable[[Timer], None]") -> None:
        """Call `callback(timer)` every `period_ms` from now on."""
        if self.hard:
            self.timer.init(period=period_ms, mode=Timer.PERIODIC, callback=callback, hard=True)
        else:
            self.timer.init(period=period_ms, mode=Timer.PERIODIC, callback=callback)
