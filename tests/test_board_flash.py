"""`flash` with real mpremote against real MicroPython behind a port; nothing here was hardware."""

import json
import shutil
import subprocess
import sys
import termios
import time

import pytest

from host_tools import copying, frozen, repl
from host_tools.cli import main
from host_tools.transport import SerialLink, framed
from tests.board_on_pty import Board
from tests.gates.tree import ROOT
from tests.outside import solekeeper

ESP32 = ("esp32", "Generic ESP32 module with ESP32")
STARTS_NOTHING = "no main.py, so it starts nothing; plug it in and flash again"


@pytest.fixture
def plug(micropython, tmp_path):
    """Plug in a board that has only MicroPython on it."""
    boards = []

    def one(*kind, flash=None) -> Board:
        folder = tmp_path / str(len(boards))
        folder.mkdir()
        if flash:
            shutil.copytree(flash, folder / "flash")
        boards.append(Board(folder, micropython, *kind))
        return boards[-1]

    yield one
    for board in boards:
        board.close()


@pytest.fixture(scope="session")
def flashed(micropython, tmp_path_factory):
    """The files of a board after a good `flash`, and what was said."""
    board = Board(tmp_path_factory.mktemp("flashed"), micropython)
    try:
        return board.flash, solekeeper("flash", "--port", board.port), board.starts, board.files()
    finally:
        board.close()


def line(done) -> str:
    """The one line of a failure."""
    assert done.code == 2 and done.err.count("\n") == 1, done
    return done.err.strip()


def test_a_new_board_gets_everything_and_says_hello_from_what_was_copied(flashed):
    _, done, starts, files = flashed
    assert done.code == 0 and done.err == "", done
    said = done.out.splitlines()
    assert said[0].startswith("rpi_pico, stage gentle: ") and "MicroPython 1." in said[1]
    assert said[2].endswith(f"{len(files) - 1} files copied, every hash is right")
    assert said[3] == "hello: rpi_pico, stage gentle, profile neuropathy"
    assert json.loads(files["/settings.json"]) == {"profile": "neuropathy"}
    assert "/main.py" in files and "/firmware/main.mpy" in files and "/main.part" not in files
    # taken over and reset, the prompt, reset into the firmware
    assert starts == ["run", "run", "soft", "run"]


def test_the_files_on_the_board_are_those_of_the_image(flashed):
    from host_tools.boards import load_board, load_front_end, load_stage
    from host_tools.image import image

    files = dict(flashed[3])
    del files["/settings.json"]
    assert files == image(load_board("rpi_pico"), load_stage("gentle"), load_front_end())


def test_a_running_board_is_stopped_first_and_only_what_differs_is_copied(plug, flashed):
    board = plug(flash=flashed[0])
    (board.flash / "settings.json").write_text('{"profile": "standard", "program": "circulation"}')
    done = solekeeper("flash", "--port", board.port, "--stage", "standard")
    assert done.code == 0, done
    assert "2 files copied" in done.out and "stage standard, profile standard" in done.out
    assert board.heard.startswith(framed({"do": "stop"})) and b'"done": "stop"' in board.said
    # let in through service mode, taken over and reset, the prompt, reset into the firmware
    assert board.starts == ["run", "run", "run", "soft", "run"]
    assert b'"done": "service"' in board.said and "attention" not in done.out
    assert "circulation" in board.files()["/settings.json"].decode()


def test_a_board_with_a_file_of_another_hand_only_serves_until_it_is_flashed(plug, flashed):
    """A .py goes before its .mpy: HAZ-101."""
    board = plug(flash=flashed[0])
    shutil.copy(ROOT / "firmware" / "link.py", board.flash / "firmware")
    done = solekeeper("flash", "--port", board.port)
    assert done.code == 0 and "attention" not in done.out, done
    assert b'"mode": "service"' in board.said and b'"done": "stop"' not in board.said
    assert board.files() == flashed[3]


def test_a_program_file_that_flashing_leaves_alone_is_named_and_so_is_what_to_do(plug, flashed):
    """It might hide a module of MicroPython's own, so the device only serves: HAZ-101."""
    board = plug(flash=flashed[0])
    (board.flash / "lib").mkdir()
    (board.flash / "lib" / "other.py").write_text("pass\n")
    said = line(solekeeper("flash", "--port", board.port))
    assert "/lib/other.py is no part of the firmware" in said and "remove it" in said
    assert "/lib/other.py" in board.files()  # a person's
    (board.flash / "lib" / "other.py").unlink()
    done = solekeeper("flash", "--port", board.port)
    assert done.code == 0 and "attention" not in done.out, done


def test_before_the_first_write_the_program_is_stopped_and_every_load_is_off(plug, flashed):
    board = plug(flash=flashed[0])
    (board.flash / "stage.json").unlink()
    solekeeper("flash", "--port", board.port)
    steps = (
        framed({"do": "stop"}),
        b"machine.WDT(timeout=8000)",
        b"Pin(pin, Pin.OUT, value=0)",
        b"os.remove('/main.py')",
        b"machine.reset()",
        b"f = open('/stage.json'",
        b"hash_of(path)",
        b"f = open('/main.part'",
        b"os.rename('main.part', 'main.py')",
        b"machine.reset()",
    )
    at = 0
    for step in steps:
        assert step in board.heard[at:], step
        at = board.heard.index(step, at) + len(step)
    assert board.heard.count(b"f = open(") == 2  # nothing else was written


