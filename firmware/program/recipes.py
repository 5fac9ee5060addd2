"""The programs, as data. A new one is a new row: nothing else has to change.

Decides what each program does with rollers, vibration and air, step by step; the steps repeat
until the session's time is up. Heat is the person's own choice (the heat button) and belongs to no
program. Read by the sequencer and the panel.
"""

NO_AIR = 0
ALTERNATE = 1  # left, then right
BOTH = 2

# (name, longest session ms or 0 for the plan's, steps); a step is (seconds, rollers 0-3, vibration
# 0-3, air pattern, air level 0-3)
RECIPES = (
    (
        "gentle start",
        300_000,
        (
            (60, 1, 0, NO_AIR, 0),
            (60, 1, 1, NO_AIR, 0),
            (60, 0, 0, ALTERNATE, 1),
        ),
    ),
    (
        "warm feet",
        0,
        (
            (150, 1, 0, NO_AIR, 0),
            (120, 2, 1, NO_AIR, 0),
            (90, 0, 1, ALTERNATE, 1),
            (120, 2, 0, NO_AIR, 0),
            (60, 0, 0, BOTH, 1),
            (360, 1, 1, NO_AIR, 0),
        ),
    ),
    (
        "circulation",
        0,
        (
            (120, 0, 0, ALTERNATE, 2),
            (60, 1, 0, NO_AIR, 0),
            (120, 0, 0, BOTH, 2),
            (60, 0, 1, ALTERNATE, 3),
        ),
    ),
)


def recipe_index(name: str) -> int:
    """Index of the program called `name`, or -1."""
    for i in range(len(RECIPES)):
        if RECIPES[i][0] == name:
            return i
    return -1
