"""The world loop: plant step, mailboxes, fast scan, trace, twenty milliseconds at a time.

Decides what time it is. The firmware runs as it would on a chip: its main loop calls `sleep_ms`,
and while it sleeps the world moves and fires the timer. One thread, no wall clock. A program that
is cut off (reset, power, hang) is ended by a BaseException after the chip already stands as the
cut left it. Called by `run` and by `Rig`.
"""

import json

from .agenda import NEVER, Agenda
from .fake import chip as chips
from .fake import load_firmware
from .journal import Journal
from .plant.plant import STEP_US, Plant
from .trace import Trace
from .wiring import Wiring

try:
    from micropython import heap_lock, heap_unlock
except ImportError:
    heap_lock = heap_unlock = None


class Gone(BaseException):
    """The running program was cut off; nothing of it may act any more."""


class Bomb:
    """What an ADC line's codes become for one tick when the fast scan shall throw."""

    def __getitem__(self, index):
        raise OSError("injected")


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
        self.chip.files["/board.json"] = json.dumps(board)
        self.chip.files["/stage.json"] = json.dumps(spec["stage"])
        settings = {
            "profile": spec["profile"],
            "plan": spec["plan"] or "",
            "program": spec["program"] or "",
        }
        self.chip.files["/settings.json"] = json.dumps(settings)
        self.plant = Plant(spec["stage"], spec["plant"])
        self.wiring = Wiring(self.chip, self.plant, board, spec["stage"], spec["plant"])
        self.trace = Trace(spec, sink)
        self.journal = Journal(self)
        self.device = None
        self.no_levels = [0] * 8
        self.no_pair = [0, 0]
        self.agenda = Agenda(self)
        self.next_tick_us = STEP_US
        self.end_us = NEVER
        self.until_us = 0
        self.boot_at_us = chips.BOOT_US["power"]
        self.chip.boot_us = self.boot_at_us
        self.in_program = 0
        self.cut_off = 0
        self.in_fast = 0
        self.slow_hung = 0
        self.fast_hung = 0
        self.fast_throws = 0
        self.flash_writes = 0
        self.missed = []
        self.on_tick = None
        for action in spec["at"]:
            self.agenda.plan(action)

    # --- power and resets -----------------------------------------------------------------------

    def power(self, on):
        self.journal.note("power", {"on": bool(on)})
        wiring = self.wiring
        if on and not wiring.powered:
            wiring.powered = 1
            self.plant.drive.supply_v = wiring.supply_v
            self.boot_at_us = self.agenda.now_us + chips.BOOT_US["power"]
            self.chip.boot_us = self.boot_at_us
        elif not on and wiring.powered:
            wiring.powered = 0
            self.plant.drive.supply_v = 0.0
            self.plant.power_off()
            self.reset("power")
            self.boot_at_us = NEVER

    def power_for_us(self, gone_us):
        """The supply is gone for that long; nothing where it is gone already."""
        if not self.wiring.powered:
            return
        back_us = self.agenda.now_us + gone_us
        self.power(0)
        self.agenda.add(back_us, self.power, (1,), 1)

    def reset(self, kind):
        """The chip restarts; whatever ran on it is over. A chip without power does not."""
        if self.boot_at_us == NEVER and self.device is None:
            return
        at_us = self.agenda.now_us
        self.journal.reset(kind)
        self.chip.reset(kind, at_us)
        self.boot_at_us = self.chip.boot_us
        self.device = None
        self.slow_hung = 0
        self.fast_hung = 0
        self.cut_off = self.in_program
        self.wiring.senses.stop(self.wiring.senses.stop_level)
        self.wiring.seen = -1

    # --- time ------------------------------------------------------------------------------------

    def pass_time(self, us):
        """The firmware sleeps (or looks at the clock for the five-hundredth time)."""
        if self.in_fast:
            raise RuntimeError("the fast scan waited")
        self.run_until(self.chip.now_us + us)
        while self.slow_hung:  # it never returns, unless the hang ends
            if self.chip.now_us >= self.until_us:
                raise Gone  # whoever looks on takes over; a hang that ends goes on with a turn
            self.run_until(min(self.next_tick_us, self.until_us))

    def flash_busy(self, us):
        """The firmware writes a flash sector: time passes, and no interrupt is served until it is
        done. Then those that waited come back to back, before the main loop goes on.
        """
        self.missed = []
        self.flash_writes = 1
        try:
            self.pass_time(us)
        finally:
            self.flash_writes = 0
        for timer in self.missed:
            if timer in self.chip.timers and not self.fast_hung:
                self.fire(timer)

    def run_until(self, until_us):
        """Ticks up to and including `until_us`."""
        chip = self.chip
        if until_us > self.end_us:
            until_us = self.end_us
        while self.next_tick_us <= until_us:
            chip.now_us = self.next_tick_us
            self.next_tick_us += STEP_US
            self.tick(chip.now_us)
            if self.cut_off:
                self.cut_off = 0
                raise Gone
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
        plant.step()
        wiring.note_joules(now_us - STEP_US, now_us)
        if now_us >= self.agenda.due_us:
            self.agenda.happen(now_us, 0)
        if not plant.time_us % 100_000:
            wiring.senses.feel_heat()
        wiring.sense()
        if 0 <= chip.wdt_deadline_us <= now_us:
            self.agenda.now_us = now_us
            self.reset("watchdog")
        chip.reads = 0
        for timer in chip.timers:
            if timer.next_us <= now_us:
                timer.next_us += timer.period_us
                if self.flash_writes:
                    self.missed.append(timer)
                elif not self.fast_hung:
                    self.fire(timer)
        self.journal.tick(now_us)
        self.trace.record(self)
        if self.on_tick is not None:
            self.on_tick(self)

    def fire(self, timer):
        """The timer's callback, as an interrupt runs it: on MicroPython with the heap locked."""
        line = self.wiring.senses.lines[0]
        codes = line.codes
        if self.fast_throws:
            self.fast_throws = 0
            line.codes = Bomb()  # type: ignore[assignment]
        self.in_fast = 1
        if heap_lock is not None:
            heap_lock()
        try:
            timer.callback(timer)
        # uncaught in a callback: the port prints it and the timer never fires again
        except Exception as error:
            self.journal.note("timer_died", {"error": repr(error)})
            timer.callback = None
            self.chip.timers.remove(timer)
        finally:
            if heap_lock is not None:
                heap_unlock()
            self.in_fast = 0
            line.codes = codes

    # --- the program -----------------------------------------------------------------------------

    def run(self, until_us):
        """Let the device live until `until_us` (to the end of the slow scan that reaches it)."""
        chips.use(self.chip)
        self.until_us = until_us
        while self.chip.now_us < until_us:
            try:
                if self.device is None:
                    # tick by tick: the power may come back at any and set another time to boot
                    self.run_until(min(until_us, self.boot_at_us, self.next_tick_us))
                    if self.chip.now_us >= self.boot_at_us:
                        self.boot()
                elif self.slow_hung:
                    self.run_until(min(until_us, self.next_tick_us))
                else:
                    self.in_program = 1
                    self.device.turn()
            except Gone:
                pass
            finally:
                self.in_program = 0

    def boot(self):
        """Power is up and the interpreter runs the program."""
        self.boot_at_us = NEVER
        self.in_program = 1
        self.device = self.firmware.boot()
        self.journal.boot()
