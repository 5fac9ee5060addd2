"""The actuator rail's keep-alive: edges while granted, silence otherwise.

The rail is a series switch held on by a charge pump that needs edges; without one for 30 ms it
opens and takes heaters, motors, pump and valves with it. Only the fast scan makes edges, by the
same self-expiring pulses as the heater gates, never by PWM, which survives a hang. Called by the
fast scan through `outputs`.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from .heater_gate import Burst

# one missed tick (40 ms) leaves the rail up, the second opens it: 15 and 30 ms after the last tick
PULSE_US = 15_000


class Rail:
    """`burst` is the port's Burst."""

    def __init__(self, burst: "Burst") -> None:
        self.burst = burst

    def write(self, granted: int) -> None:
        """One pulse when `granted` is 1; nothing when it is 0."""
        if granted:
            self.burst.fire(PULSE_US)
