"""One hostile run, watched: true peaks, dose at each mark, and how long each bladder pressed.

Decides what is written down; it judges nothing. Core: `sim.worker` calls it in any interpreter for
a spec that has "hostile".
"""

from sim.run import wall_s
from sim.world import World

from .firmware import HostileFirmware
from .requests import HostileRequests
from .strategies import PLANS

TICK_US = 20_000
# compression, in mmHg: what a profile's sustained-pressure trip looks at
PRESSES_MMHG = {"standard": 20.0, "neuropathy": 10.0}


class Attack:
    """Looks at the plant every tick."""

    def __init__(self, world, name):
        self.mind = (HostileFirmware if name in PLANS else HostileRequests)(world, name)
        self.presses_mmhg = PRESSES_MMHG[world.spec["profile"]]
        self.pressed = [0, 0]  # ticks without a pause
        self.longest = [0, 0]
        self.latch_us = -1
        self.timer_us = -1

    def look(self, world):
        """After a world tick."""
        plant = world.plant
        mmhg = plant.bladder_mmhg
        for foot in (0, 1):
            if mmhg[foot] > self.presses_mmhg:
                self.pressed[foot] += 1
                if self.pressed[foot] > self.longest[foot]:
                    self.longest[foot] = self.pressed[foot]
            else:
                self.pressed[foot] = 0
        # their tests, which our firmware asks for, end nothing
        if plant.latch.open and not plant.latch.by_test and self.latch_us < 0:
            self.latch_us = world.chip.now_us
        if plant.heat_timer.open and self.timer_us < 0:
            self.timer_us = world.chip.now_us
        self.mind.tick(world)


def attack(spec):
    """Run `spec` to its last mark. `spec["hostile"]`: {"name", "marks_s"}; the verdict's `doses`
    are CEM43 of the foot that has more, at each mark; `latch_s` and `timer_s` are when that first
    ended heat, None where it never did.
    """
    world = World(spec)
    wish = spec["hostile"]
    watch = Attack(world, wish["name"])
    world.on_tick = watch.look
    world.end_us = spec["duration_ms"] * 1000
    began_s = wall_s()
    plant = world.plant
    doses = []
    for mark_s in wish["marks_s"]:
        world.run(int(mark_s * 1_000_000))
        doses.append(max(plant.cem43_min))
    return {
        "sim_s": world.chip.now_us / 1_000_000,
        "wall_s": wall_s() - began_s,
        "skin_c": max(plant.peak_skin_c),
        "pad_c": max(plant.peak_pad_c),
        "doses": doses,
        "mmhg": max(plant.peak_mmhg),
        "pressed_s": max(watch.longest) * TICK_US / 1_000_000,
        "latch_s": None if watch.latch_us < 0 else watch.latch_us / 1_000_000,
        "timer_s": None if watch.timer_us < 0 else watch.timer_us / 1_000_000,
        "heater_j": plant.heater_j,
        "trips": [trip["name"] for trip in world.journal.trips][:20],
    }
