"""The files of this boot against the list that was installed with them: every path and its CRC32.

Decides how many of them are not what flashing put there. May not mend one, nor judge what that
means: `entrance` trips. A list that is absent, cut or changed counts as a file itself; its last
line seals the ones before it. settings.json is no part of it, nor what `store` keeps: both are the
person's. Called once a boot; takes about as long as reading every file.
"""

import io
from binascii import crc32

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

LIST = "/sums.txt"  # lines of eight hex digits, a blank, a path; sim/sums_file.py writes it
DIGITS = 8
END = b"*"  # stands for a path in the last line, whose digits are the CRC of the lines before


def digits(crc: int) -> bytes:
    """Eight of them, hex."""
    return "{:08x}".format(crc & 0xFFFFFFFF).encode()


def sum_of(path: str, block: "Any") -> bytes:
    """Digits of the file's CRC, read by way of `block` (a bytearray); none where it cannot be
    read.
    """
    crc = 0
    view = memoryview(block)
    try:
        with io.open(path, "rb") as file:
            while True:
                count = file.readinto(block)
                if not count:
                    return digits(crc)
                crc = crc32(view[:count], crc)
    except OSError:
        return b""


def changed(block: "Any") -> int:
    """Files that are not as installed, the list among them; 0 when all are. `block` is a bytearray
    to read with, its content is lost.
    """
    wrong = 0
    crc = 0
    sealed = False
    try:
        with io.open(LIST, "rb") as file:
            for line in file:
                path = line[DIGITS + 1 :].rstrip()
                if path == END:
                    sealed = line[:DIGITS] == digits(crc)
                    break
                crc = crc32(line, crc)
                if sum_of(str(path, "utf-8"), block) != line[:DIGITS]:
                    wrong += 1
    except (OSError, ValueError):  # absent; or a path that is no text
        pass
    return wrong if sealed else wrong + 1
