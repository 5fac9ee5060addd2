"""Slow on/off outputs (valves, roller directions, test lines): a pin of the chip, or a bit of a
74HC595 where pins are short.

Decides which of the two, from the board description. May not delay: a bit is shifted out in the
same tick. Called by the fast scan through `outputs`.
"""

from machine import SPI, Pin

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


class ShiftRegister:
    """Eight outputs on three pins.

    `flush()` sends the byte once per tick, and only if it changed.
    """

    def __init__(self, data: int, clock: int, latch: int) -> None:
        self.spi = SPI(1, baudrate=1_000_000, sck=Pin(clock), mosi=Pin(data))
        self.latch = Pin(latch, Pin.OUT, value=0)
        self.byte = bytearray(1)
        self.sent = -1
        self.flush()

    def flush(self) -> None:
        """Shift the byte out and latch it."""
        if self.byte[0] != self.sent:
            self.sent = self.byte[0]
            self.spi.write(self.byte)
            self.latch.value(1)
            self.latch.value(0)


class ShiftBit:
    """One bit of the register that is used like a pin."""

    def __init__(self, register: ShiftRegister, bit: int) -> None:
        self.register = register
        self.mask = 1 << bit

    def value(self, on: int) -> None:
        """Set or clear the bit; it reaches the output with the next flush."""
        if on:
            self.register.byte[0] |= self.mask
        else:
            self.register.byte[0] &= ~self.mask


def open_switch(
    board: "dict[str, Any]", register: "ShiftRegister | None", name: str
) -> "Pin | ShiftBit":
    """The output called `name`: a Pin that is low, or a cleared ShiftBit."""
    if name in board["pins"]:
        return Pin(board["pins"][name], Pin.OUT, value=0)
    # None only on a board without `shift_register`, and there this line is a KeyError
    return ShiftBit(register, board["shift_register"]["bits"][name])  # type: ignore[arg-type]
