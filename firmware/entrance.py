"""How a boot begins: what the one before left behind, and whether this one is for service.

Decides which records of the journal are believed, which trip stands from the first scan on (a
block of memory that does not keep what was written is one), and whether this boot is for service:
because a person or a host asked, or because a file is not as it was installed. May not open
anything that drives an output. Called by `main` once per boot.
"""

from .drivers import clock
from .drivers.door import Door
from .drivers.lamps import Lamps
from .drivers.note import FRESH, NUMBERS, ON_PURPOSE, RUNNING, TO_SERVICE, Note
from .drivers.stdio import Stdio
from .journal import COUNTERS, NAMES, SESSIONS, SETTINGS, Journal
from .program.session import TRIPPED
from .safety.limits import NEUROPATHY, PROFILES
from .safety.memory import BLOCK, march
from .safety.trips import PROGRAM_CHANGED, RESET_UNEXPECTED
from .signs import face

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

    from .drivers.hardware import Hardware
    from .drivers.store import Store
    from .safety.governor import Governor
    from .scribe import Scribe
    from .service import Service


def service(
    board: "dict[str, Any]",
    stage: "dict[str, Any]",
    settings: "dict[str, Any]",
    files: "list[str]",
) -> "Service | None":
    """Service mode, if `files` are not as installed, the boot before said so, or the program key
    is held; else None.
    """
    note = Note(board["port"])
    if not files and note.how != TO_SERVICE and not Door(board).held():
        return None
    from .service import FACES, Service  # here: a boot that heats has no room for it

    note.leave(ON_PURPOSE)  # whatever ends it
    faces: "tuple[Any, Any]" = FACES
    if files:  # nobody asked for it: the sign says why
        note.code, note.where, note.value, note.limit = PROGRAM_CHANGED, 0, len(files), 0
        faces = (face(PROGRAM_CHANGED), FACES[1])
    profile = settings.get("profile", PROFILES[NEUROPATHY])
    identity = {"board": board["name"], "stage": stage["name"], "profile": profile}
    lamps = Lamps(board["pins"]["lamps"])
    return Service(identity, clock.sleep_ms, lamps, Stdio(), note, faces, files)


def recall(store: "Store") -> Journal:
    """The journal as the store has it; blank or damaged records take their safe defaults."""
    journal = Journal()
    texts = [store.load(name) for name in NAMES]
    for which in (SETTINGS, COUNTERS, SESSIONS):
        text = texts[which]
        if text:
            journal.take(which, text)
        if text is None:
            journal.spoilt(which)
    # Of two generations the whole one may be the elder, which lacks a session; and beside lines
    # that cannot be read nobody knows whether there were any.
    if store.torn[NAMES[COUNTERS]] or (texts[COUNTERS] == "" and texts[SESSIONS] is None):
        journal.spoilt(COUNTERS)
    journal.recover()
    return journal


def recall_boot(hw: "Hardware", journal: Journal, governor: "Governor", now_ms: int) -> None:
    """A person shall know, and say so, before anything starts again: after a loss of supply, which
    no note outlives, by the journal's word. And the hardware's heat timer forgets without power
    alone, so after any other boot it may have run for as long as it likes.
    """
    note = hw.note
    governor.supply.held_mv = hw.held_mv
    if note.how != FRESH:
        governor.heat_timer.use_up()
    elif journal.standing[0]:
        note.code, note.where, note.value, note.limit = journal.standing
        note.number = journal.trips & NUMBERS
    if note.code:
        governor.latch.trip(note.code, note.where, note.value, note.limit, now_ms)
    elif note.how == RUNNING:
        governor.latch.trip(RESET_UNEXPECTED, 0, 0, 0, now_ms)
    if hw.held_mv:
        governor.supply.check_rail(now_ms)
    if not march(bytearray(BLOCK)):
        governor.memory.fail(now_ms)


def number_trip(note: Note, scribe: "Scribe") -> None:
    """The trip that stands again counts once, and the next one has its number."""
    trips = scribe.journal.trips
    scribe.recalled = note.code
    if not note.code:
        note.number = trips + 1 & NUMBERS
    elif note.number == trips & NUMBERS:
        scribe.state = TRIPPED  # the journal has counted it
