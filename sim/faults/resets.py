"""Restarts nobody asked the firmware about: of the interpreter, of the chip, and Ctrl-C.

Decides when. What survives which reset is the chip's to say.
"""

from ..fake.chip import CTRL_C
from ..fake.endings import Interrupted
from .row import NOWHERE, Fault


def soft(world, _active):
    """Only the interpreter."""
    world.reset("soft")


def again(world, active):
    """The chip, now and after so long again, while the fault lasts."""
    if active in world.faults:
        world.reset("hard")
        at_us = world.agenda.now_us + int(active.value * 1000)
        world.agenda.add(at_us, again, (world, active), 1)


def done(world, active):
    """The next restart does not come: `again` sees that the fault is over."""


def ctrl_c(world, _active):
    """The byte is a character of the link where the program has said so."""
    chip = world.chip
    if chip.interrupt_char == CTRL_C:
        world.throw(Interrupted())
    else:
        chip.stdin += chr(CTRL_C)


ROWS = (
    Fault(
        "soft_reset",
        NOWHERE,
        "the interpreter restarts, the chip does not: a pulse may stay as it is",
        soft,
        None,
        cut=1,
    ),
    Fault(
        "ctrl_c",
        NOWHERE,
        "somebody presses Ctrl-C on the link: unless the program forbade it, it is over and the "
        "REPL waits, while timer and PWM go on",
        ctrl_c,
        None,
    ),
    Fault(
        "reset_loop",
        NOWHERE,
        "the chip restarts at once and every so many ms again",
        again,
        done,
        (500.0, 20.0, 60_000.0),
        "ms",
        cut=1,
    ),
)
