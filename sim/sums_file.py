"""/sums.txt of a board: what flashing writes last but one, and a simulated chip boots with.

Decides its lines; the firmware's `drivers/installed` reads them. Plain enough for MicroPython,
since worlds are made there too. Called by `host_tools.image` and `world`.
"""

from binascii import crc32

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "/sums.txt"


def sums_text(files: "Mapping[str, str | bytes]") -> str:
    """The list of `files` (path -> bytes or text), sealed by its last line."""
    lines = ""
    for path in sorted(files):  # a dict has no order on MicroPython
        data = files[path]
        data = data if isinstance(data, bytes) else data.encode()
        lines += "%08x %s\n" % (crc32(data) & 0xFFFFFFFF, path)
    return lines + "%08x *\n" % (crc32(lines.encode()) & 0xFFFFFFFF)
