"""`time` as the ports have it: sleeping makes the world move, and so, slowly, does asking for the
time again and again.
"""

from . import chip as _chip

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from .chip import Chip


def ticks_ms() -> int:
    chip: Chip = _chip.current
    chip.reads += 1
    if chip.reads > _chip.BUSY_READS:
        chip.reads = 0
        chip.world.pass_time(1_000)
    ms = (chip.now_us - chip.boot_us) // chip.ms_us
    return (ms + _chip.TICKS_AT_BOOT) & _chip.TICKS_MASK


def ticks_diff(a, b):
    half = (_chip.TICKS_MASK + 1) // 2
    return ((a - b + half) & _chip.TICKS_MASK) - half


def ticks_add(a, delta):
    return (a + delta) & _chip.TICKS_MASK


def sleep_ms(ms):
    _chip.current.world.pass_time(ms * 1000)


def sleep_us(us):
    _chip.current.world.pass_time(us)


def sleep(seconds):
    _chip.current.world.pass_time(int(seconds * 1_000_000))
