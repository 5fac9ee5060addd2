"""Firmware without limits on the gentle stage's worst foot, and what the harness must notice.

HAZ-100. The whole table, for a day and both stages: `solekeeper hostile`.
"""

from dataclasses import replace

import pytest

from host_tools.cli import main
from sim.hostile import cases
from sim.hostile.attack import attack
from sim.hostile.digest import digest, good, table_rows
from sim.matrix.judge import DOSE_MIN, SKIN_C

SHORT = {case.play: case for case in cases.short()}
ONE = cases.whole()[0]


@pytest.mark.parametrize("name", SHORT)
def test_no_firmware_without_limits_gets_a_gentle_foot_past_its_bounds(name):
    """HAZ-100: an hour; the timer has ended heat by then, and the rest of the day adds nothing."""
    row = attack(SHORT[name].spec())
    assert row["skin_c"] <= SKIN_C["gentle"]
    assert row["doses"][-1] <= DOSE_MIN["gentle"]
    assert row["pressed_s"] <= 60.0
    if SHORT[name].plan not in ("squeeze", "let go and squeeze"):
        assert row["pad_c"] > 40.0  # it did try
        assert row["latch_s"] or row["timer_s"]
    found = digest([SHORT[name]], [row])
    assert good(found) and found["rows"][0]["broken"] == []


def test_a_timer_that_a_rest_renews_would_break_the_gentle_bound_and_be_told():
    """HAZ-100: why it forgets only without power; also shows that the judge can say no."""
    case = replace(SHORT["renew"], forgets_rail_s=60)
    row = attack(case.spec())
    assert row["doses"][-1] > DOSE_MIN["gentle"]
    found = digest([case], [row])
    assert not good(found) and "over 0.5" in found["rows"][0]["broken"][0]


def test_without_its_valve_timer_a_stage_would_let_firmware_press_for_ever():
    """HAZ-100."""
    spec = SHORT["squeeze"].spec()
    spec["stage"] = dict(spec["stage"], valve_timer=None)
    spec["hostile"]["marks_s"] = [300.0]
    row = attack(spec)
    assert row["pressed_s"] > 290.0 and row["mmhg"] > 75.0


def test_every_declared_part_is_played_at_the_bad_end_of_its_tolerance():
    stage = ONE.spec()["stage"]
    plain = cases.spec(stage=ONE.stage)["stage"]
    latch = plain["hardware_latch"]
    assert stage["hardware_latch"]["trips_mc"] == latch["trips_mc"] + latch["tolerance_mc"]
    assert stage["heat_timer"]["minutes"] == pytest.approx(plain["heat_timer"]["minutes"] * 1.05)
    assert stage["valve_timer"]["seconds"] == pytest.approx(plain["valve_timer"]["seconds"] * 1.1)
    assert stage["valve_timer"]["rests_s"] < plain["valve_timer"]["rests_s"]
    assert stage["relief"]["opens_mmhg"] == pytest.approx(plain["relief"]["opens_mmhg"] * 1.1)
    setup = ONE.spec()["plant"]
    watts = setup["supply_v"] ** 2 / (plain["heater_mohm"] / 1000) * setup["heater_scale"]
    assert watts * 1000 == pytest.approx(plain["heater_max_mw"], rel=0.04)


def test_what_needs_other_hardware_or_a_persons_hand_is_published_and_not_judged():
    row = {
        "skin_c": 50.0, "pad_c": 50.0, "doses": [9.0, 99.0, 999.0], "mmhg": 0.0, "pressed_s": 0.0,
        "latch_s": None, "timer_s": None, "trips": [],
    }  # fmt: skip
    for case in cases.whole():
        found = digest([case], [row])
        judged = case.kind == "requests" or (case.kind == "firmware" and case.stage == "gentle")
        assert bool(found["rows"][0]["broken"]) == judged, case


def ended(case, **found):
    """What the table says took the heat of a run of `case`."""
    row = {
        "skin_c": 40.0, "pad_c": 40.0, "doses": [0.1, 0.1, 0.1], "mmhg": 0.0, "pressed_s": 0.0,
        "latch_s": None, "timer_s": None, "trips": [], **found,
    }  # fmt: skip
    return table_rows(digest([case], [row]), case.kind)[1][0][-1]


def test_the_table_names_what_ended_heat_and_when():
    assert ended(ONE) == "–"
    assert ended(ONE, timer_s=2205.0) == "heat timer, 36.8 min"
    assert ended(ONE, timer_s=2205.0, latch_s=0.04) == "latch, 0 s"
    assert ended(ONE, trips=["session_time"]) == "`session_time`"


def test_the_proof_of_latch_and_timer_is_not_taken_for_an_end_of_heat():
    """Our firmware opens both within its first seconds, to see that they can."""
    case = next(case for case in cases.whole() if case.kind == "requests")
    spec = case.spec()
    spec["hostile"]["marks_s"] = [60.0]
    row = attack(spec)
    assert row["latch_s"] is None and row["timer_s"] is None


def test_a_short_form_is_not_published(capsys):
    assert main(["hostile", "--short", "--publish"]) == 2
    assert "only all of it is published" in capsys.readouterr().err
