"""How a boot begins: what the one before left behind, and whether this one is for service.

Decides which trip stands from the first scan on, and whether a person or a host asked for service
mode. May not open anything that drives an output. Called by `main` once per boot.
"""

from .drivers import clock
from .drivers.door import Door
from .drivers.lamps import Lamps
from .drivers.note import NUMBERS, ON_PURPOSE, RUNNING, TO_SERVICE, Note
from .drivers.stdio import Stdio
from .program.session import TRIPPED
from .safety.limits import NEUROPATHY, PROFILES
from .safety.trips import RESET_UNEXPECTED

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

    from .safety.trips import TripLatch
    from .scribe import Scribe
    from .service import Service


def service(
    board: "dict[str, Any]", stage: "dict[str, Any]", settings: "dict[str, Any]"
) -> "Service | None":
    """Service mode, if the boot before said so or the program key is held; else None."""
    note = Note(board["port"])
    if note.how != TO_SERVICE and not Door(board).held():
        return None
    from .service import Service  # here: a boot that heats has no room for it

    note.leave(ON_PURPOSE)  # whatever ends it
    profile = settings.get("profile", PROFILES[NEUROPATHY])
    identity = {"board": board["name"], "stage": stage["name"], "profile": profile}
    return Service(identity, clock.sleep_ms, Lamps(board["pins"]["lamps"]), Stdio(), note)


def recall_trip(note: Note, latch: "TripLatch", now_ms: int) -> None:
    """A person shall know, and say so, before anything starts again."""
    if note.code:
        latch.trip(note.code, note.where, note.value, note.limit, now_ms)
    elif note.how == RUNNING:
        latch.trip(RESET_UNEXPECTED, 0, 0, 0, now_ms)


def number_trip(note: Note, scribe: "Scribe") -> None:
    """The trip that stands again counts once, and the next one has its number."""
    trips = scribe.journal.trips
    scribe.recalled = note.code
    if not note.code:
        note.number = trips + 1 & NUMBERS
    elif note.number == trips & NUMBERS:
        scribe.state = TRIPPED  # the journal has counted it
