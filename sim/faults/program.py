"""The program at fault: loops that hang, loops that throw, interrupts that are blocked.

Decides which code runs. Pulses, PWM and the watchdog are hardware and go on through all of it. A
reset ends a hang.
"""

from .. import beats
from ..fake.endings import Injected
from .row import NOWHERE, Fault, acting


def settle(world, _active=None):
    """Which loops hang, and until when nothing runs."""
    world.slow_hung = 1 if acting(world, ("slow_hang", "cpu_hang")) else 0
    world.fast_hung = 1 if acting(world, ("fast_hang", "cpu_hang")) else 0
    was_us = world.blocked_until_us
    world.blocked_until_us = 0
    for active in acting(world, "irq_block"):
        if active.kept > world.blocked_until_us:
            world.blocked_until_us = active.kept
    beats.settle(world)
    if was_us:
        world.odd_beats = 1  # what was missed is yet to come


def block(world, active):
    """Nothing runs for so long; it ends by itself."""
    from . import end

    active.kept = world.agenda.now_us + int(active.value * 1000)
    world.agenda.add(active.kept, end, (world, active))
    settle(world)


def slow_throws(world, _active):
    """The main loop throws where it waits."""
    world.throw(Injected("injected"))


def fast_throws(world, _active):
    """The next callback throws in its first conversion."""
    world.fast_throws = 1


ROWS = (
    Fault("slow_hang", NOWHERE, "the main loop stops, the timer goes on", settle, settle, dies=1),
    Fault(
        "fast_hang",
        NOWHERE,
        "the timer's callback stops, the main loop goes on",
        settle,
        settle,
        dies=1,
    ),
    Fault(
        "cpu_hang",
        NOWHERE,
        "all code stops; pulses, PWM and watchdog go on",
        settle,
        settle,
        dies=1,
    ),
    Fault(
        "slow_exception",
        NOWHERE,
        "the main loop throws once, where it waits: uncaught, the program is over and the REPL "
        "waits, while timer and PWM go on",
        slow_throws,
        None,
    ),
    Fault("fast_exception", NOWHERE, "the fast scan throws once", fast_throws, None),
    Fault(
        "irq_block",
        NOWHERE,
        "no code runs for so long, as while flash is written; then the missed callbacks come back "
        "to back (ESP32: at most 8)",
        block,
        settle,
        (400.0, 1.0, 60_000.0),
        "ms",
        dies=1,
    ),
)
