"""`python -m tests.chip IMAGE.uf2`: the firmware on an emulated RP2040; `make chip` calls it.

Decides what a person reads when something is missing, and where everything lies: under out/chip.
Without an image it says so in one line and ends 0; that is not a pass. What is checked, `run.mjs`
says. Ends 0 when every check held, 1 when one failed, 2 when it could not begin.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from host_tools import frozen
from host_tools.errors import BadInput

HERE = Path(__file__).parent
HOME = HERE.parents[1] / "out" / "chip"
NODE = 20
UF2_MAGIC = bytes.fromhex("5546320a57515d9e")
PARTS = ("boot", "outside", "inside", "time", "heap")
SESSION_S = 60
NOT_RUN = "chip: not run, not passed: no image; say make chip RP2040_UF2=path/to/RPI_PICO.uf2"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chip", description=__doc__)
    add = parser.add_argument
    add("image", nargs="?", default="", help="RPI_PICO, 1.26 or later, or what make frozen made")
    add("--only", choices=PARTS, help="one part alone")
    add("--session-s", type=int, default=SESSION_S, metavar="S", help="emulated seconds measured")
    return parser.parse_args()


def image_of(name: str) -> Path:
    """The image's absolute path, when it is one."""
    path = Path(name).resolve()
    try:
        with path.open("rb") as file:
            head = file.read(len(UF2_MAGIC))
    except OSError as error:
        raise BadInput(f"RP2040_UF2: {name}: {error.strerror}") from None
    if head != UF2_MAGIC:
        raise BadInput(f"RP2040_UF2: {name}: no UF2 file; take RPI_PICO from micropython.org")
    return path


def holds_firmware(uf2: Path) -> bool:
    """Whether this tree's firmware is frozen in the image; BadInput for another one."""
    mark = frozen.held_by(uf2.read_bytes())
    if mark and mark != frozen.mark():
        raise BadInput(f"RP2040_UF2: {uf2.name}: holds another firmware; say make frozen again")
    return bool(mark)


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput(f"{name} is missing: install Node.js {NODE} or newer, with npm")
    return found


def install(npm: str) -> None:
    """The emulator, into HOME; again only when what is wanted changed."""
    wanted = (HERE / "package.json").read_bytes()
    stamp = HOME / "installed.json"
    if stamp.exists() and stamp.read_bytes() == wanted:
        return
    HOME.mkdir(parents=True, exist_ok=True)
    (HOME / "package.json").write_bytes(wanted)
    command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[:1]
        raise BadInput(f"npm install in {HOME}: {' '.join(said)}")
    stamp.write_bytes(wanted)


def run(given: argparse.Namespace) -> int:
    if not given.image:
        print(NOT_RUN)
        return 0
    uf2 = image_of(given.image)
    held = holds_firmware(uf2)
    node = program("node")
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    version = asked.stdout.strip()
    if int(re.findall(r"\d+", version)[0]) < NODE:
        raise BadInput(f"node is {version}; Node.js {NODE} or newer is needed")
    install(program("npm"))
    from tests.chip.prepare import prepare  # here: littlefs and the boot ROM are asked for once

    files = prepare(HOME, held)
    inside = ", the firmware frozen in it" if held else ""
    words = f"{uf2.name}{inside}, {files} files as make flash copies them; node {version}"
    print(words, flush=True)
    told = {
        "CHIP_HOME": str(HOME),
        "RP2040_UF2": str(uf2),
        "CHIP_ONLY": given.only or "",
        "CHIP_FROZEN": "1" if held else "",
        "CHIP_SESSION_S": str(given.session_s),
    }
    command = [node, str(HERE / "run.mjs")]
    return subprocess.run(command, env={**os.environ, **told}, check=False).returncode


def main() -> int:
    try:
        return run(arguments())
    except BadInput as error:
        print(f"chip: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
