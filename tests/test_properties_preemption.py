"""The fast scan fires between any two lines of the slow scan, as an interrupt does on the RP2040.

A trace hook stands for the timer. Wherever it strikes, a stop stops, a trip trips, and what the
governor sees is one whole record, never half of one.
"""

import copy
import sys

import pytest

from firmware.control.controls import Controls
from firmware.control.inflator import Inflator
from firmware.drivers.ntc import to_mc
from firmware.image import HEAT_LEFT, ROLLER_LEFT, IntentsBuffer
from firmware.link import Link
from firmware.program.plan import RISE_MC_S, air_times
from firmware.program.session import COOLING, IDLE, RUNNING, TRIPPED
from firmware.scan import FastScan, SlowScan
from firmware.units import TIME_MASK
from tests.both.firmware_bench import Bench, resting
from tests.both.test_firmware_conductor import BUTTON_HEAT, BUTTON_UP, Evening
from tests.both.test_firmware_link import Wire, frame
from tests.gates.tree import ROOT

FIRMWARE = str(ROOT / "firmware")


class Scribe:
    def step(self, now_ms):
        pass


class Note:
    def keep(self, status):
        pass


class Dog:
    def feed(self):
        pass


class Pins:
    def write(self, outputs):
        pass


class Sensors:
    """Readings that leave what stands in the inputs, but count the scan."""

    def sample(self, inputs):
        inputs.samples = (inputs.samples + 1) & TIME_MASK

    def sample_in_pulse(self, inputs):
        for foot in (0, 1):
            inputs.feet[foot].on_ma = 1_000 if self.out.level[HEAT_LEFT + foot] >= 56 else 0
        inputs.rail_mv = 12_000 if self.out.rail else 0
        level = self.out.level
        inputs.roller_ma = max(level[ROLLER_LEFT], level[ROLLER_LEFT + 1]) * 2 // 5


class Device:
    """Both scans on one clock, without a port. A class of its own, so that it can be copied."""

    def __init__(self, profile):
        self.bench = bench = Bench(profile)
        self.now_ms = bench.inputs.now_ms
        self.evening = evening = Evening(profile)
        evening.inputs, evening.status = bench.inputs, bench.status
        evening.session.since_ms = self.now_ms
        self.buffer = IntentsBuffer()
        inflator = Inflator(*air_times(profile))
        controls = Controls(to_mc, 12_000, RISE_MC_S[profile], inflator)
        self.wire = Wire()
        link = Link(self.wire, self.answer)
        sensors = Sensors()
        sensors.out = bench.out
        self.fast = FastScan(
            self.ticks_ms,
            sensors,
            bench.governor,
            Pins(),
            self.buffer,
            bench.inputs,
            bench.out,
            Note(),
        )
        self.slow = SlowScan(
            evening.conductor,
            controls,
            self.buffer,
            bench.inputs,
            bench.status,
            evening.panel,
            link,
            Scribe(),
            Dog(),
        )

    def ticks_ms(self):
        return self.now_ms

    def answer(self, record):
        return {"got": 1}

    def tick(self):
        self.now_ms = (self.now_ms + 20) & TIME_MASK
        self.fast.tick(None)

    def run(self, tenths):
        for _ in range(tenths):
            self.slow.step(self.now_ms)
            for _ in range(5):
                self.tick()

    def press(self):
        self.evening.touch()
        self.tick()
        self.evening.hold()
        self.run(1)
        self.evening.let_go()
        self.run(1)

    @property
    def state(self):
        return self.evening.state


def running(profile):
    """Feet in, heat on, rollers turning."""
    device = Device(profile)
    device.evening.inputs.button = BUTTON_HEAT
    device.run(12)  # a second at rest: offsets are learned
    device.evening.inputs.button_presses = 1
    device.run(2)
    device.press()
    if profile:
        device.evening.inputs.button = BUTTON_UP
        device.evening.inputs.button_presses = 2
        device.run(1)
    device.bench.feet(1, 1)
    device.run(40)
    assert device.state == RUNNING and device.bench.trip == 0
    assert device.bench.out.level[HEAT_LEFT] and device.bench.out.level[2]
    return device


