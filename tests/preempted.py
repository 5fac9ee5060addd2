"""A fast scan that fires between any two lines of the slow one, as an RP2040's interrupt does.

Decides what stands around the two scans: a governor on its bench, a person, and the store on the
simulator's flash. A trace hook stands for the timer. May not judge: the tests do.
"""

import json
import pickle
import sys
from functools import lru_cache

from firmware.control.controls import Controls
from firmware.control.inflator import Inflator
from firmware.drivers.ntc import to_mc
from firmware.image import HEAT_LEFT, ROLLER_LEFT, IntentsBuffer
from firmware.journal import COUNTERS, NAMES
from firmware.ledger import Ledger
from firmware.link import Link
from firmware.program.allowance import Allowance
from firmware.program.plan import RISE_MC_S, air_times
from firmware.program.session import RUNNING
from firmware.program.true_time import TrueTime
from firmware.scan import FastScan, SlowScan
from firmware.scribe import Scribe
from firmware.units import TIME_MASK
from sim.fake import chip as chips
from sim.fake import load_firmware
from tests.both.firmware_bench import Bench, resting
from tests.both.test_firmware_conductor import BUTTON_HEAT, BUTTON_UP, Evening
from tests.both.test_firmware_link import Wire
from tests.gates.tree import ROOT

recall = load_firmware().recall  # the store's driver finds the fakes of `io` and `os`
STORE = sys.modules["firmware.drivers.store"]
FIRMWARE = str(ROOT / "firmware")
PULSES_MS = 45  # the rail falls so long after the last tick that wanted it: 15 of edges, 30 held
CHIP = chips.Chip("rp2", 1)  # one for all devices: a new one for each line would take too long


@lru_cache(maxsize=64)  # most lines change nothing on flash
def found(files):
    """What a boot finds in these files, by the journal's names."""
    CHIP.files = dict(files)
    chips.use(CHIP)
    return vars(recall(STORE.Store()))


class Note:
    def keep(self, status):
        pass


class Dog:
    def feed(self):
        pass


