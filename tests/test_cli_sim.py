"""`solekeeper sim` from outside: files, lines, exit codes. The core behind it is the stub."""

import json
import xml.etree.ElementTree as xml

import pytest

from sim.reports import report
from tests.outside import NO_FAULT, WALK, solekeeper, use_stub, write

BROKEN = WALK.replace("below = 41.0", "below = 20.0")
SIX = ("events.jsonl", "junit.xml", "report.html", "session.svg", "summary.json", "trace.csv")
SUMMARY_KEYS = [
    "schema", "scenario", "board", "stage", "profile", "runtime", "seed", "sim_s", "wall_s",
    "trip", "session", "plant", "heater_off_after_s", "expectations", "trace_sha256",
]  # fmt: skip


@pytest.fixture(autouse=True)
def stub(monkeypatch, request):
    """The stub core; and no pictures, which take a second each, but for the tests that ask."""
    use_stub(monkeypatch)
    if "the_same_bytes" not in request.node.name:
        monkeypatch.setattr(report, "page", lambda *given: "<p>a page</p>")
        monkeypatch.setattr(report, "picture_of_session", lambda *given: "<svg/>")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_run_whose_expectations_hold_ends_0_and_leaves_six_whole_files(tmp_path):
    out = tmp_path / "new" / "out"
    done = solekeeper("sim", write(tmp_path, WALK), "--out", out)
    assert (done.code, done.err) == (0, "")
    assert names(out) == sorted(SIX)
    assert names(out.parent) == ["out"]
    assert "3 of 3 expectations held" in done.out and str(out / "report.html") in done.out


