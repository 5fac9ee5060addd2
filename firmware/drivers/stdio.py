"""The link's bytes over USB or UART: whatever waits on standard input, one write on standard
output.

Decides nothing. Never blocks on reading. Called by the slow scan through `link`. Ctrl-C ends a
program until it is barred: `/main.py` does so first thing, `main` before a scan runs, and service
mode lets it in.
"""

import select
import sys

from micropython import kbd_intr

# characters read in one slow scan at most, so that a babbling host cannot hold the loop
CHUNK = 64
CTRL_C = 3


class Stdio:
    """The port's standard streams."""

    def __init__(self) -> None:
        self.bytes = sys.stdin.buffer
        self.poll = select.poll()
        self.poll.register(sys.stdin, select.POLLIN)

    def bar_ctrl_c(self) -> None:
        """From now on Ctrl-C is a byte like another, to the end of this boot."""
        kbd_intr(-1)

    def let_ctrl_c(self) -> None:
        """From now on Ctrl-C ends the program."""
        kbd_intr(CTRL_C)

    def read(self) -> str:
        """What has arrived, at most `CHUNK` characters, maybe ''."""
        text = ""
        while len(text) < CHUNK and self.poll.poll(0):
            byte = self.bytes.read(1)
            if not byte:
                break  # the other end is closed
            # a frame is ASCII; as text a lone byte above 127 would wait for the bytes after it
            text += chr(byte[0]) if byte[0] < 128 else "?"
        return text

    def write(self, text: str) -> None:
        """Send `text` as it is."""
        sys.stdout.write(text)
