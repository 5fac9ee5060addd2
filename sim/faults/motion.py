"""Roller and vibration motors at fault. A roller may be jammed and open at once."""

from .row import NOWHERE, SIDES, Fault, acting


def settle(world, _active=None):
    """Make every motor anew from the faults that act."""
    plant = world.plant
    for foot in (0, 1):
        plant.roller_jam[foot] = 1 if acting(world, "roller_jam", foot) else 0
        plant.roller_open[foot] = 1 if acting(world, "roller_open", foot) else 0
    plant.vibration_open = 1 if acting(world, "vibration_open") else 0


ROWS = (
    Fault("roller_jam", SIDES, "the roller is blocked", settle, settle),
    Fault("roller_open", SIDES, "the roller's motor takes no current and coasts", settle, settle),
    Fault("vibration_open", NOWHERE, "the vibration motor takes no current", settle, settle),
)
