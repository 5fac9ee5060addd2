"""Which port is meant, and what is said when none or several could be."""

import json

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from tests.outside import solekeeper

PICO, ESP32, CLOCK = (0x2E8A, 0x0005), (0x10C4, 0xEA60), (0x1234, 0x0001)


def port(name: str, usb: tuple[int, int] | None = None) -> ListPortInfo:
    found = ListPortInfo(name)
    if usb:
        found.vid, found.pid = usb
        found.serial_number = "E660"
    return found


@pytest.fixture
def plugged(monkeypatch):
    """Plug in what a test wants."""

    def plug(*found: ListPortInfo) -> None:
        monkeypatch.setattr(list_ports, "comports", lambda: list(found))

    plug()
    return plug


@pytest.mark.parametrize("command", ("flash", "monitor"))
def test_without_a_board_one_line_names_the_ports_seen(plugged, command):
    plugged(port("/dev/ttyS0"), port("/dev/ttyUSB7", CLOCK))
    done = solekeeper(command)
    assert done.code == 2 and done.err.count("\n") == 1
    assert "ports seen: /dev/ttyS0 (no USB device), /dev/ttyUSB7 (unknown USB dev" in done.err


def test_without_any_port_the_line_says_none(plugged):
    done = solekeeper("flash")
    assert done.code == 2 and "no rp2 board seen; ports seen: none; plug one in" in done.err


def test_of_two_boards_a_person_has_to_choose(plugged):
    plugged(port("/dev/ttyACM0", PICO), port("/dev/ttyACM1", PICO))
    done = solekeeper("flash")
    assert done.code == 2 and "several ports look like a rp2 board: /dev/ttyACM0 (P" in done.err


@pytest.mark.parametrize("board, name", (("rpi_pico", "nopico"), ("esp32_devkit", "noesp")))
def test_the_only_port_that_looks_like_the_boards_chip_is_taken(plugged, board, name):
    plugged(port("/dev/nopico", PICO), port("/dev/noesp", ESP32), port("/dev/ttyS0"))
    done = solekeeper("flash", "--board", board)
    assert done.code == 2 and done.err.startswith(f"/dev/{name}: there is no such port")


def test_a_bridge_is_no_pico(plugged):
    plugged(port("/dev/ttyUSB0", ESP32))
    assert "no rp2 board seen" in solekeeper("flash", "--board", "rpi_pico").err


def test_ports_lists_what_is_there_and_what_it_looks_like(plugged):
    plugged(port("/dev/ttyUSB0", ESP32), port("/dev/ttyACM0", PICO), port("/dev/ttyS0"))
    done = solekeeper("ports")
    assert done.code == 0 and done.out.splitlines() == [
        "/dev/ttyACM0         Pico with MicroPython  2e8a:0005 E660",
        "/dev/ttyS0           no USB device",
        "/dev/ttyUSB0         CP210x serial bridge, as on ESP32 boards  10c4:ea60 E660",
    ]


def test_ports_as_json_is_one_document(plugged):
    plugged(port("/dev/ttyACM0", PICO))
    (row,) = json.loads(solekeeper("ports", "--json").out)
    assert row["port"] == "/dev/ttyACM0" and row["micropython"] == "rp2"


def test_no_port_at_all_is_said(plugged):
    done = solekeeper("ports")
    assert done.code == 0 and "no serial port" in done.out
    assert json.loads(solekeeper("ports", "--json").out) == []
