"""Roller direction: both rollers knead one way, then the other.

Decides direction requests only; the governor makes a roller rest before it turns. Called by the
slow scan every 100 ms.
"""

TURN_MS = 20_000
FOLLOW_MS = 3_000  # each turns alone while the other rests, so each current is seen


class Kneading:
    """`reverse` and `follows`, the same three seconds later, are 0 or 1 after each step; the
    rollers turn against each other, as thumbs do.
    """

    __slots__ = ("reverse", "follows", "since_ms")

    def __init__(self) -> None:
        self.reverse = 0
        self.follows = 0
        self.since_ms = 0

    def step(self, level_permille: int) -> None:
        """100 ms at `level_permille`. After a standstill it begins the other way: what the rollers
        drew in before a jam, they then give back.
        """
        if not level_permille:
            if self.since_ms:
                self.reverse = 1 - self.reverse
                self.follows = self.reverse
            self.since_ms = 0
            return
        self.since_ms += 100
        if self.since_ms >= TURN_MS:
            self.since_ms = 0
            self.reverse = 1 - self.reverse
        elif self.since_ms == FOLLOW_MS:
            self.follows = self.reverse
