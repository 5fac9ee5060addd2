"""`sys` and `select` as the link's driver sees them: standard streams that end in the chip.

What has arrived stands in `chip.stdin`, a byte a character. Reading it as text has the ports'
habits: it waits for the bytes that a first byte promises (a stray one above 127 promises four),
and throws when they are no UTF-8. `stdin.buffer` gives bytes as they are.
"""

from . import chip as _chip
from .endings import BadText

POLLIN = 1


def _byte(chip):
    """The next byte; waits for it."""
    while not chip.stdin:
        chip.world.pass_time(1_000)
    code = ord(chip.stdin[0])
    chip.stdin = chip.stdin[1:]
    return code


def _character(chip):
    first = _byte(chip)
    if first < 0x80:
        return "\n" if first == 13 else chr(first)
    more = 1 if first >> 5 == 6 else 2 if first >> 4 == 14 else 3 if first >> 3 == 30 else 4
    rest = [_byte(chip) for _ in range(more)]
    code = first & (0x3F >> more)
    for byte in rest:
        if byte & 0xC0 != 0x80 or more == 4:
            raise BadText("not UTF-8")
        code = code << 6 | byte & 0x3F
    return chr(code)


class _Buffer:
    def read(self, n):
        chip = _chip.current
        return bytes([_byte(chip) for _ in range(n)])


class _Stdin:
    def __init__(self):
        self.buffer = _Buffer()

    def read(self, n):
        chip = _chip.current
        return "".join([_character(chip) for _ in range(n)])


class _Stdout:
    def write(self, text):
        _chip.current.stdout.append(text)


stdin = _Stdin()
stdout = _Stdout()


class poll:
    def register(self, stream, events):
        pass

    def poll(self, timeout=-1):
        return [(stdin, POLLIN)] if _chip.current.stdin else []
