"""What keys mean and what menus choose, without a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from host_tools import generate
from host_tools.boards import load_stage
from host_tools.live.diary import Diary
from host_tools.live.evening import evening
from host_tools.live.hands import Hands
from host_tools.live.keymap import BY_KEY, TABLE, decode
from host_tools.live.menu import Menu, Option, begin_menu, end_menu
from host_tools.live.pace import Pace
from host_tools.live.player import Player
from sim import Rig
from sim.faults import FAULTS
from sim.reports.trace_table import Recorder
from sim.scenarios.names import BUTTONS
from sim.world import World
from tests.test_live_replay import given_for


@pytest.mark.parametrize(
    "data, keys, rest",
    (
        (b"hS?", ["h", "S", "?"], b""),
        (b"\x1b[A\x1bOB", ["up", "down"], b""),
        (b" \r\n\x7f\x08", ["space", "enter", "enter", "backspace", "backspace"], b""),
        (b"\x1b", [], b"\x1b"),
        (b"\x1b[1;5", [], b"\x1b[1;5"),
        (b"\x1b[3~\x1b[1;5Aq", ["up", "q"], b""),
        (b"\x1bq", ["escape", "q"], b""),
        (b"\xc3\xa4\xe2\x99", ["ä"], b"\xe2\x99"),
        (b"\x01\x00\xff", [], b""),
    ),
)
def test_bytes_of_a_terminal_become_names_of_keys(data, keys, rest):
    assert decode(data) == (keys, rest)


@given(some.binary(max_size=30), some.integers(0, 30))
def test_it_does_not_matter_where_a_read_ends(data, cut):
    whole, rest = decode(data)
    first, kept = decode(data[:cut])
    second, left = decode(kept + data[cut:])
    assert (first + second, left) == (whole, rest)


def test_every_button_can_be_pressed_and_held_and_no_key_means_two_things():
    assert {row.what for row in TABLE if row.verb == "press"} == set(BUTTONS)
    assert {row.what for row in TABLE if row.verb == "hold"} == set(BUTTONS)
    assert len(BY_KEY) == sum(len(row.keys) for row in TABLE)
    for row in TABLE:
        assert hasattr(Hands, row.verb) or row.verb in ("pause", "pace", "help", "quit"), row


def test_the_readme_has_the_keys():
    assert "<!-- generated: live-keys -->" in (generate.ROOT / "README.md").read_text(
        encoding="utf-8"
    )


def test_part_of_a_name_finds_it_and_the_whole_name_comes_first():
    menu = Menu("?", [Option(name, "", name) for name in ("right.all", "all", "alley")], print)
    for key in "ALL":
        menu.key(key)
    assert [each.value for each in menu.fitting()] == ["all", "alley", "right.all"]
    menu.key("backspace")
    menu.key("x")
    assert menu.fitting() == [] and menu.key("enter") is menu and menu.key("down") is menu


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_can_be_begun_from_the_menu_at_each_of_its_places(name):
    begun = []
    for where in FAULTS[name].places or (None,):
        menu = begin_menu(load_stage("gentle"), lambda *given: begun.append(given))
        for keys in [name] + ([where] if where else []):
            for key in keys:
                menu = menu.key(key)
            menu = menu.key("enter")
        assert menu is None and begun.pop() == (name, where)


def test_escape_closes_and_the_arrows_go_round():
    ended = []
    rig = Rig()
    rig.fault("supply_sag")
    rig.fault("ntc_open", "left.a")
    rig.run(0.1)
    menu = end_menu(rig.world.faults, ended.append)
    assert [each.name for each in menu.fitting()] == ["supply_sag", "ntc_open left.a"]
    menu.key("up")
    assert menu.marked == 1 and menu.key("down").marked == 0
    assert menu.key("escape") is None and ended == []
    assert menu.key("enter") is None and ended == [rig.world.faults[0]]


def test_a_press_that_makes_no_sense_is_explained_and_does_nothing():
    document, scenario = evening(given_for([]))
    world = World(scenario.spec)
    player = Player(world, Diary(document, scenario), Pace(1.0), Recorder())
    player.key("H")
    player.key("h")
    assert player.scene.note.startswith('"heat" is still held at ')
    assert len(player.diary.blocks) == 1 and len(world.agenda.entries) == 1
    player.key("e")
    assert player.scene.note == "no fault acts" and player.scene.menu is None
