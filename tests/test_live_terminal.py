"""`solekeeper sim --live` gives the terminal back as it found it, however it ends."""

import os
import signal
import subprocess
import sys

import pytest

from tests.gates.tree import ROOT
from tests.live_terminal import LIVE, Terminal, live


def test_ctrl_c_ends_130_and_gives_the_terminal_back():
    with live("--speed", "20") as terminal:
        terminal.until("idle")
        assert not terminal.restored()
        terminal.type("\x03")
        assert terminal.ended() == 130
        assert terminal.restored() and "interrupted" in terminal.text()


def test_ctrl_c_keeps_what_was_played_and_names_it(tmp_path):
    out = tmp_path / "out"
    with live("--speed", "20", "--out", out) as terminal:
        terminal.until("idle")
        terminal.type("h")
        terminal.until("●○○ heat")
        terminal.type("\x03")
        assert terminal.ended() == 130
    assert sorted(path.name for path in out.iterdir()) == ["session.toml", "trace.csv"]
    assert 'press = "heat"' in (out / "session.toml").read_text()


@pytest.mark.parametrize("paused", ("", " "))
def test_sigterm_ends_143_and_gives_the_terminal_back(paused):
    with live("--speed", "20") as terminal:
        terminal.until("idle")
        terminal.type(paused)
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 143
        assert terminal.restored() and "Traceback" not in terminal.text()


def test_q_gives_the_terminal_back_even_before_the_first_picture(tmp_path):
    with live("--speed", "0.25", "--out", tmp_path / "out") as terminal:
        terminal.until(lambda: not terminal.restored())
        terminal.type("q")
        assert terminal.ended() == 0
        assert terminal.restored()
    assert (tmp_path / "out" / "report.html").exists()


def test_an_exception_gives_the_terminal_back(tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text(
        "from host_tools.live import player\n"
        "from host_tools.cli import main\n"
        "def look(world): raise ZeroDivisionError\n"
        "player.look = look\n"
        "main(['sim', '--live'])\n"
    )
    with Terminal(sys.executable, broken) as terminal:
        assert terminal.ended() == 1
        assert terminal.restored() and "ZeroDivisionError" in terminal.text()


def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on():
    command = f'"{sys.executable}" {" ".join(LIVE)} --speed 20'
    script = f"set -m; {command}; echo now-stopped; read go; fg; echo ended-$?"
    with Terminal("/bin/sh", "-c", script) as terminal:
        terminal.until("idle")
        terminal.type("\x1a")
        terminal.until("now-stopped")
        assert terminal.restored()
        terminal.type("\n")
        terminal.until("idle")
        terminal.type("h")
        terminal.until("●○○ heat")
        terminal.type("q")
        terminal.until("ended-0")


def test_without_a_terminal_one_line_says_so_and_it_ends_2():
    command = [sys.executable, *LIVE]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
    assert done.returncode == 2 and done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line == "--live: stdin is no terminal; without --live it runs anywhere"


def test_a_terminal_that_goes_away_ends_it():
    terminal = live("--speed", "20")
    terminal.until("idle")
    os.close(terminal.master)
    os.close(terminal.slave)
    # 120 is Python's own, where the last of stdout has nowhere to go any more
    assert terminal.process.wait(60) in (130, 120, -signal.SIGHUP)