def test_the_summary_has_the_keys_of_schema_1_in_their_order(tmp_path):
    solekeeper("sim", write(tmp_path, WALK), "--out", tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert list(summary) == SUMMARY_KEYS
    assert list(summary["trip"]) == ["code", "name", "where", "value", "limit", "at_s"]
    assert summary["schema"] == 1 and summary["runtime"] == "cpython"
    assert [list(result) for result in summary["expectations"]] == [["expect", "held", "got"]] * 3


def test_the_trace_has_a_row_per_100_ms_and_starts_with_the_time(tmp_path):
    solekeeper("sim", write(tmp_path, WALK), "--out", tmp_path / "out")
    rows = (tmp_path / "out" / "trace.csv").read_text().splitlines()
    assert rows[0].split(",")[0] == "t_ms" and "left_skin_c" in rows[0].split(",")
    assert len(rows) == 1 + 300
    assert len({row.count(",") for row in rows}) == 1


def test_events_are_one_json_object_a_line(tmp_path):
    solekeeper("sim", write(tmp_path, WALK), "--out", tmp_path / "out")
    lines = (tmp_path / "out" / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["state", "trip"]


def test_a_broken_expectation_ends_1_and_turns_the_junit_red(tmp_path):
    done = solekeeper("sim", write(tmp_path, BROKEN), "--out", tmp_path / "out")
    assert done.code == 1 and "broken: expected left.peak_skin_c below 20; got 31.39" in done.out
    root = xml.parse(tmp_path / "out" / "junit.xml").getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "0")
    (failure,) = root.iter("failure")
    assert "expected: left.peak_skin_c below 20; got: 31.39" in failure.get("message", "")


def test_without_expectations_there_is_no_junit_and_the_run_ends_0(tmp_path):
    text = NO_FAULT[: NO_FAULT.index("[[expect]]")]
    done = solekeeper("sim", write(tmp_path, text), "--out", tmp_path / "out")
    assert done.code == 0 and "junit.xml" not in names(tmp_path / "out")


def test_a_folder_that_exists_keeps_its_own_files_and_loses_only_an_old_junit(tmp_path):
    out = tmp_path / "out"
    solekeeper("sim", write(tmp_path, WALK), "--out", out)
    (out / "notes.txt").write_text("mine")
    solekeeper("sim", write(tmp_path, NO_FAULT[: NO_FAULT.index("[[expect]]")]), "--out", out)
    assert names(out) == sorted({*SIX, "notes.txt"} - {"junit.xml"})


def test_json_prints_one_document_and_nothing_else(tmp_path):
    done = solekeeper("sim", write(tmp_path, BROKEN), "--json", "--out", tmp_path / "out")
    assert done.code == 1
    written = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert json.loads(done.out) == written


def test_several_files_get_a_sub_folder_each_and_one_junit_on_top(tmp_path):
    one, two = write(tmp_path, WALK), write(tmp_path, BROKEN, "hop.toml")
    done = solekeeper("sim", one, two, "--json", "--out", tmp_path / "out")
    assert done.code == 1
    assert names(tmp_path / "out") == ["hop", "junit.xml", "walk"]
    assert "junit.xml" not in names(tmp_path / "out" / "walk")
    assert [type(summary) for summary in json.loads(done.out)] == [dict, dict]
    suites = xml.parse(tmp_path / "out" / "junit.xml").getroot()
    assert [suite.get("failures") for suite in suites] == ["0", "1"]


def test_a_folder_means_every_scenario_below_it_and_prints_a_list_even_of_one(tmp_path):
    (tmp_path / "all" / "deep").mkdir(parents=True)
    write(tmp_path / "all" / "deep", WALK)
    done = solekeeper("sim", tmp_path / "all", "--json")
    assert done.code == 0 and len(json.loads(done.out)) == 1


def test_without_out_nothing_is_written_anywhere(tmp_path, monkeypatch):
    path = write(tmp_path, WALK)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert solekeeper("sim", path).code == 0
    assert names(tmp_path / "here") == [] and names(tmp_path) == ["here", "walk.toml"]


def test_the_same_scenario_twice_writes_the_same_bytes(tmp_path):
    for out in ("one", "two"):
        solekeeper("sim", write(tmp_path, WALK), "--out", tmp_path / out)
    for name in SIX:
        texts = [(tmp_path / out / name).read_bytes() for out in ("one", "two")]
        assert texts[0] == texts[1], name


def test_a_seed_on_the_command_line_wins_and_changes_the_trace(tmp_path):
    path = write(tmp_path, WALK)
    runs = [json.loads(solekeeper("sim", path, "--json", "--seed", n).out) for n in (1, 2)]
    assert [run["seed"] for run in runs] == [1, 2]
    assert runs[0]["trace_sha256"] != runs[1]["trace_sha256"]


def test_a_run_without_a_verdict_is_one_line_exit_1_and_an_error_in_the_junit(tmp_path):
    bad = write(tmp_path, WALK.replace("a short walk", "explode"), "bad.toml")
    done = solekeeper("sim", bad, write(tmp_path, WALK), "--out", tmp_path / "out")
    assert done.code == 1 and done.err == f"{bad}: no verdict\n"
    assert names(tmp_path / "out") == ["junit.xml", "walk"]
    assert xml.parse(tmp_path / "out" / "junit.xml").getroot().get("errors") == "1"


def test_ctrl_c_ends_130_with_one_line_that_names_what_is_complete(tmp_path):
    stop = write(tmp_path, WALK.replace("a short walk", "interrupt"), "zzz.toml")
    done = solekeeper("sim", write(tmp_path, WALK), stop, "--out", tmp_path / "out")
    assert done.code == 130
    out = tmp_path / "out"
    kept = f"complete results in {out / 'walk'}; so far in {out / 'zzz'}: trace.csv"
    assert done.err == f"interrupted; {kept}\n"
    assert names(out) == ["walk", "zzz"] and names(out / "zzz") == ["trace.csv"]


def test_a_speed_holds_simulated_time_back(tmp_path):
    quick = json.loads(solekeeper("sim", write(tmp_path, WALK), "--json", "--speed", 100).out)
    assert quick["sim_s"] == 30.0
    assert quick["wall_s"] < 0.1  # the run alone, without the waiting


def test_list_faults_prints_every_fault_of_the_code_as_text_and_as_json():
    from sim.faults import FAULTS

    text = solekeeper("sim", "--list-faults").out
    rows = json.loads(solekeeper("sim", "--list-faults", "--json").out)
    assert [row["fault"] for row in rows] == list(FAULTS)
    for name in FAULTS:
        assert name in text
    assert "Not yet" not in text and max(map(len, text.splitlines())) < 80
