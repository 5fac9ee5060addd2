"""The terminal as a keyboard: every key at once, none echoed, and left as it was found.

Decides what ends or stops the program from outside (Ctrl-C, SIGTERM, Ctrl-Z) and that it happens
between two looks at the keys, never in the middle of the simulated device or of a picture. A
second Ctrl-C does not wait. May not know what a key means. `player` calls it.
"""

import os
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType

from host_tools.errors import BadInput
from host_tools.live.keymap import decode

ESCAPE_S = 0.05  # an escape that nothing follows for so long is the key and not a sequence
LONGEST_S = 0.05  # signals wait no longer than this
TAKEN = (signal.SIGINT, signal.SIGTERM, signal.SIGTSTP)


def check() -> None:
    """BadInput unless a person can see and type."""
    for stream, name in ((sys.stdin, "stdin"), (sys.stdout, "stdout")):
        if not stream.isatty():
            raise BadInput(f"--live: {name} is no terminal; without --live it runs anywhere")
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise BadInput("--live: this terminal cannot draw (TERM=dumb); leave out --live")


class Keyboard:
    """Used with `with`. `hide` and `show` are called around a stop: the picture goes and comes."""

    def __init__(self, hide: Callable[[], None], show: Callable[[], None]) -> None:
        self.hide, self.show = hide, show
        self.fd = sys.stdin.fileno()
        self.found = termios.tcgetattr(self.fd)
        self.waiting: list[int] = []  # signals that came
        self.rest = b""
        self.rest_s = 0.0
        self.handlers = {number: signal.getsignal(number) for number in TAKEN}

    def __enter__(self) -> "Keyboard":
        for number in TAKEN:
            signal.signal(number, self._came)
        tty.setcbreak(self.fd)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(termios.error):  # a terminal that went away needs nothing back
            termios.tcsetattr(self.fd, termios.TCSADRAIN, self.found)
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def _came(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT and number in self.waiting:
            raise KeyboardInterrupt
        self.waiting.append(number)

    def read(self, wait_s: float) -> list[str]:
        """The keys pressed by now, after at most `wait_s`; fewer if a signal came."""
        self._answer()
        wait_s = min(max(wait_s, 0.0), LONGEST_S)
        data = b""
        if select.select([self.fd], [], [], wait_s)[0]:
            try:
                data = os.read(self.fd, 4096)
            except OSError:  # hung up
                data = b""
            if not data:
                raise KeyboardInterrupt("the terminal went away")
        self._answer()
        now_s = time.monotonic()
        if data:
            self.rest_s = now_s
        keys, self.rest = decode(self.rest + data)
        if self.rest and now_s - self.rest_s >= ESCAPE_S:
            keys += ["escape"] if self.rest == b"\x1b" else []
            self.rest = b""
        return keys

    def _answer(self) -> None:
        """Do what the signals that came ask for."""
        while self.waiting:
            number = self.waiting[0]
            if number == signal.SIGINT:
                raise KeyboardInterrupt
            self.waiting.pop(0)
            if number == signal.SIGTERM:
                raise SystemExit(128 + number)
            self._stop()

    def _stop(self) -> None:
        """Stand still until the shell says `fg`, with the terminal as it was found."""
        self.hide()
        termios.tcsetattr(self.fd, termios.TCSADRAIN, self.found)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._came)
        tty.setcbreak(self.fd)
        self.show()
