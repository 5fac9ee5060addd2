"""What every test may lean on: where MicroPython is, and one closing line about its half.

Decides nothing about the product. pytest reads it.
"""

import platform
import shutil
import signal
import sys
from pathlib import Path

import pytest

MICROPYTHON = pytest.StashKey[str]()

# A job started in the background ignores SIGINT and so would every program the tests start; those
# that end by Ctrl-C need it to mean something.
signal.signal(signal.SIGINT, signal.default_int_handler)


def find_micropython() -> str | None:
    """The wheel puts it beside the interpreter; a system's own is the second choice."""
    beside = Path(sys.executable).parent / "micropython"
    return str(beside) if beside.exists() else shutil.which("micropython")


@pytest.fixture(scope="session")
def micropython(request: pytest.FixtureRequest) -> str:
    """Path of the interpreter. Skips, with a closing line nobody can miss, where none exists."""
    found = find_micropython()
    if found is None:
        where = f"{platform.system()} on {platform.machine()}"
        line = f"no wheel for {where}, so nothing ran on MicroPython; the rest did"
        request.config.stash[MICROPYTHON] = line
        pytest.skip(line)
    return found


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if MICROPYTHON in config.stash:
        terminalreporter.write_line("MicroPython: " + config.stash[MICROPYTHON])
