"""A flash chip as the ports show it, and a supply that may end in the middle of a write.

Decides what a cut leaves behind: bytes programmed so far, one byte half programmed, a sector half
erased. `Flash` has the shape of `rp2.Flash` and `esp32.Partition`, so that a real littlefs mounts
on it; `files` counts on the same `Supply`. May not know what is written. Called by `files`, and by
tests that cut.
"""

SECTOR = 4096
ERASE_STEPS = 8
EIO = -5  # how a block device tells the ports' littlefs that it failed

# One sector erased and programmed, typical; interrupts wait that long (rp2: also the other core).
SECTOR_US = {"rp2": 45_000, "esp32": 80_000}


class Cut(BaseException):
    """The supply is gone; nothing of the program may act any more."""


class Supply:
    """Steps until the supply ends: a byte programmed, a part of an erase, a name changed.

    `left` -1 is a supply that stays. `taken` counts. Once it has ended every step is a Cut.
    """

    __slots__ = ("left", "taken")

    def __init__(self, left=-1):
        self.left = left
        self.taken = 0

    def step(self, steps=1):
        """Take so many steps at once (all of them, or none and a Cut)."""
        if 0 <= self.left < steps:
            self.left = 0
            raise Cut
        if self.left > 0:
            self.left -= steps
        self.taken += steps


class Flash:
    """`data` is what the cells hold. Programming only clears bits; erasing sets a whole sector.

    Once the supply has ended every write answers EIO and changes nothing.
    """

    def __init__(self, data, supply):
        self.data = bytearray(data)
        self.supply = supply
        self.erased = 0  # sectors since this object was made
        self.dead = 0

    def readblocks(self, block, buf, offset=0):
        """Fill `buf` from `offset` bytes into `block`."""
        at = block * SECTOR + offset
        buf[:] = memoryview(self.data)[at : at + len(buf)]

    def writeblocks(self, block, buf, offset=None):
        """Program `buf`; without `offset` whole sectors, erased first, as the ports do."""
        if offset is None:
            offset = 0
            for i in range(len(buf) // SECTOR):
                if self.erase(block + i):
                    return EIO
        return self.program(block * SECTOR + offset, buf)

    def program(self, at, buf):
        """Byte by byte, as far as the supply reaches; the byte of the cut gets half its bits."""
        supply = self.supply
        data = self.data
        count = len(buf)
        ends = 0 <= supply.left < count
        if ends:
            count = supply.left
        if not self.dead:
            for i in range(count):
                data[at + i] &= buf[i]
            if ends:
                data[at + count] &= buf[count] | 0x5A
        if ends:
            supply.left = 0
            self.dead = 1
            return EIO
        supply.step(count)
        return 0

    def erase(self, block):
        """In parts, as far as the supply reaches; the part of the cut is left undecided."""
        self.erased += 1
        part = SECTOR // ERASE_STEPS
        for at in range(block * SECTOR, (block + 1) * SECTOR, part):
            if self.supply.left == 0:
                if not self.dead:
                    self.dead = 1
                    for i in range(at, at + part):
                        self.data[i] |= i * 37 & 0xFF
                return EIO
            self.supply.step()
            self.data[at : at + part] = b"\xff" * part
        return 0

    def ioctl(self, op, arg):
        """4: sectors, 5: bytes of one, 6: erase one; the rest needs nothing."""
        if op == 4:
            return len(self.data) // SECTOR
        if op == 5:
            return SECTOR
        if op == 6:
            return self.erase(arg)
        return 0