def until(link, board, words) -> None:
    end_s = time.monotonic() + 20
    while words not in board.said:
        link.read(0.1)
        assert time.monotonic() < end_s, board.said


def test_ctrl_c_alone_does_not_stop_a_running_board(plug, flashed):
    board = plug(flash=flashed[0])
    link = SerialLink(str(board.port))
    link.write(framed({"hello": 1}))
    until(link, board, b'"hello"')
    for sent in (b"\r\x03\x03", b"\r\x01", b"\x04\n", framed({"get": "status"})):
        link.write(sent)
    until(link, board, b'"state": "idle"')
    link.close()
    assert b"raw REPL" not in board.said and board.starts == ["run"]


def test_an_esp32_whose_port_stays_through_the_reset_is_flashed_as_well(plug):
    board = plug(ESP32)
    done = solekeeper("flash", "--port", board.port, "--board", "esp32_devkit")
    assert done.code == 0 and "hello: esp32_devkit, stage gentle" in done.out, done


def test_a_chip_the_board_does_not_describe_is_refused_and_left_as_it_was(plug, flashed):
    board = plug(flash=flashed[0])
    said = line(solekeeper("flash", "--port", board.port, "--board", "esp32_devkit"))
    assert "on Raspberry Pi Pico with RP2040; the chip of esp32_devkit is esp32; choose" in said
    assert board.files() == flashed[3]


def test_settings_that_say_otherwise_are_refused_and_left_as_they_were(plug, flashed):
    board = plug(flash=flashed[0])
    said = line(solekeeper("flash", "--port", board.port, "--profile", "standard"))
    assert "keeps its settings, profile neuropathy, and flashing does not change them" in said
    assert board.files() == flashed[3]


def test_a_board_unplugged_in_the_middle_says_what_is_on_it_and_does_not_start(plug, flashed):
    board = plug(flash=flashed[0])
    for path in (board.flash / "firmware").rglob("*.mpy"):
        path.write_bytes(b"an older firmware")
    board.unplug_at = b"f = open('/firmware/link.mpy'"
    said = line(solekeeper("flash", "--port", board.port))
    assert "the port went away" in said and said.endswith(STARTS_NOTHING)
    done, of = said.split("; ")[1].split(" files ")[0].split(" of ")
    assert 10 < int(done) < int(of) == len(flashed[3]) - 1  # settings.json stayed
    assert "/main.py" not in board.files()


def test_a_half_copied_board_is_made_whole_by_flashing_again(plug, flashed):
    board = plug(flash=flashed[0])
    (board.flash / "main.py").unlink()
    (board.flash / "firmware" / "link.mpy").write_bytes(b"half")
    (board.flash / "firmware" / "scan.mpy").unlink()
    done = solekeeper("flash", "--port", board.port)
    assert done.code == 0 and "2 files copied" in done.out, done
    assert board.files() == flashed[3]


def froze(board: Board, mark: str) -> None:
    """The board's MicroPython holds the firmware it was flashed with: a folder beside the flash
    stands in for that.
    """
    beside = board.flash.parent / "frozen"
    shutil.copytree(board.flash / "firmware", beside / "firmware")
    (beside / "solekeeper_frozen.py").write_text(f"FIRMWARE = {mark!r}\n")


def test_a_board_that_holds_this_firmware_keeps_no_copy_of_it(plug, flashed):
    board = plug(flash=flashed[0])
    froze(board, frozen.mark())
    done = solekeeper("flash", "--port", board.port)
    assert done.code == 0 and "; this firmware is frozen in it\n" in done.out, done
    assert "hello: rpi_pico, stage gentle" in done.out and "attention" not in done.out
    kept = set(board.files())
    descriptions = {"/board.json", "/stage.json", "/settings.json", "/sums.txt"}
    assert kept == {"/boot.py", "/main.py", *descriptions}
    assert not (board.flash / "firmware").exists()  # empty it would still hide the frozen one


def test_a_board_that_holds_another_firmware_gets_this_one_in_front_of_it(plug, flashed):
    board = plug(flash=flashed[0])
    froze(board, "solekeeper frozen 0")
    done = solekeeper("flash", "--port", board.port)
    assert done.code == 0 and "; another firmware is frozen in it, this one is copied" in done.out
    assert board.files() == flashed[3]


def test_a_byte_that_changes_on_the_way_is_found_on_the_board(plug, flashed):
    board = plug(flash=flashed[0])
    (board.flash / "stage.json").unlink()
    board.spoil = (b"f.write(b('ey", b"f.write(b('eY")
    said = line(solekeeper("flash", "--port", board.port))
    assert board.spoil is None and "/stage.json did not arrive as sent: wrong sha256" in said
    assert "there is no main.py, so the board starts nothing" in said
    assert "/main.py" not in board.files()


