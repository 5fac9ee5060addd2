"""Every scenario in scenarios/ keeps its expectations, on the real core."""

import pytest

from host_tools.load_all import load_part
from sim.faults import FAULTS
from sim.reports.summary import summarise
from sim.run import run_plain
from sim.scenarios.scenario import load
from tests.gates.tree import ROOT

FILES = sorted((ROOT / "scenarios").rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_scenario_keeps_its_expectations(path):
    scenario = load(path, load_part)
    assert scenario.expectations
    summary = summarise(scenario, "cpython", run_plain(scenario.spec, None))
    broken = [result for result in summary["expectations"] if not result["held"]]
    assert not broken


def test_every_fault_that_is_ready_has_a_scenario():
    assert {path.stem for path in FILES if path.parent.name == "faults"} == {
        name for name in FAULTS if FAULTS[name].ready
    }


def test_no_two_scenarios_share_a_name():
    assert len({path.stem for path in FILES}) == len(FILES)


@pytest.mark.parametrize(
    "name",
    (
        "brownout",
        "soft_reset",
        "cpu_hang",
        "fast_hang",
        "slow_exception",
        "ctrl_c",
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
