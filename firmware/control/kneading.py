"""Roller direction: both rollers knead one way, then the other.

Decides direction requests only; the governor makes a roller rest before it turns. Called by the
slow scan every 100 ms.
"""

TURN_MS = 20_000


class Kneading:
    """`reverse` is 0 or 1 after each step; the rollers turn against each other, as thumbs do."""

    __slots__ = ("reverse", "since_ms")

    def __init__(self) -> None:
        self.reverse = 0
        self.since_ms = 0

    def step(self, level_permille: int) -> None:
        """100 ms at `level_permille`; standing still starts the period again."""
        if not level_permille:
            self.since_ms = 0
            return
        self.since_ms += 100
        if self.since_ms >= TURN_MS:
            self.since_ms = 0
            self.reverse = 1 - self.reverse