def test_a_spoilt_main_never_gets_its_name(plug, flashed):
    board = plug(flash=flashed[0])
    board.spoil = (b"f.write(b('aW1wb3J0", b"f.write(b('aW1wb3J1")
    said = line(solekeeper("flash", "--port", board.port))
    assert board.spoil is None and "/main.part did not arrive as sent" in said
    assert "/main.py" not in board.files()


def test_a_firmware_that_does_not_start_is_no_hello_in_time(plug, flashed, monkeypatch):
    monkeypatch.setattr(copying.image, "MAIN_TEXT", "raise OSError('no')\n")
    board = plug(flash=flashed[0])
    said = line(solekeeper("flash", "--port", board.port, "--wait-s", "30"))
    assert "no hello in time; it says: a prompt, so its program ended" in said
    assert "the files are on the board and right: unplug it, plug it in" in said


def test_a_silent_program_is_no_hello_in_time(plug, flashed, monkeypatch):
    quiet = "import sys\nwhile True:\n    sys.stdin.read(1)\n"
    monkeypatch.setattr(copying.image, "MAIN_TEXT", quiet)
    board = plug(flash=flashed[0])
    said = line(solekeeper("flash", "--port", board.port, "--wait-s", "2"))
    assert "no hello in time; it is silent; the files are on the board" in said


def test_a_board_that_does_not_come_back_after_its_reset_is_said_to_be_away(plug, monkeypatch):
    board = plug()
    monkeypatch.setattr(board, "plug", lambda: None)
    said = line(solekeeper("flash", "--port", board.port, "--wait-s", "0.5"))
    assert "not back after its reset" in said and "there is no such port" in said
    assert "there may be an older copy without main.py, which starts nothing" in said


def test_a_port_that_goes_while_it_is_opened_is_a_board_that_is_lost(monkeypatch):
    """pyserial lets that one through as it is, and it is no OSError."""

    def goes(*_, **__):
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr(repl, "SerialTransport", goes)
    with pytest.raises(repl.BoardLost, match="went away"):
        repl.Repl("/dev/ttyACM0")


def test_a_port_that_another_program_holds_is_said_to_be_held(plug):
    board = plug()
    holder = SerialLink(str(board.port))
    said = line(solekeeper("flash", "--port", board.port))
    holder.close()
    assert (
        said
        == f"{board.port}: another program holds it (a monitor, an editor?); close that one first"
    )
    assert board.heard == b""


def test_a_full_flash_is_said(plug, monkeypatch):
    board = plug()
    full = "raise OSError(28)"
    monkeypatch.setattr(repl.board_code, "CLOSE", full)
    said = line(solekeeper("flash", "--port", board.port))
    assert "its flash is full; 0 of " in said and said.endswith(STARTS_NOTHING)


def test_ctrl_c_in_the_middle_says_what_is_on_the_board(plug, monkeypatch, capsys):
    board = plug()

    def interrupt(self, path, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(repl.Repl, "write", interrupt)
    assert main(["flash", "--port", str(board.port)]) == 130
    said = capsys.readouterr().err
    assert said.startswith("interrupted; 0 of ") and said.strip().endswith(STARTS_NOTHING)
    assert said.count("\n") == 1


def test_a_micropython_that_is_too_old_is_refused(plug, monkeypatch):
    monkeypatch.setattr("host_tools.fit.OLDEST", (99, 0))
    board = plug()
    said = line(solekeeper("flash", "--port", board.port))
    assert "99.0 or newer that loads .mpy 6 would be right" in said


@pytest.fixture
def make(tmp_path):
    """`make` in the checkout, with a stand-in for the environment it would install."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    program = tmp_path / "venv" / "bin" / "solekeeper"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m host_tools "$@"\n')
    program.chmod(0o755)
    (tmp_path / "venv" / ".run-is-complete").touch()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", f"VENV={tmp_path / 'venv'}", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    return run


def test_make_flash_is_the_same_by_another_name(plug, flashed, make):
    board = plug(flash=flashed[0])
    done = make("flash", "BOARD=rpi_pico", "STAGE=standard", f"PORT={board.port}")
    assert done.returncode == 0, done
    assert "hello: rpi_pico, stage standard, profile neuropathy" in done.stdout


def test_make_flash_passes_the_profile_on_and_ends_2_in_one_line(make):
    done = make("flash", "PORT=/dev/nothing", "PROFILE=neither")
    (said,) = [each for each in done.stderr.splitlines() if not each.startswith("make")]
    assert done.returncode == 2 and "invalid choice: 'neither'" in said


def test_the_simulated_device_is_no_port_to_flash():
    assert "name a serial port" in line(solekeeper("flash", "--port", "sim"))


def test_mip_installs_the_firmware_from_the_checkout(plug):
    board = plug()
    port = str(board.port.resolve())  # mpremote is quicker when it sees that this is no wire
    command = [sys.executable, "-m", "mpremote", "connect", port]
    command += ["mip", "install", "./package.json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    there = {path: data for path, data in board.files().items() if path.startswith("/lib/")}
    assert there == {
        f"/lib/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for path in sorted((ROOT / "firmware").rglob("*.py"))
    }
    assert "/main.py" not in board.files()
