"""Asks a freshly started board who it is.

Decides when a board counts as started: a hello frame came, and a status after it. The port may
come and go meanwhile, as USB does through a reset. Called by `flash`.
"""

import time
from typing import Any, NamedTuple

from host_tools.errors import BadInput
from host_tools.transport import Lines, PortLost, SerialLink, framed

ASK_S = 0.5
RETRY_S = 0.2
PATIENCE = 3  # questions that a prompt answers before the program counts as ended
PROMPT = "a prompt, so its program ended (mpremote repl and Ctrl-D show why)"


class Answer(NamedTuple):
    """What the device says it is, the trip that stands (None for none), and the first files that
    are not as installed.
    """

    device: dict[str, Any]
    trip: dict[str, Any] | None
    changed: list[str]


def wait_for_hello(port: str, until_s: float) -> Answer:
    """Until `until_s` (of time.monotonic); BadInput with the last words that came instead."""
    heard = ""
    while True:
        try:
            link = SerialLink(port)
            try:
                answer, said = listen(link, until_s)
            finally:
                link.close()
            if answer is not None:
                return answer
            heard = said or heard
            why = f"it says: {heard}" if heard else "it is silent"
        except (PortLost, BadInput) as error:
            why = str(error)
        if heard == PROMPT or time.monotonic() > until_s:
            raise BadInput(
                f"{port}: no hello in time; {why}; the files are on the board and right: "
                "unplug it, plug it in, and see `solekeeper monitor`"
            )
        time.sleep(RETRY_S)


def listen(link: SerialLink, until_s: float) -> tuple[Answer | None, str]:
    """(the answer, "") or (None, the last line that was no frame)."""
    lines, said, device = Lines(), "", None
    asked, asked_s = 0, 0.0
    while time.monotonic() <= until_s:
        if time.monotonic() - asked_s > ASK_S:
            if b">>>" in lines.rest and asked >= PATIENCE:
                return None, PROMPT
            asked, asked_s = asked + 1, time.monotonic()
            link.write(framed({"get": "status"} if device else {"hello": 1}))
        for line, record in lines.feed(link.read(0.1)):
            if record is None:
                said = line
            elif isinstance(record.get("device"), dict):
                device, asked_s = record["device"], 0.0
            elif device is not None and "state" in record:
                trip = record.get("trip")
                trip = trip if isinstance(trip, dict) else None
                return Answer(device, trip, list(record.get("changed", ()))), ""
    return None, said
