"""The rp2 port's `rp2`: asm_pio, PIO constants and StateMachine, for the one kind of program the
firmware has.

Decides how long a FIFO word keeps its pin high. `Program.assemble` gives the machine words, which
a test runs on a PIO emulator beside `StateMachine`'s arithmetic, so the two cannot drift apart.
"""

from . import chip as _chip
from .machine import Pin

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from .chip import Chip
    from .pulses import Engine


class PIO:
    OUT_LOW: "ClassVar[int]" = 0
    OUT_HIGH: "ClassVar[int]" = 1
    SHIFT_LEFT: "ClassVar[int]" = 0
    SHIFT_RIGHT: "ClassVar[int]" = 1


def asm_pio(**options):
    """Keep the function; nothing is assembled until somebody asks."""

    def decorate(function):
        return Program(function, options)

    return decorate


class Program:
    """A PIO program: `assemble()` returns {"opcodes", "wrap_target", "wrap_top"}."""

    def __init__(self, function, options):
        self.function = function
        self.options = options

    def assemble(self):
        from .pio_assembler import assemble

        return assemble(self.function)


class StateMachine:
    """Plays one word as one pulse: `pull, out x, out y, jmp` take 4 cycles low, then x + 1 cycles
    high, y + 1 low.
    """

    def __init__(
        self, id: int, prog: "Any" = None, freq: int = -1, sideset_base: "Any" = None
    ) -> None:
        if _chip.current.port != "rp2":
            raise ImportError("no module named 'rp2'")
        if not 0 <= id <= 7:
            raise ValueError("StateMachine")
        self.chip: "Chip" = _chip.current
        self.engine: "Engine" = self.chip.engines[
            sideset_base.id if isinstance(sideset_base, Pin) else sideset_base
        ]
        self.engine.cut(self.chip.now_us)
        self.engine.frozen = 0
        self.cycle_us = 1_000_000 // freq
        self.running = 0

    def active(self, on=None):
        if on is not None:
            self.running = on
        return self.running

    def play(self, at_us: int, word: int) -> None:
        x = word & 0x3FFF
        y = word >> 14 & 0xFFFF
        cycle = self.cycle_us
        self.engine.begin(at_us + 4 * cycle, (x + 1) * cycle if x else 0, (y + 1) * cycle)

    def settle(self) -> None:
        """Let queued words start when the one before them has ended."""
        engine = self.engine
        while engine.queued and engine.until_us <= self.chip.now_us:
            word = engine.queue[0]
            engine.queued -= 1
            for i in range(engine.queued):
                engine.queue[i] = engine.queue[i + 1]
            self.play(engine.until_us, word)

    def tx_fifo(self) -> int:
        if self.engine.queued:
            self.settle()
        return self.engine.queued

    def put(self, word: int) -> None:
        engine = self.engine
        if engine.queued:
            self.settle()
        if engine.until_us <= self.chip.now_us and not engine.queued:
            self.play(self.chip.now_us, word)
        elif engine.queued < 4:
            engine.queue[engine.queued] = word
            engine.queued += 1
        else:
            raise RuntimeError("put on a full FIFO would block the fast scan")
