"""The ends of the link on the host's side: ports that do not open, lines, the simulated device."""

import errno
import os
import tty

import pytest
import serial

from host_tools import transport
from host_tools.errors import BadInput
from host_tools.simulated import SimulatedLink
from host_tools.transport import Lines, PortLost, SerialLink, framed, open_link


@pytest.fixture
def pair():
    """(our end, path of the port) of a pseudo-terminal nobody else holds."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    try:
        os.close(ours)
    except OSError:
        pass  # the test unplugged it


def test_bytes_go_both_ways(pair):
    ours, path = pair
    link = SerialLink(path)
    link.write(b"to the board\n")
    assert os.read(ours, 100) == b"to the board\n"
    os.write(ours, b"to the host\n")
    got = b""
    while not got.endswith(b"\n"):
        got += link.read(5)
    assert got == b"to the host\n" and link.read(0.01) == b""
    link.close()


def test_a_port_that_another_program_holds_is_said_to_be_held(pair):
    first = SerialLink(pair[1])
    with pytest.raises(BadInput, match="another program holds it"):
        SerialLink(pair[1])
    first.close()
    SerialLink(pair[1]).close()


def test_a_port_that_is_not_there_sends_the_person_to_the_list():
    with pytest.raises(BadInput, match="/dev/nothing: there is no such port; `solekeeper ports`"):
        SerialLink("/dev/nothing")


def test_a_port_that_is_not_ours_names_the_group(monkeypatch):
    def refuse(*_given, **_options):
        raise serial.SerialException(errno.EACCES, "could not open port")

    monkeypatch.setattr(transport.serial, "Serial", refuse)
    with pytest.raises(BadInput, match="not yours to open; on Linux: sudo usermod -aG dialout"):
        open_link("/dev/ttyACM0")


def test_a_file_is_no_port(tmp_path):
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(BadInput, match="does not open as a serial port"):
        SerialLink(str(path))


def test_a_port_that_goes_away_is_lost_for_reading_and_for_writing():
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    link = SerialLink(os.ttyname(theirs))
    os.close(ours)
    os.close(theirs)
    with pytest.raises(PortLost):
        link.read(5)
    with pytest.raises(PortLost):
        link.write(b"x" * 100)
    link.close()


def test_lines_come_together_from_any_pieces_and_what_is_no_frame_is_counted():
    lines = Lines()
    stream = framed({"a": 1}) + b"\r\n" + b">>> \xff\n" + framed({"b": 2})[:-1] + b"\r\n"
    stream += framed({"c": 3}).replace(b"3", b"4")
    found = [pair for at in range(len(stream)) for pair in lines.feed(stream[at : at + 1])]
    assert [record for _, record in found] == [{"a": 1}, None, {"b": 2}, None]
    assert lines.bad == 2 and lines.rest == b""


def test_a_line_that_never_ends_is_noise_and_is_not_kept():
    lines = Lines()
    assert lines.feed(b"x" * transport.LONGEST) == []
    assert [record for _, record in lines.feed(b"x")] == [None]
    assert lines.bad == 1 and lines.rest == b""
    assert [record for _, record in lines.feed(framed({"a": 1}))] == [{"a": 1}]


class Clock:
    """Time that only sleeping moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def records(link: SimulatedLink, seconds: float) -> list[dict]:
    lines, found = Lines(), []
    until_s = link.clock() + seconds
    while link.clock() < until_s:
        found += lines.feed(link.read(0.1))
    assert lines.bad == 0
    return [record for _, record in found]


def test_the_simulated_device_lives_as_fast_as_the_clock_and_says_hello():
    clock = Clock()
    link = SimulatedLink(clock=clock, sleep=clock.sleep)
    assert [record["hello"] for record in records(link, 2.0)] == [1]
    assert abs(link.world.chip.now_us - 2_000_000) <= 200_000


def test_the_simulated_device_answers():
    clock = Clock()
    link = SimulatedLink(clock=clock, sleep=clock.sleep)
    records(link, 1.0)
    link.write(framed({"get": "status"}))
    (status,) = records(link, 0.5)
    assert status["state"] == "idle"


def test_time_that_the_host_slept_through_is_not_made_up_for():
    clock = Clock()
    link = SimulatedLink(clock=clock, sleep=clock.sleep)
    records(link, 1.0)
    clock.now_s += 86_400.0
    records(link, 1.0)
    assert link.world.chip.now_us < 4_000_000


def test_nothing_piles_up_in_a_simulated_device_that_runs_for_days():
    clock = Clock()
    link = SimulatedLink(clock=clock, sleep=clock.sleep)
    for _ in range(5):
        link.write(framed({"get": "status"}))
        records(link, 0.5)
    assert link.world.journal.events == [] and link.world.chip.stdout == []
