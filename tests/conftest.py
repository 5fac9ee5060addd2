"""What every test may lean on: where MicroPython is, and one closing line about its half.

Decides nothing about the product. pytest reads it.
"""

import platform
import shutil
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ON_MICROPYTHON = "passes_on_micropython"  # in the name of the test that runs a module there
PASSED = "passed on MicroPython"  # a property of its report
LEFT = "like cases left to make micropython"  # another, and what the runner says

# Beside other tests on a small machine anything may take its time: no example is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A job started in the background ignores SIGINT and so would every program the tests start; those
# that end by Ctrl-C need it to mean something.
signal.signal(signal.SIGINT, signal.default_int_handler)


def find_micropython() -> str | None:
    """The wheel puts it beside the interpreter; a system's own is the second choice."""
    beside = Path(sys.executable).parent / "micropython"
    return str(beside) if beside.exists() else shutil.which("micropython")


@pytest.fixture(scope="session")
def micropython() -> str:
    """Path of the interpreter. Skips, with a closing line nobody can miss, where none exists."""
    found = find_micropython()
    if found is None:
        where = f"{platform.system()} on {platform.machine()}"
        pytest.skip(f"no wheel for {where}, so nothing ran on MicroPython; the rest did")
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """MicroPython's modules first, so that no processor waits for one that was begun last.

    Tests of any other file stay together (`--dist loadgroup`): they share what is dear to set up.
    """
    items.sort(key=lambda item: ON_MICROPYTHON not in item.name)
    for item in items:
        if ON_MICROPYTHON not in item.name:
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def pytest_terminal_summary(terminalreporter) -> None:
    """One line about MicroPython, wherever its tests ran."""
    good = terminalreporter.getreports("passed")
    properties = [pair for each in good for pair in each.user_properties]
    passed = sum(count for name, count in properties if name == PASSED)
    left = sum(count for name, count in properties if name == LEFT)
    others = [
        each
        for outcome in ("failed", "error", "skipped")
        for each in terminalreporter.getreports(outcome)
        if ON_MICROPYTHON in each.nodeid
    ]
    if passed and not others:
        terminalreporter.write_line(f"MicroPython: {passed} passed, 0 failed; {left} {LEFT}")
    elif passed or others:
        reasons = {str(each.longrepr[2]) for each in others if each.skipped}
        said = "; ".join(sorted(reasons)) or f"{passed} passed, {len(others)} modules failed"
        terminalreporter.write_line("MicroPython: " + said.removeprefix("Skipped: "))
