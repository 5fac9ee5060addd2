"""`make campaign`: PYTHON names the interpreter that simulates, never the one that drives."""

import os
import subprocess

from tests.test_gates_make import Machine, complaint, machine

__all__ = ("machine",)

DRIVER = """#!/bin/sh
echo "$@"
"""


def ready(machine: Machine, monkeypatch) -> None:
    """A machine whose python3 is the stand-in and whose environment is made."""
    monkeypatch.setenv("PATH", f"{machine.folder}:{os.environ['PATH']}")
    assert machine.make("venv").returncode == 0
    made = machine.folder / ".venv" / "bin" / "solekeeper"
    made.write_text(DRIVER)
    made.chmod(0o755)
    machine.forget()


def test_pypy_simulates_and_the_environment_stays_cpythons(machine, monkeypatch):
    ready(machine, monkeypatch)
    done = machine.make("campaign", "PYTHON=pypy3", "FILE=a.toml", "N=7", "JOBS=2", "OUT=there")
    assert done.returncode == 0, done.stderr
    wanted = "campaign a.toml -n 7 --jobs 2 --out there --python pypy3"
    assert done.stdout.splitlines()[-1] == wanted
    assert machine.asked() == ""  # nothing was installed anew


def test_without_options_the_file_and_the_tool_decide(machine, monkeypatch):
    ready(machine, monkeypatch)
    kept = {key: os.environ[key] for key in ("PATH", "HOME")}
    command = ["make", "campaign", "FILE=a.toml"]
    done = subprocess.run(command, cwd=machine.folder, env=kept, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "campaign a.toml"


def test_without_a_file_one_line_says_what_to_write(machine, monkeypatch):
    ready(machine, monkeypatch)
    assert "FILE=campaigns/mixed_faults.toml" in complaint(machine.make("campaign"))
