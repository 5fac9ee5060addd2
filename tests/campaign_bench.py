"""What the tests of campaigns share: a short evening, a campaign of it, and the command itself.

Decides nothing about the product. Sessions last seconds, so that a whole campaign takes one.
"""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.gates.tree import ROOT

BASE = """
[scenario]
stage = "standard"
profile = "standard"
program = "warm feet"
duration_s = 12
[[at]]
id = "heat"
t_s = 1.0
press = "heat"
[[at]]
id = "start"
t_s = 2.0
press = "start"
[[at]]
id = "feet"
t_s = 4.0
feet = "both"
"""
CAMPAIGN = """
[campaign]
base = "base.toml"
[draw]
plant.ambient_c = { uniform = [15, 25] }
at.feet.t_s = { uniform = [3, 5] }
[[maybe]]
chance = 0.7
fault = "any"
t_s = { uniform = [5, 11] }
[[expect]]
plant = "left.peak_skin_c"
below = 41.3
"""


def put(folder: Path, text: str = CAMPAIGN, base: str = BASE) -> Path:
    """The campaign and its base as files; the campaign's path."""
    (folder / "base.toml").write_text(base, encoding="utf-8")
    path = folder / "short.toml"
    path.write_text(text, encoding="utf-8")
    return path


def start(*arguments: object, **options) -> subprocess.Popen:
    """`solekeeper campaign` as a person starts it, in its own process.

    `most_bytes` is how large a file it may write, as on a disk that is nearly full.
    """
    command = [sys.executable, "-m", "host_tools", "campaign", *map(str, arguments)]
    kept = {**os.environ, "PYTHONPATH": str(ROOT)}
    most_bytes = options.pop("most_bytes", resource.RLIM_INFINITY)

    def before() -> None:
        # pytest may run with Ctrl-C ignored; a person's shell does not
        signal.signal(signal.SIGINT, signal.default_int_handler)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.Popen(
        command,
        env=kept,
        text=True,
        stdout=subprocess.PIPE,
        stderr=options.pop("stderr", subprocess.PIPE),
        preexec_fn=before,
        **options,
    )


def finish(child: subprocess.Popen, within_s: float = 120.0) -> tuple[int, str, str]:
    """(exit code, stdout, stderr)."""
    out, err = child.communicate(timeout=within_s)
    return child.returncode, out, err


def whole(*arguments: object, **options) -> tuple[int, str, str]:
    return finish(start(*arguments, **options))


def runs_in(folder: Path) -> dict[int, tuple]:
    """run -> what must be the same however it was carried."""
    columns = "run, spec, trace_sha256, faults, ended, trip, peak_skin_c, share, tries, error"
    with sqlite3.connect(folder / "runs.sqlite") as ledger:
        return {row[0]: row for row in ledger.execute(f"SELECT {columns} FROM runs")}


def wait_for(what, within_s: float = 60.0):
    """The first true answer of `what`."""
    end_s = time.monotonic() + within_s
    while time.monotonic() < end_s:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def some_runs(folder: Path, count: int = 1):
    """Whether that many runs are in the ledger already; for wait_for()."""

    def there():
        try:
            return len(runs_in(folder)) >= count
        except sqlite3.Error:
            return False

    return there