class Pins:
    """Counts ticks with something on (`lit`), and what must never be: the first such tick with no
    mark of a session on flash (`unmarked`), and a write beside one or too soon after (`beside`).
    """

    def __init__(self, device):
        self.device = device
        self.on = False
        self.lit = self.unmarked = self.beside = 0
        self.lit_ms = (device.now_ms - PULSES_MS) & TIME_MASK

    def write(self, outputs):
        was, self.on = self.on, not resting(outputs)
        if self.on:
            self.lit += 1
            self.lit_ms = self.device.now_ms
            self.beside += self.device.writing()
            if not was:
                counters = STORE.Store().load(NAMES[COUNTERS])
                self.unmarked += not counters or not json.loads(counters)["open"]

    def stand_still(self):
        """As they are, for as long as a sector takes."""
        dark_ms = (self.device.now_ms - self.lit_ms) & TIME_MASK
        self.beside += self.on or dark_ms < PULSES_MS


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
    """Both scans on one clock, without a port; `files` are its flash. All of it can be copied."""

    def __init__(self, profile):
        self.bench = bench = Bench(profile)
        self.now_ms = bench.inputs.now_ms
        self.evening = evening = Evening(profile)
        evening.inputs, evening.status = bench.inputs, bench.status
        evening.session.since_ms = self.now_ms
        self.buffer = IntentsBuffer()
        self.files = {}
        self.in_fast = False
        inflator = Inflator(*air_times(profile))
        controls = Controls(to_mc, 12_000, RISE_MC_S[profile], inflator)
        self.wire = Wire()
        link = Link(self.wire, self.answer)
        sensors = Sensors()
        sensors.out = bench.out
        self.pins = Pins(self)
        self.fast = FastScan(
            self.ticks_ms,
            sensors,
            bench.governor,
            self.pins,
            self.buffer,
            bench.inputs,
            bench.out,
            Note(),
        )
        self.scribe = evening.conductor.scribe = self.new_scribe()
        self.slow = SlowScan(
            evening.conductor,
            controls,
            self.buffer,
            bench.inputs,
            bench.status,
            evening.panel,
            link,
            self.scribe,
            Dog(),
        )

    def new_scribe(self):
        """As `main` makes one, on a blank flash."""
        bench, session = self.bench, self.evening.session
        self.mount()
        store = STORE.Store()
        journal = recall(store)
        allowance = Allowance(bench.limits, 1)
        return Scribe(
            store,
            journal,
            session,
            session.sequencer,
            self.buffer,
            bench.out,
            bench.status,
            Ledger(journal, session.plan, bench.status, allowance, TrueTime(None)),
            bench.limits.cem43_session_permille,
        )

    def mount(self):
        """The one chip is this device's from now on."""
        CHIP.files, CHIP.world = self.files, self
        chips.use(CHIP)

    def writing(self):
        """A record is half written."""
        return any(name.endswith(STORE.FRESH) for name in self.files)

    def ticks_ms(self):
        return self.now_ms

    def answer(self, record):
        return {"got": 1}

    def tick(self, passed_ms=20):
        self.mount()
        self.now_ms = (self.now_ms + passed_ms) & TIME_MASK
        self.in_fast = True
        self.fast.tick(None)
        self.in_fast = False

    def flash_busy(self, us):
        """A sector's time: no interrupt is served, then the ones that waited are, as one."""
        self.pins.stand_still()
        self.tick(us // 1_000)

    def step(self):
        self.mount()
        self.slow.step(self.now_ms)

    def run(self, tenths):
        for _ in range(tenths):
            self.step()
            for _ in range(5):
                self.tick()

    def press(self):
        self.evening.touch()
        self.tick()
        self.evening.hold()
        self.run(1)
        self.evening.let_go()
        self.run(1)

    def key(self, button):
        self.evening.inputs.button = button
        self.evening.inputs.button_presses += 1

    def found(self):
        """What a boot would find if the plug were pulled now."""
        account = found(tuple(sorted(self.files.items())))
        self.mount()
        return account

    @property
    def state(self):
        return self.evening.state


def running(profile):
    """Feet in, heat on, rollers turning."""
    device = Device(profile)
    device.run(12)  # a second at rest: offsets are learned
    device.key(BUTTON_HEAT)
    device.run(2)
    device.press()
    if profile:
        device.run(3)  # who is asked looks first
        device.key(BUTTON_UP)
        device.run(1)
    device.bench.feet(1, 1)
    device.run(40)
    assert device.state == RUNNING and device.bench.trip == 0
    assert device.bench.out.level[HEAT_LEFT] and device.bench.out.level[2]
    return device


def trip(device):
    """Over-pressure: told within four ticks, and everything is off."""
    device.bench.inputs.pressure_pa = 20_000
    for _ in range(4):
        device.tick()
    assert device.bench.trip and resting(device.bench.out)


def struck(device, line, strike, where=FIRMWARE):
    """One slow scan of `device`, with `strike()` before its traced line number `line`; returns
    whether the scan has that many lines in files whose path begins with `where`. Fast code is not
    traced: interrupts do not nest.
    """
    passed = -1

    def trace(frame, event, argument):
        nonlocal passed
        if device.in_fast or not frame.f_code.co_filename.startswith(where):
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
        device.step()
    finally:
        sys.settrace(kept)
    return passed >= line


def copies(origin):
    """Endless copies of a device."""
    kept = pickle.dumps(origin, -1)
    while True:
        yield pickle.loads(kept)


def every_line(origin, strike, check, where=FIRMWARE):
    """`strike(device)` at every line of one slow scan, each on a copy; then `check(device)`.
    Returns how many lines there were.
    """
    for line, device in enumerate(copies(origin)):
        if not struck(device, line, lambda device=device: strike(device), where):
            return line
        check(device)
