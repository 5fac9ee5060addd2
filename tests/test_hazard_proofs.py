"""What a row of the hazard table names as its code, tests and results does belong to it."""

from dataclasses import replace

import pytest

from host_tools import hazard_tables
from host_tools.hazard_checks import more_tests
from host_tools.hazard_facts import facts
from sim.hazards import from_data
from tests.test_hazard_table import KNOWN, PART, ROW, told


def test_a_trip_that_none_of_the_rows_files_raises_is_told():
    known = replace(KNOWN, trips=frozenset({"contact_latch", "dose"}))
    row = {"noticed": ["contact_latch", "dose"]}
    assert told(row, known) == ["HAZ-001: none of its code raises dose"]
    other = {"firmware/safety/dose.py": {"dose"}}
    both = replace(known, files=known.files | set(other), raises={**KNOWN.raises, **other})
    assert told(row, both) == ["HAZ-001: none of its code raises dose"]
    assert told({**row, "code": ["safety/thermal.py", "safety/dose.py"]}, both) == []


@pytest.mark.parametrize(
    "played, whole",
    (
        ({("heater_stuck_on", "right")}, True),  # the sides are built alike
        ({("ntc_open", "left.a"), ("heater_stuck_on", "left")}, True),
        ({("heater_leak", "left")}, False),
        ({("heater_stuck_on", "")}, False),
    ),
)
def test_a_scenario_that_plays_another_fault_or_place_than_its_row_is_told(played, whole):
    known = replace(KNOWN, played={"scenarios/hot.toml": played})
    words = [] if whole else ["HAZ-001: scenarios/hot.toml plays none of its faults"]
    assert told(known=known) == words


def test_a_scenario_that_breaks_nothing_proves_no_fault_but_may_stand_for_what_people_do():
    name = "scenarios/faults/hot.toml"
    known = replace(KNOWN, files=KNOWN.files | {name}, played={name: set()})
    assert told(known=known) == []
    assert told({"tests": ["test_it_is_cut", name]}, known) == [
        f"HAZ-001: {name} plays none of its faults"
    ]


def test_several_faults_of_one_play_may_each_be_a_scenarios():
    row = {"plays": ["heater_stuck_on left", "heater_stuck_on left + ntc_open left.a"]}
    known = replace(KNOWN, played={"scenarios/hot.toml": {("ntc_open", "left.a")}})
    known = replace(known, faults=frozenset({"heater_stuck_on", "ntc_open"}))
    assert told(row, known) == []


def test_the_trees_facts_say_who_raises_and_who_plays_what():
    known = facts()
    assert known.raises["firmware/safety/liveliness.py"] == {"sensor_stuck", "sensor_rate"}
    assert known.played["scenarios/faults/ntc_swapped.toml"] == {("ntc_swapped", "feet")}
    welded = "scenarios/hazards/a_welded_heater_is_cut_on_either_side_of_either_board.toml"
    assert known.played[welded] == {("heater_stuck_on", "left"), ("heater_stuck_on", "right")}


def test_a_test_counts_for_a_row_that_it_names_and_not_for_one_whose_limit_it_names():
    (row,) = from_data({"hazard": [ROW]}, "here").hazards
    assert more_tests(row, KNOWN) == set()
    named = {**KNOWN.tests, "test_of_it": {"HAZ-001", "SAF-001"}}
    assert more_tests(row, replace(KNOWN, tests=named)) == {"test_of_it"}


def test_told_runs_are_counted_from_results_of_broken_parts_alone():
    row = {**ROW, "plays": ["heater_stuck_on left", "feet none", "nothing"]}
    calm = {**ROW, "id": "HAZ-002", "plays": ["nothing"]}
    table = from_data({"hazard": [row, calm], "component": [PART]}, "here")

    def ran(hazard, play, told_runs):
        return {"hazard": hazard, "play": play, "runs": 6, "told_runs": told_runs}

    plays = [ran("HAZ-001", "heater_stuck_on left", 5), ran("HAZ-001", "heater_stuck_on left", 0)]
    plays += [ran("HAZ-001", "feet none", 6), ran("HAZ-001", "nothing", 6)]
    plays += [ran("HAZ-001", "heater_leak left", 6), ran("HAZ-003", "heater_stuck_on left", 6)]
    (part,) = table.components
    assert hazard_tables.told_runs(part, list(table.hazards), plays) == "5 of 12"
    both = replace(part, rows=("HAZ-001", "HAZ-002"))
    said = hazard_tables.told_runs(both, list(table.hazards), plays)
    assert said == "5 of 12; not played: HAZ-002"
    assert hazard_tables.told_runs(part, list(table.hazards), []) == "not played: HAZ-001"
