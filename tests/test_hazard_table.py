"""The hazard table is whole, and whoever makes a hole in it is told."""

from dataclasses import replace

import pytest

from host_tools import hazard_tables
from host_tools.hazard_checks import problems
from host_tools.hazard_facts import Facts, facts
from sim.errors import BadInput
from sim.hazards import PATH, from_data, load
from sim.matrix.plays import read_play
from tests.gates.tree import ROOT

ROW = {
    "id": "HAZ-001",
    "part": "heater",
    "cause": "it is hot",
    "plays": ["heater_stuck_on left"],
    "noticed": ["contact_latch"],
    "safe": "off",
    "requires": ["SAF-001"],
    "code": ["safety/thermal.py"],
    "tests": ["test_it_is_cut", "scenarios/hot.toml"],
}
KNOWN = Facts(
    trips=frozenset({"contact_latch"}),
    limits=frozenset({"SAF-001"}),
    faults=frozenset({"heater_stuck_on"}),
    files=frozenset({"firmware/safety/thermal.py", "scenarios/hot.toml"}),
    tests={"test_it_is_cut": set(), "test_by_id": {"SAF-001"}},
    device=frozenset({"test_it_is_cut", "test_by_id"}),
    raises={"firmware/safety/thermal.py": {"contact_latch"}},
    played={"scenarios/hot.toml": {("heater_stuck_on", "left")}},
)


def told(row=None, known=KNOWN, **more):
    """The holes of a table of one row, changed."""
    return problems(from_data({"hazard": [{**ROW, **(row or {})}], **more}, "here"), known)


def test_the_table_of_the_tree_is_whole():
    assert problems(load(), facts()) == []


def test_a_whole_row_has_no_hole():
    assert told() == []


@pytest.mark.parametrize("key", ("cause", "noticed", "safe", "code", "tests"))
def test_a_row_with_an_empty_field_is_told(key):
    empty = "" if isinstance(ROW[key], str) else []
    assert f"HAZ-001: says no {key}" in told({key: empty})


@pytest.mark.parametrize(
    "row, words",
    (
        ({"tests": ["test_nobody_wrote"]}, "test test_nobody_wrote does not exist"),
        ({"tests": ["scenarios/cold.toml"]}, "test scenarios/cold.toml does not exist"),
        ({"code": ["safety/luck.py"]}, "firmware/safety/luck.py does not exist"),
        ({"requires": ["SAF-001", "SAF-999"]}, "limit SAF-999 does not exist"),
        ({"noticed": ["contact_latch", "prayer"]}, "nothing is called prayer"),
        ({"noticed": ["contact_latch", "clock"]}, "nothing is called clock"),
        ({"plays": ["heater_stuck_on left", "on_fire"]}, "no fault is called on_fire"),
        ({"plays": ["heater_stuck_on both"]}, "both is no place for heater_stuck_on"),
        ({"part": "engine"}, "no part is called engine"),
        ({"in_time": {"soon": 1}}, "in_time says soon"),
        ({"at_most": {"much": 1}}, "at_most says much"),
        ({"id": "HAZ-1"}, "no id like HAZ-001"),
    ),
)
def test_a_row_that_names_what_does_not_exist_is_told(row, words):
    assert any(words in line for line in told(row)), told(row)


@pytest.mark.parametrize(
    "change, words",
    (
        ({"limits": {"SAF-001", "SAF-002"}}, "limit SAF-002 is in no row"),
        ({"trips": {"contact_latch", "dose"}}, "trip dose is in no row"),
        ({"faults": {"heater_stuck_on", "ntc_open"}}, "fault ntc_open is in no row"),
        ({"tests": {**KNOWN.tests, "test_x": {"HAZ-777"}}}, "test_x names HAZ-777"),
        ({"tests": {**KNOWN.tests, "test_x": {"SAF-777"}}}, "test_x names SAF-777"),
        ({"device": {"test_it_is_cut", "test_lost"}}, "test_lost stands for no row"),
    ),
)
def test_what_is_in_no_row_is_told(change, words):
    made = {key: frozenset(v) if isinstance(v, set) else v for key, v in change.items()}
    if "device" in made:
        made["tests"] = {**KNOWN.tests, "test_lost": set()}
    assert any(words in line for line in told(known=replace(KNOWN, **made)))


