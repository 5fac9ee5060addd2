"""The names under which the command line knows what can go wrong.

They live in sim/ (the lower room), so that sim never imports host_tools. Raised by subcommands;
BadInput is caught once, in host_tools.cli.
"""

from sim.errors import BadInput, RunFailed

__all__ = ["BadInput", "Cut", "RunFailed"]


class Cut(KeyboardInterrupt):
    """Ctrl-C in the middle of a run: `files` are what there is of it, name -> text."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__("interrupted")
        self.files = files
