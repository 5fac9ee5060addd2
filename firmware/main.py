"""The composition root: reads the descriptions, makes every object, starts both scans.

Decides which objects know which. `build(board, stage, hw)` makes a whole device and keeps nothing:
a reboot is calling it again. On the board `/main.py` imports `start` and calls it; the simulator
calls `boot` and then `turn`, the same two things `start` does.
"""

from .commands import Commands
from .control.controls import Controls
from .control.inflator import Inflator
from .drivers.files import read_record
from .drivers.hardware import Hardware
from .drivers.installed import changed
from .drivers.note import NUMBERS, TO_SERVICE
from .drivers.ntc import to_mc
from .entrance import number_trip, recall, recall_boot, service
from .image import Inputs, IntentsBuffer, Outputs
from .journal import COUNTERS
from .ledger import Ledger
from .link import Link
from .panel import Panel
from .program.allowance import Allowance
from .program.conductor import Conductor
from .program.plan import RISE_MC_S, Plan, air_times
from .program.sequencer import Sequencer
from .program.session import Session
from .program.true_time import TrueTime
from .safety.governor import Governor
from .safety.limits import NEUROPATHY, PROFILES, STANDARD, Limits
from .scan import FastScan, SlowScan
from .scribe import Scribe
from .units import SLOW_MS, TICK_MS, TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

    from .service import Service

BOARD_FILE = "/board.json"
STAGE_FILE = "/stage.json"
SETTINGS_FILE = "/settings.json"
ANSWER_MS = 100  # so long the port may take to send the last answer
BEAT_OVER_MS = 1_000  # a beat that old is dead, whatever the limit
NOMINAL_UV2 = 144_000_000  # 12 V squared, in mW times milliohm


class Device:
    """One boot's objects. `turn` is one slow scan and the wait for the next."""

    def __init__(
        self,
        board: "dict[str, Any]",
        stage: "dict[str, Any]",
        hw: Hardware,
        settings: "dict[str, Any]",
    ) -> None:
        journal = recall(hw.store)
        numb = settings.get("profile") != PROFILES[STANDARD]  # anything but a clear "standard"
        lost = journal.damaged[COUNTERS] if numb else 0
        if 1 in journal.damaged:  # a device that lost its memory treats all feet as numb
            settings = {"marks_seen": settings.get("marks_seen")}
        profile = NEUROPATHY if numb or 1 in journal.damaged else STANDARD
        self.hw, self.clock = hw, hw.clock
        now_ms = self.clock.ticks_ms()
        self.inputs, self.outputs = Inputs(), Outputs()
        self.buffer = IntentsBuffer()
        limits = Limits(profile)
        self.governor = Governor(limits, stage, self.inputs, now_ms)
        true_time = TrueTime(hw.clock_chip)
        away_s = true_time.away_s(journal.clock[0], journal.clock[1])
        self.governor.dose.recall(journal.dose[0], journal.dose[1], journal.dose[2] + away_s)
        status = self.governor.status
        recall_boot(hw, journal, self.governor, now_ms)
        unlocked = 1 if settings.get("plan") == "unlocked" else 0
        plan = Plan(profile, unlocked, stage)
        plan.recall(journal.marks, settings.get("marks_seen"), lost)
        allowance = Allowance(limits, unlocked)
        allowance.recall(journal.waits, away_s)
        self.sequencer = Sequencer(plan)
        self.sequencer.choose((journal.program, settings.get("program", "")), journal.more)
        self.session = Session(plan, self.sequencer, now_ms)
        self.panel = Panel(hw.lamps, hw.buzzer, self.session, self.sequencer, status)
        identity = {"board": board["name"], "stage": stage["name"], "profile": PROFILES[profile]}
        self.scribe = Scribe(
            hw.store,
            journal,
            self.session,
            self.sequencer,
            self.buffer,
            self.outputs,
            status,
            Ledger(journal, plan, status, allowance, true_time),
            limits.cem43_session_permille,
        )
        number_trip(hw.note, self.scribe)
        self.commands = Commands(identity, self.session, status, self.scribe)
        self.link = Link(hw.stdio, self.commands.answer)
        inflator = Inflator(*air_times(profile))
        self.controls = Controls(
            to_mc, NOMINAL_UV2 // stage["heater_mohm"], RISE_MC_S[profile], inflator
        )
        self.conductor = Conductor(
            self.session, self.sequencer, self.panel, self.commands, self.scribe
        )
        self.fast = FastScan(
            self.clock.ticks_ms,
            hw.readings,
            self.governor,
            hw.pins,
            self.buffer,
            self.inputs,
            self.outputs,
            hw.note,
        )
        self.slow = SlowScan(
            self.conductor,
            self.controls,
            self.buffer,
            self.inputs,
            status,
            self.panel,
            self.link,
            self.scribe,
            hw.watchdog,
        )
        self.next_ms = now_ms

    def begin(self) -> None:
        """Outputs to zero, one slow scan so that a beat exists, then the timer."""
        self.hw.stdio.bar_ctrl_c()
        self.hw.pins.write(self.outputs)
        self.hw.note.keep(self.governor.status)
        self.next_ms = self.clock.ticks_ms()
        self.slow.step(self.next_ms)
        self.hw.ticker.start(TICK_MS, self.fast.tick)
        self.link.send(self.commands.hello())

    def turn(self) -> None:
        """One slow scan. One that throws is dead, not late: its beat counts as over, so that the
        next tick ends everything.
        """
        try:
            self.wait_and_step()
        except Exception as error:
            self.buffer.front.beat_ms = (self.clock.ticks_ms() - BEAT_OVER_MS) & TIME_MASK
            raise error

    def wait_and_step(self) -> None:
        """Wait for the next slow scan's time and do it; a late one is not made up for."""
        self.next_ms = (self.next_ms + SLOW_MS) & TIME_MASK
        wait_ms = (self.next_ms - self.clock.ticks_ms()) & TIME_MASK
        if 0 < wait_ms <= SLOW_MS:
            self.clock.sleep_ms(wait_ms)
        elif wait_ms:
            self.next_ms = self.clock.ticks_ms()
        self.slow.step(self.clock.ticks_ms())
        if self.commands.service:
            self.clock.sleep_ms(ANSWER_MS)
            self.hw.note.leave(TO_SERVICE)
            self.hw.watchdog.restart()
        if self.scribe.counted:
            self.hw.note.number = self.scribe.journal.trips + 1 & NUMBERS


def build(
    board: "dict[str, Any]",
    stage: "dict[str, Any]",
    hw: Hardware,
    settings: "dict[str, Any] | None" = None,
) -> Device:
    """A whole device from a board (with its `front_end` inside), a stage, opened hardware and the
    settings it was flashed with.
    """
    return Device(board, stage, hw, settings or {})


def boot() -> "Device | Service":
    """Read the descriptions from the board's files, open the hardware, build and begin; or begin
    service mode: a file is not as installed, the program key is held or the boot before said so.

    OSError when a description is missing.
    """
    board = read_record(BOARD_FILE)
    stage = read_record(STAGE_FILE)
    if board is None or stage is None:
        raise OSError("board.json or stage.json is missing or broken: flash the board again")
    settings = read_record(SETTINGS_FILE) or {}
    program: "Device | Service | None" = service(board, stage, settings, changed())
    if program is None:
        program = build(board, stage, Hardware(board, stage), settings)
    program.begin()
    return program


def start() -> None:
    """The board's program: boot, then turn for ever."""
    program = boot()
    while True:
        program.turn()
