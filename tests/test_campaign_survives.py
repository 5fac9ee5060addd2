"""What a campaign survives: killed workers, Ctrl-C, a driver that dies, a full disk."""

import errno
import os
import signal

import psutil
import pytest

from host_tools.load_all import load_part_once
from sim.campaigns.ledger import Ledger
from sim.campaigns.read import read_campaign
from sim.errors import RunFailed
from sim.run import run_plain
from tests.campaign_bench import CAMPAIGN, finish, put, runs_in, some_runs, start, wait_for, whole
from tests.outside import WALK, solekeeper, use_stub, write

LONG = CAMPAIGN.replace("[draw]", "[draw]\nscenario.duration_s = 40")


def children(pid: int) -> list[int]:
    """Processes that this one started and that are not dead."""
    found = psutil.Process(pid).children()
    return [each.pid for each in found if each.status() != psutil.STATUS_ZOMBIE]


def test_a_killed_worker_loses_only_its_own_run_which_is_done_again(tmp_path):
    path, out = put(tmp_path, LONG), tmp_path / "out"
    child = start(path, "-n", 10, "--jobs", 2, "--out", out)
    wait_for(some_runs(out))
    workers = wait_for(lambda: len(children(child.pid)) == 2 and children(child.pid))
    os.kill(workers[0], signal.SIGKILL)
    code, told, err = finish(child)
    assert code == 0, err
    rows = runs_in(out)
    tries = [row[8] for row in rows.values()]
    assert len(rows) == 10 and sum(tries) <= 11
    assert all(row[9] is None for row in rows.values())
    if sum(tries) == 11:  # it may have died between two runs
        assert "1 runs were done again" in told
    campaign = read_campaign(path, load_part_once, None, None)
    for run, row in rows.items():
        assert run_plain(campaign.scenario(run)[0].spec)["trace_sha256"] == row[2]


def test_a_run_that_kills_every_worker_is_told_and_costs_only_itself(tmp_path, monkeypatch):
    from sim.campaigns import crew
    from sim.remote import WorkerDied

    class Deadly(crew.Remote):
        def run(self, spec, sink=None):
            if "run 2" in spec["name"]:
                self.kill()
                raise WorkerDied("python ended with code -9 and no verdict")
            return super().run(spec, sink)

    monkeypatch.setattr(crew, "Remote", Deadly)
    options = ("-n", 3, "--jobs", 1, "--out", tmp_path / "out")
    answer = solekeeper("campaign", put(tmp_path), *options)
    assert answer.code == 1 and "1 runs have no verdict" in answer.out
    rows = runs_in(tmp_path / "out")
    assert rows[2][9].startswith("3 workers died of it") and rows[2][8] == 3
    assert rows[1][9] is None and rows[3][9] is None
    monkeypatch.undo()
    assert solekeeper("campaign", tmp_path / "short.toml", *options).code == 0


def test_ctrl_c_ends_130_says_what_is_kept_and_the_same_command_goes_on(tmp_path):
    path, out = put(tmp_path, LONG), tmp_path / "out"
    child = start(path, "-n", 40, "--jobs", 2, "--out", out)
    wait_for(some_runs(out, 2))
    workers = children(child.pid)
    child.send_signal(signal.SIGINT)
    code, told, err = finish(child)
    kept = len(runs_in(out))
    last = err.splitlines()[-1]
    assert code == 130 and 2 <= kept < 40 and told == "" and "Traceback" not in err
    assert last.startswith("interrupted; ")
    assert f"{kept} of 40 runs are kept in {out / 'runs.sqlite'}; the same command" in last
    wait_for(lambda: not any(map(psutil.pid_exists, workers)))
    code, _, err = whole(path, "-n", kept + 2, "--jobs", 2, "--out", out)
    assert code == 0 and f"{kept} of {kept + 2} runs are there from before" in err


def test_a_driver_that_is_killed_leaves_no_worker_behind(tmp_path):
    path, out = put(tmp_path, LONG), tmp_path / "out"
    child = start(path, "-n", 40, "--jobs", 2, "--out", out)
    wait_for(some_runs(out))
    workers = children(child.pid)
    child.kill()
    finish(child)
    assert workers
    wait_for(lambda: not any(map(psutil.pid_exists, workers)))


def test_a_full_disk_ends_1_with_one_line_that_names_what_is_kept(tmp_path):
    """No file of the driver may grow beyond 60 kB: the ledger's next rows do not fit."""
    path, out = put(tmp_path), tmp_path / "out"
    code, _, err = whole(path, "-n", 200, "--jobs", 2, "--out", out, most_bytes=60_000)
    lines = [line for line in err.splitlines() if " left" not in line]
    kept = len(runs_in(out))
    assert code == 1 and len(lines) == 1 and 0 < kept < 200
    assert str(out / "runs.sqlite") in lines[0] and "cannot be written" in lines[0]
    assert f"{kept} of 200 runs are kept" in lines[0]


def test_a_batch_that_cannot_be_written_leaves_no_half_of_it(tmp_path):
    with Ledger(tmp_path, {"seed": "1"}) as ledger:
        ledger._db.execute("PRAGMA max_page_count = 6")
        row = dict.fromkeys(runs_columns(), None) | {"spec": "x" * 1500, "tries": 1}
        with pytest.raises(RunFailed, match="full"):
            ledger.add([row | {"run": run} for run in range(1, 40)])
        assert ledger.rows(100) == []


def runs_columns():
    from sim.campaigns.rows import COLUMNS

    return COLUMNS


def test_a_page_that_cannot_be_written_keeps_the_runs(tmp_path, monkeypatch):
    path, out = put(tmp_path), tmp_path / "out"
    fill_the_disk(monkeypatch)
    answer = solekeeper("campaign", path, "-n", 2, "--out", out)
    assert answer.code == 1 and "No space left" in answer.err and answer.out == ""
    assert "2 of 2 runs are kept in" in answer.err
    answer = solekeeper("campaign", path, "--run", 2, "--out", out)
    assert answer.code == 1 and answer.err.count("\n") == 1 and "No space left" in answer.err
    monkeypatch.undo()
    assert solekeeper("campaign", path, "-n", 2, "--out", out).code == 0


def test_a_full_disk_ends_sim_1_and_names_what_is_complete(tmp_path, monkeypatch):
    use_stub(monkeypatch)
    one, two = write(tmp_path, WALK), write(tmp_path, WALK, "zzz.toml")
    fill_the_disk(monkeypatch, after="walk")
    answer = solekeeper("sim", one, two, "--out", tmp_path / "out")
    assert answer.code == 1 and answer.err.count("\n") == 1
    assert "No space left" in answer.err
    assert answer.err.endswith(f"complete results in {tmp_path / 'out' / 'walk'}\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["walk"]


def fill_the_disk(monkeypatch, after=None):
    """From now on (or after the folder of this name) no text can be written."""
    from pathlib import Path

    def full(self, *given, **named):
        if after is not None and f".{after}." in str(self):
            return whole(self, *given, **named)
        raise OSError(errno.ENOSPC, "No space left on device")

    whole = Path.write_text
    monkeypatch.setattr(Path, "write_text", full)
