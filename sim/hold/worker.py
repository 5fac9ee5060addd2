"""The far side of a judged evening in another process, as sim/worker.py is of a plain run.

Decides nothing. The spec's key "odd" holds what scenarios cannot say; the answer is Evening.run's.
"""

import sys

sys.path[0] = "."

from sim.hold.evening import Evening  # noqa: E402  (the path comes first)
from sim.plain import from_line, to_line  # noqa: E402

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

while True:
    line = sys.stdin.readline()
    if not line:
        break
    wish: "Any" = from_line(line)
    spec = wish["spec"]
    try:
        print("V " + to_line(Evening(spec, spec["odd"]).run()))
    except Exception as error:
        print("E " + " ".join((type(error).__name__ + ": " + str(error)).split()))
    sys.stdout.flush()
