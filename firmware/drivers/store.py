"""Records that survive the plug: two generations of each, so that one is always whole.

Decides how a record lies on the file system: `/kept_NAME.a` and `/kept_NAME.b`, each a line with
its generation, the text, and a CRC32 over both. A new one is written beside them and renamed over
the older: littlefs makes that one step, and where a rename takes several the younger one stands
untouched meanwhile. May not decide when: a write stops interrupts for the time of a sector, so
`scribe` calls `save`, with every output off. `load` is called at boot.
"""

import io
import os
from binascii import crc32

PLACE = "/kept_"
SLOTS = (".a", ".b")
FRESH = ".new"
SEAL = 9  # `*` and eight hex digits

ABSENT = 2  # ENOENT: on every port


def seal(crc: int) -> bytes:
    """The last nine bytes of a record."""
    return "*{:08x}".format(crc & 0xFFFFFFFF).encode()


def opened(blob: bytes) -> "tuple[int, str] | None":
    """(generation, text) of a whole record, or None when one bit of it is wrong or missing."""
    end = len(blob) - SEAL
    if end < 2 or blob[end:] != seal(crc32(blob[:end])):
        return None
    try:
        head = blob.index(b"\n")
        return int(blob[:head]), str(blob[head + 1 : end], "utf-8")
    except ValueError:
        return None


def forget(path: str) -> None:
    """Remove a file; one that is not there, or will not go, is no harm to the next."""
    try:
        os.remove(path)
    except OSError:
        pass


class Store:
    """`newest` is, by name, the generation on the file system and the slot it lies in; `torn` how
    many of the two could not be read: no cut leaves one behind, and it may be the younger.
    """

    def __init__(self) -> None:
        self.newest: "dict[str, tuple[int, int]]" = {}
        self.torn: "dict[str, int]" = {}

    def load(self, name: str) -> "str | None":
        """Text of the newest whole generation; "" when none was ever written, None when what was
        written is damaged.
        """
        text = ""
        torn = 0
        newest = (0, 1)  # the first one goes to slot 0
        for slot in (0, 1):
            found = None
            try:
                with io.open(PLACE + name + SLOTS[slot], "rb") as file:
                    found = opened(file.read())
            except OSError as error:
                if error.args[0] == ABSENT:
                    continue
            if found is not None and found[0] > newest[0]:
                newest = (found[0], slot)
                text = found[1]
            elif found is None:
                torn += 1
        self.newest[name] = newest
        self.torn[name] = torn
        return None if torn and not newest[0] else text

    def save(self, name: str, pieces: "list[str]") -> bool:
        """Write `pieces`, one after the other, as the next generation; `load` came first.

        False when the file system would not: the generations that were there still are.
        """
        generation, slot = self.newest[name]
        generation += 1  # a save a second for 34 years: no wrap
        slot = 1 - slot
        path = PLACE + name
        try:
            if generation == 1 and self.torn[name]:  # so the other slot's could not be read
                forget(path + SLOTS[1 - slot])
            crc = 0
            with io.open(path + FRESH, "wb") as file:
                data = "{}\n".format(generation).encode()
                file.write(data)
                crc = crc32(data)
                for piece in pieces:
                    data = piece.encode()
                    file.write(data)
                    crc = crc32(data, crc)
                file.write(seal(crc))
            os.rename(path + FRESH, path + SLOTS[slot])
        except (OSError, MemoryError):
            return False
        self.newest[name] = (generation, slot)
        return True
