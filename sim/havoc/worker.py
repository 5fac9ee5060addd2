"""A process that lives lives for another: one line of plain data in, what came of it out.

Decides nothing. CPython and PyPy run it from the checkout; `sim.remote` is the near side.
"""

import sys

sys.path[0] = "."

from sim.havoc.life import live  # noqa: E402  (the path comes first)
from sim.plain import from_line, to_line  # noqa: E402


def serve():
    """Until the input ends."""
    while True:
        line = sys.stdin.readline()
        if not line:
            break
        wish = from_line(line)
        assert isinstance(wish, dict)
        spec = wish["spec"]
        steps = spec.pop("steps")
        print("V " + to_line(live(spec, steps)))
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
