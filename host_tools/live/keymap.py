"""What the keys are: bytes of a terminal to names, names to what they do.

Decides the table that the help, the README and the player read. Does nothing itself.
"""

from typing import NamedTuple

ARROWS = {b"A": "up", b"B": "down", b"C": "right", b"D": "left"}
CONTROLS = {9: "tab", 10: "enter", 13: "enter", 8: "backspace", 127: "backspace"}
FIRST_PRINTED = 32


class Key(NamedTuple):
    """One row: the keys, the verb they stand for, what with, and the words beside them."""

    keys: tuple[str, ...]
    verb: str
    what: str
    says: str


BUTTONS = (
    Key(("s",), "press", "start", "start; stops whatever runs"),
    Key(("h",), "press", "heat", "heat: 1, 2, 3, off"),
    Key(("a",), "press", "air", "air"),
    Key(("p",), "press", "program", "program"),
    Key(("u", "up"), "press", "up", "up"),
    Key(("d", "down"), "press", "down", "down"),
)
HOLDS = tuple(
    Key((row.keys[0].upper(),), "hold", row.what, f"hold {row.what}, or let it go")
    for row in BUTTONS
)
OTHERS = (
    Key(("l",), "foot", "left", "left foot in or out"),
    Key(("r",), "foot", "right", "right foot in or out"),
    Key(("b",), "feet", "both", "both feet in"),
    Key(("n",), "feet", "none", "no foot in"),
    Key(("x",), "plug", "", "plug out or in"),
    Key(("f",), "begin", "", "begin a fault, by name"),
    Key(("e",), "end", "", "end a fault"),
    Key(("space",), "pause", "", "pause, go on"),
    Key(("+", "="), "pace", "1", "faster"),
    Key(("-", "_"), "pace", "-1", "slower"),
    Key(("?",), "help", "", "these keys, or not"),
    Key(("q",), "quit", "", "end, and write the report"),
)
TABLE = BUTTONS + HOLDS + OTHERS
BY_KEY = {key: row for row in TABLE for key in row.keys}
SHOWN = {"up": "↑", "down": "↓"}


def decode(data: bytes) -> tuple[list[str], bytes]:
    """(names of the keys in `data`, the unfinished rest): a letter is its own name."""
    keys: list[str] = []
    i = 0
    while i < len(data):
        if data[i] != 27:
            length = _width(data[i])
            if i + length > len(data):
                break
            keys += _plain(data[i : i + length])
            i += length
            continue
        end = i + 2
        if data[i + 1 : end] in (b"[", b"O"):
            while end < len(data) and not 0x40 <= data[end] <= 0x7E:
                end += 1
            if end >= len(data):
                break
            keys += [ARROWS[data[end : end + 1]]] if data[end : end + 1] in ARROWS else []
            i = end + 1
        elif end > len(data):
            break
        else:  # an escape by itself, and something else after it
            keys.append("escape")
            i += 1
    return keys, data[i:]


def _width(first: int) -> int:
    """Bytes of a UTF-8 character, by its first."""
    if first < 0xC0 or first >= 0xF8:  # ASCII, or no UTF-8 at all
        return 1
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _plain(character: bytes) -> list[str]:
    if len(character) == 1 and character[0] < FIRST_PRINTED or character == b"\x7f":
        return [CONTROLS[character[0]]] if character[0] in CONTROLS else []
    text = character.decode("utf-8", "ignore")
    return ["space" if text == " " else text] if text else []


def rows() -> list[tuple[str, str]]:
    """(keys, what they do) for a person; the six holds are one row."""
    made = [(" ".join(SHOWN.get(key, key) for key in row.keys), row.says) for row in BUTTONS]
    holds = " ".join(row.keys[0] for row in HOLDS)
    made.append((holds, "hold that button, let it go"))
    return made + [(" ".join(row.keys), row.says) for row in OTHERS]


def markdown() -> str:
    """The table of the README."""
    lines = [f"| {_code(keys)} | {says} |\n" for keys, says in rows()]
    return "| key | does |\n|---|---|\n" + "".join(lines)


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split())
