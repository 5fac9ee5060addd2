"""Timer callbacks: how one runs, and when, if it does not come with the tick.

Decides what a callback may do to the timer and, for one that is hung, blocked or paced by a clock
that is off, when each period's callback runs and how many of the missed ones. Called by the world:
`fire` every tick, `late` and `between` only while a fault makes it necessary.
"""

try:
    from micropython import heap_lock, heap_unlock
except ImportError:
    heap_lock = heap_unlock = None

QUEUE = 8  # callbacks an ESP32's scheduler keeps; the rest are dropped silently


class Bomb:
    """What an ADC line's codes become for one tick when the fast scan shall throw."""

    def __getitem__(self, index):
        raise OSError("injected")


def fire(world, timer):
    """The timer's callback, as an interrupt runs it: on MicroPython with the heap locked."""
    line = world.wiring.senses.lines[0]
    codes = line.codes
    if world.fast_throws:
        world.fast_throws = 0
        line.codes = Bomb()
    world.in_fast = 1
    if heap_lock is not None:
        heap_lock()
    try:
        timer.callback(timer)
    # uncaught in a callback: the port prints it and the timer never fires again
    except Exception as error:
        world.journal.note("timer_died", {"error": repr(error)})
        timer.callback = None
        world.chip.timers.remove(timer)
    finally:
        if heap_lock is not None:
            heap_unlock()
        world.in_fast = 0
        line.codes = codes


def settle(world):
    """Note whether any of this is needed."""
    world.odd_beats = (
        1 if world.fast_hung or world.off_beat or world.blocked_until_us > world.chip.now_us else 0
    )


def late(world):
    """The callbacks due by now: none while interrupts are blocked, then all missed ones back to
    back (an ESP32 has queued eight of them).
    """
    chip = world.chip
    now_us = chip.now_us
    if now_us < world.blocked_until_us or world.flash_writes:
        return
    for timer in list(chip.timers):
        due = 0
        while timer.next_us <= now_us:
            timer.next_us += timer.period_us
            due += 1
        if world.fast_hung:
            due = 0
        elif chip.port == "esp32" and due > QUEUE:
            due = QUEUE
        while due and timer.callback is not None:
            due -= 1
            fire(world, timer)
    settle(world)


def between(world, until_us):
    """The callbacks due before `until_us`, each at its own instant, with the gates as they stand
    then. What the plant feels meanwhile is a tick old at most.
    """
    chip = world.chip
    while chip.timers and not world.fast_hung and not world.flash_writes:
        timer = chip.timers[0]
        for other in chip.timers:
            if other.next_us < timer.next_us:
                timer = other
        if timer.next_us >= until_us or timer.next_us < world.blocked_until_us:
            return
        if timer.next_us > chip.now_us:
            chip.now_us = timer.next_us
        timer.next_us += timer.period_us
        chip.reads = 0
        world.wiring.sense()
        fire(world, timer)
