"""The fault matrix: its verdicts, its cases, a short form of it on every commit, its command."""

import json
import shutil
from dataclasses import replace

import pytest

from host_tools import fault_tables
from sim.hazards import load
from sim.matrix import cases
from sim.matrix.carry import carry
from sim.matrix.digest import digest, gaps, good
from sim.matrix.judge import VERDICTS, judge
from sim.matrix.observe import Watch
from sim.matrix.plays import PHASES, STAGES, Case
from sim.matrix.words import head_words
from sim.rig import Rig
from tests.gates.tree import ROOT
from tests.outside import solekeeper

TABLE = load()
ROW = next(row for row in TABLE.hazards if row.id == "HAZ-020")  # told and off within 100 ms
CASE = Case("ntc_open left.a", "standard", "warm-up", "small", "sensor")
CALM = {
    "sim_s": 300.0, "told": [["sensor_open", "left.a", 90.06]], "latch_s": -1e-6, "timer_s": -1e-6,
    "full_s": -1e-6, "rail_s": 90.1, "last_joule_s": [90.05, 90.05], "skin_c": 33.0, "pad_c": 34.0,
    "pad_after_c": 34.0,
    "cem43_min": 0.0, "mmhg": 0.0, "ended": "tripped", "trace_sha256": "",
}  # fmt: skip


def verdict(hazard=None, case=CASE, **changes):
    return judge(case, hazard or ROW, {**CALM, **changes})["verdict"]


@pytest.mark.parametrize(
    "changes, wanted",
    (
        ({}, "told"),
        ({"told": [["sensor_open", "left.a", 90.2]]}, "late"),
        ({"last_joule_s": [91.0, 0.0]}, "late"),
        ({"told": [], "last_joule_s": [300.0, 300.0], "rail_s": 300.0}, "late"),
        ({"told": [["dose", "", 80.0]]}, "false"),
        ({"skin_c": 44.01}, "broken"),
        ({"cem43_min": 2.51}, "broken"),
        ({"pad_after_c": 41.21}, "broken"),
        ({"pad_c": 41.5}, "told"),  # before the fault: control's, and another row's
        ({"mmhg": 171.0}, "broken"),
        ({"full_s": 121.0}, "broken"),
    ),
)
def test_a_run_is_judged_by_time_and_truth(changes, wanted):
    assert verdict(**changes) == wanted


def test_what_is_not_told_is_bounded_if_its_row_says_so_and_missed_if_not():
    silent = {"told": [], "last_joule_s": [300.0, 300.0], "rail_s": 300.0}
    slow = replace(ROW, in_time={"told_s": 0.1})
    assert verdict(slow, **silent) == "missed"
    assert verdict(replace(slow, noticed=("bounded",)), **silent) == "bounded"
    late = {"told": [["sensor_open", "", 100.0]]}
    assert verdict(slow, **late) == "late"
    assert verdict(replace(slow, noticed=("bounded",)), **late) == "bounded"
    assert verdict(replace(slow, noticed=("bounded",)), **late, skin_c=44.1) == "broken"
    assert verdict(slow, **silent, latch_s=200.0) == "hardware"
    assert verdict(replace(slow, at_most={"told": False})) == "false"


def test_a_row_may_allow_more_time_at_hold_than_in_a_warm_up():
    row = replace(ROW, in_time={"warm_up_s": 15.0, "hold_s": 120.0})
    assert verdict(row, told=[["sensor_open", "", 110.0]]) == "late"
    hold = replace(CASE, phase="hold")
    assert verdict(row, hold, told=[["sensor_open", "", 700.0]]) == "told"


def test_gentle_has_the_lower_bounds():
    gentle = replace(CASE, stage="gentle")
    calm = {"told": [["sensor_open", "", 180.05]], "last_joule_s": [0.0, 0.0], "rail_s": 180.1}
    assert verdict(None, gentle, **calm) == "told"
    assert verdict(None, gentle, **calm, skin_c=41.01) == "broken"
    assert verdict(None, gentle, **calm, cem43_min=0.51) == "broken"
    assert verdict(None, gentle, **calm, mmhg=88.0) == "broken"