def test_ids_are_there_once_and_rise():
    twice = from_data({"hazard": [ROW, ROW]}, "here")
    assert "HAZ-001: twice" in problems(twice, KNOWN)
    falling = from_data({"hazard": [{**ROW, "id": "HAZ-002"}, ROW]}, "here")
    assert "ids do not rise" in problems(falling, KNOWN)


def test_a_named_hazard_wants_an_answer():
    named = [{"id": "HAZ-900", "cause": "pets", "answer": ""}]
    assert told(named=named) == ["HAZ-900: says no answer"]


@pytest.mark.parametrize(
    "data, words",
    (
        ({"hazards": []}, "unknown table hazards"),
        ({"hazard": [{**ROW, "colour": "red"}]}, "HAZ-001: unknown key colour"),
        ({"hazard": [{"id": "HAZ-001"}]}, "HAZ-001: missing 6 required"),
    ),
)
def test_a_file_with_other_keys_is_one_line(data, words):
    with pytest.raises(BadInput, match=words):
        from_data(data, "here")


def fault(name, where, value):
    """The action of a fault that stays."""
    return {"do": "fault", "fault": name, "where": where, "value": value, "for_us": None}


@pytest.mark.parametrize(
    "text, action",
    (
        ("nothing", None),
        ("feet none", {"do": "feet", "feet": "none"}),
        ("power off", {"do": "power", "on": False}),
        (
            "ntc_drift left.a -0.1",
            fault("ntc_drift", "left.a", -0.1),
        ),
        (
            "supply_over",
            fault("supply_over", None, 16.0),
        ),
    ),
)
def test_a_play_is_an_action(text, action):
    assert read_play(text).actions == (() if action is None else (action,))


def test_several_faults_play_at_once():
    play = read_play("ntc_frozen left + ntc_offset left -1")
    assert play.faults == ["ntc_frozen", "ntc_offset"] and play.feet == (0,)
    assert [action["value"] for action in play.actions] == [None, -1.0]


@pytest.mark.parametrize(
    "text", ("ntc_drift", "ntc_drift left x", "ntc_drift left 1 2", "ntc_open left 3", "feet up",
        "clock_scale 99", "nothing here")
)  # fmt: skip
def test_a_play_that_cannot_be_is_told(text):
    with pytest.raises(BadInput, match=text.split()[0]):
        read_play(text)


def test_the_readme_shows_every_row():
    text = (ROOT / "firmware" / "safety" / "README.md").read_text(encoding="utf-8")
    table = load(PATH)
    for row in (*table.hazards, *table.named):
        assert f"| {row.id}" in text and row.cause in text
    for name in hazard_tables.BLOCKS:
        assert f"<!-- generated: {name} -->" in text


def test_a_time_of_telling_is_no_promise_where_its_row_says_bounded():
    rows = {row.id: hazard_tables.in_time(row) for row in load(PATH).hazards}
    assert rows["HAZ-024"].startswith(
        "told in 15 s while it warms up; in 120 s at hold, or bounded;"
    )
    assert rows["HAZ-001"].startswith("told in 100 ms; cold in 100 ms;")
    for row in load(PATH).hazards:
        told = {"told_s", "warm_up_s", "hold_s"} & set(row.in_time)
        assert ("or bounded" in rows[row.id]) == bool(told and "bounded" in row.noticed), row.id


PART = {
    "name": "latch",
    "rows": ["HAZ-001"],
    "hidden": "dead",
    "proof": "a test pulse",
    "interval": "each power-on",
}


@pytest.mark.parametrize("key", ("hidden", "proof", "interval"))
def test_a_component_that_does_not_say_what_proves_it_is_told(key):
    assert told(component=[PART]) == []
    assert told(component=[{**PART, key: ""}]) == [f"component latch: says no {key}"]


def test_a_component_of_rows_that_do_not_exist_and_a_fault_of_no_component_are_told():
    assert told(component=[{**PART, "rows": ["HAZ-002"]}]) == [
        "component latch: no row HAZ-002",
        "HAZ-001 is of no component",
    ]
    assert told({"plays": ["feet none"]}, component=[{**PART, "rows": ["HAZ-001"]}]) == [
        "fault heater_stuck_on is in no row"
    ]


def test_a_limit_that_no_test_names_is_told():
    silent = replace(KNOWN, tests={"test_it_is_cut": {"HAZ-001"}}, device=frozenset())
    assert told(known=silent) == ["limit SAF-001 is named by no test"]
