"""The chip's clock at fault: it runs fast or slow, and everything it paces with it.

Several factors multiply; the product is kept to half a thousandth. Callbacks then fall between the
world's ticks (see `beats`).
"""

from .. import beats
from .row import NOWHERE, Fault, acting


def settle(world, _active=None):
    """The chip's pace from now on."""
    factor = 1.0
    for active in acting(world, "clock_scale"):
        factor *= active.value
    ms_us = int(1000.0 / factor + 0.5)
    world.chip.run_at(ms_us)
    world.off_beat = 1 if ms_us != 1000 else 0
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
