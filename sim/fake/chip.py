"""One microcontroller: pins, PWM, pulse engines, ADC lines, timers, watchdog, flash files. State
only, and how a reset treats it.

Decides what survives which reset, as the ports do. May not know the firmware or the plant:
wiring reads and feeds it, the world moves its clock. The fakes find the running chip in `current`.
Everything the fast scan touches is integers and fixed lists.
"""

from array import array

from .flash import SECTOR_US, Supply
from .pulses import Engine, Pwm

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

PINS = 49
# two more places among the pins, which never move: a stuck select line reads one of them
STUCK_LOW, STUCK_HIGH = PINS, PINS + 1
# until boot.py runs; the firmware then looks 60 ms at its rail
BOOT_US = {"power": 240_000, "watchdog": 240_000, "hard": 240_000, "soft": 140_000}
# ticks_ms starts here, so that its wrap at 2^30 comes 100 s into every run instead of after 12.4
# days.
TICKS_AT_BOOT = (1 << 30) - 100_000
TICKS_MASK = (1 << 30) - 1
BUSY_READS = 500  # reads of the clock without sleeping before the chip grants that time passes
NOISE = 1024
# bytes a port keeps of what has arrived and nobody read; more is lost
STDIN_ROOM = {"rp2": 512, "esp32": 260}
CTRL_C = 3
SCRATCHES = 8

current: "Any" = None  # the chip whose program runs now; set by `use`


def use(chip):
    """Make `chip` the one the fakes talk to."""
    global current
    current = chip


def noise_table(seed):
    """1024 small integers, standard deviation 1.4 counts, from two 16-bit xorshifts.

    One starts at the lower, one at the upper fifteen bits of `seed` (0 … 2^30 - 1); no value
    passes 2^24.
    """
    x = (seed & 0x7FFF) + 1
    y = (seed >> 15 & 0x7FFF) + 0x4001
    table = []
    for _ in range(NOISE):
        total = -3
        for _ in range(3):
            x ^= (x << 7) & 0xFFFF
            x ^= x >> 9
            x ^= (x << 8) & 0xFFFF
            y ^= (y << 7) & 0xFFFF
            y ^= y >> 9
            y ^= (y << 8) & 0xFFFF
            total += (x ^ y) % 3
        table.append(total)
    return table


class AdcLine:
    """One ADC pin behind its multiplexer: `codes` by select number."""

    __slots__ = ("codes", "noise", "at", "level", "s0", "s1", "s2")

    def __init__(
        self, noise: "list[int]", at: int, level: "list[int]", selects: "tuple[int, int, int]"
    ) -> None:
        self.codes: "Any" = array("H", [0] * 8)
        self.noise = noise
        self.at = at
        self.level = level
        self.s0, self.s1, self.s2 = selects

    def sample(self) -> int:
        """One noisy 12-bit conversion of the selected channel."""
        at = (self.at + 1) & 1023
        self.at = at
        level = self.level
        code: int = self.codes[level[self.s0] + 2 * level[self.s1] + 4 * level[self.s2]]
        return code + self.noise[at]


class Chip:
    """`port` "rp2" or "esp32". `world` gets `pass_time(us)` and `in_fast`."""

    def __init__(self, port: str, seed: int) -> None:
        self.port = port
        self.now_us = 0
        self.boot_us = 0
        self.world: "Any" = None
        self.reads = 0
        self.level = [0] * PINS  # written outputs; for inputs, what the wiring applies
        self.level += [0, 1]  # STUCK_LOW, STUCK_HIGH
        self.pwm = [Pwm() for _ in range(PINS)]
        self.moved = 1  # a PWM or a switch was written since the wiring looked
        self.engines = [Engine() for _ in range(PINS)]
        self.adc: "dict[int, AdcLine]" = {}
        self.noise = noise_table(seed)
        self.watchers: "dict[int, Any]" = {}
        self.timers: "list[Any]" = []
        self.spi_byte = 0
        self.i2c: "dict[tuple[int, int], Any]" = {}  # what hangs on data and clock pins
        self.wdt_us = 0  # true time, as every other here
        self.wdt_deadline_us = -1
        self.ms_us = 1000  # how long a millisecond of the chip's clock lasts
        self.interrupt_char = CTRL_C
        self.cause = "power"  # of this boot
        self.hard_cause = "power"  # of the last reset that was not a soft one
        # what a reset leaves alone and the end of power does not
        self.scratch = [0] * SCRATCHES  # rp2: the watchdog's registers
        self.rtc: "Any" = array("I", [0] * 512)  # ESP32: 2 KB beside the clock
        self.rtc_words = 0
        self.pixels: "Any" = ()
        self.stdin = ""
        self.stdout: "list[str]" = []
        self.files: "dict[str, Any]" = {}
        self.supply = Supply()
        self.sector_us = SECTOR_US[port]
        self.rename = "atomic"  # how `files` renames

    def ticks_ms(self) -> int:
        """The port's wrapping millisecond counter, by the chip's own clock."""
        return ((self.now_us - self.boot_us) // self.ms_us + TICKS_AT_BOOT) & TICKS_MASK

    def true_us(self, us: int) -> int:
        """How long `us` of the chip's clock last."""
        return us * self.ms_us // 1000

    def run_at(self, ms_us: int) -> None:
        """A millisecond of the chip's clock lasts `ms_us` from now on; so goes all it paces."""
        was = self.ms_us
        self.ms_us = ms_us
        self.boot_us = self.now_us - (self.now_us - self.boot_us) * ms_us // was
        for engine in self.engines:
            engine.odd_us = ms_us if ms_us != 1000 else 0
            engine.counted_us = self.now_us
        for timer in self.timers:
            timer.period_us = self.true_us(timer.period_ms * 1000)
            timer.next_us = self.now_us + (timer.next_us - self.now_us) * ms_us // was
        self.wdt_us = self.wdt_us * ms_us // was

    def reset(self, kind: str, at_us: int) -> None:
        """What a reset of `kind` (power, watchdog, hard, soft) stops, at that instant."""
        self.cause = kind
        self.moved = 1
        if kind != "soft":
            self.hard_cause = kind
        self.timers = []
        self.stdin = ""
        self.reads = 0
        self.interrupt_char = CTRL_C
        for pin in range(PINS):
            if kind == "soft" and self.port == "rp2":
                self.engines[pin].freeze(at_us)
                # slices 0-3 stop, frozen high or low; slices 4-7 keep pulsing
                if (pin >> 1) & 7 < 4:
                    pwm = self.pwm[pin]
                    pwm.duty = 65535 if (at_us // 10 * 65) % 65536 < pwm.duty else 0
            else:
                self.engines[pin].cut(at_us)
                self.engines[pin].frozen = 0
                if kind == "power" or self.port == "rp2":  # an ESP32's LEDC runs through a reset
                    self.pwm[pin].duty = 0
        if kind == "power":
            self.scratch = [0] * SCRATCHES
            self.rtc_words = 0
        elif kind == "hard":
            self.scratch[4] = 0  # machine.reset() takes the boot ROM's jump away
        if kind != "soft":
            for pin in range(PINS):
                self.level[pin] = 0
            self.wdt_deadline_us = -1
            self.spi_byte = 0
        self.boot_us = at_us + BOOT_US[kind]
