"""The simulator's file system as a disk to cut: a chip without a world."""

import sys

from sim.fake import chip as chips


class FakeDisk:
    """`rename` is how the file system renames: "atomic", "unlink" or "copy"."""

    def __init__(self, rename="atomic"):
        self.chip = chips.Chip("rp2", 1)
        self.chip.rename = rename
        self.supply = self.chip.supply
        self.store_type = sys.modules["firmware.drivers.store"].Store

    def copy(self):
        return dict(self.chip.files)

    def restore(self, files):
        self.chip.files = dict(files)
        self.supply.left = -1

    def wake(self):
        self.supply.left = -1

    def boot(self):
        chips.use(self.chip)
        return self.store_type()
