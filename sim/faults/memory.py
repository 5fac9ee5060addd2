"""One bit of memory flips, in a limit or in a request: the one fault that acts on the firmware.

Decides which bit. A request is made anew by the next slow scan, and everything by a restart; what
is still as the flip left it flips back when the fault ends. Checks that took a copy of their limit
when they were built keep it.
"""

from .row import Fault


def names():
    """The firmware's own: of limits, and of what may be asked for."""
    from firmware.image import CHANNEL_NAMES
    from firmware.safety.limit_rows import ROWS as LIMITS

    return tuple([row[1] for row in LIMITS]) + CHANNEL_NAMES


def flip(world, active):
    """Flip it in the running device; nothing while none runs."""
    from firmware.image import CHANNEL_NAMES

    active.kept = None
    device = world.device
    if device is None:
        return
    mask = 1 << int(active.value)
    if active.where in CHANNEL_NAMES:
        place = CHANNEL_NAMES.index(active.where)
        levels = device.buffer.front.level
        levels[place] ^= mask
        active.kept = (levels, place, levels[place])
        world.trace.clip = 1
    else:
        limits = device.governor.limits
        setattr(limits, active.where, getattr(limits, active.where) ^ mask)
        active.kept = (limits, active.where, getattr(limits, active.where))


def flip_back(world, active):
    """Where nobody has written since."""
    if active.kept is None:
        return
    holder, place, left = active.kept
    mask = 1 << int(active.value)
    if isinstance(holder, list):
        if holder[place] == left:
            holder[place] ^= mask
    elif getattr(holder, place) == left:
        setattr(holder, place, left ^ mask)


ROWS = (
    Fault(
        "bit_flip",
        names,
        "one bit of a limit, or of a request until the next one, flips in memory",
        flip,
        flip_back,
        (3.0, 0.0, 29.0),
        "bit",
    ),
)
