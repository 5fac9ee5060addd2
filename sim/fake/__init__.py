"""What the MicroPython ports supply, with their habits, and nothing else.

Decides which modules the firmware finds under `machine`, `micropython`, `rp2`, `esp32`,
`neopixel`, `time`, `io`, `os`, `sys` and `select`. The real ones are back in place as soon as the
firmware is imported. `chip` is the microcontroller behind them all. Called by the world and by
tests.
"""

import binascii as _binascii  # noqa: F401  (before `io`, `os` and `sys` are swapped: both keep
import json as _json  # noqa: F401  the real ones)
import sys

from . import esp32, files, machine, micropython, neopixel, rp2, stdio, time

PORT_MODULES = {
    "machine": machine,
    "micropython": micropython,
    "rp2": rp2,
    "esp32": esp32,
    "neopixel": neopixel,
    "time": time,
}


def import_with(fakes, name):
    """Import module `name` (dotted) while `fakes` stand in for the modules of those names; returns
    it.
    """
    kept = {}
    for key in fakes:
        if key in sys.modules:
            kept[key] = sys.modules[key]
    real = sys.modules
    real.update(fakes)
    try:
        __import__(name)
    finally:
        for key in fakes:
            if key in kept:
                real[key] = kept[key]
            else:
                del real[key]
    return real[name]


def load_firmware():
    """The firmware's `main`, imported on the fakes; the same module on every call."""
    if "firmware.main" not in sys.modules:
        import_with({"io": files}, "firmware.drivers.files")
        import_with({"io": files, "os": files}, "firmware.drivers.installed")
        import_with({"io": files, "os": files}, "firmware.drivers.store")
        streams = {"sys": stdio, "select": stdio, "micropython": micropython}
        import_with(streams, "firmware.drivers.stdio")
        import_with(PORT_MODULES, "firmware.main")
        import_with(PORT_MODULES, "firmware.drivers.burst_rp2")
        import_with(PORT_MODULES, "firmware.drivers.burst_esp32")
        import_with(PORT_MODULES, "firmware.drivers.adc_esp32")
    return sys.modules["firmware.main"]


def run_file(text):
    """Run `text` as a port runs a file of its flash."""
    kept = sys.modules.get("machine")
    sys.modules["machine"] = machine
    try:
        exec(text, {"__name__": "__main__"})
    finally:
        if kept is None:
            del sys.modules["machine"]
        else:
            sys.modules["machine"] = kept
