"""`io` and `os` as the ports have them, on the chip's flash and never on the host's disk.

Decides what a cut leaves of a file: harsher than littlefs, whose files change only when they are
closed. Here a file is emptied when it is opened for writing, grows with every byte, and is durable
exactly as far as it was written. A rename is one step, or with `chip.rename` "unlink" three, or
with "copy" one a byte. Opening for writing and renaming cost a sector's time each (a real littlefs
takes 0 to 3 sectors for both: tests/test_store_littlefs.py), and interrupts wait that long.
"""

from io import BytesIO, StringIO

from . import chip as _chip


def _busy(chip):
    """One sector's time; the world moves on, the firmware's timer does not."""
    if chip.world is not None:
        chip.world.flash_busy(chip.sector_us)


class _Writer:
    """A file open for writing."""

    def __init__(self, chip, path):
        self.chip = chip
        self.path = path
        chip.supply.step()
        chip.files[path] = b""
        _busy(chip)

    def write(self, data):
        chip = self.chip
        if isinstance(data, str):
            data = data.encode()
        left = chip.supply.left
        fits = data if left < 0 else data[:left]
        chip.files[self.path] += fits
        chip.supply.step(len(data))
        return len(data)

    def flush(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()


def open(path, mode="r"):
    """A file of the chip's flash; OSError(2) when it is not there."""
    chip = _chip.current
    if mode in ("w", "wt", "wb"):
        return _Writer(chip, path)
    if mode not in ("r", "rt", "rb"):
        raise ValueError("mode " + mode)
    data = _content(path)
    if mode == "rb":
        return BytesIO(data if isinstance(data, bytes) else data.encode())
    return StringIO(data if isinstance(data, str) else data.decode())


def _content(path):
    data = _chip.current.files.get(path)
    if data is None:
        raise OSError(2, path)
    return data


def rename(old, new):
    """`new` becomes what `old` was."""
    chip = _chip.current
    files = chip.files
    data = _content(old)
    if chip.rename == "copy":
        with open(new, "wb") as file:
            for i in range(len(data)):
                file.write(data[i : i + 1])
    else:
        _busy(chip)
        if chip.rename == "unlink":
            chip.supply.step()
            files.pop(new, None)
        chip.supply.step()
        files[new] = data
    if chip.rename != "atomic":
        chip.supply.step()
    del files[old]


def remove(path):
    """The file is gone."""
    chip = _chip.current
    _content(path)
    chip.supply.step()
    del chip.files[path]


def listdir(path="/"):
    """Names in the one folder there is."""
    return sorted([name[1:] for name in _chip.current.files])


def ilistdir(path="/"):
    """(name, type, 0) of what lies in a folder; a folder is what paths of files go through."""
    inside = path if path[-1] == "/" else path + "/"
    found = {}
    for name in _chip.current.files:
        if name.startswith(inside):
            name, *below = name[len(inside) :].split("/")
            found[name] = 0x4000 if below else 0x8000
    return [(name, found[name], 0) for name in sorted(found)]


def stat(path):
    """Ten numbers, the size is the seventh."""
    data = _content(path)
    size = len(data if isinstance(data, bytes) else data.encode())
    return (0x8000, 0, 0, 0, 0, 0, size, 0, 0, 0)
