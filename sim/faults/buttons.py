"""Buttons at fault: one that stays down, one that bounces.

`start` is a contact of its own, the others share a ladder on which the lowest voltage counts.
"""

from .row import Fault, acting

BUTTONS = ("start", "program", "up", "down", "heat", "air")


def settle(world, _active=None):
    """Which contacts stay closed, and how often each bounces from its next move on."""
    senses = world.wiring.senses
    senses.stuck = [active.where for active in acting(world, "button_stuck")]
    senses.feel_keys()
    bounces: dict[str, int] = {}
    for active in acting(world, "button_bounce"):
        bounces[active.where] = max(int(active.value), bounces.get(active.where, 0))
    world.agenda.bounces = bounces


ROWS = (
    Fault("button_stuck", BUTTONS, "the button stays down", settle, settle),
    Fault(
        "button_bounce",
        BUTTONS,
        "each later press and release of the button bounces so often, 3 ms apart",
        settle,
        settle,
        (8.0, 1.0, 50.0),
        "bounces",
    ),
)
