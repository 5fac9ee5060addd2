"""A note to the next boot: four words that outlive every reset and no power-off.

Decides what a boot may know of the one before: that it ended on purpose, or not, or with a trip
that nobody has acknowledged. May not judge it: `main` trips. Written by the fast scan alone while
the scans run (`keep`), since a slow loop that hangs writes nothing. Damage reads as "not on
purpose". An RP2040's words are the watchdog's scratch registers 0 to 3 (the SDK and the boot ROM
use 4 to 7), cleared by power-on, brown-out and the RUN pin; an ESP32's lie in the RTC's memory.
"""

from array import array

from machine import RTC, mem32

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    from ..image import Status

    class Memory(Protocol):
        def load(self) -> "list[int]": ...
        def store(self, words: "list[int]") -> None: ...


WORDS = 4
SCRATCH = 0x4005_800C  # SCRATCH0 of an RP2040

# How the boot before ended. FRESH: power was off.
RUNNING = 0
ON_PURPOSE = 1
TO_SERVICE = 2
FRESH = 3

# The first word: code, place, how, number; no word reaches 2^30, where storing it would allocate.
PLACE_BIT = 8
HOW_BIT = 12
NUMBER_BIT = 14
NUMBERS = 63
MARK = 0x2A7 << 20
SEAL = 0x15C3_5A96
MASK = 0x3FFF_FFFF
SIGN = 0x2000_0000


class ScratchWords:
    """Words in an RP2040's watchdog."""

    def __init__(self) -> None:
        # made once: an address is over 2^30, so computing one allocates
        self.places = (SCRATCH, SCRATCH + 4, SCRATCH + 8, SCRATCH + 12)

    def load(self) -> "list[int]":
        """As they are."""
        return [mem32[place] for place in self.places]

    def store(self, words: "list[int]") -> None:
        """All of them."""
        for i in range(WORDS):
            mem32[self.places[i]] = words[i]


class RtcWords:
    """Words in an ESP32's RTC memory."""

    def __init__(self) -> None:
        self.rtc = RTC()
        self.buffer = array("I", (0, 0, 0, 0))

    def load(self) -> "list[int]":
        """As they are; zeros when none were ever stored."""
        data = self.rtc.memory()
        return list(array("I", data)) if len(data) == WORDS * 4 else [0] * WORDS

    def store(self, words: "list[int]") -> None:
        """All of them."""
        for i in range(WORDS):
            self.buffer[i] = words[i]
        self.rtc.memory(self.buffer)


def signed(word: int) -> int:
    """The number of 30 bits that `word` holds."""
    return word - MASK - 1 if word & SIGN else word


class Note:
    """`how`, `code`, `where`, `value`, `limit` and `number` are what the boot before left.

    `number` is what the journal's count of trips is with this one in it, modulo 64: so a boot
    knows whether the trip was counted. The slow scan keeps it up to date, unless one stands that
    is not.
    """

    def __init__(self, port: str) -> None:
        self.memory: "Memory" = ScratchWords() if port == "rp2" else RtcWords()
        words = self.memory.load()
        first = words[0]
        whole = first >> 20 == MARK >> 20 and words[3] == first ^ words[1] ^ words[2] ^ SEAL
        self.how = first >> HOW_BIT & 3 if whole else RUNNING if any(words) else FRESH
        self.words = words if whole else [MARK, 0, 0, 0]
        first = self.words[0]
        self.code = first & 255
        self.where = first >> PLACE_BIT & 15
        self.number = first >> NUMBER_BIT & NUMBERS
        self.value = signed(self.words[1])
        self.limit = signed(self.words[2])
        self.kept = -1

    def keep(self, status: "Status") -> None:
        """The program runs, with this trip or none; called every tick, writes what changed."""
        key = status.trips if status.trip else 0
        if key == self.kept:
            return
        self.kept = key
        words = self.words
        if status.trip:
            first = self.number << NUMBER_BIT | status.trip_where << PLACE_BIT | status.trip
            words[0] = MARK | first
            words[1] = status.trip_value & MASK
            words[2] = status.trip_limit & MASK
        else:
            words[0] = MARK
            words[1] = words[2] = 0
        self.seal()

    def leave(self, how: int) -> None:
        """What comes next is `how` and no accident; a trip stays in the note."""
        self.words[0] = self.words[0] & ~(3 << HOW_BIT) | how << HOW_BIT
        self.seal()

    def seal(self) -> None:
        """The words as they stand, and the one that tells they are whole."""
        words = self.words
        words[3] = words[0] ^ words[1] ^ words[2] ^ SEAL
        self.memory.store(words)
