"""Every scenario shipped keeps what it expects and its accepted figures, on the real core."""

import re

import pytest

from host_tools import accepted
from host_tools.load_all import load_part, part_of
from sim.faults import FAULTS
from sim.reports.summary import summarise
from sim.run import run_plain
from sim.scenarios.scenario import load, load_runs
from tests.gates.tree import ROOT

FOLDER = ROOT / "scenarios"
FILES = [path for path in sorted(FOLDER.rglob("*.toml")) if not part_of(path, FOLDER)]
GROUPS = ("programs", "people", "hazards", "boards")
RUNS = [run for path in FILES for run in load_runs(path, load_part)]


@pytest.mark.parametrize("scenario", RUNS, ids=lambda scenario: scenario.stem)
def test_a_shipped_scenario_keeps_its_expectations_and_figures(scenario):
    """A moved figure that is meant: `solekeeper sim scenarios --accept`, and commit."""
    assert scenario.expectations
    summary = summarise(scenario, "cpython", run_plain(scenario.spec, None))
    broken = [result for result in summary["expectations"] if not result["held"]]
    assert not broken
    assert accepted.moved(scenario, summary) == []


def test_every_fault_that_is_ready_has_a_scenario():
    assert {path.stem for path in FILES if path.parent.name == "faults"} == {
        name for name in FAULTS if FAULTS[name].ready
    }


def test_no_two_scenarios_share_a_name():
    assert len({run.stem for run in RUNS}) == len(RUNS)


def test_there_are_forty_scenarios_beside_the_faults_in_four_groups_and_all_are_sentences():
    grouped = [path for path in FILES if path.parent.name in GROUPS]
    assert len(grouped) >= 40
    for path in grouped:
        words = path.stem.split("_")
        assert len(words) >= 4 and re.fullmatch("[a-z0-9_-]+", path.stem), path
        name = load_runs(path, load_part)[0].spec["name"].split(":")[0]
        assert name[0].isupper(), name
    assert {path.parent.name for path in grouped} == set(GROUPS)


def test_every_grouped_scenario_has_accepted_figures_and_none_is_left_over():
    places = {
        path.parent / "accepted" / f"{path.stem}.json"
        for path in FILES
        if path.parent.name in GROUPS
    }
    assert all(place.is_file() for place in places)
    assert {place for group in GROUPS for place in (FOLDER / group).rglob("*.json")} == places


@pytest.mark.parametrize(
    "name",
    (
        "brownout",
        "soft_reset",
        "cpu_hang",
        "fast_hang",
        "slow_exception",
        "reset_loop",
    ),
)
def test_a_fault_that_restarts_the_controller_leaves_time_in_which_heat_could_come_back(name):
    """Else "no way back into heat by itself" would hold because nobody was there."""
    scenario = load(ROOT / "scenarios" / "faults" / f"{name}.toml", load_part)
    events = run_plain(scenario.spec, None)["events"]
    broken_s = next(event["t_s"] for event in events if event["event"] == "fault")
    boots_s = [event["t_s"] for event in events if event["event"] == "boot"]
    assert any(broken_s < t_s < broken_s + 10.0 for t_s in boots_s), boots_s
