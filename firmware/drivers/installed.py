"""The files of this boot against the list that was installed with them: every path and its CRC32.

Decides which of them are not what flashing put there: changed, gone, or a program file that is
on no list, for a .py beside its .mpy is what runs. May not mend one, nor judge what that means. A
list that is absent, cut or changed counts as a file itself; its last line seals the ones before
it. settings.json is no part of it, nor what `store` keeps: both are the person's. Called by `main`
before anything is opened; takes about as long as reading every file.
"""

import io
import os
from binascii import crc32

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

LIST = "/sums.txt"  # lines of eight hex digits, a blank, a path; sim/sums_file.py writes it
DIGITS = 8
LONGEST = 128  # bytes of a line
END = "*"  # stands for a path in the last line, whose digits are the CRC of the lines before
NEEDED = ("/boot.py", "/board.json", "/stage.json")
FOLDER = 0x4000  # of the type that ilistdir tells
BLOCK = 512


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


def listed(wrong: "set[str]") -> "set[str]":
    """The paths of the list; those that are not as it says go into `wrong`, or the list itself."""
    paths = set()
    crc = 0
    block = bytearray(BLOCK)
    wrong.add(LIST)
    try:
        with io.open(LIST, "rb") as file:
            while True:
                line = file.readline(LONGEST)
                path = str(line[DIGITS + 1 :], "utf-8").rstrip()
                if path == END and line[:DIGITS] == digits(crc):
                    wrong.remove(LIST)
                if not path or path == END:
                    break
                crc = crc32(line, crc)
                paths.add(path)
                if sum_of(path, block) != line[:DIGITS]:
                    wrong.add(path)
    except (OSError, ValueError, MemoryError):  # absent; a path that is no text, or endless
        pass
    return paths


def changed() -> "list[str]":
    """Paths of the files that are not as installed, sorted; none when all are."""
    wrong: "set[str]" = set()
    paths = listed(wrong)
    for path in NEEDED:
        if path not in paths:
            wrong.add(path)
    folders = ["/"]
    while folders:
        folder = folders.pop()
        for entry in os.ilistdir(folder):
            path = folder + entry[0]
            if entry[1] & FOLDER:
                folders.append(path + "/")
            elif path not in paths and (path[-3:] == ".py" or path[-4:] == ".mpy"):
                wrong.add(path)
    return sorted(wrong)
