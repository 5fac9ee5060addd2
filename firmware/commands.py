"""What a host may ask over the link: who are you, how are you, and stop. Nothing that raises
anything.

Decides the answer to a frame. May not start, heat or change a cap; those need a person at the
panel. Called by `link`.
"""

from .image import Status
from .program.allowance import words
from .program.session import START, STATE_NAMES, Session
from .safety.trips import PLACES, trip_row

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


class Commands:
    """`identity` names board, stage and profile; `stop` is set to 1 for the slow scan to take."""

    def __init__(
        self, identity: "dict[str, str]", session: Session, status: Status, scribe: "Scribe"
    ) -> None:
        self.identity = identity
        self.session = session
        self.status = status
        self.scribe = scribe
        self.stop = 0

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
        if record.get("get") == "status":
            return self.report()
        if record.get("get") == "counters":
            return {"counters": self.scribe.journal.counters()}
        return {
            "error": "not known",
            "known": ["hello", "get status", "get counters", "do stop"],
        }

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
            "heat_refused": plan.refusal or words(plan.heat_wait_s),
            "start_refused": words(plan.massage_wait_s),
            "clock": self.scribe.ledger.true_time.report(),
            "store": self.scribe.report(),
            "trip": None,
        }
        row = trip_row(status.trip)
        if row:
            report["trip"] = {
                "name": row[1],
                "where": PLACES[status.trip_where],
                "value": status.trip_value,
                "limit": status.trip_limit,
                "unit": row[4],
                "cause": row[2],
                "do": row[3],
            }
        return report
