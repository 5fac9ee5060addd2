"""Is this the board that was meant? Asked before anything on it is changed.

Decides which chip, which MicroPython and which kept settings an image may go to: a map of pins on
the wrong chip would drive the wrong pins. Called by `copying`.
"""

import json
from typing import Any

from host_tools.errors import BadInput
from host_tools.repl import Who

OLDEST = (1, 26)  # MicroPython: hard timers on rp2


def check_chip(port: str, who: Who, board: dict[str, Any], mpy: int) -> str:
    """What the board says it is; BadInput unless that is what `board` describes."""
    version = ".".join(map(str, who.version))
    words = f"MicroPython {version} on {who.machine or who.platform}"
    chip = who.machine.rpartition(" with ")[2].lower()  # "Raspberry Pi Pico with RP2040"
    if who.platform != board["port"] or chip != board["chip"]:
        raise BadInput(
            f"{port}: runs {words}; the chip of {board['name']} is {board['chip']}; "
            "choose another BOARD or PORT"
        )
    if who.version < OLDEST or who.mpy & 0xFF != mpy:
        oldest = ".".join(map(str, OLDEST))
        raise BadInput(
            f"{port}: runs {words}; {oldest} or newer that loads .mpy {mpy} would be right"
        )
    return words


def check_profile(port: str, kept: str, asked: str | None) -> None:
    """BadInput when the board's settings keep another profile than a person asks for by name."""
    try:
        record = json.loads(kept)
    except ValueError:
        return  # none, or broken: the firmware falls back to the gentler profile by itself
    has = record.get("profile") if isinstance(record, dict) else None
    if asked and has and asked != has:
        raise BadInput(
            f"{port}: keeps its settings, profile {has}, and flashing does not change them; "
            "leave --profile out, or remove settings.json from the board first"
        )
