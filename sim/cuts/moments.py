"""One session, and a copy of it for each tick of its first and last minute in which the plug is
pulled.

Decides which moments there are, and that every copy goes its own way: the process forks, so a
session is played once and not once a moment. May not judge: `aftermath` does. Called by
`__main__`; needs `os.fork`, so no Windows. Works in CPython and PyPy.
"""

import json
import os
import select
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sim.havoc.life import Life
from sim.rig import spec

TICK_US = 20_000
TURN_US = 100_000  # a run ends where the main loop sleeps: once in so many
MINUTE_US = 60_000_000
AFTER_US = 5_000_000  # what is written after a session's end
# where in its tick: beside the scan, in its pulse, at its end; taken in turns
PHASES_US = (1, 6_600, 13_300, 19_999)
PROGRAM = "circulation"  # begins with air
PROFILES = {"standard": "standard", "gentle": "neuropathy"}
# what a person does: heat 3, start, the inspection answered, feet in
PRESSES = ((500_000, "heat"), (1_000_000, "heat"), (1_500_000, "heat"), (2_000_000, "start"))
CLEAR_US = 2_600_000
FEET_US = 3_200_000


@dataclass(frozen=True)
class Moment:
    """The plug is pulled `at_us` after power-on."""

    at_us: int
    last: bool  # in the last minute, not the first


def begun(stage: str) -> Life:
    """A device whose session's begin is planned, from power-on."""
    at: list[dict[str, Any]] = [
        {"t_us": t_us, "do": "press", "button": button, "hold_ms": 80} for t_us, button in PRESSES
    ]
    if PROFILES[stage] == "neuropathy":
        at.append({"t_us": CLEAR_US, "do": "press", "button": "up", "hold_ms": 80})
    at.append({"t_us": FEET_US, "do": "feet", "feet": "both"})
    return Life(spec(stage=stage, profile=PROFILES[stage], program=PROGRAM, at=at))


def state_of(device: Any) -> str:
    """The session's, in a word."""
    return str(device.commands.report()["state"])


def end_us(stage: str) -> int:
    """When the session's time is up, by playing it."""
    life = begun(stage)
    device: Any = life.world.device
    while life.until_us < FEET_US + MINUTE_US or state_of(device) == "running":
        life.step(None, TURN_US)
    return life.until_us


def moments(stage: str, every: int) -> Iterator[tuple[Life, Moment]]:
    """Each `every`-th tick's moment, and the one device, which stands less than two turns before
    it.
    """
    over_us = end_us(stage)
    life = begun(stage)
    count = 0
    for from_us, to_us, last in (
        (PRESSES[-1][0], FEET_US + MINUTE_US, False),
        (over_us - MINUTE_US, over_us + AFTER_US, True),
    ):
        for tick in range(from_us // TICK_US, to_us // TICK_US, every):
            at_us = tick * TICK_US + PHASES_US[count % len(PHASES_US)]
            count += 1
            # a run goes on to the end of the turn that reaches its time
            while life.until_us + 2 * TURN_US <= at_us:
                life.step(None, TURN_US)
            yield life, Moment(at_us, last)


class Copies:
    """Processes that go on from where this one stands, at most `jobs` at a time."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.open: dict[int, tuple[int, bytes]] = {}  # pipe -> (process, what it said)

    def start(self, what: Callable[[], Any]) -> None:
        """A copy of this process does `what` and says its result as JSON."""
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            status = 1
            try:
                os.write(writer, json.dumps(what()).encode())
                status = 0
            except BaseException:  # told here: the other side hears a status alone
                traceback.print_exc()
            finally:
                os._exit(status)  # nothing of the parent's is flushed or closed twice
        os.close(writer)
        self.open[reader] = (pid, b"")

    def results(self, most_open: int) -> Iterator[Any]:
        """Wait until at most `most_open` go on, and hand over what those that ended said.

        RuntimeError when one died.
        """
        while len(self.open) > most_open:
            for reader in select.select(list(self.open), [], [])[0]:
                pid, said = self.open[reader]
                data = os.read(reader, 65_536)
                if data:
                    self.open[reader] = (pid, said + data)
                    continue
                os.close(reader)
                del self.open[reader]
                status = os.waitpid(pid, 0)[1]
                if status or not said:
                    raise RuntimeError(f"a copy ended with status {status}")
                yield json.loads(said)
