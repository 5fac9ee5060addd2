"""`solekeeper sim --live` on a real PTY: what a person types and sees, and what is left of it."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.gates.tree import ROOT
from tests.live_terminal import Terminal, live
from tests.outside import NO_FAULT, WALK, solekeeper, write

WARM = ("hhhs", "u")  # heat 3, start; looked at, once it was asked


def begun(terminal: Terminal) -> None:
    """An evening runs, warm."""
    terminal.until("idle")
    terminal.type(WARM[0])
    terminal.until(" inspecting ")
    terminal.type(WARM[1])
    terminal.until(" ready ")
    terminal.type("b")
    terminal.until(" running ")


def test_keys_start_a_warm_session_and_the_screen_shows_pads_lamps_and_the_heat():
    with live("--speed", "20") as terminal:
        begun(terminal)
        terminal.until("●●● heat", "● state green", lambda: "━" in terminal.line("heat"))
        terminal.until(lambda: terminal.line("pad").count("°C") == 2)
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
        terminal.until("● state red", "● program amber", "●○○ heat")  # the trip's own sign
        terminal.until(lambda: "heater_on_unasked" in terminal.line("trip"))
        terminal.until(lambda: "heater_stuck_on left since" in terminal.line("faults"))
        terminal.type("e\r")
        terminal.until(
            "fault ended: heater_stuck_on left", "q end", lambda: not terminal.line("faults")
        )
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
        terminal.until("paused  5×", "○○○ heat", "q end")
        terminal.type(" ")
        terminal.until("●●○ heat")
        terminal.type("?")
        terminal.until("these keys")
        terminal.type("?q")
        assert terminal.ended() == 0


def test_a_resize_redraws_in_the_new_size_and_narrow_terminals_do():
    with live("--speed", "20", columns=44, rows=14) as terminal:
        begun(terminal)
        terminal.until(lambda: terminal.line("pad").count("°C") == 2)
        terminal.size(100, 30)
        terminal.until("q end")
        terminal.until("heat 3   strength +0   air by program")
        terminal.type("q")
        assert terminal.ended() == 0


def test_no_color_draws_no_colour():
    with live("--speed", "20", NO_COLOR="1") as terminal:
        terminal.until("● state white")
        cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
        assert {cell.fg for cell in cells} == {"default"}
        terminal.type("q")
        assert terminal.ended() == 0


def test_a_run_that_nobody_plays_shows_the_same_view_and_leaves_no_trace_of_it(tmp_path):
    scenario = write(tmp_path, NO_FAULT[: NO_FAULT.index("[[expect]]")])
    with Terminal(
        sys.executable, "-m", "host_tools", "sim", scenario, "--speed", "10"
    ) as terminal:
        terminal.until(lambda: terminal.line("pad").count("°C") == 2)
        terminal.until("Ctrl-C ends it")
        assert terminal.ended() == 0
        assert terminal.line("a short walk: running") and not terminal.line("pad")


@pytest.fixture
def checkout(tmp_path):
    """A Makefile whose solekeeper says what it was asked."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    program = tmp_path / ".venv" / "bin" / "solekeeper"
    program.write_text("#!/bin/sh\necho asked: $@\n")
    program.chmod(0o755)
    (tmp_path / ".venv" / ".run-is-complete").touch()
    return tmp_path


def test_make_sim_is_the_live_view_at_a_terminal_and_just_runs_elsewhere(checkout):
    with Terminal("make", "-C", checkout, "sim") as terminal:
        terminal.until("asked: sim scenarios/warm_feet_standard.toml --live --speed 45 --out")
        assert terminal.ended() == 0
    with Terminal("make", "-C", checkout, "sim", CI="1") as terminal:
        terminal.until("asked: sim scenarios/warm_feet_standard.toml --out")
    make = ["make", "--no-print-directory", "sim"]  # these tests may run under a make themselves
    piped = subprocess.run(make, cwd=checkout, capture_output=True, text=True)
    assert piped.stdout == "asked: sim scenarios/warm_feet_standard.toml --out out/warm_feet\n"


SWEEP = '[sweep]\nkey = "plant.ambient_c"\nvalues = [5, 35]\n'


@pytest.mark.parametrize(
    "options, line",
    (
        (("--json",), "--live: --json: stdout shows the picture; --out DIR has the summary"),
        (("--accept",), "--live: --accept: an evening by hand is no figure to remember"),
        (("--runtime", "micropython"), "--live: --runtime: it runs in this interpreter alone"),
        (("walk.toml", "walk.toml"), "--live: 2 scenarios; one at a time"),
        (("walk.toml", "--profile", "standard"), "--live: --profile: the scenario file says"),
        (("sweep.toml",), "[sweep] makes several runs; --live plays one evening"),
        ((".",), "is a folder; --live plays one scenario file"),
        (("nothing.toml",), "nothing.toml: No such file"),
        (("--stage", "marble"), '--stage: stage "marble" is unknown'),
    ),
)
def test_what_a_live_evening_cannot_be_is_one_line_and_2(tmp_path, monkeypatch, options, line):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, WALK)
    write(tmp_path, WALK + SWEEP, "sweep.toml")
    done = solekeeper("sim", "--live", *options)
    assert done.code == 2 and done.out == "" and done.err.count("\n") == 1
    assert line in done.err


def test_a_profile_without_live_is_refused(tmp_path):
    done = solekeeper("sim", write(tmp_path, WALK), "--profile", "standard")
    assert done.code == 2 and done.err.startswith("--profile: goes with --live")
