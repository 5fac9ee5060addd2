"""`solekeeper ports`: the serial ports of this computer and what each looks like; picks one.

Decides which port is meant when none is named: the only one that looks like the board's chip. It
opens none. `flash` and `monitor` call choose().
"""

import argparse
import json
from typing import Any

from serial.tools import list_ports

from host_tools.errors import BadInput

# (vendor, product or None for any): what it looks like, port of MicroPython or "" for unknown
KNOWN = {
    (0x2E8A, 0x0005): ("Pico with MicroPython", "rp2"),
    (0x2E8A, 0x000A): ("Pico with a program that is not MicroPython", ""),
    (0x2E8A, None): ("RP2040 or RP2350 board", "rp2"),
    (0x303A, 0x4001): ("ESP32 with MicroPython on its own USB", "esp32"),
    (0x303A, None): ("ESP32 with its own USB", "esp32"),
    (0x10C4, None): ("CP210x serial bridge, as on ESP32 boards", "esp32"),
    (0x1A86, None): ("CH340 or CH910x serial bridge, as on ESP32 boards", "esp32"),
    (0x0403, None): ("FTDI serial bridge, as on some ESP32 boards", "esp32"),
}


def look(vendor: int | None, product: int | None) -> tuple[str, str]:
    """(in words, port of MicroPython or "") of a USB device."""
    if vendor is None:
        return "no USB device", ""
    unknown = ("unknown USB device", "")
    return KNOWN.get((vendor, product)) or KNOWN.get((vendor, None)) or unknown


def seen() -> list[dict[str, Any]]:
    """Every serial port, in the order of their names."""
    found = []
    for port in sorted(list_ports.comports(), key=lambda port: port.device):
        words, runs = look(port.vid, port.pid)
        row = {"port": port.device, "looks_like": words, "micropython": runs}
        if port.vid is not None:
            row["usb"] = f"{port.vid:04x}:{port.pid:04x}"
            row["serial"] = port.serial_number or ""
        found.append(row)
    return found


def listed(rows: list[dict[str, Any]]) -> str:
    """Ports in one line of words."""
    return ", ".join(f"{row['port']} ({row['looks_like']})" for row in rows) or "none"


def choose(named: str | None, runs: str | None = None) -> str:
    """The port a person named, else the only one that looks like `runs` (any board without)."""
    if named:
        return named
    rows = seen()
    fits = [row for row in rows if row["micropython"] and runs in (None, row["micropython"])]
    if len(fits) == 1:
        return str(fits[0]["port"])
    what = f"{runs} board" if runs else "board"
    if fits:
        raise BadInput(
            f"several ports look like a {what}: {listed(fits)}; name one (PORT, --port)"
        )
    raise BadInput(
        f"no {what} seen; ports seen: {listed(rows)}; "
        "plug one in that runs MicroPython, or name its port (PORT, --port)"
    )


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    text = "list the serial ports and what each looks like"
    parser = sub.add_parser("ports", help=text, description=text.capitalize() + ".")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    rows = seen()
    if given.json:
        print(json.dumps(rows))
        return 0
    for row in rows:
        usb = f"  {row['usb']} {row['serial']}".rstrip() if "usb" in row else ""
        print(f"{row['port']:20} {row['looks_like']}{usb}")
    if not rows:
        print("no serial port; a Pico without MicroPython shows up as a drive, not as a port")
    return 0
