"""A simulated device in real time, with the face of a port: what `vdev` and `--port sim` talk to.

Decides how wall time becomes simulated time, and nothing about the device: it is the simulator's
World with the real firmware. Time the host lost (a laptop that slept) is not made up for. Called
by `transport` and `vdev`.
"""

import time
from collections.abc import Callable
from typing import Any

from sim.rig import spec as rig_spec
from sim.world import World

SLICE_S = 0.02  # one world step
LOST_S = 1.0  # further behind than this, the time is let go


class SimulatedLink:
    """`spec` is a run's plain description (see sim/scenarios); its duration is not looked at."""

    def __init__(
        self,
        spec: dict[str, Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "the simulated device"
        self.world = World(spec or rig_spec())
        self.clock, self.sleep = clock, sleep
        self.began_s = clock()

    def read(self, wait_s: float) -> bytes:
        """Lets the device live until it says something, or for `wait_s`."""
        until_s = self.clock() + wait_s
        while True:
            self.catch_up()
            left_s = until_s - self.clock()
            if said := self.said():
                return said
            if left_s <= 0:
                return b""
            self.sleep(min(SLICE_S, left_s))

    def catch_up(self) -> None:
        """Simulated time up to now."""
        here_s = self.world.chip.now_us / 1_000_000
        if self.clock() - self.began_s - here_s > LOST_S:
            self.began_s = self.clock() - here_s - SLICE_S
        self.world.run(int((self.clock() - self.began_s) * 1_000_000))

    def said(self) -> bytes:
        """What came out of the port, newlines as MicroPython's standard output makes them."""
        events = self.world.journal.events
        text = "".join(event["line"] + "\r\n" for event in events if event["event"] == "link")
        events.clear()  # nobody will ask for a verdict, and this may run for days
        return text.encode()

    def write(self, data: bytes) -> None:
        self.world.chip.stdin += data.decode(errors="replace")

    def close(self) -> None:
        """Nothing is held."""
