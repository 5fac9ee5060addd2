"""The two scans. Fast: read, judge, write, every 20 ms. Slow: people, program and control, every
100 ms.

Decide the order of everything and nothing else; every object is handed in by `main`. The fast scan
is the only reader of the ADC and the only writer of hazardous outputs; it allocates nothing,
prints nothing and never raises. Each proves the other alive: fast grants nothing to an old beat,
slow feeds the watchdog only if fast advanced.
"""

from .units import SLOW_MS, TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, Callable, Protocol

    from .image import Inputs, Intents, IntentsBuffer, Outputs, Status

    class Readings(Protocol):
        def sample(self, inputs: Inputs) -> None: ...
        def sample_in_pulse(self, inputs: Inputs) -> None: ...

    class Governor(Protocol):
        status: Status

        def supervise(self, want: Intents, out: Outputs) -> None: ...
        def fail(self, out: Outputs) -> None: ...

    class Note(Protocol):
        def keep(self, status: Status) -> None: ...

    class Pins(Protocol):
        def write(self, outputs: Outputs) -> None: ...

    # Setpoints pass from one to the other unread; their room is above this one's reach.
    class Conductor(Protocol):
        def step(self, inputs: Inputs, status: Status, intents: Intents, now_ms: int) -> Any: ...

    class Controls(Protocol):
        def step(self, points: Any, inputs: Inputs, status: Status, intents: Intents) -> None: ...

    class Panel(Protocol):
        def show(self, passed_ms: int) -> None: ...

    class Link(Protocol):
        def step(self) -> None: ...

    class Scribe(Protocol):
        def step(self, now_ms: int) -> None: ...

    class Watchdog(Protocol):
        def feed(self) -> None: ...


# a tick sooner than a whole pulse after the last is a queued one: it would read a gate that is
# still high
MIN_TICK_MS = 19


class FastScan:
    """`tick` is the timer's callback."""

    def __init__(
        self,
        ticks_ms: "Callable[[], int]",
        readings: "Readings",
        governor: "Governor",
        pins: "Pins",
        buffer: "IntentsBuffer",
        inputs: "Inputs",
        outputs: "Outputs",
        note: "Note",
    ) -> None:
        self.ticks_ms = ticks_ms
        self.readings = readings
        self.governor = governor
        self.pins = pins
        self.buffer = buffer
        self.inputs = inputs
        self.outputs = outputs
        self.note = note
        self.last_ms = ticks_ms() - MIN_TICK_MS

    def tick(self, _timer: object) -> None:
        """One scan. An exception ends every output at once: uncaught, it would stop the timer for
        good.
        """
        try:
            now_ms = self.ticks_ms()
            if ((now_ms - self.last_ms) & TIME_MASK) < MIN_TICK_MS:
                return  # missed periods fire back to back after a stall
            self.last_ms = now_ms
            inputs = self.inputs
            inputs.now_ms = now_ms
            self.readings.sample(inputs)
            self.governor.supervise(self.buffer.front, self.outputs)
            self.pins.write(self.outputs)
            self.readings.sample_in_pulse(inputs)
        except Exception:
            self.governor.fail(self.outputs)
            self.pins.write(self.outputs)
        self.note.keep(self.governor.status)


class SlowScan:
    """`step` is one scan: events, session, setpoints, requests, one publication; then lamps, link,
    journal and watchdog.
    """

    def __init__(
        self,
        conductor: "Conductor",
        controls: "Controls",
        buffer: "IntentsBuffer",
        inputs: "Inputs",
        status: "Status",
        panel: "Panel",
        link: "Link",
        scribe: "Scribe",
        watchdog: "Watchdog",
    ) -> None:
        self.conductor = conductor
        self.controls = controls
        self.buffer = buffer
        self.inputs = inputs
        self.status = status
        self.panel = panel
        self.link = link
        self.scribe = scribe
        self.watchdog = watchdog
        self.samples = -1

    def step(self, now_ms: int) -> None:
        """`now_ms` is the clock's, and becomes the beat the fast scan watches."""
        intents = self.buffer.back
        setpoints = self.conductor.step(self.inputs, self.status, intents, now_ms)
        self.controls.step(setpoints, self.inputs, self.status, intents)
        intents.beat_ms = now_ms
        self.buffer.publish()
        self.panel.show(SLOW_MS)
        self.link.step()
        self.scribe.step(now_ms)
        samples = self.inputs.samples
        if samples != self.samples:
            self.samples = samples
            self.watchdog.feed()
