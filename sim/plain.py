"""Plain data as JSON text that loses no bit of a float, written and read by either interpreter.

Decides the coding alone: a float becomes "f:" and the 16 hex digits of its big-endian double,
because the two interpreters print the same double differently; a string that already starts with
"f:" or "s:" gets "s:" in front. It may not know what the data means. sim.remote calls it on the
host, sim/worker.py on the other side; the code is plain enough for both.
"""

import binascii
import json
import struct


def encode(value: object) -> object:
    """The same structure with every float replaced by text; tuples become lists, as in JSON."""
    if isinstance(value, float):
        return "f:" + binascii.hexlify(struct.pack(">d", value)).decode()
    if isinstance(value, str):
        return "s:" + value if value[:2] in ("f:", "s:") else value
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode(value: object) -> object:
    """What encode() was given, bit for bit (a tuple comes back as a list)."""
    if isinstance(value, str):
        if value[:2] == "f:":
            return struct.unpack(">d", binascii.unhexlify(value[2:]))[0]
        return value[2:] if value[:2] == "s:" else value
    if isinstance(value, list):
        return [decode(item) for item in value]
    if isinstance(value, dict):
        return {key: decode(item) for key, item in value.items()}
    return value


def to_line(value: object) -> str:
    """One line of text without its newline."""
    return json.dumps(encode(value))


def from_line(line: str) -> object:
    return decode(json.loads(line))
