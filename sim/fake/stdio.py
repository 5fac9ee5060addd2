"""`sys` and `select` as the link's driver sees them: standard streams that end in the chip."""

from . import chip as _chip

POLLIN = 1


class _Bytes:
    def read(self, n):
        chip = _chip.current
        text = chip.stdin[:n]
        chip.stdin = chip.stdin[n:]
        return text.encode()


class _Stdin:
    def __init__(self):
        self.buffer = _Bytes()


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
