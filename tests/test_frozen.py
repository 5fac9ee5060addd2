"""The firmware for an image of one's own: what is frozen, how it is told, what stops a build.

No toolchain and no source of MicroPython is needed: stand-ins play them.
"""

import ast
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from host_tools import freeze, frozen, image
from host_tools.boards import load_board, load_front_end, load_stage
from host_tools.errors import BadInput
from tests.chip.__main__ import holds_firmware

FAKE = frozen.mark({"firmware/main.py": ""})


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return image.texts()


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return frozen.texts()


def tuples(text: str) -> list[ast.Tuple]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Tuple)]


def test_no_tuple_that_is_frozen_has_a_number_that_would_be_an_object(plain, written):
    assert list(written) == list(plain)
    assert [part for text in plain.values() for one in tuples(text) for part in one.elts
            if frozen.large(part)]  # fmt: skip
    left = [
        (name, part.lineno)
        for name, text in written.items()
        for one in tuples(text)
        for part in one.elts
        if frozen.large(part)
    ]
    assert left == []


@pytest.mark.parametrize("name", ("safety/limit_rows", "safety/dose_table", "drivers/ntc_table"))
def test_a_table_is_the_same_to_whoever_reads_it(name, plain, written):
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    exec(plain[f"firmware/{name}.py"], before)
    exec(written[f"firmware/{name}.py"], after)
    tables = [each for each in before if each.isupper()]
    assert tables and [before[each] for each in tables] == [after[each] for each in tables]


def test_only_large_whole_numbers_of_tuples_are_written_otherwise():
    kept = 'A = (1, -8_192, 8_191, "°", b, None, True, 9.5)\nB = 90_000\nC = [90_000]\n'
    assert frozen.thawed("a.py", kept) == kept
    text = 'A = ("°", 8_192, -8_193, (1 << 20, (x, 90_000)),\n     5 * 60_000)\n'
    made = (
        'A = ("°", int(8192), int(-8193), (int(1 << 20), (x, int(90000))),\n     int(5 * 60000))\n'
    )
    assert frozen.thawed("a.py", text) == made


def test_a_tuple_that_would_be_made_in_every_call_is_refused():
    text = "A = 1\n\n\ndef f(i):\n    return (1, 90_000)[i]\n"
    with pytest.raises(BadInput, match="a.py: line 5: a tuple of numbers over 8191 in a function"):
        frozen.thawed("a.py", text)


def test_the_sources_are_written_anew_with_their_mark(tmp_path, written):
    (tmp_path / "firmware").mkdir()
    (tmp_path / "firmware" / "gone.py").touch()
    frozen.write(tmp_path)
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.py")}
    assert there == {*written, f"{frozen.MODULE}.py"}
    told: dict[str, str] = {}
    exec((tmp_path / f"{frozen.MODULE}.py").read_text(), told)
    assert told["FIRMWARE"] == frozen.mark(written)


