"""One microcontroller: pins, PWM, pulse engines, ADC lines, timers, watchdog, flash files. State
only, and how a reset treats it.

Decides what survives which reset, as the ports do. May not know the firmware or the plant:
wiring reads and feeds it, the world moves its clock. The fakes find the running chip in `current`.
Everything the fast scan touches is integers and fixed lists.
"""

from array import array

from .flash import SECTOR_US, Supply

PINS = 49
BOOT_US = {"power": 300_000, "watchdog": 300_000, "hard": 300_000, "soft": 200_000}
# ticks_ms starts here, so that its wrap at 2^30 comes 100 s into every run instead of after 12.4
# days.
TICKS_AT_BOOT = (1 << 30) - 100_000
TICKS_MASK = (1 << 30) - 1
BUSY_READS = 500  # reads of the clock without sleeping before the chip grants that time passes
NOISE = 1024

current = None  # the chip whose program runs now; set by `use`


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


class Pwm:
    """One PWM pin. `duty` 0 … 65535 is what the pin does, whoever still runs."""

    __slots__ = ("duty", "freq")

    def __init__(self):
        self.duty = 0
        self.freq = 0


class Engine:
    """A PIO state machine or RMT channel that plays pulses on one pin.

    Times in microseconds of the chip's clock.
    """

    __slots__ = (
        "start_us",
        "high_until_us",
        "until_us",
        "queue",
        "queued",
        "frozen",
        "box",
        "index",
        "on_code",
    )

    def __init__(self):
        self.start_us = 0
        self.high_until_us = 0
        self.until_us = 0
        self.queue = [0, 0, 0, 0]
        self.queued = 0
        self.frozen = 0
        self.box = None  # an ADC line's codes, and what to put there when a pulse starts
        self.index = 0
        self.on_code = 0

    def begin(self, now_us, on_us, low_us):
        """Start a pulse now."""
        self.start_us = now_us
        self.high_until_us = now_us + on_us
        self.until_us = now_us + on_us + low_us
        if self.box is not None and on_us > 0:
            self.box[self.index] = self.on_code

    def high_us(self, from_us, to_us):
        """Microseconds the pin was high between the two times."""
        if self.frozen:
            return to_us - from_us
        first = self.start_us if self.start_us > from_us else from_us
        last = self.high_until_us if self.high_until_us < to_us else to_us
        return last - first if last > first else 0

    def freeze(self, at_us):
        """The engine's clock stops: the pin keeps the level it has."""
        self.frozen = 1 if self.start_us <= at_us < self.high_until_us else 0
        self.cut(at_us)

    def cut(self, at_us):
        """No more pulses after `at_us`."""
        self.queued = 0
        if self.high_until_us > at_us:
            self.high_until_us = at_us
        self.until_us = at_us


class AdcLine:
    """One ADC pin behind its multiplexer: `codes` by select number."""

    __slots__ = ("codes", "noise", "at", "level", "s0", "s1", "s2")

    def __init__(self, noise, at, level, selects):
        self.codes = array("H", [0] * 8)
        self.noise = noise
        self.at = at
        self.level = level
        self.s0, self.s1, self.s2 = selects

    def sample(self):
        """One noisy 12-bit conversion of the selected channel."""
        at = (self.at + 1) & 1023
        self.at = at
        level = self.level
        return (
            self.codes[level[self.s0] + 2 * level[self.s1] + 4 * level[self.s2]] + self.noise[at]
        )


class Chip:
    """`port` "rp2" or "esp32". `world` gets `pass_time(us)` and `in_fast`."""

    def __init__(self, port, seed):
        self.port = port
        self.now_us = 0
        self.boot_us = 0
        self.world = None
        self.reads = 0
        self.level = [0] * PINS  # written outputs; for inputs, what the wiring applies
        self.pwm = [Pwm() for _ in range(PINS)]
        self.engines = [Engine() for _ in range(PINS)]
        self.adc = {}
        self.noise = noise_table(seed)
        self.watchers = {}
        self.timers = []
        self.spi_byte = 0
        self.wdt_us = 0
        self.wdt_deadline_us = -1
        self.cause = "power"  # of this boot
        self.hard_cause = "power"  # of the last reset that was not a soft one
        self.pixels = ()
        self.stdin = ""
        self.stdout = []
        self.files = {}
        self.supply = Supply()
        self.sector_us = SECTOR_US[port]
        self.rename = "atomic"  # how `files` renames

    def ticks_ms(self):
        """The port's wrapping millisecond counter."""
        return ((self.now_us - self.boot_us) // 1000 + TICKS_AT_BOOT) & TICKS_MASK

    def reset(self, kind, at_us):
        """What a reset of `kind` (power, watchdog, hard, soft) stops, at that instant."""
        self.cause = kind
        if kind != "soft":
            self.hard_cause = kind
        self.timers = []
        self.stdin = ""
        self.reads = 0
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
        if kind != "soft":
            for pin in range(PINS):
                self.level[pin] = 0
            self.wdt_deadline_us = -1
            self.spi_byte = 0
        self.boot_us = at_us + BOOT_US[kind]
