"""Shows pictures on a terminal, in place: the whole screen, or below the cursor.

Decides how often a new picture is worth its while and that the screen is given back. May not know
what is in a picture. `player` and `watch` call it.
"""

import io
import sys
import time
from collections.abc import Callable
from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

FRAME_S = 0.1  # ten pictures a second are calm and cost little


class Screen:
    """Used with `with`. `whole`: the terminal's other screen, which leaves no trace."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        out = sys.stdout
        if "utf" not in (out.encoding or "").lower() and isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="replace")  # better a ? than an end
        self.console = Console()
        self.live: Live | None = None
        self.shown_s = 0.0

    def open(self) -> None:
        self.live = Live(
            console=self.console,
            screen=self.whole,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self.live.start()
        self.shown_s = 0.0

    def close(self) -> None:
        if self.live is not None:
            self.live.stop()
            self.live = None

    def __enter__(self) -> "Screen":
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def due(self) -> bool:
        """Whether the last picture is old enough."""
        return time.monotonic() - self.shown_s >= FRAME_S

    def draw(self, make: Callable[[int, int], list[Text]]) -> None:
        """Show what `make(width, height)` gives."""
        if self.live is None:
            return
        width, height = self.console.size
        self.live.update(Group(*make(width, height)), refresh=True)
        self.shown_s = time.monotonic()
