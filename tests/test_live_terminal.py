"""`solekeeper sim --live` on a real PTY: what a person types, sees and gets back."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.gates.tree import ROOT
from tests.live_terminal import LIVE, Terminal, live
from tests.outside import WALK, solekeeper, write

WARM = "hhhsu"  # heat 3, start, inspected


def begun(terminal: Terminal) -> None:
    """An evening runs, warm."""
    terminal.until("idle")
    terminal.type(WARM)
    terminal.until(" ready ")
    terminal.type("b")
    terminal.until(" running ")


def test_keys_start_a_warm_session_and_the_screen_shows_pads_lamps_and_the_heat():
    with live("--speed", "20") as terminal:
        begun(terminal)
        terminal.until("●●● heat")
        assert terminal.line("pad").count("°C") == 2
        assert "● state green" in terminal.line("lamps")
        terminal.until(lambda: "━" in terminal.line("heat"))
        terminal.type("q")
        assert terminal.ended() == 0
        assert "an evening by hand: running; skin up to" in terminal.run_on()


def test_a_fault_from_the_menu_trips_the_machine_and_can_be_ended_again(tmp_path):
    with live("--speed", "20", "--out", tmp_path / "out") as terminal:
        begun(terminal)
        terminal.type("fheater_st")
        terminal.until("▸ heater_stuck_on")
        terminal.type("\rleft")
        terminal.until("▸ left")
        terminal.type("\r")
        terminal.until("a heater was on that should be off")
        assert "heater_on_unasked" in terminal.line("trip")
        assert "heater_stuck_on left since" in terminal.line("faults")
        assert "○○○ heat" in terminal.line("lamps")
        terminal.type("e\r")
        terminal.until("fault ended: heater_stuck_on left")
        terminal.until(lambda: not terminal.line("faults"))
        terminal.type("q")
        assert terminal.ended() == 0
    lines = (tmp_path / "out" / "events.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    pressed = [event["button"] for event in events if event["event"] == "press"]
    assert pressed == ["heat", "heat", "heat", "start", "up"]
    assert {"feet", "fault", "trip", "fault_ends"} < {event["event"] for event in events}


def test_what_was_played_by_hand_plays_itself_again_to_the_same_hash(tmp_path):
    with live("--speed", "20", "--seed", "7", "--out", tmp_path / "out") as terminal:
        begun(terminal)
        terminal.type("l")  # a foot out and, held, a button; then the plug
        terminal.until("right  foot in")
        terminal.type("Ul")
        terminal.until("down: up")
        terminal.type("Ufslow_hang\r")
        terminal.until("reset watchdog")
        terminal.type("x")
        terminal.until("plug OUT")
        terminal.type("xq")
        assert terminal.ended() == 0
    played = json.loads((tmp_path / "out" / "summary.json").read_text())
    again = solekeeper("sim", tmp_path / "out" / "session.toml", "--json")
    assert again.code == 0, again.err
    replayed = json.loads(again.out)
    for key in ("trace_sha256", "sim_s", "seed", "trip", "session", "plant"):
        assert replayed[key] == played[key], key


def test_a_scenario_plays_its_actions_and_ends_by_itself_with_its_expectations(tmp_path):
    scenario = write(tmp_path, WALK)
    plain = json.loads(solekeeper("sim", scenario, "--json").out)
    with live(scenario, "--speed", "20", "--out", tmp_path / "out") as terminal:
        terminal.until("heater_stuck_on left since")
        terminal.type("+++++")
        assert terminal.ended() == 0
        assert "3 of 3 expectations held" in terminal.run_on()
    played = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert {**played, "wall_s": 0} == {**plain, "wall_s": 0}
    again = json.loads(solekeeper("sim", tmp_path / "out" / "session.toml", "--json").out)
    assert {**again, "wall_s": 0} == {**plain, "wall_s": 0}


def test_an_evening_that_a_key_changed_is_not_judged_by_the_files_expectations(tmp_path):
    with live(write(tmp_path, WALK), "--speed", "20", "--out", tmp_path / "out") as terminal:
        terminal.until("a short walk")
        terminal.type("aq")
        assert terminal.ended() == 0
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["expectations"] == []
    assert "[[expect]]" not in (tmp_path / "out" / "session.toml").read_text()


def test_pause_and_speed_are_shown_and_keys_typed_meanwhile_happen_in_their_order():
    with live("--speed", "20") as terminal:
        terminal.until("idle")
        terminal.type(" ")
        terminal.until("paused")
        terminal.type("hh-")
        terminal.until("paused  5×")
        assert "○○○ heat" in terminal.line("lamps")
        terminal.type(" ")
        terminal.until("●●○ heat")
        terminal.type("?")
        terminal.until("these keys")
        terminal.type("?q")
        assert terminal.ended() == 0


def test_a_resize_redraws_in_the_new_size_and_narrow_terminals_do():
    with live("--speed", "20", columns=44, rows=14) as terminal:
        begun(terminal)
        assert terminal.line("pad").count("°C") == 2
        terminal.size(100, 30)
        terminal.until("q end")
        terminal.until("heat 3   strength +0   air by program")
        terminal.type("q")
        assert terminal.ended() == 0


def test_ctrl_c_ends_130_and_gives_the_terminal_back():
    with live("--speed", "20") as terminal:
        terminal.until("idle")
        assert not terminal.restored()
        terminal.type("\x03")
        assert terminal.ended() == 130
        assert terminal.restored() and "interrupted" in terminal.text()


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
        "from host_tools.live import play\n"
        "from host_tools.cli import main\n"
        "def look(world): raise ZeroDivisionError\n"
        "play.look = look\n"
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


def test_no_color_draws_no_colour():
    with live("--speed", "20", NO_COLOR="1") as terminal:
        terminal.until("● state white")
        cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
        assert {cell.fg for cell in cells} == {"default"}
        terminal.type("q")
        assert terminal.ended() == 0


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
    assert terminal.process.wait(60) in (130, -signal.SIGHUP)
