"""A scenario becomes a run spec that is complete, plain, and in the order of time."""

import json

import pytest

from host_tools.load_all import load_part
from sim.scenarios.expect import judge
from sim.scenarios.scenario import load
from tests.outside import WALK, write

SHORTEST = "[scenario]\nduration_s = 1"


def spec_of(tmp_path, text, **options):
    return load(write(tmp_path, text), load_part, **options).spec


def test_only_the_duration_is_needed_and_everything_else_has_its_default(tmp_path):
    spec = spec_of(tmp_path, SHORTEST)
    assert spec["name"] == "walk"
    assert spec["board"]["name"] == "rpi_pico" and spec["stage"]["name"] == "gentle"
    assert spec["front_end"]["name"] == spec["board"]["front_end"]
    assert (spec["profile"], spec["plan"], spec["program"]) == ("neuropathy", None, None)
    assert (spec["duration_ms"], spec["seed"], spec["at"]) == (1000, 1, [])
    assert spec["plant"] == {
        "ambient_c": 23.0,
        "feet": "none",
        "perfusion": 1.0,
        "contact_area_m2": 0.02,
        "contact_w_m2k": 40.0,
        "covered": False,
        "heater_scale": 1.0,
        "supply_v": 12.0,
        "feet_warmer_c": 0.0,
        "left_perfusion": 1.0,
        "left_area": 1.0,
        "left_contact": 1.0,
        "left_warmer_c": 0.0,
        "ntc_percent": 0.0,
        "hardware_latch": True,
        "heat_timer": True,
        "relief": True,
        "valve_timer": True,
        "clamp": True,
    }


def test_a_whole_number_is_accepted_where_a_number_is_asked_and_becomes_one(tmp_path):
    spec = spec_of(tmp_path, SHORTEST + "\n[plant]\nambient_c = 30\nsupply_v = 13")
    assert spec["plant"]["ambient_c"] == 30.0
    for key in ("ambient_c", "supply_v", "perfusion"):
        assert isinstance(spec["plant"][key], float)


def test_the_spec_is_plain_data(tmp_path):
    spec = spec_of(tmp_path, WALK)
    assert json.loads(json.dumps(spec)) == spec


def test_actions_are_in_the_order_of_time_and_ties_in_the_order_of_the_file(tmp_path):
    text = SHORTEST.replace("= 1", "= 9")
    for t_s, action in ((5, 'feet = "both"'), (1.5, 'press = "up"'), (5, 'feet = "left"')):
        text += f"\n[[at]]\nt_s = {t_s}\n{action}"
    at = spec_of(tmp_path, text)["at"]
    assert [action["t_us"] for action in at] == [1_500_000, 5_000_000, 5_000_000]
    assert [action.get("feet") for action in at] == [None, "both", "left"]


def test_each_action_has_exactly_the_keys_the_core_reads(tmp_path):
    text = SHORTEST.replace("= 1", "= 99") + '\nstage = "standard"'
    actions = (
        'press = "start"\nhold_ms = -1',
        'release = "start"',
        'press = "heat"',
        'feet = "both"',
        'host = "{}"',
        'power = "off"',
        'power = "on"',
        'fault = "brownout"',
        'feet = "none"\nfor_s = 0.5',
        'power = "off"\nfor_s = 0.25',
        "contact_w_m2k = 120",
        'contact_w_m2k = 120\nwhere = "right"',
        "room_warmer_c = -2",
        "supply_v = 11.5",
        'fault = "roller_jam"\nwhere = "left"\nfor_s = 2',
    )
    for i, action in enumerate(actions):
        text += f"\n[[at]]\nt_s = {i + 1}\n{action}"
    at = [{k: v for k, v in one.items() if k != "t_us"} for one in spec_of(tmp_path, text)["at"]]
    assert at == [
        {"do": "press", "button": "start", "hold_ms": -1},
        {"do": "release", "button": "start"},
        {"do": "press", "button": "heat", "hold_ms": 80},
        {"do": "feet", "feet": "both"},
        {"do": "host", "line": "{}"},
        {"do": "power", "on": False},
        {"do": "power", "on": True},
        {"do": "fault", "fault": "brownout", "where": None, "value": 50.0, "for_us": None},
        {"do": "feet", "feet": "none"},
        {"do": "feet", "feet": "both"},
        {"do": "power", "on": False},
        {"do": "power", "on": True},
        {"do": "contact_w_m2k", "value": 120.0, "where": None},
        {"do": "contact_w_m2k", "value": 120.0, "where": "right"},
        {"do": "room_warmer_c", "value": -2.0, "where": None},
        {"do": "supply_v", "value": 11.5, "where": None},
        {"do": "fault", "fault": "roller_jam", "where": "left", "value": None, "for_us": 2000000},
    ]


