"""The five keys on one analog ladder: which one a code is, and when a press counts.

Decides a press: the same key on two samples, 40 ms apart. May not know what a key means; `panel`
does. Called by `readings` every second tick.
"""

from ..image import (
    BUTTON_AIR,
    BUTTON_DOWN,
    BUTTON_HEAT,
    BUTTON_PROGRAM,
    BUTTON_UP,
    NO_BUTTON,
    Inputs,
)

# Ascending in voltage; an open wire reads above them all.
LADDER = (
    ("air", BUTTON_AIR),
    ("heat", BUTTON_HEAT),
    ("down", BUTTON_DOWN),
    ("up", BUTTON_UP),
    ("program", BUTTON_PROGRAM),
    ("none", NO_BUTTON),
)


def ladder_table(ladder_mv: "dict[str, int]", full_mv: int) -> "tuple[tuple[int, int], ...]":
    """((highest code, button), …) ascending: a code belongs to the key of the nearest voltage."""
    table = []
    for i in range(len(LADDER) - 1):
        middle_mv = (ladder_mv[LADDER[i][0]] + ladder_mv[LADDER[i + 1][0]]) // 2
        table.append((middle_mv * 4096 // full_mv, LADDER[i][1]))
    return tuple(table)


class Keys:
    """`ladder_mv` is the front end's voltage by key name, `full_mv` the ADC's full scale."""

    __slots__ = ("table", "open_code", "key", "armed")

    def __init__(self, ladder_mv: "dict[str, int]", full_mv: int) -> None:
        self.table = ladder_table(ladder_mv, full_mv)
        self.open_code = self.table[-1][0]  # no key from here on
        self.key = NO_BUTTON  # what the ladder read last
        self.armed = 0  # 1 from an open ladder to a press: one that was down at the boot is none

    def take(self, code: int, inputs: Inputs) -> None:
        """One 12-bit sample of the ladder; a press moves `inputs.button_presses`."""
        if code >= self.open_code:  # nobody presses: almost always
            self.key = NO_BUTTON
            self.armed = 1
            return
        button = NO_BUTTON
        for limit in self.table:
            if code < limit[0]:
                button = limit[1]
                break
        if button != self.key:
            self.key = button
        elif self.armed:
            self.armed = 0  # a key that is stuck counts once, whoever presses another beside it
            inputs.button = button
            inputs.button_presses += 1
