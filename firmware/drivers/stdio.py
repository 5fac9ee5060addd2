"""The link's bytes over USB or UART: whatever waits on standard input, one write on standard
output.

Decides nothing. Never blocks on reading, and no byte can stop it: it takes bytes as they are,
because the port's text stream waits for the rest of a character and throws at one that is none.
Called by the slow scan through `link`.
"""

import select
import sys

# characters read in one slow scan at most, so that a babbling host cannot hold the loop
CHUNK = 64


class Stdio:
    """The port's standard streams."""

    def __init__(self) -> None:
        self.poll = select.poll()
        self.poll.register(sys.stdin, select.POLLIN)
        self.stdin = sys.stdin.buffer

    def read(self) -> str:
        """What has arrived, a character a byte, at most `CHUNK`, maybe ''."""
        text = ""
        while len(text) < CHUNK and self.poll.poll(0):
            text += chr(self.stdin.read(1)[0])
        return text

    def write(self, text: str) -> None:
        """Send `text` as it is."""
        sys.stdout.write(text)
