"""The prompt of a board: runs code there, writes files, asks for their hashes. By mpremote.

Decides how each answer is read and when a board counts as lost. May not decide what is put there
or in which order: `copying` does. mpremote prints and raises in many ways; here it is BoardLost
(no port, no answer), BoardSays (the code raised), or BadInput (the port did not open).
"""

import ast
import io
import struct
import termios
import time
from binascii import b2a_base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, NamedTuple

from mpremote.transport import TransportError, TransportExecError
from mpremote.transport_serial import SerialTransport

from host_tools import board_code
from host_tools.errors import BadInput
from host_tools.transport import Lines, SerialLink, framed

READ_S = 2  # a board at its prompt that is silent for so long is gone
ENTER_S = 3  # a board answers Ctrl-C at once; one that was just reset needs a second
TRIES = 3
ASK_S = 1  # a running firmware answers within two slow scans
DOOR = "If Solekeeper is, hold its program key for 3 s while you plug it in, then flash"
CHUNK = 1536  # bytes of a file in one line of code: 2 kB as base64, little on any board


class BoardLost(Exception):
    """The board does not answer any more, or never did."""


class BoardSays(Exception):
    """Code on the board raised, or found something wrong; the text is its last line."""


class Who(NamedTuple):
    """What a board says about itself."""

    platform: str
    machine: str
    version: tuple[int, ...]
    mpy: int  # low byte: the version of .mpy files it loads


class Repl:
    """The raw prompt of the board at `port`, after `enter`."""

    def __init__(self, port: str) -> None:
        self.port = port
        with told():
            try:
                self.transport = SerialTransport(port, timeout=READ_S)
            except TransportError:
                SerialLink(port).close()  # says why, in words
                raise BadInput(f"{port}: was busy a moment ago; try again") from None

    def say(self, data: bytes) -> None:
        """Bytes to whatever runs there."""
        with told():
            self.transport.serial.write(data)

    def ask_for_service(self) -> dict[str, Any] | None:
        """What a running firmware says to that; None when nothing there does."""
        lines = Lines()
        with told():
            self.transport.serial.write(framed({"do": "service"}))
            until_s = time.monotonic() + ASK_S
            while time.monotonic() < until_s:
                waiting = self.transport.serial.in_waiting
                data = self.transport.serial.read(waiting) if waiting else b""
                for _, answer in lines.feed(data):
                    if answer and (answer.get("done") == "service" or "error" in answer):
                        return answer
                time.sleep(0.02)
        return None

    def enter(self, soft_reset: bool) -> None:
        """To the raw prompt. A board that is just starting may miss the first call."""
        for left in reversed(range(TRIES)):
            try:
                with told():
                    self.transport.enter_raw_repl(soft_reset, timeout_overall=ENTER_S)
                return
            except BoardLost:
                if not left:
                    raise BoardLost(f"no prompt; is MicroPython on it? {DOOR}") from None

    def run(self, code: str) -> str:
        """Runs code on the board; what it printed."""
        with told():
            return bytes(self.transport.exec(code)).decode(errors="replace")

    def who(self) -> Who:
        said = self.run(board_code.WHO).strip()
        try:
            return Who(*ast.literal_eval(said))
        except (SyntaxError, TypeError, ValueError):
            raise BoardLost(f"answers nonsense: {said[:60]!r}") from None

    def frozen(self) -> str:
        """The mark of the firmware that its MicroPython holds, "" when there is none."""
        return self.run(board_code.FROZEN).strip()

    def hashes(self, paths: Iterable[str]) -> dict[str, str]:
        """Path -> sha256, computed on the board; "-" for a file that is not there."""
        asked = tuple(paths)
        lines = self.run(board_code.HASHES.format(paths=asked)).splitlines()
        found = {path: digest for digest, _, path in (line.partition(" ") for line in lines)}
        if missing := [path for path in asked if path not in found]:
            raise BoardLost(f"says nothing about {missing[0]}")
        return found

    def below(self, folder: str) -> list[str]:
        """Every file in a folder of the board and in the folders in it."""
        return self.run(board_code.BELOW.format(folder=folder)).splitlines()

    def read(self, path: str) -> str:
        """The text of a file, "" when there is none."""
        return self.run(board_code.READ.format(path=path))

    def write(self, path: str, data: bytes) -> None:
        """A whole file, in pieces; a small one in one go."""
        code = board_code.OPEN.format(path=path)
        for at in range(0, len(data), CHUNK):
            piece = b2a_base64(data[at : at + CHUNK], newline=False).decode()
            code += board_code.PIECE.format(piece=piece)
            if at + CHUNK < len(data):
                self.run(code)
                code = ""
        self.run(code + board_code.CLOSE)

    def remove(self, path: str) -> None:
        """A file, if it is there."""
        self.run(board_code.REMOVE.format(path=path))

    def reset(self) -> None:
        """As if it was plugged in anew; the port may go away with it."""
        try:
            with told():
                self.transport.exec_raw_no_follow(board_code.RESET)
        except BoardLost:
            pass  # it was quicker than its answer
        self.close()

    def close(self) -> None:
        try:
            with told():
                self.transport.close()
        except BoardLost:
            pass


@contextmanager
def told() -> Iterator[None]:
    """mpremote's ways to fail as ours; what it prints goes nowhere."""
    try:
        with redirect_stdout(io.StringIO()):
            yield
    except TransportExecError as error:
        said: list[str] = error.error_output.strip().splitlines()
        last = said[-1] if said else "an error without a word"
        full = "ENOSPC" in last or last == "OSError: 28"
        raise BoardSays("its flash is full" if full else last) from None
    except TransportError as error:
        raise BoardLost(" ".join(str(error).split())) from None
    # struct.error: half an answer; TypeError: pyserial's, for a port closed under it;
    # termios.error, which is no OSError: one that goes while it is being opened
    except (OSError, struct.error, TypeError, termios.error) as error:
        raise BoardLost(f"the port went away ({' '.join(str(error).split())})") from None
