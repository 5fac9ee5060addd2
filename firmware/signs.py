"""The sign of a trip: one colour, one number of lamps, two numbers of beeps.

Decides which trips look and sound how, as data: a family is a colour and a count of long beeps, a
trip's place in its family is how many of the six lower lamps are lit and a count of short beeps.
May not draw or sound: `panel` does. The table of the README is made from here; a test holds every
two signs apart.
"""

WHITE = (20, 20, 20)
RED = (40, 0, 0)
AMBER = (30, 14, 0)
GREEN = (0, 30, 0)
BLUE = (0, 0, 40)
CYAN = (0, 24, 24)
MAGENTA = (32, 0, 24)
DARK = (0, 0, 0)

# (what it is about, name of the colour, colour, codes of its trips in the order of their lamps).
# A family's long beeps are its place here, from 1; at most six trips in one.
FAMILIES = (
    ("a foot was too warm or may become so", "red", RED, (4, 3, 21, 20, 18, 19)),
    ("air", "blue", BLUE, (8, 22, 23, 24, 25)),
    ("a heater", "amber", AMBER, (5, 6, 34, 7, 33)),
    ("a temperature sensor", "cyan", CYAN, (1, 2, 15, 16, 17, 31)),
    ("rollers or supply", "green", GREEN, (9, 26, 27, 28)),
    ("the program", "white", WHITE, (13, 10, 11, 14, 12)),
    ("the device's own tests", "magenta", MAGENTA, (29, 32, 35)),
)
LAMPS = 6

LONG = (700, 500)  # Hz, ms
SHORT = (2_800, 100)
PAUSE_MS = 200
BREAK_MS = 600


def sign(code: int) -> "tuple[int, int]":
    """(family from 1, number in it from 1) of a trip; (0, 0) for one that has none."""
    for family in range(len(FAMILIES)):
        codes = FAMILIES[family][3]
        for number in range(len(codes)):
            if codes[number] == code:
                return family + 1, number + 1
    return 0, 0


def face(code: int) -> "tuple[tuple[int, int, int], ...]":
    """The eight lamps: red, the family's colour, and as many of the six as the number says."""
    family, number = sign(code)
    colour = FAMILIES[family - 1][2] if family else DARK
    return (RED, colour) + (colour,) * number + (DARK,) * (LAMPS - number)


def sound(code: int) -> "tuple[tuple[int, int], ...]":
    """(Hz, ms) pairs: the family's long beeps, a break, the short ones; 0 Hz is silence."""
    family, number = sign(code)
    notes = (LONG, (0, PAUSE_MS)) * family
    if number:
        notes += ((0, BREAK_MS),) + (SHORT, (0, PAUSE_MS)) * number
    return notes
