"""The plug and the supply behind it: whether the electronics live.

Decides when power comes and goes: the plug is in and no brown-out lasts. What a cut does to chip
and plant is theirs to say. Called by scenarios' actions and by the fault of a brown-out.
"""

from .agenda import NEVER
from .fake.chip import BOOT_US


class Mains:
    """Starts plugged in."""

    def __init__(self, world):
        self.world = world
        self.plugged = 1
        self.gone = 0  # brown-outs that last

    def plug(self, on):
        """Put in or pulled."""
        self.plugged = on
        self.settle()

    def blink(self, more):
        """A brown-out begins (1) or is over (-1)."""
        self.gone += more
        self.settle()

    def settle(self):
        """Tell everybody, if something changed."""
        world = self.world
        wiring = world.wiring
        on = 1 if self.plugged and not self.gone else 0
        if on == wiring.powered:
            return
        world.journal.note("power", {"on": bool(on)})
        wiring.powered = on
        if on:
            world.plant.drive.supply_v = wiring.supply_v
            world.boot_at_us = world.agenda.now_us + BOOT_US["power"]
            world.chip.boot_us = world.boot_at_us
        else:
            world.plant.drive.supply_v = 0.0
            world.plant.power_off()
            world.reset("power")
            world.boot_at_us = NEVER
