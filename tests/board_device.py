"""The MicroPython side of `board_on_pty`: a folder as the flash, a simulated chip as `machine`.

Decides nothing about the product. Runs on the unix port: `micropython -i board_device.py FLASH
CHECKOUT MODE PLATFORM MACHINE`; MODE "run" starts boot.py and main.py as a reset does, "soft" only
boot.py, as a soft reset in the raw prompt does. main.py runs the firmware from FLASH on the
simulator's world. Kills itself where a chip would reset (under -i an exit leads to the prompt) and
leaves what outlives that in the file `words` beside FLASH. The prompt is the interpreter's own.
"""

import os
import select
import sys
import time

import vfs  # type: ignore[import-not-found]

flash, checkout, mode, platform, machine_name = sys.argv[1:]
vfs.umount("/")
vfs.mount(vfs.VfsPosix(flash), "/")
vfs.mount(vfs.VfsPosix(checkout), "/checkout", readonly=True)
vfs.mount(vfs.VfsPosix(flash + "/.."), "/beside")
os.chdir("/")


class Implementation:
    version = sys.implementation.version
    _mpy = sys.implementation._mpy
    _machine = machine_name


class Sys:
    """What the board's `sys` would say."""

    implementation = Implementation
    path = sys.path
    modules = sys.modules
    stdin = sys.stdin
    stdout = sys.stdout
    print_exception = sys.print_exception
    exit = sys.exit
    maxsize = sys.maxsize


Sys.platform = platform
sys.path[:] = ["", ".frozen", "/beside/frozen", "/lib", "/checkout"]

from sim.fake import chip as chips  # noqa: E402
from sim.fake import machine  # noqa: E402


class Power:
    """Where a reset ends up: with whoever started this process."""

    def restart(self):
        with open("/beside/words", "w") as file:
            file.write(repr((here.scratch, list(here.rtc)[:4], here.rtc_words)))
        os.system("kill -KILL $PPID")


def text_of(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


def files_of_flash(folder=""):
    """Path of every file of the flash; what is mounted beside it is none."""
    found = []
    for entry in os.ilistdir(folder or "/"):
        path = folder + "/" + entry[0]
        if path in ("/checkout", "/beside"):
            continue
        found += files_of_flash(path) if entry[1] == 0x4000 else [path]
    return found


def world_of_flash():
    """The simulator's world around the files of the flash, the program not yet running."""
    import json

    from sim.rig import spec
    from sim.world import World

    board = json.loads(text_of("/board.json"))
    made = dict(spec(), board=board, front_end=board["front_end"])
    made["stage"] = json.loads(text_of("/stage.json"))
    world = World(made)
    for path in files_of_flash():
        with open(path, "rb") as file:
            world.chip.files[path] = file.read()
    # the files of the flash, compiled, not the checkout's; or what stands in for frozen ones
    place = world.firmware.__file__
    assert place in ("firmware/main.mpy", "/beside/frozen/firmware/main.mpy"), place
    stdin = select.poll()
    stdin.register(sys.stdin, select.POLLIN)

    def carry(world):
        """Once a tick: bytes between the link and this process's streams; Ctrl-C is Ctrl-C."""
        time.sleep_ms(5)
        for said in world.chip.stdout:
            sys.stdout.write(said.replace("\n", "\r\n"))
        world.chip.stdout = []
        while stdin.poll(0):
            letter = sys.stdin.read(1)
            if ord(letter) == world.chip.interrupt_char:
                raise KeyboardInterrupt
            world.chip.stdin += letter

    world.restart = Power().restart
    world.on_tick = carry
    world.in_program = 1
    return world


def start(path):
    """Runs a file of the flash as the chip does: what it raises is printed, the prompt follows."""
    text = text_of(path)
    if text is not None:
        try:
            exec(text, {"__name__": "__main__"})
        except BaseException as error:
            sys.print_exception(error)


here = chips.Chip(platform, 1)
if mode == "run" and text_of("/main.py") is not None:
    try:
        here = world_of_flash().chip
    except Exception as error:  # half a firmware: main.py will say so itself
        sys.print_exception(error)
words = text_of("/beside/words")
if words is not None:
    here.scratch[:], rtc, here.rtc_words = eval(words)
    for place in range(4):
        here.rtc[place] = rtc[place]
here.cause = "hard" if mode == "run" else "soft"
chips.use(here)
sys.modules["machine"] = machine
sys.modules["sys"] = Sys
start("/boot.py")
if mode == "run":
    start("/main.py")
here.world = Power()
