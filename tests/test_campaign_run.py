"""A campaign from outside: what it leaves, and what it survives."""

import json
import os
import pty
import shutil
import sqlite3

import pytest

from tests.campaign_bench import CAMPAIGN, finish, put, runs_in, start, whole
from tests.outside import solekeeper


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Twelve runs in one sitting, by two workers: (folder, stdout, stderr)."""
    folder = tmp_path_factory.mktemp("done")
    code, out, err = whole(put(folder), "-n", 12, "--jobs", 2, "--out", folder / "out")
    assert code == 0, err
    return folder, out, err


def test_a_campaign_leaves_a_ledger_a_page_a_summary_and_the_worst_ten(done):
    folder, out, err = done
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "runs.sqlite", "summary.html", "summary.json", "worst",
    ]  # fmt: skip
    assert len(list((folder / "out" / "worst").iterdir())) == 10
    assert sorted(runs_in(folder / "out")) == list(range(1, 13))
    assert str(folder / "out" / "summary.html") in out
    assert "12 of 12 runs" in err and "runs/s" in err and "left" in err


def test_nothing_broken_in_so_many_runs_is_told_with_its_bound(done):
    folder, out, _ = done
    assert "left.peak_skin_c below 41.3: broken in 0 of 12 (95 %: at most 22 %)" in out
    page = (folder / "out" / "summary.html").read_text()
    assert "0 of 12 (95 %: at most 22 %)" in page
    (claim, _) = json.loads((folder / "out" / "summary.json").read_text())["claims"]
    assert claim["at_most_95"] == pytest.approx(1 - 0.05 ** (1 / 12))


def test_the_page_loads_nothing_and_links_the_worst_ten_that_are_there(done):
    import re

    page = (done[0] / "out" / "summary.html").read_text()
    assert "<script" not in page and "<link" not in page and "not a\nmedical device" in page
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) == 10 and all((done[0] / "out" / link).is_file() for link in links)


def test_one_worker_and_two_give_the_same_rows(done, tmp_path):
    code, _, _ = whole(put(tmp_path), "-n", 12, "--jobs", 1, "--out", tmp_path / "out")
    assert code == 0 and runs_in(tmp_path / "out") == runs_in(done[0] / "out")


@pytest.mark.skipif(not shutil.which("pypy3"), reason="no pypy3 on this machine")
def test_workers_of_another_interpreter_give_the_same_rows(done, tmp_path):
    code, _, err = whole(put(tmp_path), "-n", 12, "--out", tmp_path / "out", "--python", "pypy3")
    assert code == 0, err
    assert runs_in(tmp_path / "out") == runs_in(done[0] / "out")


def test_workers_of_micropython_give_the_same_rows(micropython, done, tmp_path):
    options = ("-n", 3, "--jobs", 1, "--out", tmp_path / "out", "--python", micropython)
    code, _, err = whole(put(tmp_path), *options)
    assert code == 0, err
    wanted = runs_in(done[0] / "out")
    assert runs_in(tmp_path / "out") == {run: wanted[run] for run in (1, 2, 3)}


def test_a_run_is_rerun_alone_by_its_number_and_its_scenario_gives_it_again(done):
    folder, _, _ = done
    row = runs_in(folder / "out")[7]
    again = solekeeper("campaign", folder / "short.toml", "--run", 7, "--out", folder / "out")
    assert again.code == 0 and "the same trace as in the campaign" in again.out
    made = folder / "out" / "run_0000007"
    summary = json.loads((made / "summary.json").read_text())
    assert summary["trace_sha256"] == row[2]
    alone = solekeeper("sim", made / "scenario.toml", "--json")
    assert json.loads(alone.out)["trace_sha256"] == row[2]


def test_each_of_the_worst_ten_has_a_scenario_file_that_gives_its_trace(done):
    folder, _, _ = done
    worst = json.loads((folder / "out" / "summary.json").read_text())["worst"][0]
    alone = solekeeper("sim", worst["scenario"], "--json")
    assert json.loads(alone.out)["trace_sha256"] == worst["trace_sha256"]


def test_the_worst_come_first(done):
    worst = json.loads((done[0] / "out" / "summary.json").read_text())["worst"]
    shares = [row["share"] for row in worst]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == max(row[7] for row in runs_in(done[0] / "out").values())


def test_more_runs_later_carry_only_those_that_are_missing(done, tmp_path):
    shutil.copytree(done[0], tmp_path / "copy")
    folder = tmp_path / "copy"
    with sqlite3.connect(folder / "out" / "runs.sqlite") as ledger:
        ledger.execute("UPDATE runs SET wall_s = 77 WHERE run <= 12")
        ledger.execute("DELETE FROM runs WHERE run IN (3, 9)")
    code, _, err = whole(folder / "short.toml", "-n", 14, "--jobs", 2, "--out", folder / "out")
    assert code == 0 and "10 of 14 runs are there from before" in err
    rows = runs_in(folder / "out")
    first = runs_in(done[0] / "out")
    assert sorted(rows) == list(range(1, 15)) and {run: rows[run] for run in first} == first
    with sqlite3.connect(folder / "out" / "runs.sqlite") as ledger:
        kept = {run for (run,) in ledger.execute("SELECT run FROM runs WHERE wall_s = 77")}
    assert kept == set(range(1, 13)) - {3, 9}


@pytest.mark.parametrize(
    "change, word",
    (
        (("--seed", 5), "another seed"),
        ((CAMPAIGN.replace("25]", "26]"),), "another campaign"),
    ),
)
def test_runs_of_something_else_are_never_mixed_in(done, tmp_path, change, word):
    shutil.copytree(done[0], tmp_path / "copy")
    folder = tmp_path / "copy"
    options = change if len(change) == 2 else ()
    if not options:
        put(folder, *change)
    answer = solekeeper("campaign", folder / "short.toml", "--out", folder / "out", *options)
    assert answer.code == 2 and word in answer.err and answer.err.count("\n") == 1
    assert runs_in(folder / "out") == runs_in(done[0] / "out")


def test_runs_of_other_code_are_never_mixed_in(done, tmp_path, monkeypatch):
    shutil.copytree(done[0], tmp_path / "copy")
    monkeypatch.setattr("sim.campaigns.plan.code", lambda: "0123456789ab")
    folder = tmp_path / "copy"
    answer = solekeeper("campaign", folder / "short.toml", "--out", folder / "out")
    assert answer.code == 2 and "another code" in answer.err


def test_a_broken_claim_ends_1_and_its_runs_are_the_worst(tmp_path):
    text = CAMPAIGN.replace("below = 41.3", "below = 1.0")
    answer = solekeeper("campaign", put(tmp_path, text), "-n", 2, "--out", tmp_path / "out")
    assert answer.code == 1 and "broken in 2 of 2 (95 %: at most 1e+02 %)" in answer.out


def test_json_prints_the_summary_and_nothing_else(tmp_path):
    answer = solekeeper("campaign", put(tmp_path), "-n", 2, "--out", tmp_path / "out", "--json")
    assert json.loads(answer.out) == json.loads((tmp_path / "out" / "summary.json").read_text())


# options, words of the line
BAD = (
    (("-n", "0"), "whole number"),
    (("-n", "many"), "whole number"),
    (("--jobs", "0"), "whole number"),
    (("--run", "0"), "whole number"),
    (("--seed", "-1"), "whole number"),
    (("--python", "pypy9"), "--python: pypy9 is not found"),
    (("--scheduler", "here"), "--scheduler: 'here' is no address"),
    (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler: nothing answers at tcp://127.0.0.1:1"),
)


@pytest.mark.parametrize("options, word", BAD)
def test_a_bad_option_is_one_line_exit_2_and_leaves_nothing(tmp_path, options, word):
    answer = solekeeper("campaign", put(tmp_path), "--out", tmp_path / "out", *options)
    assert (answer.code, answer.out) == (2, "") and answer.err.count("\n") == 1
    assert word in answer.err and not (tmp_path / "out").exists()


def test_a_campaign_that_is_not_there_and_an_out_that_is_no_ledger_are_one_line(tmp_path):
    answer = solekeeper("campaign", tmp_path / "none.toml")
    assert answer.code == 2 and "none.toml" in answer.err
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "runs.sqlite").write_text("not a database at all, only text" * 40)
    answer = solekeeper("campaign", put(tmp_path), "--out", tmp_path / "out")
    assert answer.code == 2 and "runs.sqlite" in answer.err and answer.err.count("\n") == 1


def test_on_a_terminal_a_bar_shows_rate_and_time_left(tmp_path):
    driver, terminal = pty.openpty()
    command = (put(tmp_path), "-n", 3, "--jobs", 1, "--out", tmp_path / "out")
    child = start(*command, stderr=terminal)
    os.close(terminal)
    seen = b""
    while True:
        try:
            piece = os.read(driver, 4096)
        except OSError:  # Linux says so when the last writer has gone
            break
        if not piece:
            break
        seen += piece
    os.close(driver)
    assert finish(child)[0] == 0
    text = seen.decode(errors="replace")
    assert "━" in text and "runs/s" in text and "left" in text and "3/3" in text
