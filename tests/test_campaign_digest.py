"""What a campaign says about its runs: bounds, the worst, the page."""

import json

import pytest
from scipy.stats import beta

from sim.campaigns.bounds import at_most, in_words
from sim.campaigns.digest import digest, worst
from sim.campaigns.page import page
from sim.campaigns.rows import COLUMNS, came, shares_of
from sim.rig import spec


def row(run, **more):
    figures = {"peak_skin_c": 35.0, "peak_pad_c": 36.0, "cem43_min": 0.1, "sim_s": 10.0}
    figures |= {"peak_pressure_mmhg": 30.0, "share": 0.3, "nearest": "skin", "broken": 0}
    figures |= {"ended": "completed", "faults": "", "tries": 1, "run": run}
    return dict.fromkeys(COLUMNS) | figures | more


@pytest.mark.parametrize("count, runs", ((0, 1), (0, 1000), (1, 10), (3, 50), (40, 5000), (9, 10)))
def test_the_bound_is_clopper_and_pearsons(count, runs):
    assert at_most(count, runs) == pytest.approx(beta.ppf(0.95, count + 1, runs - count), rel=1e-6)


def test_none_of_n_is_the_rule_of_three_and_all_of_n_says_nothing():
    assert at_most(0, 1000) == pytest.approx(1 - 0.05 ** (1 / 1000))
    assert at_most(0, 1000) == pytest.approx(3 / 1000, rel=1e-2)
    assert at_most(7, 7) == 1.0 and at_most(0, 0) == 1.0
    assert in_words(0, 1000) == "0 of 1000 (95 %: at most 0.3 %)"


def test_the_worst_are_those_without_a_verdict_then_broken_claims_then_the_nearest():
    rows = [row(1, share=0.9), row(2, broken=1, share=0.1), row(3, error="died", share=None)]
    rows += [row(run, share=run / 100) for run in range(4, 20)]
    assert [each["run"] for each in worst(rows)] == [3, 2, 1, *range(19, 12, -1)]


def test_counts_levels_and_claims_come_from_the_rows():
    rows = [row(run, peak_skin_c=30.0 + run / 10) for run in range(1, 101)]
    rows[0].update(share=1.2, trip="dose", ended="tripped", faults="ntc_open left at 3 s")
    expectation = {"expect": "a below 3", "held": True, "got": "1"}
    good = json.dumps({"expectations": [expectation]})
    bad = json.dumps({"expectations": [expectation | {"held": False}]})
    found = digest([*rows, row(101, error="died")], [good] * 99 + [bad])
    assert (found["runs"], found["failed"], found["sim_s"]) == (101, 1, 1000.0)
    assert found["endings"] == {"completed": 99, "tripped": 1}
    assert found["trips"] == {"none": 99, "dose": 1}
    assert found["figures"]["peak_skin_c"]["most"] == 40.0
    assert found["figures"]["peak_skin_c"]["p95"] == pytest.approx(39.5, abs=0.11)
    assert found["figures"]["heater_off_after_s"] is None
    claims = {claim["claim"]: (claim["broken"], claim["runs"]) for claim in found["claims"]}
    assert claims == {"a below 3": (1, 100), "beyond a limit of its profile or stage": (1, 100)}
    assert found["faults"]["ntc_open"]["runs"] == 1 and found["faults"]["no fault"]["runs"] == 99


def test_a_sole_from_a_bath_is_no_share_until_the_device_warms_it():
    made = spec()
    made["plant"] |= {"feet_warmer_c": 0.0, "left_warmer_c": 8.0, "parameters": {"core_c": 37.0}}
    left_c, right_c = came(made["plant"])
    assert left_c > 41.0 > 35.0 > right_c, "the drawn core counts"

    def share(left, right):
        still = {"cem43_min": 0.1, "peak_pressure_mmhg": 30.0}
        feet = {"left": still | {"peak_skin_c": left}, "right": still | {"peak_skin_c": right}}
        return shares_of(made, feet)["skin"]

    assert share(left_c, right_c) == 0.0
    assert share(left_c + 0.01, right_c) > 1.0
    assert share(left_c, 40.5) > 1.0  # no bath of one foot hides what the other was warmed to


def test_a_page_of_anything_is_escaped_and_stands_without_a_single_run():
    rows = [row(1, faults="<script>alert(1)</script> x", error="<b>")]
    for each in (rows, []):
        found = digest(each, [])
        text = page("<script>", {"Seed": "<script>"}, found, each, {1: "worst/a.toml"})
        assert "<script" not in text and text.startswith("<!doctype html>")
