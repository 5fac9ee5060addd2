"""Healthy evenings trip nothing: the short form of `make campaign-clean`, and what it prints."""

from tests.gates.tree import ROOT
from tests.outside import solekeeper
from tests.test_campaign_make import machine, ready

__all__ = ("machine",)
RUNS = 12  # evenings of 25 minutes: about half a minute on a quiet core of CPython


def test_no_healthy_evening_trips_and_the_one_line_tells_runs_and_bound(tmp_path):
    done = solekeeper(
        "campaign", ROOT / "campaigns" / "clean.toml", "-n", str(RUNS), "--jobs", "2",
        "--brief", "--out", tmp_path,
    )  # fmt: skip
    assert done.code == 0, done.out
    (line,) = done.out.splitlines()
    assert line.startswith(f"clean: no trip: broken in 0 of {RUNS} (95 %: at most "), line


def test_a_trip_that_nobody_should_see_ends_1(tmp_path):
    text = (ROOT / "campaigns" / "clean.toml").read_text(encoding="utf-8")
    text = text.replace("../scenarios", str(ROOT / "scenarios"))
    text = text.replace("plant.ntc_percent = 1.0", "plant.ntc_percent = 3.0")
    text += '\n[[maybe]]\nchance = 1.0\nfault = "ntc_open"\nwhere = "left"\nt_s = 60\n'
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    done = solekeeper(
        "campaign", tmp_path / "broken.toml", "-n", "1", "--jobs", "1", "--brief",
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.code == 1
    assert done.out.startswith("clean: no trip: broken in 1 of 1"), done.out


def test_make_campaign_clean_asks_for_ten_thousand_unless_told(machine, monkeypatch):
    ready(machine, monkeypatch)
    done = machine.make("campaign-clean", "PYTHON=pypy3")
    assert done.returncode == 0, done.stderr
    asked = "campaign campaigns/clean.toml --brief -n 10000 --python pypy3"
    assert done.stdout.splitlines()[-1] == asked
    done = machine.make("campaign-clean", "PYTHON=pypy3", "N=7", "JOBS=2", "OUT=there")
    asked = "campaign campaigns/clean.toml --brief -n 7 --jobs 2 --out there --python pypy3"
    assert done.stdout.splitlines()[-1] == asked
