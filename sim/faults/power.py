"""The supply at fault: too high, too low, gone for a moment.

Of several voltages the later one counts. Below the lowest value of a sag the controller could not
run: that is a brown-out. Brown-outs that overlap last until the last of them is over.
"""

from .row import NOWHERE, Fault, last


def settle(world, _active=None):
    """The supply's voltage, plugged in or not."""
    active = last(world, ("supply_over", "supply_sag"))
    world.wiring.feed(world.wiring.usual_v if active is None else active.value)


def blink(world, active):
    """No supply from this instant on, for so long."""
    back_us = world.agenda.now_us + int(active.value * 1000)
    world.mains.blink(1)
    world.agenda.add(back_us, world.mains.blink, (-1,), 1)


ROWS = (
    Fault(
        "supply_over",
        NOWHERE,
        "the supply gives that voltage, too much",
        settle,
        settle,
        (16.0, 12.0, 40.0),
        "V",
    ),
    Fault(
        "supply_sag",
        NOWHERE,
        "the supply gives that voltage, too little",
        settle,
        settle,
        (9.0, 5.0, 12.0),
        "V",
    ),
    Fault(
        "brownout",
        NOWHERE,
        "the supply is gone for a moment, and the controller restarts",
        blink,
        None,
        (50.0, 1.0, 60_000.0),
        "ms",
        cut=1,
    ),
)
