"""The chip's clock at fault: it runs fast or slow, and everything it paces with it.

Several factors multiply. Callbacks then fall between the world's ticks (see `beats`).
"""

from .. import beats
from .row import NOWHERE, Fault, acting


def settle(world, _active=None):
    """The chip's pace from now on."""
    factor = 1.0
    for active in acting(world, "clock_scale"):
        factor *= active.value
    gain14 = int(factor * 16384.0 + 0.5) - 16384
    world.chip.run_fast(gain14)
    world.off_beat = 1 if gain14 else 0
    beats.settle(world)


ROWS = (
    Fault(
        "clock_scale",
        NOWHERE,
        "the chip's clock runs so much faster than time: its milliseconds, timers, sleeps, "
        "pulses and watchdog",
        settle,
        settle,
        (1.05, 0.5, 2.0),
        "factor",
    ),
)
