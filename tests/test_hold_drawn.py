"""`solekeeper hold`: drawn plants and evenings, every one judged by plant truth."""

import json
import sys

from host_tools import hold
from host_tools.cli import main
from sim.hold.cases import KINDS, RANGES, case


def test_no_drawn_pad_goes_over_and_none_is_late(capsys):
    """Every kind of evening on both stages. Whatever holds here is measured at large by hand."""
    assert main(["hold", "-n", str(2 * len(KINDS)), "--seed", "5"]) == 0
    out = capsys.readouterr().out
    assert f"{2 * len(KINDS)} evenings, {4 * len(KINDS)} feet: 0 over; 0 slow of " in out
    assert "0 slow of 0 " not in out  # none late because none was compared


def test_beads_anywhere_in_their_tolerance_take_no_pad_over(capsys):
    assert main(["hold", "-n", "6", "--seed", "6", "--beads", "--json"]) == 0
    feet = json.loads(capsys.readouterr().out)
    assert len(feet) == 12 and all("rises" in foot["odd"] for foot in feet)


def test_a_pad_over_its_setpoint_is_a_no(monkeypatch, capsys):
    monkeypatch.setattr(hold, "OVER_C", -90.0)
    assert main(["hold", "-n", "1", "--python", sys.executable]) == 1
    assert "2 over" in capsys.readouterr().out


def test_a_pad_that_never_gets_warm_is_slow_and_one_that_could_not_is_not():
    run = {"event_s": 900.0}
    foot = {"first_s": 5.0, "changed": 0, "near_s": None, "fastest_s": 100.0}
    assert hold.slowness(run, foot, "near_s", "fastest_s") == hold.NEVER
    assert hold.slowness(run, {**foot, "fastest_s": None}, "near_s", "fastest_s") is None
    assert hold.slowness(run, {**foot, "near_s": 121.0}, "near_s", "fastest_s") == 1.21
    assert hold.slowness({"event_s": 110.0}, foot, "near_s", "fastest_s") is None
    assert hold.slowness(run, {**foot, "changed": 1}, "near_s", "fastest_s") is None


def test_a_case_is_a_function_of_seed_and_number_and_stays_in_its_ranges():
    assert case(1, 7) == case(1, 7) != case(2, 7)
    for number in range(40):
        drawn = case(3, number, corners=True)
        for key, (low, high) in RANGES.items():
            assert low <= drawn["spec"]["plant"][key] <= high
    assert {case(1, n)["kind"] for n in range(2 * len(KINDS))} == set(KINDS)
