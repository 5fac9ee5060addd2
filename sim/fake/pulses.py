"""What plays pulses on a pin whoever still runs: PWM slices, PIO state machines, RMT channels.

Decides when a pin is high. State of the chip, moved by the fakes; wiring reads it. Called inside
the fast scan: integers only, and nothing is allocated.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


class Pwm:
    """One PWM pin. `duty` 0 … 65535 is what the pin does, whoever still runs."""

    __slots__ = ("duty", "freq")

    def __init__(self) -> None:
        self.duty = 0
        self.freq = 0


class Engine:
    """A PIO state machine or RMT channel that plays pulses on one pin.

    Times in microseconds of the chip's clock.
    """

    __slots__ = (
        "start_us",
        "high_until_us",
        "until_us",
        "queue",
        "queued",
        "frozen",
        "box",
        "index",
        "on_code",
        "odd_us",
        "counted_us",
        "banked_us",
    )

    def __init__(self) -> None:
        self.start_us = 0
        self.high_until_us = 0
        self.until_us = 0
        self.queue = [0, 0, 0, 0]
        self.queued = 0
        self.frozen = 0
        self.box: "Any" = None  # an ADC line's codes, and what to put there when a pulse starts
        self.index = 0
        self.on_code = 0
        # a chip whose clock is off starts pulses between the wiring's looks at the pin:
        self.odd_us = 0  # how long a thousand of its microseconds last, if that is no thousand
        self.counted_us = 0  # until when the wiring has looked
        self.banked_us = 0  # high since then, of pulses that are over

    def begin(self, now_us: int, on_us: int, low_us: int) -> None:
        """Start a pulse now; its lengths are by the chip's clock."""
        if self.odd_us:
            self.banked_us += self.high_us(self.counted_us, now_us)
            on_us = on_us * self.odd_us // 1000
            low_us = low_us * self.odd_us // 1000
        self.start_us = now_us
        self.high_until_us = now_us + on_us
        self.until_us = now_us + on_us + low_us
        if self.box is not None and on_us > 0:
            self.box[self.index] = self.on_code

    def high_us(self, from_us: int, to_us: int) -> int:
        """Microseconds the pin was high between the two times."""
        if self.frozen:
            return to_us - from_us
        if self.high_until_us <= from_us:
            return 0
        first = self.start_us if self.start_us > from_us else from_us
        last = self.high_until_us if self.high_until_us < to_us else to_us
        return last - first if last > first else 0

    def freeze(self, at_us: int) -> None:
        """The engine's clock stops: the pin keeps the level it has."""
        self.frozen = 1 if self.start_us <= at_us < self.high_until_us else 0
        self.cut(at_us)

    def edge(self, at_us: int) -> None:
        """The pin, driven by hand, went up or down: an edge, and no pulse."""
        self.start_us = self.high_until_us = at_us

    def cut(self, at_us: int) -> None:
        """No more pulses after `at_us`."""
        self.queued = 0
        if self.high_until_us > at_us:
            self.high_until_us = at_us
        self.until_us = at_us
