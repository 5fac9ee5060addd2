"""The one command line: `solekeeper SUBCOMMAND`. Each subcommand is a file with add_parser(sub).

Decides how every subcommand ends: 0 it did it, 1 it ran and the answer is no, 2 bad input (one
line on stderr), 130 interrupted. A traceback is a bug, so nothing else is caught. It knows no
subcommand beyond its name. The entry points are `solekeeper` and `python -m host_tools`.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from host_tools.errors import BadInput

SUBCOMMANDS = (
    "sim", "campaign", "agree", "faults", "hostile", "adversary", "pairs", "hold", "boards",
    "flash", "ports", "monitor", "vdev", "bench", "generate",
)  # fmt: skip
OK, NO, BAD, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaint is one line like every other."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}; see {self.prog} --help")


def parser() -> Parser:
    top = Parser(
        prog="solekeeper",
        description="Host tools of Solekeeper, open firmware for a heated foot massager.",
        epilog="Exit: 0 did it; 1 it ran and the answer is no; 2 bad input.",
    )
    sub = top.add_subparsers(metavar="SUBCOMMAND", required=True)
    for name in SUBCOMMANDS:
        importlib.import_module(f"host_tools.{name}").add_parser(sub)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        given = parser().parse_args(arguments)
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except BadInput as error:
        print(" ".join(str(error).splitlines()), file=sys.stderr)
        return BAD
    except KeyboardInterrupt as stop:
        print(str(stop) or "interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader went away (`| head`); that is not our failure
        quiet_stdout()
        return OK


def quiet_stdout() -> None:
    """Sends the rest of stdout nowhere, so that the interpreter's last flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
