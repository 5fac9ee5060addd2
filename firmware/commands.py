"""What a host may ask over the link: who are you, how are you, stop, and, at rest, let me in.
Nothing that raises anything.

Decides the answer to a frame. May not start, heat or change a cap; those need a person at the
panel. Called by `link`.
"""

from .image import Status
from .program.allowance import words
from .program.session import COOLING, IDLE, OFF, START, STATE_NAMES, TRIPPED, Session
from .safety.trips import PLACES, trip_row
from .units import FEET

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Protocol

    from .journal import Journal
    from .ledger import Ledger

    class Scribe(Protocol):
        journal: Journal
        ledger: Ledger

        def report(self) -> str: ...


HELLO = 1  # the link's version
RESTS = ("", "the heat timer has run: pull the plug for a minute")  # by Status.heat_rests
WARM = "a well is too warm: feet out until it has cooled, or a cooler room"
MARKED = "a mark was seen on the feet: none until the plan says that somebody has looked at it"
UNSEEN = "the empty wells were not seen yet: take both feet out for ten seconds"
FAULTS = (  # by Status.heat_fault
    "",
    "the hardware latch failed its test: pull the plug; if it returns, have it checked",
    "the heat timer failed its test: pull the plug for a minute; if it returns, have it checked",
)
AT_REST = (OFF, IDLE, COOLING, TRIPPED)


def trip_report(code: int, where: int, value: int, limit: int) -> "dict[str, object] | None":
    """A trip in words, None for code 0."""
    row = trip_row(code)
    if row is None:
        return None
    return {
        "name": row[1],
        "where": PLACES[where],
        "value": value,
        "limit": limit,
        "unit": row[4],
        "cause": row[2],
        "do": row[3],
    }


class Commands:
    """`identity` names board, stage and profile; `stop` and `service` are set for the slow loop to
    take.
    """

    def __init__(
        self, identity: "dict[str, str]", session: Session, status: Status, scribe: "Scribe"
    ) -> None:
        self.identity = identity
        self.session = session
        self.status = status
        self.scribe = scribe
        self.stop = 0
        self.service = 0  # 1: restart into service mode

    def hello(self) -> "dict[str, object]":
        """The first frame after boot, and the answer to {"hello": 1}."""
        return {"hello": HELLO, "device": self.identity}

    def answer(self, record: "dict[str, object]") -> "dict[str, object] | None":
        """The reply to one frame, or None."""
        if "hello" in record:
            return self.hello()
        if record.get("do") == "stop":
            self.stop = START
            return {"done": "stop"}
        if record.get("do") == "service":
            return self.let_in()
        if record.get("get") == "status":
            return self.report()
        if record.get("get") == "counters":
            return {"counters": self.scribe.journal.counters()}
        return {
            "error": "not known",
            "known": ["hello", "get status", "get counters", "do stop", "do service"],
        }

    def let_in(self) -> "dict[str, object]":
        """Service mode, through a restart: never out of a session or over an unwritten record."""
        if self.session.state not in AT_REST or self.status.rail:
            return {"error": "not at rest"}
        if any(self.scribe.journal.due):
            return {"error": "writing"}
        self.service = 1
        return {"done": "service"}

    def unseen(self) -> bool:
        """Whether a foot is in a well of which sensors or presence showed nothing empty yet."""
        status = self.status
        for foot in FEET:
            unseen = status.unseen_wells >> foot & 5 or not status.heat_allowed[foot]
            if status.present[foot] and unseen:
                return True
        return False

    def report(self) -> "dict[str, object]":
        """State, presence, times and the first trip in words."""
        status = self.status
        plan = self.session.plan
        report: "dict[str, object]" = {
            "state": STATE_NAMES[self.session.state],
            "present": list(status.present),
            "session_ms": status.session_ms,
            "heat_ms": status.heat_ms,
            "cem43_permille": list(status.cem43_permille),
            "cem43_day_permille": list(status.cem43_day_permille),
            "heat_refused": plan.refusal
            or (MARKED if plan.marked else "")
            or FAULTS[status.heat_fault]
            or RESTS[status.heat_rests]
            or (WARM if status.warm_wells else "")
            or words(plan.heat_wait_s)
            or (UNSEEN if self.unseen() else ""),
            "start_refused": words(plan.massage_wait_s),
            "clock": self.scribe.ledger.true_time.report(),
            "store": self.scribe.report(),
            "trip": trip_report(
                status.trip, status.trip_where, status.trip_value, status.trip_limit
            ),
        }
        return report
