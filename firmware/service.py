"""Service mode: one boot in which no output can be on, and a host may do as it likes.

Decides what lamps and link say meanwhile. May not drive anything: gates, rail, motors, pump and
valves are not even opened, and boot.py holds their pins low; no timer runs and no watchdog. Ctrl-C
ends it and leaves the prompt; the next reset ends it for good. Called by `main`, instead of the
two scans.
"""

from .commands import HELLO, trip_report
from .link import Link

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, Callable, Protocol

    from .link import Stdio as Bytes

    class Stdio(Bytes, Protocol):
        def let_ctrl_c(self) -> None: ...

    class Lamps(Protocol):
        def show(self, colours: "tuple[tuple[int, int, int], ...]") -> None: ...

    class Note(Protocol):
        code: int
        where: int
        value: int
        limit: int


DARK = (0, 0, 0)
VIOLET = (24, 0, 32)
# Every other lamp, then the others: nothing else the panel shows moves, and nothing is violet.
FACES = ((VIOLET, DARK) * 4, (DARK, VIOLET) * 4)
BEAT_MS = 500
STEP_MS = 100
TOLD = 3  # paths: a frame has to fit into memory


class Service:
    """`identity` names board, stage and profile, `note` tells a trip that still stands, the lamps
    show `faces` in turns. `changed` are paths of files that are not as installed.
    """

    def __init__(
        self,
        identity: "dict[str, str]",
        sleep_ms: "Callable[[int], None]",
        lamps: "Lamps",
        stdio: "Stdio",
        note: "Note",
        faces: "tuple[Any, Any]",
        changed: "list[str]",
    ) -> None:
        self.identity = identity
        self.sleep_ms = sleep_ms
        self.lamps = lamps
        self.stdio = stdio
        self.note = note
        self.link = Link(stdio, self.answer)
        self.shown_ms = 0
        self.faces = faces
        self.changed = changed

    def begin(self) -> None:
        """Ctrl-C works from now on; say hello."""
        self.stdio.let_ctrl_c()
        self.lamps.show(self.faces[0])
        self.link.send(self.hello())

    def turn(self) -> None:
        """A tenth of a second: lamps, and whatever a host asks."""
        self.sleep_ms(STEP_MS)
        self.shown_ms = (self.shown_ms + STEP_MS) % (2 * BEAT_MS)
        self.lamps.show(self.faces[self.shown_ms // BEAT_MS])
        self.link.step()

    def hello(self) -> "dict[str, object]":
        """As the device's, and that it serves."""
        device = dict(self.identity)
        device["mode"] = "service"
        return {"hello": HELLO, "device": device}

    def answer(self, record: "dict[str, object]") -> "dict[str, object]":
        """The reply to one frame."""
        if "hello" in record:
            return self.hello()
        if record.get("do") == "service":
            return {"done": "service"}
        if record.get("get") == "status":
            note = self.note
            trip = trip_report(note.code, note.where, note.value, note.limit)
            return {"state": "service", "trip": trip, "changed": self.changed[:TOLD]}
        return {"error": "service mode", "known": ["hello", "get status"]}