def test_the_matrix_is_every_play_on_both_stages_in_every_phase():
    pairs = cases.matrix(TABLE)
    assert len(pairs) >= 300
    for hazard in TABLE.hazards:
        mine = [case for row, case in pairs if row.id == hazard.id]
        for play in hazard.plays:
            there = {(case.stage, case.phase) for case in mine if case.play == play}
            assert there == {(stage, phase) for stage in STAGES for phase in PHASES}, play


def test_no_case_is_there_twice():
    made = [(row.id, case) for row, case in cases.matrix(TABLE)]
    assert len(made) == len(set(made))


def test_both_feet_are_played_where_heat_is_at_stake():
    feet = {}
    for _, case in cases.matrix(TABLE):
        feet.setdefault(case.part, set()).add(case.foot)
    assert feet["sensor"] == feet["heater"] == {"large", "small"} and feet["air"] == {"large"}


@pytest.fixture(scope="module")
def short():
    """One play of each row, in this Python: about a minute on one core."""
    pairs = cases.short(TABLE)
    rows = carry([case for _, case in pairs], 2, "", lambda row: None)
    return [(hazard, judge(case, hazard, row)) for (hazard, case), row in zip(pairs, rows)]


def test_every_hazard_holds_its_bounds_in_a_short_warm_up(short):
    for hazard, cell in short:
        assert cell["verdict"] not in ("broken", "false"), (hazard.id, cell)


def test_every_hazard_is_told_in_time_or_bounded(short):
    for hazard, cell in short:
        assert cell["verdict"] in ("told", "bounded", "hardware"), (hazard.id, cell)


def test_the_short_matrix_has_seen_faults_told_and_heat_that_went_on(short):
    told = {cell["told"] for _, cell in short}
    assert {"sensor_open", "heater_on_unasked", "roller_jam", "over_pressure"} <= told
    assert max(cell["skin_c"] for _, cell in short) > 38.0


@pytest.mark.skipif(not shutil.which("pypy3"), reason="no pypy3 on this machine")
def test_another_interpreter_sees_the_same(short):
    pairs = cases.short(TABLE)[:12]
    rows = carry([case for _, case in pairs], 2, "pypy3", lambda row: None)
    for (hazard, case), row, (_, cell) in zip(pairs, rows, short):
        assert judge(case, hazard, row) == cell


def test_a_rivals_run_is_the_same_in_micropython(micropython):
    case = replace(CASE, who="klipper", lasts_s=100.0)
    here, there = (carry([case], 1, name, lambda row: None)[0] for name in ("", micropython))
    for row in (here, there):
        row.pop("wall_s")
    assert here == there and here["told"][0][0] == "klipper: min_temp"


def test_a_digest_keeps_the_worst_of_each_play_and_counts_all():
    cell = judge(CASE, ROW, CALM)
    bad = judge(replace(CASE, phase="hold"), ROW, {**CALM, "told": [], "skin_c": 45.0})
    found = digest([cell, bad], [], [])
    (play,) = found["plays"]
    assert play["verdict"] == "broken" and play["skin_c"] == 45.0 and play["runs"] == 2
    assert found["counts"]["standard"]["told"] == found["counts"]["standard"]["broken"] == 1
    assert [row["phase"] for row in found["bad"]] == ["hold"]
    assert not good(found) and gaps(found) == 0
    assert good(digest([cell], [], []))


def test_what_another_trip_told_than_its_row_names_is_listed():
    right = judge(CASE, ROW, CALM)
    wrong = judge(CASE, ROW, {**CALM, "told": [["heater_leak", "left", 90.06]]})
    assert wrong["verdict"] == "told"
    found = digest([right, wrong], [], [])["otherwise"]
    assert found == [("HAZ-020", "ntc_open left.a", "heater_leak")]


