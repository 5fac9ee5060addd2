"""`monitor` against scripted bytes, and against a `vdev` as against a board."""

import json
import os
import signal
import subprocess
import sys

import pytest

from host_tools import monitor
from host_tools.transport import PortLost, framed
from tests.gates.tree import ROOT
from tests.outside import solekeeper, write

HELLO = {"hello": 1, "device": {"board": "rpi_pico", "stage": "gentle", "profile": "standard"}}
IDLE = {"state": "idle", "present": [0, 1], "session_ms": 61_000, "heat_ms": 5_000, "trip": None}
TRIP = {"name": "sensor_open", "where": "left.a", "cause": "it broke", "do": "unplug"}
SAID = framed(HELLO) + b"noise\r\n" + framed(IDLE) + framed({**IDLE, "trip": TRIP})


class Script:
    """A port that says this, and then ends as told."""

    name = "/dev/script"

    def __init__(self, said: bytes, end: BaseException) -> None:
        self.said, self.end, self.sent, self.closed = [said], end, b"", False

    def read(self, wait_s: float) -> bytes:
        if self.said:
            return self.said.pop()
        raise self.end

    def write(self, data: bytes) -> None:
        self.sent += data

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def script(monkeypatch):
    def play(said: bytes, end: BaseException) -> Script:
        port = Script(said, end)
        monkeypatch.setattr(monitor, "open_link", lambda name: port)
        return port

    return play


def test_ctrl_c_ends_it_cleanly_and_everything_is_kept(script, tmp_path):
    port = script(SAID, KeyboardInterrupt())
    jsonl, csv = tmp_path / "kept.jsonl", tmp_path / "kept.csv"
    done = solekeeper("monitor", "--port", "x", "--jsonl", jsonl, "--csv", csv)
    assert done.code == 0 and done.err == "" and port.closed
    assert done.out.splitlines()[-1] == f"3 frames, 1 bad lines; kept in {jsonl} and {csv}"
    kept = [json.loads(line) for line in jsonl.read_text().splitlines()]
    assert [row.get("frame", row.get("no_frame")) for row in kept] == [
        HELLO,
        "noise",
        IDLE,
        {**IDLE, "trip": TRIP},
    ]
    rows = [line.split(",") for line in csv.read_text().splitlines()]
    assert (
        ",".join(rows[0]) == "t_s,state,present_left,present_right,session_ms,heat_ms,trip,where"
    )
    assert [row[1:] for row in rows[1:]] == [
        ["idle", "0", "1", "61000", "5000", "", ""],
        ["idle", "0", "1", "61000", "5000", "sensor_open", "left.a"],
    ]


def test_a_person_reads_who_it_is_how_it_is_and_what_tripped(script):
    script(SAID, KeyboardInterrupt())
    lines = [
        line.split(" s  ")[1] for line in solekeeper("monitor", "--port", "x").out.splitlines()[:3]
    ]
    assert lines[0] == "hello: board rpi_pico, stage gentle, profile standard"
    assert lines[1] == "idle, feet in: right, session 1:01, heat 0:05"
    assert lines[2].endswith("TRIP sensor_open (left.a): it broke; unplug")


def test_it_only_ever_asks(script):
    port = script(SAID, KeyboardInterrupt())
    solekeeper("monitor", "--port", "x")
    assert port.sent and set(port.sent.splitlines(True)) <= {
        framed({"hello": 1}),
        framed({"get": "status"}),
    }


def test_a_port_that_goes_away_is_one_line_and_what_came_is_kept(script, tmp_path):
    port = script(SAID, PortLost("unplugged"))
    jsonl = tmp_path / "kept.jsonl"
    done = solekeeper("monitor", "--port", "x", "--jsonl", jsonl)
    assert (
        done.code == 2
        and port.closed
        and done.err
        == (f"/dev/script: went away (unplugged) after 3 frames, 1 bad lines; kept in {jsonl}\n")
    )
    assert len(jsonl.read_text().splitlines()) == 4


