"""Presence sensors at fault. Of stuck in and stuck out on one side the later one counts."""

from .row import SIDES, Fault, last


def settle(world, _active=None):
    """What each well's sensor says, whoever is in."""
    senses = world.wiring.senses
    for foot in (0, 1):
        active = last(world, ("presence_stuck_in", "presence_stuck_out"), foot)
        if active is None:
            senses.foot_seen[foot] = None
        else:
            senses.foot_seen[foot] = 1 if active.fault.name == "presence_stuck_in" else 0
    senses.feel_feet()


ROWS = (
    Fault(
        "presence_stuck_in",
        SIDES,
        "the presence sensor always says that a foot is in",
        settle,
        settle,
    ),
    Fault(
        "presence_stuck_out",
        SIDES,
        "the presence sensor never says that a foot is in",
        settle,
        settle,
    ),
)
