"""A real littlefs on a flash that can be cut: the port's own C code on MicroPython (VfsLfs2), the
same library through littlefs-python on CPython.

Geometries are the ports': rp2 formats with pages of 256 bytes, esp32 with MicroPython's 32.
"""

import sys

from sim.fake.flash import SECTOR, Flash, Supply

SECTORS = 12
RP2 = 256
ESP32 = 32

try:
    from os import VfsLfs2
except ImportError:
    VfsLfs2 = None


class PortFs:
    """VfsLfs2 with the names that `io` and `os` have."""

    def __init__(self, flash, page, fresh):
        if fresh:
            VfsLfs2.mkfs(flash, progsize=page)
        fs = VfsLfs2(flash, progsize=page)
        self.open = fs.open
        self.rename = fs.rename


def library_fs(flash, page, fresh):
    """The same face over littlefs-python, with the ports' cache and lookahead."""
    import littlefs
    from littlefs import lfs

    class Context(littlefs.UserContext):
        def __init__(self):
            super().__init__(0)  # the cells are the flash's

        def read(self, cfg, block, off, size):
            at = block * SECTOR + off
            return flash.data[at : at + size]

        def prog(self, cfg, block, off, data):
            return flash.program(block * SECTOR + off, data)

        def erase(self, cfg, block):
            return flash.erase(block)

    def told(act, *arguments):
        """An error as the ports tell it."""
        try:
            return act(*arguments)
        except littlefs.LittleFSError as error:
            raise OSError(-error.code)

    class File:
        def __init__(self, path, mode):
            self.file = told(lfs.file_open, fs, path, mode)

        def read(self):
            return told(lfs.file_read, fs, self.file, lfs.file_size(fs, self.file))

        def write(self, data):
            return told(lfs.file_write, fs, self.file, data)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            told(lfs.file_close, fs, self.file)

    class LibraryFs:
        config = None
        open = File

        def rename(self, old, new):
            told(lfs.rename, fs, old, new)

    fs = lfs.LFSFilesystem()
    # MicroPython's: reads of 32 bytes at least, a cache of four pages, blocks levelled by 100
    config = lfs.LFSConfig(
        context=Context(),
        block_size=SECTOR,
        block_count=SECTORS,
        read_size=32,
        prog_size=page,
        cache_size=4 * page,
        lookahead_size=32,
        block_cycles=100,
    )
    if fresh:
        lfs.format(fs, config)
    lfs.mount(fs, config)
    made = LibraryFs()
    made.config = config  # the library keeps only its address
    return made


class LittleDisk:
    """`page` bytes are programmed at once. `close` gives the store its fakes back."""

    def __init__(self, page):
        self.page = page
        self.make = library_fs if VfsLfs2 is None else PortFs
        self.supply = Supply()
        self.flash = Flash(b"\xff" * (SECTORS * SECTOR), self.supply)
        self.module = sys.modules["firmware.drivers.store"]
        self.fakes = (self.module.io, self.module.os)
        self.mount(True)

    def mount(self, fresh=False):
        fs = self.make(self.flash, self.page, fresh)
        self.module.io = self.module.os = fs
        self.fs = fs

    def copy(self):
        return bytes(self.flash.data)

    def restore(self, data):
        """Power is back, on a flash that holds `data`."""
        self.supply.left = -1
        self.flash = Flash(data, self.supply)

    def wake(self):
        """Power is back, on what the cut left."""
        self.restore(self.flash.data)

    def boot(self):
        self.mount()
        return self.module.Store()

    def close(self):
        self.module.io, self.module.os = self.fakes
