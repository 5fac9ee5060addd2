"""What is drawn of a scene, without a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from host_tools.boards import load_stage
from host_tools.live.figures import POINTS, History, bar, colour_word, spark
from host_tools.live.keymap import rows
from host_tools.live.menu import begin_menu
from host_tools.live.scene import Machine, Scene, look, title_of
from host_tools.live.view import lines
from sim import Rig
from sim.reports.trace_table import Recorder


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A warm session that a welded heater ended, a minute after."""
    recorder = Recorder()
    rig = Rig(stage="standard", profile="standard")
    rig.world.trace.sink = recorder.add
    rig.start_session(heat=2)
    rig.run(30)
    rig.fault("heater_stuck_on", "left")
    rig.run(5)
    made = Scene(title_of(rig.world.spec), recorder.last(), machine=look(rig.world), keys=True)
    made.pace = "1×"
    return made


def text(scene: Scene, width: int = 80, height: int = 24) -> str:
    return "\n".join(line.plain.rstrip() for line in lines(scene, width, height))


def test_a_tripped_machine_shows_what_happened_in_plain_words(scene):
    shown = text(scene)
    assert " tripped  warm feet " in shown and "heater_on_unasked" in shown
    assert "left: a heater was on that should be off (" in shown
    assert "unplug; do not use until repaired" in shown
    assert "heater_stuck_on left since" in shown and "● state red" in shown
    assert shown.splitlines()[-1].endswith("q end") and len(shown.splitlines()) == 24


def test_the_values_shown_are_the_rows(scene):
    row = {**scene.row, "left_pad_c": 38.24, "right_skin_c": 33.06, "sensed_left_mc": 38_100}
    row |= {"set_left_mc": 41_000, "out_heat_right_permille": 620, "left_pressure_mmhg": 42.5}
    row |= {"out_valve_left": 1, "out_pump_permille": 500, "out_roller_left_permille": -300}
    shown = {line[:9].strip(): line for line in text(Scene("", row)).splitlines()}
    assert "38.2 °C" in shown["pad"] and "33.1 °C" in shown["skin"]
    assert "38.1 °C  set 41.0 °C" in shown["sensed"] and " 62 %" in shown["heat"]
    assert "42.5 mmHg  fills" in shown["air"] and " 30 % ◂" in shown["roller"]


@given(some.integers(1, 200), some.integers(1, 60), some.booleans(), some.booleans())
def test_the_picture_fits_a_terminal_of_any_size(scene, width, height, menu, helps):
    opened = begin_menu(load_stage("gentle"), print) if menu else None
    made = Scene(**{**vars(scene), "menu": opened, "help": helps})
    made.history = {"left_pad_c": [20.0 + i / 5 for i in range(100)]}
    drawn = lines(made, width, height)
    assert len(drawn) <= height and all(line.cell_len <= width for line in drawn)


def test_in_a_small_terminal_the_temperatures_stay_longest(scene):
    shown = text(scene, 40, 6)
    assert "pad" in shown and "skin" in shown and "heater_on_unasked" in shown
    assert "q end" not in shown and "vibration" not in shown


def test_a_run_that_is_only_watched_has_no_keys_and_no_panel(scene):
    shown = text(Scene("a title", scene.row, 60_000))
    assert "Ctrl-C ends it" in shown and "lamps" not in shown and "of 1:00" in shown


def test_an_unpowered_machine_is_dark(scene):
    made = Scene("", scene.row, machine=Machine(plugged=False))
    assert "dark" in text(made) and "plug OUT" in text(made)


def test_the_help_has_every_key(scene):
    shown = text(Scene(**{**vars(scene), "help": True}))
    assert all(says in shown for _, says in rows())


@pytest.mark.parametrize(
    "colour, word",
    (
        ((0, 0, 0), "dark"),
        ((40, 0, 0), "red"),
        ((30, 14, 0), "amber"),
        ((0, 30, 0), "green"),
        ((0, 0, 40), "blue"),
        ((20, 20, 20), "white"),
        ((0, 9, 9), "mixed"),
    ),
)
def test_a_lamp_has_a_word_for_its_colour(colour, word):
    assert colour_word(colour) == word


def test_a_history_keeps_its_ends_and_never_grows_beyond_its_points():
    history = History(("x",))
    for i in range(200_000):
        if history.wants():
            history.add({"x": float(i)})
    values = history.values["x"]
    assert POINTS / 2 <= len(values) <= POINTS and values[-1] > 195_000
    assert spark([20.0, 32.0, 99.0], 3) == "▁▄█" and spark([20.0, 45.0], 1) == "█"
    assert spark([], 9) == spark([1.0], 0) == ""


def test_a_bar_is_full_at_a_thousand_and_marks_what_turns_back():
    assert bar(1000, 4, "red").plain == "━━━━ 100 %  " and bar(0, 4, "").plain == "────   0 %  "
    assert bar(-500, 4, "").plain == "━━──  50 % ◂"
