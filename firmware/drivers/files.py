"""The descriptions that flashing puts on the board, small JSON files: read whole, or None.

Decides what a broken one means: nothing was read, the caller takes its safe default. May not
write: what the device itself remembers is `store`'s. Called by `main` at boot.
"""

import io
import json

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any


def read_record(path: str) -> "dict[str, Any] | None":
    """The JSON object in `path`, or None when the file is absent, unreadable, or not an object."""
    try:
        with io.open(path) as file:
            record = json.load(file)
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None
