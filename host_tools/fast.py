"""`python -m host_tools.fast DIR`: a compiled twin of the simulator in DIR, for `bench`.

Decides which modules mypyc turns into C: the plant, the fakes that the fast scan calls, and the
wires and the trace between them. The firmware stays what it is. The twin is a copy of the checkout
of its own, so that no stale library ever stands in for a file that was edited; nothing needs it,
and its traces are the same bit for bit (tests/test_fast.py). Called by `make fast`; `bench` times
it where it finds it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TWIN = ROOT / "out" / "fast"
COPIED = ("firmware", "sim", "boards")
COMPILED = (
    *[f"sim/plant/{name}.py" for name in ("dose", "drive", "foot", "hardware", "heaters")],
    *[f"sim/plant/{name}.py" for name in ("mechanics", "pad", "parameters", "plant", "pneumatic")],
    *[f"sim/fake/{name}.py" for name in ("chip", "pulses", "machine", "rp2", "time")],
    *[f"sim/{name}.py" for name in ("senses", "trace", "wiring")],
)
OPTIONS = (
    "--config-file=",
    "--ignore-missing-imports",
    "--allow-untyped-defs",
    "--follow-imports=silent",
)
LAST_LINES = 5


def build(into: Path, compiler: str = sys.executable) -> str:
    """Copy and compile; returns what went wrong, in one line, or ""."""
    if into.exists():
        shutil.rmtree(into)
    for name in COPIED:
        skipped = shutil.ignore_patterns("__pycache__", "*.so", "*.md")
        shutil.copytree(ROOT / name, into / name, ignore=skipped)
    # A multiplication and an addition stay two roundings, as Python's are, on every machine.
    flags = os.environ.get("CFLAGS", "") + " -ffp-contract=off"
    done = subprocess.run(
        [compiler, "-m", "mypyc", *OPTIONS, *COMPILED],
        cwd=into,
        env={**os.environ, "CFLAGS": flags, "MYPYC_OPT_LEVEL": "2", "MYPYC_DEBUG_LEVEL": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        shutil.rmtree(into / "build", ignore_errors=True)
        return ""
    lines = (done.stdout + done.stderr).strip().splitlines()
    shutil.rmtree(into)  # half a twin would be found
    return "; ".join(lines[-LAST_LINES:]) or "mypyc said nothing"


def main() -> int:
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else TWIN
    wrong = build(into)
    if wrong:
        print(f"no compiled twin: {wrong}", file=sys.stderr)
        return 2
    print(f"{into}: {len(COMPILED)} modules compiled; run there: python -m sim.bench")
    return 0


if __name__ == "__main__":
    sys.exit(main())
