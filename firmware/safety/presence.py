"""Is a foot in the well, and was the well seen empty before: what heat needs to know of people.

Decides `Status.present` and whether heat may be granted to a foot. A sensor stuck at "foot" never
shows an empty well, so it never earns heat; an open wire reads "no foot". Called by the governor
after new presence samples.
"""

from ..image import Inputs, Status
from ..units import FEET

# Between the two the last answer stands: a foot that rests lightly does not flicker.
FOOT_MV = 1_400
EMPTY_MV = 900


class Presence:
    """Writes `status.present` and `status.heat_allowed`, one 0/1 per foot."""

    __slots__ = ("status", "seen_empty")

    def __init__(self, status: Status) -> None:
        self.status = status
        self.seen_empty = [0, 0]

    def check(self, inputs: Inputs) -> None:
        """Take one sample of both wells."""
        present = self.status.present
        allowed = self.status.heat_allowed
        seen_empty = self.seen_empty
        for foot in FEET:
            mv = inputs.feet[foot].presence_mv
            if mv < EMPTY_MV:
                present[foot] = 0
                seen_empty[foot] = 1
            elif mv > FOOT_MV:
                present[foot] = 1
            allowed[foot] = present[foot] & seen_empty[foot]

    def session_over(self) -> None:
        """The rail went down: the next heat wants an empty well first."""
        self.seen_empty[0] = 0
        self.seen_empty[1] = 0
        self.status.heat_allowed[0] = 0
        self.status.heat_allowed[1] = 0
