"""The once-a-second round: fifty slots, one a fast scan, so that slow checks share the ticks.

Decides which check runs in which tick. May not judge anything. Heat's checks have slots 0 … 29,
dose's, air's and the supply's 30 … 49. Called by the governor every tick.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Callable

SLOTS = 50


class Rounds:
    """`put` once while building; every check gets the time."""

    __slots__ = ("table",)

    def __init__(self) -> None:
        self.table: "list[Callable[[int], None] | None]" = [None] * SLOTS

    def put(self, slot: int, check: "Callable[[int], None]") -> None:
        """`check` runs once a second from now on; each slot is given once."""
        if self.table[slot] is not None:
            raise ValueError("slot given twice")
        self.table[slot] = check

    def step(self, samples: int, now_ms: int) -> None:
        """This tick's check, if there is one."""
        check = self.table[samples % SLOTS]
        if check is not None:
            check(now_ms)