def test_a_sweep_gives_the_worst_that_nothing_told():
    cells = []
    for value, told, skin_c in ((-1.0, True, 45.0), (-0.5, False, 43.0), (-0.1, False, 40.0)):
        case = Case(f"ntc_drift left {value:g}", "standard", "warm-up", "small")
        row = {**CALM, "skin_c": skin_c, "told": CALM["told"] if told else []}
        cells.append(judge(case, None, row))
    (row,) = digest([], cells, [])["sweeps"]
    assert row["unseen"]["value"] == -0.5 and row["worst"]["value"] == -1.0
    assert row["told_runs"] == 1


def test_the_command_leaves_a_page_and_data_and_says_what_it_found(tmp_path):
    options = ("--only", "HAZ-094", "--jobs", 2, "--out", tmp_path / "out")
    answer = solekeeper("faults", *options)
    assert answer.code == 0 and "6 runs of the matrix: 0 broke the bounds of skin" in answer.out
    page = (tmp_path / "out" / "faults.html").read_text()
    assert "<script" not in page and "HAZ-094" in page and "not a\nmedical device" in page
    data = json.loads((tmp_path / "out" / "faults.json").read_text())
    assert len(data["cells"]["matrix"]) == data["matrix_runs"] == 6
    again = solekeeper("faults", *options, "--json")
    assert json.loads(again.out)["plays"] == data["plays"]


@pytest.mark.parametrize(
    "options, words",
    (
        (("--only", "HAZ-777"), "--only: 'HAZ-777' is no hazard"),
        (("--publish", "--short"), "--publish: only a whole matrix"),
        (("--python", "pypy9"), "pypy9 is not found"),
        (("--jobs", "0"), "whole number"),
    ),
)
def test_a_bad_option_is_one_line_and_exit_2(tmp_path, options, words):
    answer = solekeeper("faults", *options, "--out", tmp_path / "out")
    assert (answer.code, answer.out) == (2, "") and answer.err.count("\n") == 1
    assert words in answer.err and not (tmp_path / "out").exists()


def test_the_published_figures_say_what_printed_them():
    text = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    found = json.loads(fault_tables.PATH.read_text(encoding="utf-8"))
    assert found["command"] in text and found["code"] in text and found["matrix_runs"] >= 300
    assert head_words(found) in text
    for words in VERDICTS.values():
        assert words in text
    for name in fault_tables.BLOCKS:
        assert f"<!-- generated: {name} -->" in text


def promise(fault, *failed):
    return {"fault": fault, "failed": [{"why": words} for words in failed]}


def test_the_first_sentence_says_which_promises_were_not_kept_and_what_follows():
    counts = {"broken": 0, "false": 0, "missed": 0, "late": 3}
    found = {"matrix_runs": 9, "counts": {"standard": counts, "gentle": counts}}
    calm = (
        "9 runs of the matrix: 0 broke the bounds of skin, dose and pressure, 0 tripped falsely, "
        "0 were missed and 6 told late within every bound"
    )
    assert head_words(found) == head_words({**found, "promises": [promise("a wire")]}) == calm
    found["promises"] = [promise("a wire"), promise("heat", "hot", "late"), promise("third", "x")]
    assert head_words(found) == (
        f"{calm}. Of the table of promises 3 runs did not keep what it asks (heat; third), so "
        "the command ends 1"
    )
    found["promises"] = [promise("heat", "hot")]
    assert "1 run did not keep" in head_words(found)


@pytest.mark.parametrize(("stage", "profile"), STAGES.items())
def test_a_latch_that_shows_that_it_acts_has_ended_nothing(stage, profile):
    """Its proof opens it, and on `gentle` it stays open a moment longer than its test line."""
    rig = Rig(stage=stage, profile=profile)
    watch = Watch(rig.world, 0, 1e9, 1e9)
    rig.world.on_tick = watch.look
    rig.start_session(3)
    rig.run(5)
    assert rig.device.governor.latch_proof.proved and watch.latch_us < 0
    rig.fault("ntc_open", "left.latch")
    rig.run(1)
    assert rig.plant.latch_open and watch.latch_us > 0
