"""What the tests of the outside share: a scenario to spoil, and the command line on the stub core.

Decides nothing about the product. A test changes WALK by replacing words in it, so that each shows
only what matters to it.
"""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from host_tools import run_one
from host_tools.boards import load_stage
from host_tools.cli import main
from tests import stub_core

WALK = """
[scenario]
name = "a short walk"
stage = "standard"
profile = "standard"
program = "warm feet"
duration_s = 30
[plant]
ambient_c = 23.0
[[at]]
t_s = 1.0
press = "heat"
[[at]]
t_s = 2
press = "start"
[[at]]
t_s = 5.0
feet = "both"
[[at]]
t_s = 10.0
fault = "heater_stuck_on"
where = "left"
[[expect]]
trip = "heater_on_unasked"
after_s = 10.0
within_s = 0.2
[[expect]]
plant = "left.peak_skin_c"
below = 41.0
[[expect]]
session = "tripped"
"""
NO_FAULT = WALK.replace('fault = "heater_stuck_on"\nwhere = "left"', 'feet = "left"')


class Done(NamedTuple):
    code: int
    out: str
    err: str


def write(folder: Path, text: str, name: str = "walk.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def solekeeper(*arguments: object) -> Done:
    """The command line in this process; the runs are whatever `use_stub` put in place."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


def use_stub(monkeypatch) -> None:
    monkeypatch.setattr(run_one, "run_plain", stub_core.run_plain)


def poorer_stage(folder: Path, **changes: object) -> Path:
    """The standard stage with some part taken away, as a file."""
    path = folder / "poor.json"
    path.write_text(json.dumps({**load_stage("standard"), "name": "poor", **changes}))
    return path
