"""The world loop: plant step, mailboxes, fast scan, trace, twenty milliseconds at a time.

Decides what time it is. The firmware runs as it would on a chip: its main loop calls `sleep_ms`,
and while it sleeps the world moves and fires the timer. One thread, no wall clock. A program that
is cut off (reset, power, hang) is ended by a BaseException after the chip already stands as the
cut left it. Called by `run` and by `Rig`.
"""

import json

from . import beats, faults
from .agenda import NEVER, Agenda
from .boot_file import boot_text
from .fake import chip as chips
from .fake import load_firmware, run_file
from .fake.endings import ENDINGS
from .journal import Journal
from .mains import Mains
from .plant.parameters import Instead
from .plant.plant import STEP_US, Plant
from .sums_file import PATH as SUMS
from .sums_file import sums_text
from .trace import Trace
from .wiring import Wiring


class Gone(BaseException):
    """The running program was cut off; nothing of it may act any more."""


class World:
    """One device on one plant.

    `spec` is a run's plain description (scenario.py makes it), `sink` takes trace records.
    """

    def __init__(self, spec, sink=None):
        self.firmware = load_firmware()
        self.spec = spec
        board = dict(spec["board"])
        board["front_end"] = spec["front_end"]
        self.chip = chips.Chip(board["port"], spec["seed"])
        self.chip.world = self
        self.chip.files["/boot.py"] = boot_text(board)
        self.chip.files["/board.json"] = json.dumps(board)
        self.chip.files["/stage.json"] = json.dumps(spec["stage"])
        self.chip.files[SUMS] = sums_text(self.chip.files)
        settings = {
            "profile": spec["profile"],
            "plan": spec["plan"] or "",
            "program": spec["program"] or "",
        }
        self.chip.files["/settings.json"] = json.dumps(settings)
        with Instead(spec["plant"].get("parameters")):  # what-if runs: host_tools.credibility
            self.plant = Plant(spec["stage"], spec["plant"])
        self.wiring = Wiring(self.chip, self.plant, board, spec["stage"], spec["plant"])
        self.trace = Trace(spec, sink)
        self.journal = Journal(self)
        self.program = None  # what turns: a device, or service mode
        self.device = None  # the device, while that is what turns
        self.no_levels = [0] * 8
        self.no_pair = [0, 0]
        self.agenda = Agenda(self)
        self.mains = Mains(self)
        self.next_tick_us = STEP_US
        self.end_us = NEVER
        self.until_us = 0
        self.boot_at_us = chips.BOOT_US["power"]
        self.chip.boot_us = self.boot_at_us
        self.in_program = 0
        self.cut_off = None  # what ends the running program, raised as soon as it may act again
        self.in_fast = 0
        # faults that act now, and what some of them make of the program's time
        self.faults = []
        self.each_tick = []  # called before readings are made
        self.slow_hung = 0
        self.program_over = 0  # the main loop threw: the REPL waits, the timer goes on
        self.fast_hung = 0
        self.fast_throws = 0
        self.blocked_until_us = 0  # no code runs before that
        self.off_beat = 0  # the chip's clock is off: callbacks fall between the ticks
        self.odd_beats = 0  # any of these: callbacks need a closer look
        self.flash_writes = 0  # nor while a sector is written
        self.on_tick = None
        for action in spec["at"]:
            self.agenda.plan(action)

    # --- power and resets -----------------------------------------------------------------------

    def power(self, on):
        """The plug is put in or pulled."""
        self.mains.plug(on)

    def reset(self, kind):
        """The chip restarts; whatever ran on it is over. A chip without power does not."""
        if not self.wiring.powered and kind != "power":
            return
        at_us = self.agenda.now_us
        self.journal.reset(kind)
        self.chip.reset(kind, at_us)
        self.boot_at_us = self.chip.boot_us
        self.program = self.device = None
        self.program_over = 0
        self.cut_off = Gone if self.in_program else None
        faults.after_reset(self)
        self.wiring.senses.stop(self.wiring.senses.stop_level)
        self.look_anew()

    def restart(self):
        """The program asks for a reset of the chip: it does not come back from there."""
        self.agenda.now_us = self.chip.now_us
        self.reset("hard")
        self.cut_off = None
        raise Gone

    def look_anew(self):
        """Something was moved by no part of the machine: nobody may rely on what they last saw."""
        self.wiring.seen = -1
        self.chip.moved = 1
        self.plant.wake()

    # --- time ------------------------------------------------------------------------------------

    def pass_time(self, us):
        """The firmware sleeps (or looks at the clock for the five-hundredth time)."""
        if self.in_fast:
            raise RuntimeError("the fast scan waited")
        chip = self.chip
        self.run_until(chip.now_us + chip.true_us(us))
        while self.held():  # it never returns, unless the hang ends
            if chip.now_us >= self.until_us:
                raise Gone  # whoever looks on takes over; a hang that ends goes on with a turn
            stop_us = min(self.next_tick_us, self.until_us)
            if not self.slow_hung and self.blocked_until_us < stop_us:
                stop_us = self.blocked_until_us
            self.run_until(stop_us)

    def held(self):
        """Whether the main loop has no time: it hangs, or interrupts are blocked."""
        return self.slow_hung or self.chip.now_us < self.blocked_until_us

    def throw(self, error):
        """The main loop is about to throw `error`; nothing happens where none runs."""
        if self.in_program and self.cut_off is None:
            self.cut_off = error

    def leave(self):
        """Raise what ends the program; one that hangs throws nothing, but a reset ends it."""
        error = self.cut_off
        if error is Gone or not self.held():
            self.cut_off = None
            raise error

    def flash_busy(self, us):
        """The firmware writes a flash sector: time passes, and no interrupt is served until it is
        done. Then those that waited come back to back, before the main loop goes on.
        """
        self.flash_writes = self.odd_beats = 1
        try:
            self.pass_time(us)
        finally:
            self.flash_writes = 0
        beats.late(self)

    def run_until(self, until_us):
        """Ticks up to and including `until_us`."""
        chip = self.chip
        if until_us > self.end_us:
            until_us = self.end_us
        while self.next_tick_us <= until_us:
            if self.off_beat:
                beats.between(self, self.next_tick_us)
            chip.now_us = self.next_tick_us
            self.next_tick_us += STEP_US
            self.tick(chip.now_us)
            if self.cut_off is not None:
                self.leave()
        if self.off_beat:
            beats.between(self, until_us + 1)
        if chip.now_us < until_us:
            chip.now_us = until_us
        if self.in_program and chip.now_us >= self.end_us:
            raise Gone

    def tick(self, now_us):
        """One world step that ends at `now_us`."""
        wiring = self.wiring
        plant = self.plant
        chip = self.chip
        if now_us >= self.agenda.due_us:
            self.agenda.happen(now_us, 1)
        wiring.drive(now_us - STEP_US, now_us)
        if self.off_beat:
            wiring.add_banked(now_us)
        plant.step()
        if plant.drive.rail_us:
            wiring.note_joules(now_us - STEP_US, now_us)
        if now_us >= self.agenda.due_us:
            self.agenda.happen(now_us, 0)
        if self.each_tick:
            for act in self.each_tick:
                act(self)
        if not plant.time_us % 100_000:
            wiring.senses.feel_heat()
        wiring.sense()
        if 0 <= chip.wdt_deadline_us <= now_us:
            self.agenda.now_us = now_us
            self.reset("watchdog")
        chip.reads = 0
        if self.odd_beats:
            beats.late(self)
        else:
            for timer in chip.timers:
                if timer.next_us <= now_us:
                    timer.next_us += timer.period_us
                    beats.fire(self, timer)
        self.journal.tick(now_us)
        self.trace.record(self)
        if self.on_tick is not None:
            self.on_tick(self)

    # --- the program -----------------------------------------------------------------------------

    def run(self, until_us):
        """Let the device live until `until_us` (to the end of the slow scan that reaches it)."""
        chips.use(self.chip)
        self.until_us = until_us
        while self.chip.now_us < until_us:
            try:
                if self.program is None or self.program_over or self.held():
                    # tick by tick: at any of them the power may come back and set a time to boot,
                    # or a hang may end
                    self.run_until(min(until_us, self.boot_at_us, self.next_tick_us))
                    if self.chip.now_us >= self.boot_at_us:
                        self.boot()
                else:
                    self.in_program = 1
                    self.program.turn()
            except Gone:
                pass
            except ENDINGS as error:
                self.program_over = 1
                self.journal.note("program_ended", {"error": error.__class__.__name__})
            finally:
                self.in_program = 0

    def boot(self):
        """Power is up and the interpreter runs boot.py, then the program."""
        self.boot_at_us = NEVER
        self.in_program = 1
        run_file(self.chip.files["/boot.py"])
        self.chip.interrupt_char = -1  # main.py bars Ctrl-C before it loads anything
        program = self.firmware.boot()
        if isinstance(program, self.firmware.Device):
            self.device = program
            self.journal.boot()
        else:
            self.journal.note("service", {})
        self.program = program
