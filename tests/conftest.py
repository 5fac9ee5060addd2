"""What every test may lean on: where MicroPython is, and one closing line about its half.

Decides nothing about the product. pytest reads it.
"""

import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

MICROPYTHON = pytest.StashKey[str]()
RUNNING = pytest.StashKey["Suite"]()
WHOLE_SUITE = "test_every_test_both_interpreters_share_passes_on_micropython"

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


class Suite:
    """The suite of tests/both on MicroPython, begun at once and asked for at the end: it takes
    half of all the time, and the other processor has nothing else to do.
    """

    def __init__(self, command: list[str], folder: Path) -> None:
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")
        self._child = subprocess.Popen(
            command, cwd=folder, stdout=self._said, stderr=subprocess.STDOUT
        )

    def ended(self, within_s: float) -> tuple[int, str]:
        """(exit code, what it said); raises subprocess.TimeoutExpired."""
        code = self._child.wait(within_s)
        return code, self.said()

    def said(self) -> str:
        self._said.seek(0)
        return self._said.read()

    def end(self) -> None:
        self._child.kill()
        self._child.wait()
        self._said.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.name == WHOLE_SUITE)


def pytest_collection_finish(session: pytest.Session) -> None:
    wanted = any(item.name == WHOLE_SUITE for item in session.items)
    found = find_micropython()
    if wanted and found and not session.config.option.collectonly:
        command = [found, "-X", "heapsize=64M", "tests/run_both.py"]
        session.config.stash[RUNNING] = Suite(command, session.config.rootpath)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if RUNNING in session.config.stash:
        session.config.stash[RUNNING].end()


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if MICROPYTHON in config.stash:
        terminalreporter.write_line("MicroPython: " + config.stash[MICROPYTHON])