def test_feet_that_step_out_for_a_moment_go_back_to_where_they_were(tmp_path):
    text = SHORTEST.replace("= 1", "= 99")
    for line in ("t_s = 5\nfeet = 'left'", "t_s = 2\nfeet = 'right'\nfor_s = 1",
                 "t_s = 9\nfeet = 'none'\nfor_s = 2.5"):  # fmt: skip
        text += f"\n[[at]]\n{line}"
    at = spec_of(tmp_path, text)["at"]
    moves = [(one["t_us"] / 1e6, one["feet"]) for one in at]
    assert moves == [(2, "right"), (3, "none"), (5, "left"), (9, "none"), (11.5, "left")]


def test_a_number_of_a_part_stands_by_its_name_and_none_means_the_usual_parts(tmp_path):
    assert "parameters" not in spec_of(tmp_path, SHORTEST)["plant"]
    spec = spec_of(tmp_path, SHORTEST + "\n[plant]\nroller_foot_a = 0.5\ncore_c = 36")
    assert spec["plant"]["parameters"] == {"roller_foot_a": 0.5, "core_c": 36.0}


def test_board_stage_and_seed_given_beside_the_file_win(tmp_path):
    spec = spec_of(tmp_path, WALK, board="esp32_devkit", stage="gentle", seed=7)
    assert (spec["board"]["name"], spec["stage"]["name"]) == ("esp32_devkit", "gentle")
    assert spec["seed"] == 7


def test_a_seed_of_zero_beside_the_file_wins_too(tmp_path):
    assert spec_of(tmp_path, WALK, seed=0)["seed"] == 0


def test_the_edges_of_time_are_inside(tmp_path):
    text = SHORTEST + '\n[[at]]\nt_s = 0\nfeet = "both"\n[[at]]\nt_s = 1\nfeet = "none"'
    assert [one["t_us"] for one in spec_of(tmp_path, text)["at"]] == [0, 1_000_000]


def trip(name, at_s):
    return {"name": name, "where": "left", "at_s": at_s}


# trips of the run, expectation, held
TRIPS = (
    ([], "none", 0.0, None, True),
    ([], "any", 0.0, None, False),
    ([], "dose", 0.0, None, False),
    ([trip("dose", 10.0)], "none", 0.0, None, False),
    ([trip("dose", 10.0)], "none", 10.1, None, True),
    ([trip("dose", 10.0)], "none", 0.0, 9.9, True),
    ([trip("dose", 10.0)], "dose", 10.0, None, True),
    ([trip("dose", 10.0)], "dose", 10.1, None, False),
    ([trip("dose", 10.2)], "dose", 10.0, 0.2, True),
    ([trip("dose", 10.21)], "dose", 10.0, 0.2, False),
    ([trip("dose", 10.0)], "any", 0.0, None, True),
    ([trip("dose", 10.0)], "clock", 0.0, None, False),
    ([trip("clock", 5.0), trip("dose", 10.0)], "dose", 10.0, 0.2, True),
)


@pytest.mark.parametrize("trips, name, after_s, within_s, held", TRIPS)
def test_a_trip_is_expected_by_name_and_window(trips, name, after_s, within_s, held):
    expected = {"kind": "trip", "name": name, "after_s": after_s, "within_s": within_s}
    (result,) = judge([expected], {"trips": trips})
    assert result["held"] is held
    assert (trips[-1]["name"] if trips else "no trip") in result["got"]


PLANT = (
    ("below", 40.1, True), ("below", 40.0, False), ("above", 39.9, True), ("above", 40.0, False),
    ("equals", 40.0, True), ("equals", 40.001, False),
)  # fmt: skip


@pytest.mark.parametrize("test, bound, held", PLANT)
def test_a_bound_is_judged_just_below_at_and_above(test, bound, held):
    expected = {"kind": "plant", "path": "left.peak_skin_c", "test": test, "bound": bound}
    (result,) = judge([expected], {"plant": {"left": {"peak_skin_c": 40.0}}})
    assert (result["held"], result["got"]) == (held, "40")


def test_a_number_that_is_none_or_not_a_number_never_holds():
    expected = {"kind": "plant", "path": "heater_off_after_s", "test": "below", "bound": 1.0}
    for value in (None, float("nan")):
        (result,) = judge([expected], {"heater_off_after_s": value, "plant": {}})
        assert result["held"] is False