def test_frames_with_unknown_or_odd_content_are_shown_and_do_no_harm(script, tmp_path):
    odd = [{"hello": 2}, {"state": "idle"}, {"state": 7, "present": None, "trip": {}}, {"x": []}]
    odd += [{"state": [], "present": 1, "trip": "x", "session_ms": "x"}, {"device": {"a": "[/b]"}}]
    script(b"".join(map(framed, odd)), KeyboardInterrupt())
    done = solekeeper("monitor", "--port", "x", "--csv", tmp_path / "kept.csv")
    assert done.code == 0 and "6 frames, 0 bad lines" in done.out and "{'x': []}" in done.out
    assert len((tmp_path / "kept.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize("option", ("--jsonl", "--csv"))
def test_a_file_that_cannot_be_made_is_named_before_anything_is_asked(script, tmp_path, option):
    port = script(SAID, KeyboardInterrupt())
    done = solekeeper("monitor", "--port", "x", option, tmp_path / "no" / "file")
    assert done.code == 2 and f"{option}: {tmp_path}/no/file: No such file" in done.err
    assert port.sent == b"" and port.closed


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(script):
    script(SAID, KeyboardInterrupt())
    done = solekeeper("monitor", "--port", "x", "--jsonl", "/dev/full")
    assert done.code == 2 and "/dev/full: No space left on device" in done.err


@pytest.mark.parametrize("text", ("0", "-1", "nan", "inf", "long"))
def test_a_time_that_is_none_is_refused(text):
    done = solekeeper("monitor", "--port", "x", f"--seconds={text}")
    assert done.code == 2 and "not a number of seconds above 0" in done.err


@pytest.fixture
def vdev():
    """Start a vdev; its path."""
    started = []

    def start(*arguments: str) -> str:
        command = [sys.executable, "-m", "host_tools", "vdev", *arguments]
        one = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(one)
        return one.stdout.readline().strip()

    start.started = started
    yield start
    for one in started:
        one.send_signal(signal.SIGINT)
        one.communicate(timeout=20)
        assert one.returncode == 0  # Ctrl-C is how it ends


def test_monitor_runs_on_a_vdev_as_on_a_board(vdev, tmp_path):
    path = vdev("--board", "esp32_devkit", "--stage", "standard", "--profile", "standard")
    jsonl = tmp_path / "kept.jsonl"
    done = solekeeper("monitor", "--port", path, "--seconds", "2.5", "--jsonl", jsonl)
    assert done.code == 0 and done.err == "" and "0 bad lines" in done.out
    assert "hello: board esp32_devkit, stage standard, profile standard" in done.out
    assert "idle, feet in: none, session 0:00, heat 0:00" in done.out
    frames = [json.loads(line)["frame"] for line in jsonl.read_text().splitlines()]
    assert "device" in frames[0] and frames[-1]["state"] == "idle"


def test_a_host_may_come_and_go_and_the_scenario_goes_on(vdev, tmp_path):
    text = '[scenario]\nduration_s = 60\n[[at]]\nt_s = 0.5\npress = "start"\n'
    path = vdev(str(write(tmp_path, text)))
    first = solekeeper("monitor", "--port", path, "--seconds", "1.5")
    again = solekeeper("monitor", "--port", path, "--seconds", "2.5")
    assert first.code == again.code == 0 and "profile neuropathy" in again.out
    assert "inspecting, feet in: none" in again.out  # which it does for two minutes


def test_a_vdev_in_service_mode_has_no_prompt_so_flashing_it_is_one_line(vdev, monkeypatch):
    from host_tools import repl

    monkeypatch.setattr(repl, "ENTER_S", 0.5)
    monkeypatch.setattr(repl, "READ_S", 0.5)
    path = vdev()
    done = solekeeper("flash", "--port", path)
    assert done.code == 2 and done.err == (
        f"{path}: not back after its reset: no prompt; is MicroPython on it? If Solekeeper is, "
        "hold its program key for 3 s while you plug it in, then flash; nothing on the board was "
        "changed; plug it in and flash again\n"
    )


def test_a_port_on_which_nobody_speaks_ends_1():
    ours, theirs = os.openpty()
    try:
        done = solekeeper("monitor", "--port", os.ttyname(theirs), "--seconds", "0.3")
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.code == 1 and "no frame in 0.3 s" in done.err


def test_a_real_ctrl_c_leaves_whole_lines_and_ends_0(tmp_path):
    jsonl = tmp_path / "kept.jsonl"
    command = [
        sys.executable,
        "-m",
        "host_tools",
        "monitor",
        "--port",
        "sim",
        "--jsonl",
        str(jsonl),
    ]
    one = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert "hello" in one.stdout.readline()
    one.send_signal(signal.SIGINT)
    out, err = one.communicate(timeout=20)
    assert one.returncode == 0 and err == "" and " frames, 0 bad lines; kept in" in out
    assert all(json.loads(line)["frame"] for line in jsonl.read_text().splitlines())


BAD_VDEV = (
    (("--board", "nine"), 'board "nine" is unknown'),
    (("--stage", "nine"), 'stage "nine" is unknown'),
    (("nowhere.toml",), "nowhere.toml"),
    (("scenarios",), "is a folder; one device plays one scenario"),
)


@pytest.mark.parametrize("arguments, words", BAD_VDEV)
def test_a_bad_description_of_a_vdev_is_one_line(arguments, words, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = solekeeper("vdev", *arguments)
    assert done.code == 2 and done.out == "" and words in done.err and done.err.count("\n") == 1
