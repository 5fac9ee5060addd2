"""`python -m host_tools.freeze MICROPYTHON`: MicroPython for an RP2040, the firmware in it.

Decides what is asked before minutes are spent, and that the image holds this tree's firmware. May
not write into MicroPython's tree beyond what its own make does there: the build lies under
out/frozen. What is frozen, `frozen` says by boards/manifest.py. Called by `make frozen`. Ends 0,
or 2 with one line.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from host_tools import frozen
from host_tools.boards import load_board
from host_tools.errors import BadInput
from host_tools.image import ROOT

BUILD = ROOT / "out" / "frozen" / "build"
LOG = ROOT / "out" / "frozen" / "build.log"
MANIFEST = ROOT / "boards" / "manifest.py"
CHIP, PORT, BOARD = "rp2040", "ports/rp2", "RPI_PICO"
SUBMODULES = ("lib/pico-sdk", "lib/tinyusb", "lib/mbedtls", "lib/micropython-lib")
PROGRAMS = ("arm-none-eabi-gcc", "cmake", "make")
PACKAGES = "gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib cmake"
SAY = "say make frozen MICROPYTHON=path/of/micropython, its source, 1.26 or newer"


def checked(name: str, chip: str) -> Path:
    """MicroPython's tree, with all that a build of it needs here."""
    if chip != CHIP:
        raise BadInput(
            f"BOARD: make frozen compiles for {CHIP}, not for {chip}; give boards/manifest.py to "
            "that port's own make, as FROZEN_MANIFEST"
        )
    if not name:
        raise BadInput(f"MICROPYTHON is missing; {SAY}")
    tree = Path(name).resolve()
    if not (tree / PORT / "Makefile").is_file() or not (tree / "py" / "mkrules.cmake").is_file():
        raise BadInput(f"MICROPYTHON: {name} is no source tree of MicroPython; {SAY}")
    for part in SUBMODULES:
        if not any((tree / part).glob("*")):
            raise BadInput(
                f"MICROPYTHON: {name}/{part} is empty; "
                f"say make -C {name}/{PORT} BOARD={BOARD} submodules"
            )
    for program in PROGRAMS:
        if shutil.which(program) is None:
            raise BadInput(f"{program} is missing (Debian, Ubuntu: apt install {PACKAGES})")
    return tree


def build(tree: Path, jobs: int) -> Path:
    """The port's own make; the image."""
    cache = BUILD / "CMakeCache.txt"
    home = f"CMAKE_HOME_DIRECTORY:INTERNAL={tree / PORT}\n"
    if BUILD.exists() and not (cache.is_file() and home in cache.read_text(encoding="utf-8")):
        shutil.rmtree(BUILD)  # of another tree, or half made
    BUILD.mkdir(parents=True, exist_ok=True)
    command = ["make", "-C", str(tree / PORT), f"-j{jobs}", f"BOARD={BOARD}"]
    command += [f"BUILD={BUILD}", f"FROZEN_MANIFEST={MANIFEST}"]
    # what this was called with is not for MicroPython's make
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    kept.pop("MFLAGS", None)
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(command, env=kept, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise BadInput(
            f"MicroPython's make ended {done.returncode}: {complaint()}; see {near(LOG)}"
        )
    return BUILD / "firmware.uf2"


def complaint() -> str:
    """The first line of the log that sounds like a reason, else the last one."""
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    told = [line for line in lines if "error:" in line.lower() or "CMake Error" in line]
    return (told or lines[-1:])[0].strip()


def near(path: Path) -> str:
    """The path as a person at this place would say it."""
    return os.path.relpath(path)


def run(given: argparse.Namespace) -> None:
    tree = checked(given.micropython, load_board(given.board)["chip"])
    print(f"MicroPython's make for {BOARD}: minutes; it writes to {near(LOG)}", flush=True)
    made = build(tree, given.jobs)
    if frozen.held_by(made.read_bytes()) != frozen.mark():
        raise BadInput(f"{near(made)} does not hold this firmware; remove {near(BUILD)} first")
    size = made.with_suffix(".bin").stat().st_size
    print(f"{near(made)}: this firmware in it, {size:,} bytes of flash; compiled, run on no board")
    print("BOOTSEL held while the plug goes in, copy it there; then make flash")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m host_tools.freeze", description=__doc__)
    parser.add_argument("micropython", nargs="?", default="", help="MicroPython's source tree")
    parser.add_argument("--board", default="rpi_pico", help="board by name or file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    return parser.parse_args()


def main() -> int:
    try:
        run(arguments())
    except BadInput as error:
        print(f"frozen: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
