"""`solekeeper vdev`: a port with a simulated device behind it, in real time.

Decides how a pseudo-terminal becomes the port of a board: bytes as they are, no echo, and what
nobody reads is dropped, as USB does. The device is the simulator's, with the real firmware; a
scenario's actions happen to it at their times. It has no prompt, so it cannot be flashed. Called
by `cli`.
"""

import argparse
import os
import select
import sys
from typing import Any

from host_tools.boards import load_board, load_front_end, load_stage
from host_tools.errors import BadInput
from host_tools.load_all import load_all
from host_tools.transport import Link

WAIT_S = 0.02  # a byte from the host waits no longer
READ = 4096


def add_parser(sub: Any) -> None:
    text = "a port with a simulated device behind it"
    parser = sub.add_parser(
        "vdev",
        help=text,
        description=text.capitalize() + ", in real time; prints its path. Ctrl-C ends it.",
    )
    add = parser.add_argument
    add("scenario", nargs="?", metavar="SCENARIO", help="a .toml file whose actions happen to it")
    add("--board", help="board (default rpi_pico, or the scenario's)")
    add("--stage", help="stage (default gentle, or the scenario's)")
    add("--profile", choices=("neuropathy", "standard"), help="instead of the scenario's")
    parser.set_defaults(run=run)


def described(given: argparse.Namespace) -> dict[str, Any]:
    """The spec of the device: a scenario's, or one with every default on a quiet desk."""
    from sim.rig import spec as rig_spec

    if given.scenario is not None:
        loaded, several = load_all([given.scenario], given.board, given.stage, None)
        if several:
            raise BadInput(f"{given.scenario}: is a folder; one device plays one scenario file")
        made = loaded[0].spec
    else:
        board = load_board(given.board or "rpi_pico")
        made = rig_spec(plan="", program="", profile="neuropathy")
        made |= {"board": board, "front_end": load_front_end(board["front_end"])}
        made["stage"] = load_stage(given.stage or "gentle")
    return made | ({"profile": given.profile} if given.profile else {})


class Terminal:
    """A pseudo-terminal: this end, and the path of the other.

    The other end is kept open here too, so that a host may come and go.
    """

    def __init__(self) -> None:
        try:
            import tty
        except ImportError:
            raise BadInput("vdev: this system has no pseudo-terminals; use WSL") from None
        try:
            self.end, self.kept = os.openpty()
        except OSError as error:
            raise BadInput(f"vdev: no pseudo-terminal to be had: {error.strerror}") from None
        tty.setraw(self.kept)
        os.set_blocking(self.end, False)
        self.path = os.ttyname(self.kept)

    def read(self) -> bytes:
        """What the host sent, maybe b""."""
        ready = select.select([self.end], [], [], 0)[0]
        return os.read(self.end, READ) if ready else b""

    def write(self, data: bytes) -> None:
        """To the host; what does not fit is lost."""
        try:
            os.write(self.end, data)
        except BlockingIOError:
            pass

    def close(self) -> None:
        os.close(self.end)
        os.close(self.kept)


def bridge(link: Link, terminal: Terminal) -> None:
    """Carries bytes for ever."""
    while True:
        if data := terminal.read():
            link.write(data)
        if data := link.read(WAIT_S):
            terminal.write(data)


def run(given: argparse.Namespace) -> int:
    from host_tools.simulated import SimulatedLink

    spec = described(given)
    terminal = Terminal()
    try:
        print(terminal.path, flush=True)
        about = f"simulated {spec['board']['name']}, stage {spec['stage']['name']}; Ctrl-C ends it"
        print(about, file=sys.stderr, flush=True)
        bridge(SimulatedLink(spec), terminal)
    except KeyboardInterrupt:
        pass  # the usual way to end it
    finally:
        terminal.close()
    return 0
