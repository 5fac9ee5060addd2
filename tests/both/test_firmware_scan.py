"""The two scans: their order, what an exception does, and how each proves the other alive."""

from firmware.image import CHANNELS, Inputs, IntentsBuffer, Outputs, Status
from firmware.safety import trips
from firmware.scan import MIN_TICK_MS, FastScan, SlowScan
from firmware.units import TIME_MASK
from tests.both.firmware_bench import Bench, resting


class Part:
    """Stands for anything a scan calls; writes its calls into one list and throws when told."""

    def __init__(self, name, calls):
        self.name = name
        self.calls = calls
        self.throws = None

    def note(self, what):
        self.calls.append(self.name + "." + what)
        if self.throws == what:
            raise OSError("told to")

    def sample(self, inputs):
        inputs.samples += 1
        self.note("sample")

    def sample_in_pulse(self, inputs):
        self.note("sample_in_pulse")

    def write(self, outputs):
        self.note("write")
        self.written = (outputs.rail, list(outputs.level))

    def step(self, *given):
        self.note("step")

    def show(self, passed_ms):
        self.note("show")

    def feed(self):
        self.note("feed")

    def keep(self, status):
        self.note("keep")


class Device:
    """A fast scan around a real governor that runs, and a clock that is turned by hand."""

    def __init__(self):
        self.bench = Bench().running()
        self.calls = []
        self.readings, self.pins = Part("readings", self.calls), Part("pins", self.calls)
        self.buffer = IntentsBuffer()
        self.buffer.front = self.bench.want
        self.now_ms = self.bench.inputs.now_ms
        self.fast = FastScan(
            lambda: self.now_ms,
            self.readings,
            self.bench.governor,
            self.pins,
            self.buffer,
            self.bench.inputs,
            self.bench.out,
            Part("note", self.calls),
        )

    def tick(self, step_ms=20):
        self.now_ms = (self.now_ms + step_ms) & TIME_MASK
        self.bench.want.beat_ms = self.now_ms
        self.fast.tick(None)


def test_a_tick_reads_judges_writes_and_looks_into_the_pulse():
    device = Device()
    device.tick()
    assert device.calls == [
        "readings.sample",
        "pins.write",
        "readings.sample_in_pulse",
        "note.keep",
    ]
    assert device.bench.inputs.now_ms == device.now_ms
    assert device.pins.written == (1, [1_000] * CHANNELS)


def test_an_exception_anywhere_ends_every_output_in_that_tick():
    for part, what in (("readings", "sample"), ("readings", "sample_in_pulse")):
        device = Device()
        getattr(device, part).throws = what
        device.tick()
        assert device.pins.written == (0, [0] * CHANNELS)
        assert device.bench.trip == trips.FAST_LOOP_FAILED and resting(device.bench.out)


def test_an_exception_in_the_governor_ends_every_output_in_that_tick():
    for running in (1, 0):
        device = Device()
        bench = device.bench
        if not running:
            bench.want.rail = 0
            device.tick()
            bench.want.rail = 1

        class Torn:
            """A slew that dies with half of its levels written."""

            def apply(self, want, ceiling, out, now_ms):
                out.level[0] = out.level[2] = 1_000
                raise OSError("torn")

        bench.governor.slew = Torn()
        device.tick()
        assert device.pins.written == (0, [0] * CHANNELS), running
        device.tick()
        assert device.pins.written == (0, [0] * CHANNELS), running
        assert bench.trip == trips.FAST_LOOP_FAILED


def test_after_an_exception_the_scan_goes_on_and_the_trip_stands():
    device = Device()
    device.readings.throws = "sample"
    device.tick()
    device.readings.throws = None
    for _ in range(100):
        device.tick()
        assert device.pins.written == (0, [0] * CHANNELS)
    assert device.bench.trip == trips.FAST_LOOP_FAILED


def test_a_tick_that_was_queued_is_left_out():
    """Just below, at and above, across the clock's wrap."""
    for step_ms, calls in (
        (0, 0),
        (1, 0),
        (MIN_TICK_MS - 1, 0),
        (MIN_TICK_MS, 4),
        (MIN_TICK_MS + 1, 4),
    ):
        for start_ms in (50_000, TIME_MASK - 5):
            device = Device()
            device.now_ms = start_ms
            device.tick()
            del device.calls[:]
            device.tick(step_ms)
            assert len(device.calls) == calls, step_ms


def test_the_first_tick_after_building_counts():
    device = Device()
    device.tick(0)
    assert len(device.calls) == 4


class Lower:
    """A slow scan of parts."""

    def __init__(self):
        self.calls = []
        names = ("conductor", "controls", "panel", "link", "scribe", "watchdog")
        self.parts = {name: Part(name, self.calls) for name in names}
        self.buffer = IntentsBuffer()
        self.inputs = Inputs()
        parts = self.parts
        self.scan = SlowScan(
            parts["conductor"],
            parts["controls"],
            self.buffer,
            self.inputs,
            Status(),
            parts["panel"],
            parts["link"],
            parts["scribe"],
            parts["watchdog"],
        )


def test_a_slow_scan_publishes_before_it_draws_and_talks():
    lower = Lower()
    back = lower.buffer.back
    lower.inputs.samples = 5
    lower.scan.step(1_234)
    assert lower.calls == [
        "conductor.step",
        "controls.step",
        "panel.show",
        "link.step",
        "scribe.step",
        "watchdog.feed",
    ]
    assert lower.buffer.front is back and back.beat_ms == 1_234
    assert lower.buffer.back is not back


def test_two_records_take_turns_and_the_published_one_is_never_filled():
    lower = Lower()
    seen = []
    for i in range(6):
        before = lower.buffer.front
        lower.scan.step(i)
        assert before.beat_ms != i or i == 0
        seen.append(lower.buffer.front)
    assert seen[0] is seen[2] is seen[4] and seen[1] is seen[3] and seen[0] is not seen[1]


def test_the_watchdog_is_fed_only_if_the_fast_scan_went_on():
    lower = Lower()
    lower.inputs.samples = 7
    lower.scan.step(0)
    assert lower.calls.count("watchdog.feed") == 1
    for i in range(30):
        lower.scan.step(i)
    assert lower.calls.count("watchdog.feed") == 1
    lower.inputs.samples = 8
    lower.scan.step(0)
    assert lower.calls.count("watchdog.feed") == 2
    lower.inputs.samples = 0  # its counter wraps
    lower.scan.step(0)
    assert lower.calls.count("watchdog.feed") == 3


def test_a_slow_scan_that_dies_publishes_nothing_and_feeds_nothing():
    for name in ("conductor", "controls"):
        lower = Lower()
        lower.parts[name].throws = "step"
        front = lower.buffer.front
        lower.inputs.samples = 3
        try:
            lower.scan.step(99)
        except OSError:
            pass
        assert lower.buffer.front is front and "watchdog.feed" not in lower.calls


def test_fresh_records_ask_for_nothing():
    for record in (IntentsBuffer().front, IntentsBuffer().back):
        assert record.level == [0] * CHANNELS
        assert record.rail == record.heated == record.acknowledge == record.stop_seen == 0
    assert resting(Outputs())
    assert Status().trip == 0 and Status().heat_allowed == [0, 0]
