"""The link: one line, one frame, both ways (JSON, `*`, eight hex digits of CRC32, newline).

Decides which lines are frames; everything else is counted and ignored. May not act: what a frame
may ask for is `commands`' to say. Called by the slow scan.
"""

import binascii
import json

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Callable, Protocol

    class Stdio(Protocol):
        def read(self) -> str: ...
        def write(self, text: str) -> None: ...


LONGEST = 512  # characters kept of one line; a longer one is noise


def frame(record: "dict[str, object]") -> str:
    """`record` as one line of the link."""
    text = json.dumps(record)
    return "{}*{:08x}\n".format(text, binascii.crc32(text.encode()) & 0xFFFFFFFF)


def unframe(line: str) -> "dict[str, object] | None":
    """The object in `line` (without newline), or None when it is not a frame."""
    star = line.rfind("*")
    if star < 0 or len(line) - star != 9:
        return None
    text = line[:star]
    try:
        if int(line[star + 1 :], 16) != binascii.crc32(text.encode()) & 0xFFFFFFFF:
            return None
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


class Link:
    """`stdio` is the driver, `answer` a callable: record in, record or None out."""

    def __init__(
        self,
        stdio: "Stdio",
        answer: "Callable[[dict[str, object]], dict[str, object] | None]",
    ) -> None:
        self.stdio = stdio
        self.answer = answer
        self.line = ""
        self.ignored = 0

    def step(self) -> None:
        """Take what has arrived, answer whole frames."""
        text = self.stdio.read()
        if not text:
            return
        self.line += text
        while "\n" in self.line:
            end = self.line.index("\n")
            record = unframe(self.line[:end].strip())
            self.line = self.line[end + 1 :]
            if record is None:
                self.ignored += 1
            else:
                reply = self.answer(record)
                if reply is not None:
                    self.send(reply)
        if len(self.line) > LONGEST:
            self.line = ""
            self.ignored += 1

    def send(self, record: "dict[str, object]") -> None:
        """One frame out."""
        self.stdio.write(frame(record))