def struck(device, line, strike):
    """One slow scan of `device`, with `strike()` before its traced line number `line`; returns
    whether the scan has that many lines. Fast code is not traced: interrupts do not nest.
    """
    passed = -1

    def trace(frame, event, argument):
        nonlocal passed
        if not frame.f_code.co_filename.startswith(FIRMWARE):
            return None
        if event == "line":
            passed += 1
            if passed == line:
                sys.settrace(None)
                strike()
        return trace

    kept = sys.gettrace()
    sys.settrace(trace)
    try:
        device.slow.step(device.now_ms)
    finally:
        sys.settrace(kept)
    return passed >= line


def every_line(profile, prepare, strike, check):
    """`strike(device)` at every line of one slow scan, each on a copy; then `check(device)`."""
    origin = running(profile)
    prepare(origin)
    line = 0
    while True:
        device = copy.deepcopy(origin)
        if not struck(device, line, lambda device=device: strike(device)):
            break
        check(device)
        line += 1
    assert line > 100


def nothing(device):
    pass


@pytest.mark.parametrize("profile", [0, 1])
def test_a_stop_between_any_two_lines_stops_for_good(profile):
    def strike(device):
        device.evening.touch()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        for _ in range(4):
            device.tick()
            assert resting(device.bench.out)
        device.evening.let_go()
        for _ in range(3):
            device.slow.step(device.now_ms)
            for _ in range(5):
                device.tick()
                assert resting(device.bench.out)
        assert device.state == COOLING and device.bench.trip == 0

    every_line(profile, nothing, strike, check)


@pytest.mark.parametrize("profile", [0, 1])
def test_a_stop_of_one_sample_between_any_two_lines_stops_for_good(profile):
    def strike(device):
        device.evening.touch()
        device.tick()
        device.evening.let_go()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        for _ in range(3):
            for _ in range(4):
                device.tick()
                assert resting(device.bench.out)
            device.slow.step(device.now_ms)
        assert device.state == COOLING

    every_line(profile, nothing, strike, check)


def test_a_press_and_a_hosts_stop_together_start_nothing_at_any_line():
    def prepare(device):
        device.evening.host.stop = 1

    def strike(device):
        device.evening.touch()
        device.tick()

    def check(device):
        device.evening.let_go()
        device.run(5)
        assert device.state in (COOLING, IDLE) and resting(device.bench.out)

    every_line(0, prepare, strike, check)


def test_a_trip_between_any_two_lines_is_taken_and_not_forgotten():
    def strike(device):
        device.bench.inputs.pressure_pa = 20_000
        for _ in range(4):
            device.tick()
        assert device.bench.trip and resting(device.bench.out)

    def check(device):
        device.bench.inputs.pressure_pa = 0
        device.run(30)
        assert device.state == TRIPPED and device.bench.trip and resting(device.bench.out)
        device.press()
        device.run(2)
        assert device.state == IDLE and not device.bench.trip and resting(device.bench.out)

    every_line(0, nothing, strike, check)


def test_the_record_in_front_is_never_touched_while_it_is_in_front():
    """Whatever line the tick strikes, it sees the old record whole or the new one whole."""

    def whole(record):
        return (
            tuple(record.level),
            tuple(record.reverse),
            record.rail,
            record.heated,
            record.beat_ms,
            record.stop_seen,
            record.acknowledge,
        )

    origin = running(0)
    origin.run(1)
    old = whole(origin.buffer.front)
    after = copy.deepcopy(origin)
    after.slow.step(after.now_ms)
    new = whole(after.buffer.front)
    assert old != new
    seen = set()

    def check(device):
        assert device.bench.trip == 0

    line = 0
    while True:
        device = copy.deepcopy(origin)
        if not struck(device, line, lambda device=device: seen.add(whole(device.buffer.front))):
            break
        check(device)
        line += 1
    assert seen == {old, new}


def test_a_host_that_talks_meanwhile_changes_none_of_it():
    def prepare(device):
        device.wire.waiting = frame({"x": 1}) + "noise\n"

    def strike(device):
        device.evening.touch()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        device.evening.let_go()
        device.run(3)
        assert device.state == COOLING and resting(device.bench.out)

    every_line(0, prepare, strike, check)
