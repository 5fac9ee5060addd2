"""The two ends a host can talk to: a serial port, or a simulated device in this process.

Decides how a port is opened, which words explain that it was not, and what counts as a line of
the link. It may not know what a frame means. A link has `read(wait_s)`, `write(bytes)`, `close()`
and a `name`; PortLost says that the port went away. Called by `monitor`, `flash` and `vdev`.
"""

import errno
from typing import Any, Protocol

import serial

from firmware.link import frame, unframe
from host_tools.errors import BadInput

BAUD = 115_200  # what an ESP32's serial console speaks; USB ignores it
SIMULATED = "sim"  # the name of the port that is no port
WRITE_S = 2  # a port that takes nothing for so long is stuck
LONGEST = 4096  # bytes without a newline that are noise, whatever follows


class PortLost(Exception):
    """The port was there and went away: unplugged, reset, or closed at the other end."""


class Link(Protocol):
    """What bytes come from and go to."""

    name: str

    def read(self, wait_s: float) -> bytes: ...

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


class SerialLink:
    """A serial port, held alone."""

    def __init__(self, port: str) -> None:
        self.name = port
        try:
            self.serial = serial.Serial(port, BAUD, write_timeout=WRITE_S, exclusive=True)
        except (OSError, ValueError) as error:
            raise BadInput(f"{port}: {why_closed(error)}") from None

    def read(self, wait_s: float) -> bytes:
        """What has arrived, or b"" after `wait_s`."""
        try:
            self.serial.timeout = wait_s
            first = self.serial.read(1)
            return bytes(first + self.serial.read(self.serial.in_waiting)) if first else b""
        except (OSError, TypeError) as error:  # TypeError: pyserial's, for a port closed under it
            raise PortLost(str(error)) from None

    def write(self, data: bytes) -> None:
        try:
            self.serial.write(data)
        except (OSError, TypeError) as error:
            raise PortLost(str(error)) from None

    def close(self) -> None:
        try:
            self.serial.close()
        except OSError:
            pass  # it is gone, which is what was wanted


def why_closed(error: Exception) -> str:
    """Why a port did not open, and what to do about it."""
    number = getattr(error, "errno", None)
    if number == errno.ENOENT:
        return "there is no such port; `solekeeper ports` lists those there are"
    if number in (errno.EACCES, errno.EPERM):
        return "not yours to open; on Linux: sudo usermod -aG dialout $USER, then log in again"
    if number in (errno.EBUSY, errno.EAGAIN):
        return "another program holds it (a monitor, an editor?); close that one first"
    return f"does not open as a serial port: {' '.join(str(error).split())}"


def open_link(port: str) -> Link:
    """The port of that name; `sim` is a simulated rpi_pico with the gentle stage."""
    if port != SIMULATED:
        return SerialLink(port)
    from host_tools.simulated import SimulatedLink  # here: the simulator takes a moment to load

    return SimulatedLink()


def framed(record: dict[str, Any]) -> bytes:
    """A record as the bytes of one line of the link."""
    return frame(record).encode()


class Lines:
    """Puts bytes together to lines. `bad` counts those that were no frame, as the device does."""

    def __init__(self) -> None:
        self.rest = b""
        self.bad = 0

    def feed(self, data: bytes) -> list[tuple[str, dict[str, Any] | None]]:
        """(line, its record or None) of every line complete by now; empty ones are nothing."""
        *whole, self.rest = (self.rest + data).split(b"\n")
        if len(self.rest) > LONGEST:
            whole.append(self.rest)
            self.rest = b""
        found = []
        for raw in whole:
            if line := raw.decode(errors="replace").strip():
                record = unframe(line)
                self.bad += record is None
                found.append((line, record))
        return found
