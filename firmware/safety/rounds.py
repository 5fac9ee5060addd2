"""Once a second: a round of 50 ticks, one slow check in each, so that no tick carries two.

Decides which tick a check has. What must act within a tenth of a second does not belong here.
Rounds are counted as seconds: a tick is never shorter than 19 ms, and late ones with the rail up
are a trip of their own. Called by the governor every tick. Slots 0 to 29 are heat's, 30 to 34
the governor's own; five of the rest are memory's.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Callable

SLOTS = 50


class Rounds:
    """`add` a check's bound method at build time; `turn` calls the one of this tick."""

    __slots__ = ("table",)

    def __init__(self) -> None:
        self.table: "list[Callable[[int], None] | None]" = [None] * SLOTS

    def add(self, slot: int, check: "Callable[[int], None]") -> None:
        """`check(now_ms)` once a second, in a slot that is still free (else ValueError)."""
        if self.table[slot] is not None:
            raise ValueError("slot %d is taken" % slot)
        self.table[slot] = check

    def turn(self, samples: int, now_ms: int) -> None:
        """This tick's check, if there is one."""
        check = self.table[samples % SLOTS]
        if check is not None:
            check(now_ms)
