"""The same campaign on a dask cluster: a real scheduler and two real workers, on this machine."""

import json
import os
import signal
import subprocess
import sys
import threading
from socketserver import BaseRequestHandler, TCPServer

import pytest

from tests.campaign_bench import CAMPAIGN, finish, put, runs_in, some_runs, start, wait_for, whole
from tests.gates.tree import ROOT
from tests.outside import solekeeper

pytest.importorskip("distributed")


class Cluster:
    """Processes that a test may also kill."""

    def __init__(self, folder, workers):
        self.folder, self.processes = folder, []
        self.file = folder / "scheduler.json"
        place = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        self.scheduler = self.start("dask_scheduler", *place, "--no-dashboard")
        self.address = wait_for(self.written)["address"]
        self.workers = [
            self.start(
                "dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
                "--local-directory", str(folder / str(i)),
            )
            for i in range(workers)
        ]  # fmt: skip

    def written(self):
        try:
            return json.loads(self.file.read_text())
        except (OSError, ValueError):
            return None

    def start(self, what, *arguments):
        made = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{what}", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(made)
        return made

    def await_workers(self):
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def end(self):
        for each in reversed(self.processes):
            each.kill()
            each.wait()


@pytest.fixture
def cluster(tmp_path_factory):
    made = []

    def make(workers=2):
        made.append(Cluster(tmp_path_factory.mktemp("cluster"), workers))
        return made[-1]

    yield make
    for each in made:
        each.end()


def test_a_cluster_carries_the_same_runs_though_one_of_its_workers_is_killed(cluster, tmp_path):
    made = cluster()
    made.await_workers()
    text = CAMPAIGN.replace("[draw]", "[draw]\nscenario.duration_s = 40")
    path, out = put(tmp_path, text), tmp_path / "out"
    child = start(path, "-n", 14, "--out", out, "--scheduler", made.address)
    wait_for(some_runs(out))
    made.workers[0].send_signal(signal.SIGKILL)
    code, told, err = finish(child)
    assert code == 0, err
    assert "Traceback" not in err and "0 of 14" in told
    code, _, err = whole(path, "-n", 14, "--out", tmp_path / "here")
    assert code == 0, err
    wanted = {run: row[:8] for run, row in runs_in(tmp_path / "here").items()}
    assert {run: row[:8] for run, row in runs_in(out).items()} == wanted


def test_a_scheduler_that_dies_ends_1_with_one_line_that_names_what_is_kept(cluster, tmp_path):
    made = cluster()
    made.await_workers()
    path, out = put(tmp_path), tmp_path / "out"
    child = start(path, "-n", 400, "--out", out, "--scheduler", made.address)
    wait_for(some_runs(out))
    made.scheduler.kill()
    code, _, err = finish(child)
    (line,) = [line for line in err.splitlines() if " left" not in line]
    assert code == 1 and made.address in line
    assert f"{len(runs_in(out))} of 400 runs are kept in {out / 'runs.sqlite'}" in line


def test_a_scheduler_without_workers_is_one_line(cluster, tmp_path):
    made = cluster(workers=0)
    answer = solekeeper("campaign", put(tmp_path), "--scheduler", made.address)
    assert answer.code == 2 and answer.err.count("\n") == 1
    assert f"{made.address} has no workers" in answer.err


class Babbler(BaseRequestHandler):
    """Something else that listens on a port."""

    def handle(self):
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20)


def test_a_port_that_is_no_scheduler_is_one_line(tmp_path):
    with TCPServer(("127.0.0.1", 0), Babbler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
        code, _, err = whole(put(tmp_path), "--scheduler", address, "--out", tmp_path / "out")
        server.shutdown()
    assert (code, err) == (2, f"--scheduler: {address} is no dask scheduler\n")


def test_without_dask_the_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    answer = solekeeper("campaign", put(tmp_path), "--scheduler", "tcp://127.0.0.1:1")
    assert answer.code == 2 and "solekeeper[cluster]" in answer.err
