"""A terminal on a PTY that a program believes in: keys go in, the screen can be read.

Decides nothing about the product. pyte plays the terminal. Nothing here waits for a time: `until`
waits for what is on the screen, and gives up long after any machine would have shown it.
"""

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from fcntl import ioctl

import pyte

from tests.gates.tree import ROOT

GIVE_UP_S = 60.0
LIVE = ("-m", "host_tools", "sim", "--live")


class Terminal:
    """Runs `command` with the PTY as its controlling terminal. Used with `with`."""

    def __init__(self, *command: object, columns: int = 80, rows: int = 24, **env: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.master, self.slave = pty.openpty()
        self.size(columns, rows)
        self.found = termios.tcgetattr(self.slave)
        clean = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        clean |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **env}
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=ROOT,
            env=clean,
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def size(self, columns: int, rows: int) -> None:
        ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def send(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def run_on(self) -> str:
        """All of it without the ends of lines, for sentences longer than one."""
        return "".join(self.screen.display)

    def line(self, start: str) -> str:
        """The line of the screen that begins with this."""
        return next((each for each in self.screen.display if each.startswith(start)), "")

    def feed(self, wait_s: float) -> None:
        if select.select([self.master], [], [], wait_s)[0]:
            self.stream.feed(os.read(self.master, 65536))

    def until(self, *seen: "str | Callable[[], object]") -> None:
        """Until all these words are on the screen, or true, at the same time. A picture may be
        half there when the first of them is.
        """

        def there(each: "str | Callable[[], object]") -> object:
            return each in self.text() if isinstance(each, str) else each()

        give_up_s = time.monotonic() + GIVE_UP_S
        while not all(there(each) for each in seen):
            if time.monotonic() > give_up_s:
                raise AssertionError(f"never seen: {seen}\n{self.text()}")
            self.feed(0.05)

    def ended(self) -> int:
        """The exit code, when the program is over and all it wrote is on the screen."""
        self.until(lambda: self.process.poll() is not None)
        for _ in range(20):
            self.feed(0.01)
        return int(self.process.returncode)

    def restored(self) -> bool:
        """Whether the terminal is as it was found."""
        return termios.tcgetattr(self.slave) == self.found


def live(*arguments: object, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
    """`solekeeper sim --live` with these arguments."""
    command = (sys.executable, *LIVE, *arguments)
    return Terminal(*command, columns=columns, rows=rows, **env)