def test_the_mark_is_of_these_sources_and_needs_no_package(written):
    assert frozen.mark({"a": "1"}) != frozen.mark({"a": "2"})
    code = "from host_tools import frozen; print(frozen.mark())"
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(command, cwd=image.ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == frozen.mark(written), done.stderr


def uf2(flash: bytes) -> bytes:
    """As an image carries it: 256 bytes in a block of 512."""
    blocks = []
    for at in range(0, len(flash), 256):
        data = flash[at : at + 256]
        head = struct.pack("<8I", 0x0A324655, 0x9E5D5157, 0x2000, at, len(data), 0, 1, 0)
        blocks.append((head + data).ljust(508, b"\0") + struct.pack("<I", 0x0AB16F30))
    return b"".join(blocks)


def test_an_image_tells_which_firmware_it_holds_also_across_its_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(frozen, "mark", lambda: FAKE)
    assert frozen.held_by(uf2(bytes(1000))) == frozen.held_by(b"no image") == ""
    whole = uf2(bytes(200) + FAKE.encode() + bytes(200))
    assert FAKE.encode() not in whole and frozen.held_by(whole) == FAKE
    path = tmp_path / "one.uf2"
    for flash, held in ((bytes(1000), False), (FAKE.encode(), True)):
        path.write_bytes(uf2(flash))
        assert holds_firmware(path) is held
    path.write_bytes(uf2(frozen.MARK.encode() + bytes(64)))
    with pytest.raises(BadInput, match="one.uf2: holds another firmware; say make frozen"):
        holds_firmware(path)


def test_what_is_copied_beside_it_has_sums_of_its_own():
    files = image.image(load_board("rpi_pico"), load_stage("gentle"), load_front_end())
    kept = frozen.beside(files)
    assert list(kept) == ["/boot.py", "/board.json", "/stage.json", "/sums.txt", "/main.py"]
    assert b"/firmware" not in kept["/sums.txt"] and b"/main.py" in kept["/sums.txt"]


def test_the_manifest_freezes_the_package_and_the_mark_beside_what_the_port_has(monkeypatch):
    asked: list[object] = []
    told = {
        name: lambda *given, _name=name, **more: asked.append((_name, *given, *more.values()))
        for name in ("include", "package", "module")
    }
    monkeypatch.setattr(subprocess, "run", lambda command, **more: asked.append((command, more)))
    exec(freeze.MANIFEST.read_text(), told)
    place = "../out/frozen/source"
    assert asked == [
        ([sys.executable, "-m", "host_tools.frozen"], {"cwd": "..", "check": True}),
        ("include", "$(PORT_DIR)/boards/manifest.py"),
        ("package", "firmware", place),
        ("module", f"{frozen.MODULE}.py", place),
    ]
    assert (freeze.MANIFEST.parent / place).resolve() == frozen.FOLDER


MAKE = """#!/bin/sh
[ -z "$MAKEFLAGS" ] || echo "error: MAKEFLAGS is $MAKEFLAGS"
echo "CC a.c"
{}
"""


class Machine:
    """A tree that looks like MicroPython's, and programs that do nothing."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tree, self.bin, out = (folder / name for name in ("tree", "bin", "out"))
        monkeypatch.setattr(frozen, "mark", lambda: FAKE)
        monkeypatch.setattr(freeze, "BUILD", out / "build")
        monkeypatch.setattr(freeze, "LOG", out / "build.log")
        for name in ("ports/rp2/Makefile", "py/mkrules.cmake"):
            self.add(name)
        for name in freeze.SUBMODULES:
            self.add(f"{name}/README.md")
        self.bin.mkdir()
        for name in freeze.PROGRAMS:
            self.program(name, "#!/bin/sh\n")
        monkeypatch.setenv("PATH", f"{self.bin}:/bin:/usr/bin")
        monkeypatch.setenv("MAKEFLAGS", "-- BOARD=rpi_pico")
        self.monkeypatch = monkeypatch

    def add(self, name: str) -> None:
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def program(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def makes(self, flash: bytes) -> None:
        """From now on its make leaves such an image."""
        made = self.bin / "made.uf2"
        made.write_bytes(uf2(flash))
        into = freeze.BUILD
        self.program(
            "make", MAKE.format(f'cp "{made}" "{into}/firmware.uf2"; : > {into}/firmware.bin')
        )

    def say(self, *words: object) -> int:
        self.monkeypatch.setattr(sys, "argv", ["freeze", *map(str, words or [self.tree])])
        return freeze.main()


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def complaint(capsys) -> str:
    said = str(capsys.readouterr().err)
    assert said.startswith("frozen: ") and said.count("\n") == 1
    return said


def test_without_a_source_of_micropython_one_line_asks_for_it(machine, capsys, tmp_path):
    assert machine.say("--board", "rpi_pico") == 2
    assert "MICROPYTHON is missing; say make frozen MICROPYTHON=" in complaint(capsys)
    assert machine.say(tmp_path) == 2
    assert f"{tmp_path} is no source tree of MicroPython; say" in complaint(capsys)


def test_what_a_build_would_miss_is_named_before_it_begins(machine, capsys):
    (machine.tree / "lib/tinyusb/README.md").unlink()
    assert machine.say() == 2
    assert "lib/tinyusb is empty; say make -C " in complaint(capsys)
    machine.add("lib/tinyusb/README.md")
    machine.monkeypatch.setattr(freeze.shutil, "which", lambda name: None)
    assert machine.say() == 2
    assert "arm-none-eabi-gcc is missing (Debian, Ubuntu: apt install gcc" in complaint(capsys)


def test_a_board_of_another_chip_is_told_what_does_it(machine, capsys):
    assert machine.say(machine.tree, "--board", "esp32_devkit") == 2
    assert "compiles for rp2040, not for esp32; give boards/manifest.py" in complaint(capsys)


def test_a_build_that_fails_says_why_and_one_without_the_firmware_does_not_pass(machine, capsys):
    machine.program("make", MAKE.format("echo 'a.c:1: fatal error: no b.h'; echo more; exit 2"))
    assert machine.say() == 2
    said = complaint(capsys)
    assert "make ended 2: a.c:1: fatal error: no b.h; see " in said and freeze.LOG.name in said
    machine.makes(b"another image")
    assert machine.say() == 2
    assert "does not hold this firmware; remove " in complaint(capsys)


def test_an_image_that_holds_the_firmware_is_told_with_its_size(machine, capsys):
    freeze.BUILD.mkdir(parents=True)
    (freeze.BUILD / "CMakeCache.txt").write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/another\n")
    machine.makes(FAKE.encode())
    assert machine.say() == 0
    assert "firmware.uf2: this firmware in it, 0 bytes of flash" in capsys.readouterr().out
    assert not (freeze.BUILD / "CMakeCache.txt").exists()
