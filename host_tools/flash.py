"""`solekeeper flash`: the firmware onto a board, and the proof that it answers.

Decides what a person reads and how it ends: 0 the board said hello as what it was made, 2 anything
else, in one line that says what is on the board and what to do. The order of things is
`copying`'s. Called by `cli`; `make flash` calls that.
"""

import argparse
import sys
import time
from typing import Any

from rich.console import Console
from rich.progress import Progress

from host_tools.boards import load_board, load_front_end, load_stage
from host_tools.errors import BadInput
from host_tools.hello import Answer, wait_for_hello
from host_tools.image import image
from host_tools.monitor import seconds
from host_tools.ports import choose
from host_tools.transport import SIMULATED

BACK_S = 15  # from reset to prompt or hello: a USB port needs one or two seconds to come back


def add_parser(sub: Any) -> None:
    text = "put the firmware on a board and wait for its hello"
    parser = sub.add_parser(
        "flash",
        help=text,
        description=text.capitalize() + ". Needs MicroPython on the board.",
        epilog="Takes over boot.py, main.py and /firmware there; settings.json stays as it is.",
    )
    add = parser.add_argument
    add("--board", default="rpi_pico", help="board by name or file (default rpi_pico)")
    add("--stage", default="gentle", help="stage by name or file (default gentle)")
    add("--port", help="serial port; default the only one that looks like the board")
    add(
        "--profile",
        choices=("neuropathy", "standard"),
        help="for a board without settings (default neuropathy)",
    )
    add(
        "--wait-s",
        type=seconds,
        default=BACK_S,
        metavar="S",
        help=f"how long the board may take to come back after a reset (default {BACK_S})",
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    board, stage = load_board(given.board), load_stage(given.stage)
    port = choose(given.port, board["port"])
    if port == SIMULATED:
        raise BadInput("--port: the simulated device is always flashed; name a serial port")
    files = image(board, stage, load_front_end(board["front_end"]))
    size = sum(map(len, files.values()))
    print(
        f"{board['name']}, stage {stage['name']}: {len(files)} files, {size:,} bytes", flush=True
    )
    answer = put(given, port, board, files)
    told = answer.device
    if answer.changed:  # what was copied is right, so it is a file beside it
        raise BadInput(
            f"{port}: {answer.changed[0]} is no part of the firmware, beside it the device only "
            f"serves; remove it (mpremote connect {port} rm :{answer.changed[0]}) and reset"
        )
    if (told.get("board"), told.get("stage")) != (board["name"], stage["name"]):
        raise BadInput(
            f"{port}: says it is {told.get('board')} with stage {told.get('stage')}; "
            f"{board['name']} with {stage['name']} was copied; is this the right PORT?"
        )
    print(f"hello: {told['board']}, stage {told['stage']}, profile {told.get('profile')}")
    if answer.trip:
        print(f"  {attention(answer.trip)}")
    return 0


def progress() -> Progress:
    """A bar on a terminal. It keeps its own stdout: mpremote's is taken away while it works."""
    return Progress(
        console=Console(file=sys.stdout),
        disable=not sys.stdout.isatty(),
        transient=True,
        redirect_stdout=False,
    )


def attention(trip: dict[str, Any]) -> str:
    """What the panel asks for now."""
    return f"it asks for attention: {trip.get('cause')}; {trip.get('do')}"


def put(
    given: argparse.Namespace, port: str, board: dict[str, Any], files: dict[str, bytes]
) -> Answer:
    """Copies and waits for the hello; whatever goes wrong on the way is one line."""
    from host_tools.copying import Copying  # here, since mpremote takes a moment to load
    from host_tools.repl import BoardLost, BoardSays

    copying = Copying(port, board, files)
    try:
        words = copying.take_over(given.profile, time.monotonic() + given.wait_s)
        print(f"{port}: {words}", flush=True)
        repl = copying.again(time.monotonic() + given.wait_s)
        try:
            with progress() as bar:
                task = bar.add_task("copying", total=None)
                copying.fill(
                    repl,
                    given.profile or "neuropathy",
                    lambda done, of: bar.update(task, completed=done, total=of),
                )
            print(f"{copying.copied} files copied, every hash is right", flush=True)
            repl.reset()
        finally:
            repl.close()
        return wait_for_hello(port, time.monotonic() + given.wait_s)
    except (BoardLost, BoardSays) as error:
        raise BadInput(f"{port}: {error}; {copying.standing}; {copying.advice}") from None
    except KeyboardInterrupt:
        left = f"interrupted; {copying.standing}; {copying.advice}"
        raise KeyboardInterrupt(left) from None
