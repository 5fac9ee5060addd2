"""A run on MicroPython: one line of plain data in, records and a verdict out. The far side of
`remote.py`.

Decides nothing. Started from the checkout by the command line with `--runtime micropython`.
"""

import gc
import sys
from binascii import hexlify

sys.path[0] = "."
# small garbage collected early: on a wide heap ten times faster than waiting until it is full
gc.threshold(1_000_000)  # type: ignore[attr-defined]

from sim.plain import from_line, to_line  # noqa: E402  (the path comes first)
from sim.run import run_plain  # noqa: E402


def show(record):
    """One trace record as a line."""
    print("R " + hexlify(record).decode())


print("V " + to_line(run_plain(from_line(sys.stdin.readline()), show)))
