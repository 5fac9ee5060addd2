"""The port's `machine`: Pin, ADC, PWM, Timer, WDT, SPI, reset, as far as the firmware uses them,
with the ports' habits.

Decides nothing of its own: habits are the ports' (a PWM without a duty starts at 50 % on ESP32; a
negative duty is full on on rp2; hard timers do not exist on ESP32). What the fast scan calls
allocates nothing.
"""

from . import chip as _chip
from .chip import SCRATCHES
from .i2c import I2C  # noqa: F401

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from .chip import AdcLine, Chip

# where a class of mypyc's would need one of its own constants while it is made
_OUT = 1
_PERIODIC = 1


class Pin:
    IN: "ClassVar[int]" = 0
    OUT: "ClassVar[int]" = _OUT
    PULL_UP: "ClassVar[int]" = 1
    PULL_DOWN: "ClassVar[int]" = 2

    def __init__(self, id: "Any", mode: int = -1, pull: int = -1, value: "Any" = None) -> None:
        chip: Chip = _chip.current
        self.id: int = id.id if isinstance(id, Pin) else id
        self.level = chip.level
        self.watcher: "Any" = chip.watchers.get(self.id)
        if mode == _OUT:
            # a GPIO function takes the pin away from PIO, RMT and PWM
            engine = chip.engines[self.id]
            engine.frozen = 0
            engine.cut(chip.now_us)
            chip.pwm[self.id].duty = 0
            chip.moved = 1
            if value is not None:
                self.value(value)

    def value(self, x: "Any" = None) -> "Any":
        if x is None:
            return self.level[self.id]
        self.level[self.id] = 1 if x else 0
        if self.watcher is not None:
            self.watcher.changed(x)


FLOOR_UV = 142_000
TOP_UV = 2_450_000


class ADC:
    ATTN_11DB: "ClassVar[int]" = 3

    def __init__(self, pin: "Any", atten: int = 0) -> None:
        self.line: "AdcLine" = _chip.current.adc[pin.id if isinstance(pin, Pin) else pin]

    def read_u16(self) -> int:
        line = self.line  # AdcLine.sample, written out: ten of these a tick
        line.at = at = (line.at + 1) & 1023
        level = line.level
        code: int = line.codes[level[line.s0] + 2 * level[line.s1] + 4 * level[line.s2]]
        code += line.noise[at]
        return code << 4 | code >> 8

    def read_uv(self) -> int:
        # At 11 dB an ESP32 is linear from 150 to 2450 mV: below it reads a floor, above it sags.
        uv = self.line.sample() * 3_300_000 // 4096
        if uv < FLOOR_UV:
            return FLOOR_UV
        return uv if uv < TOP_UV else TOP_UV + (uv - TOP_UV) * 3 // 4


class PWM:
    def __init__(self, pin: "Any", freq: int = 0, duty_u16: "Any" = None) -> None:
        chip: Chip = _chip.current
        self.chip = chip
        self.port = chip.port
        self.state = chip.pwm[pin.id]
        self.state.freq = freq
        if duty_u16 is None:
            duty_u16 = 32768 if chip.port == "esp32" else 0
        self.duty_u16(duty_u16)

    def duty_u16(self, duty=None):
        if duty is None:
            return self.state.duty
        if duty < 0:
            if self.port == "esp32":
                raise ValueError("duty_u16 should be from 0 to 65535")
            duty = 65535
        self.chip.moved = 1
        self.state.duty = duty if duty < 65535 else 65535

    def freq(self, hz=None):
        if hz is None:
            return self.state.freq
        self.state.freq = hz

    def deinit(self):
        self.duty_u16(0)


class Timer:
    ONE_SHOT: "ClassVar[int]" = 0
    PERIODIC: "ClassVar[int]" = _PERIODIC

    def __init__(self, id=-1):
        chip = _chip.current
        if chip.port == "rp2" and id != -1:
            raise ValueError("Timer doesn't exist")
        if chip.port == "esp32" and not 0 <= id <= 3:
            raise ValueError("invalid Timer number")
        self.chip = chip
        self.period_ms = 0
        self.period_us = 0  # true time, as `next_us`
        self.next_us = 0
        self.callback = None
        self.hard = False

    def init(self, mode=_PERIODIC, period=-1, callback=None, hard=False):
        if hard and self.chip.port == "esp32":
            raise ValueError("hard Timers are not implemented")
        self.period_ms = period
        self.period_us = self.chip.true_us(period * 1000)
        self.next_us = self.chip.now_us + self.period_us
        self.callback = callback
        self.hard = hard
        if self not in self.chip.timers:
            self.chip.timers.append(self)

    def deinit(self):
        if self in self.chip.timers:
            self.chip.timers.remove(self)


class WDT:
    def __init__(self, id=0, timeout=5000):
        chip = _chip.current
        if chip.port == "rp2" and timeout > 8388:
            raise ValueError("timeout exceeds 8388")
        self.chip = chip
        chip.wdt_us = chip.true_us(timeout * 1000)
        self.feed()

    def feed(self):
        self.chip.wdt_deadline_us = self.chip.now_us + self.chip.wdt_us


SCRATCH = 0x4005_800C  # an RP2040's watchdog registers SCRATCH0 … SCRATCH7


class _Mem32:
    """Of an RP2040's addresses those the firmware has a use for; any other is an error here."""

    def place(self, address: int) -> int:
        place = (address - SCRATCH) >> 2
        if _chip.current.port != "rp2" or not 0 <= place < SCRATCHES or address & 3:
            raise IndexError("nothing at that address")
        return place

    def __getitem__(self, address: int) -> int:
        word: int = _chip.current.scratch[self.place(address)]
        return word

    def __setitem__(self, address: int, word: int) -> None:
        _chip.current.scratch[self.place(address)] = word & 0xFFFF_FFFF


mem32 = _Mem32()


class RTC:
    """Of the clock only an ESP32's memory beside it, as far as arrays of words go."""

    def __init__(self):
        self.chip = _chip.current

    def memory(self, data=None):
        chip = self.chip
        if chip.port != "esp32":
            raise AttributeError("'RTC' object has no attribute 'memory'")
        if data is None:
            return bytes(chip.rtc)[: chip.rtc_words * 4]
        chip.rtc_words = len(data)
        for i in range(chip.rtc_words):
            chip.rtc[i] = data[i]


class SPI:
    def __init__(self, id, baudrate=1_000_000, sck=None, mosi=None, miso=None):
        self.chip = _chip.current

    def write(self, data):
        self.chip.spi_byte = data[len(data) - 1]


PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5


def reset_cause():
    """Why the chip last restarted.

    rp2 knows power-on and watchdog only, calls machine.reset() a watchdog reset (#19409) and lets
    a soft reset change nothing; ESP32 tells all four apart.
    """
    chip = _chip.current
    if chip.port == "rp2":
        return PWRON_RESET if chip.hard_cause == "power" else WDT_RESET
    causes = {"power": PWRON_RESET, "hard": HARD_RESET, "watchdog": WDT_RESET, "soft": SOFT_RESET}
    return causes[chip.cause]


def reset():
    _chip.current.world.restart()
