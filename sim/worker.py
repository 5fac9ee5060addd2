"""A process that runs simulations for another: one line of plain data in, one verdict out, until
the input ends. The far side of `remote.py`.

Decides nothing. CPython, PyPy and MicroPython run this same file from the checkout; nothing needs
to be installed for it. In: `{"spec": ..., "records": bool}` as sim.plain writes it. Out: lines
"R <hex>" (a trace record each, where asked), then "V <verdict>", or "E <words>" if the run threw.
"""

import gc
import sys
from binascii import hexlify

sys.path[0] = "."
if sys.implementation.name == "micropython":
    # small garbage collected early: on a wide heap ten times faster than waiting until it is full
    gc.threshold(1_000_000)  # type: ignore[attr-defined]

from sim.hostile.attack import attack  # noqa: E402  (the path comes first)
from sim.matrix.observe import observe  # noqa: E402
from sim.plain import from_line, to_line  # noqa: E402
from sim.run import run_plain  # noqa: E402


def show(record):
    """One trace record as a line."""
    print("R " + hexlify(record).decode())


def serve(wish):
    """One run, told on stdout."""
    try:
        if "hostile" in wish["spec"]:
            verdict = attack(wish["spec"])
        elif "watch" in wish["spec"]:
            verdict = observe(wish["spec"])
        else:
            verdict = run_plain(wish["spec"], show if wish["records"] else None)
    except Exception as error:
        print("E " + " ".join((type(error).__name__ + ": " + str(error)).split()))
        return
    print("V " + to_line(verdict))


while True:
    line = sys.stdin.readline()
    if not line:
        break
    serve(from_line(line))
    try:
        sys.stdout.flush()
    except AttributeError:  # MicroPython writes through
        pass
