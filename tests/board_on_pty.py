"""A board on a pseudo-terminal: real MicroPython behind a port that mpremote opens.

Decides how the unix port stands in for a board: its resets are new processes, and through a hard
one the port goes away and comes back, as USB does. A test may unplug it in the middle of a byte
stream, or spoil the stream. Used by tests/test_board_*.py.
"""

import os
import select
import signal
import subprocess
import threading
import time
import tty
from pathlib import Path

from tests.gates.tree import ROOT

DEVICE = ROOT / "tests" / "board_device.py"
PICO = ("rp2", "Raspberry Pi Pico with RP2040")
RAW = b"raw REPL; CTRL-B to exit\r\n"
RESET = -signal.SIGKILL  # how the process ends where a chip resets


class Board:
    """`port` is its path, `flash` the folder with its files, `heard` what the host
    sent, `said` what came back.
    """

    def __init__(self, folder: Path, micropython: str, kind: tuple[str, str] = PICO) -> None:
        self.flash, self.port = folder / "flash", folder / "port"
        self.flash.mkdir(exist_ok=True)
        self.micropython, self.kind = micropython, kind
        self.heard = self.said = b""
        self.starts: list[str] = []  # the mode of every start
        self.unplug_at: bytes | None = None  # when the host sends this, the port goes for good
        self.spoil: tuple[bytes, bytes] | None = None  # what the host sends arrives as this, once
        self.outer = self.kept = -1
        self.over = False
        self.start("run")
        self.plug()
        self.thread = threading.Thread(target=self.live, daemon=True)
        self.thread.start()

    def start(self, mode: str) -> None:
        """The chip starts."""
        self.starts.append(mode)
        self.inner, end = os.openpty()
        tty.setraw(end)
        command = [self.micropython, "-X", "heapsize=32M", "-i", str(DEVICE), str(self.flash)]
        command += [str(ROOT), mode, *self.kind]
        self.process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end)
        os.close(end)

    def plug(self) -> None:
        self.outer, self.kept = os.openpty()
        tty.setraw(self.kept)
        self.port.symlink_to(os.ttyname(self.kept))

    def unplug(self) -> None:
        if self.outer >= 0:
            self.port.unlink()
            os.close(self.kept)
            os.close(self.outer)
            self.outer = -1

    def live(self) -> None:
        """Carries bytes between host and chip, and restarts the chip."""
        while not self.over:
            ends = [end for end in (self.inner, self.outer) if end >= 0]
            for end in select.select(ends, [], [], 0.05)[0]:
                try:
                    data = os.read(end, 4096)
                except OSError:
                    data = b""
                if end == self.inner:
                    if data:
                        self.to_host(data)
                    else:
                        self.restart()
                        break
                elif data:
                    self.to_chip(data)

    def to_host(self, data: bytes) -> None:
        self.said += data
        while data and self.outer >= 0 and select.select([], [self.outer], [], 0.5)[1]:
            data = data[os.write(self.outer, data[:256]) :]

    def to_chip(self, data: bytes) -> None:
        if self.spoil and self.spoil[0] in data:
            data = data.replace(*self.spoil, 1)
            self.spoil = None
        self.heard += data
        if self.unplug_at and self.unplug_at in self.heard:
            self.unplug()
        else:
            os.write(self.inner, data)

    def restart(self) -> None:
        """The process ended: a hard reset, or a soft one in the raw prompt."""
        os.close(self.inner)
        if self.process.wait() == RESET:
            self.unplug()
            time.sleep(0.1)  # as long as a host takes to see that it is gone
            self.start("run")
            self.plug()
            return
        self.to_host(b"MPY: soft reboot\r\n")
        self.start("soft")
        said = b""
        while not said.endswith(b">>> "):
            said += os.read(self.inner, 1)
        os.write(self.inner, b"\x01")
        while not said.endswith(RAW):
            said += os.read(self.inner, 1)
        self.to_host(RAW)

    def files(self) -> dict[str, bytes]:
        """Path on the board -> bytes."""
        found = sorted(path for path in self.flash.rglob("*") if path.is_file())
        return {f"/{path.relative_to(self.flash).as_posix()}": path.read_bytes() for path in found}

    def close(self) -> None:
        self.over = True
        self.thread.join(10)
        self.process.kill()
        self.process.wait()
        self.unplug()
