"""The Makefile on a machine that lacks something, and with an environment that is half made.

A stand-in for Python plays the machine, so nothing is installed here.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.gates.tree import ROOT

# Says yes to everything it is asked, makes an environment whose Python says yes too.
PYTHON = """#!/bin/sh
echo "$@" >> "{log}"
case "$*" in
    *version_info*) exit {version} ;;
    *ensurepip*) exit {ensurepip} ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"pip "*) exit {pip} ;;
esac
"""


class Machine:
    """A checkout with nothing but the Makefile in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "asked"
        self.python = folder / "python3"
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        self.has()

    def has(self, version: int = 0, ensurepip: int = 0, pip: int = 0) -> None:
        """What the stand-in answers from now on; 0 is yes."""
        text = PYTHON.format(log=self.log, version=version, ensurepip=ensurepip, pip=pip)
        self.python.write_text(text)
        self.python.chmod(0o755)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        command = ["make", f"PYTHON={self.python}", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=kept, capture_output=True, text=True, timeout=60
        )

    def asked(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def forget(self) -> None:
        self.log.unlink(missing_ok=True)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr that is not make's own."""
    assert done.returncode == 2
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    return line


def test_help_lists_every_target_with_one_line_each(machine):
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    lines = machine.make("help").stdout.splitlines()
    assert sorted(line.split()[1] for line in lines) == sorted(phony.split())
    assert all(len(line.split()) > 3 and len(line) < 100 for line in lines)
    assert machine.make().stdout.splitlines() == lines


def test_a_machine_without_python_is_told_what_to_install(machine):
    done = machine.make("venv", "PYTHON=python-that-is-not-there")
    assert "install Python 3.10 or newer" in complaint(done)


def test_a_python_that_is_too_old_is_named(machine):
    machine.has(version=1)
    assert "is too old: Solekeeper needs Python 3.10" in complaint(machine.make("venv"))


def test_a_missing_venv_module_names_the_package_and_leaves_nothing_behind(machine):
    machine.has(ensurepip=1)
    assert "install the package python3-venv" in complaint(machine.make("venv"))
    assert not (machine.folder / ".venv").exists()


def test_an_environment_is_made_once(machine):
    assert machine.make("venv").returncode == 0
    assert "-m venv .venv" in machine.asked() and "--editable .[micropython]" in machine.asked()
    machine.forget()
    assert machine.make("venv").returncode == 0
    assert machine.asked() == ""


def test_a_half_made_environment_is_made_again_from_nothing(machine):
    machine.has(pip=1)
    assert machine.make("venv").returncode != 0
    left = machine.folder / ".venv" / "half"
    left.write_text("an installation that was interrupted\n")
    machine.has()
    assert machine.make("venv").returncode == 0
    assert not left.exists()


def test_a_changed_list_of_packages_is_installed_into_the_same_environment(machine):
    assert machine.make("venv").returncode == 0
    kept = machine.folder / ".venv" / "kept"
    kept.touch()
    stamp = next((machine.folder / ".venv").glob(".run*"))
    os.utime(stamp, (1, 1))
    machine.forget()
    assert machine.make("venv").returncode == 0
    assert kept.exists() and "-m venv" not in machine.asked() and "--editable" in machine.asked()
