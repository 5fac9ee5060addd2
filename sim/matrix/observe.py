"""One watched run: the real firmware, or a rival, with somebody who looks at the plant.

Decides what is written down of a run: who told what and when, when the independent hardware
acted, true peaks, when the last joule went in, when the bladders were empty. It judges nothing. A
run ends early when it was told, stayed cold and empty for a minute, and can get no worse. Core:
`sim.worker` calls it in any interpreter, for a spec that has "watch".
"""

from sim.rivals.rig import RivalRig
from sim.run import wall_s
from sim.world import World

SLICE_US = 5_000_000
CALM_US = 60_000_000
EMPTY_MMHG = 5.0


class Watch:
    """Looks at the plant every tick."""

    def __init__(self, world, from_us):
        self.world = world
        self.from_us = from_us
        self.rival = None
        self.latch_us = -1
        self.timer_us = -1
        self.full_us = -1  # the last tick any bladder had pressure in it
        self.rail_us = -1  # the last tick the rail was up
        self.pad_c = 0.0  # the hottest since the fault

    def look(self, world):
        plant = world.plant
        now_us = world.chip.now_us
        if plant.latch_open and self.latch_us < 0:
            self.latch_us = now_us
        if plant.timer_open and self.timer_us < 0:
            self.timer_us = now_us
        left, right = plant.bladder_mmhg
        if left >= EMPTY_MMHG or right >= EMPTY_MMHG:
            self.full_us = now_us
        if now_us >= self.from_us:
            left, right = plant.pad_c
            if left > self.pad_c or right > self.pad_c:
                self.pad_c = max(left, right)
        if plant.drive.rail_us and not plant.rail_cut:
            self.rail_us = now_us
        if self.rival is not None:
            self.rival.tick(world)

    def told(self):
        """Every trip, first to last: (name, place, seconds)."""
        if self.rival is not None:
            if self.rival.told is None:
                return []
            why, foot, at_s = self.rival.told
            return [(why, ("left", "right")[foot], at_s)]
        return [(trip["name"], trip["where"], trip["at_s"]) for trip in self.world.journal.trips]

    def last_joule_us(self):
        """Of both heaters."""
        return max(self.world.wiring.last_joule_us)

    def calm(self, now_us):
        """Told, and nothing hot or full since; or cut by the latch, which only the plug undoes."""
        told = self.told()
        if not told or now_us < self.from_us:
            return False
        since_us = max(
            int(told[0][2] * 1_000_000), self.from_us, self.last_joule_us(), self.full_us
        )
        return now_us - since_us >= CALM_US


def observe(spec):
    """Run `spec` to its end, or until nothing can come any more. `spec["watch"]`: {"from_us",
    "rival" (None or a name), "ask"}.
    """
    world = World(spec)
    wish = spec["watch"]
    watch = Watch(world, wish["from_us"])
    if wish["rival"]:
        watch.rival = RivalRig(world, wish["rival"], wish["ask"])
    world.on_tick = watch.look
    end_us = world.end_us = spec["duration_ms"] * 1000
    began_s = wall_s()
    at_us = 0
    while at_us < end_us and not watch.calm(world.chip.now_us):
        at_us = min(at_us + SLICE_US, end_us)
        world.run(at_us)
    plant = world.plant
    return {
        "sim_s": world.chip.now_us / 1_000_000,
        "wall_s": wall_s() - began_s,
        "told": [list(each) for each in watch.told()],
        "latch_s": watch.latch_us / 1_000_000,
        "timer_s": watch.timer_us / 1_000_000,
        "full_s": watch.full_us / 1_000_000,
        "rail_s": watch.rail_us / 1_000_000,
        "last_joule_s": [us / 1_000_000 for us in world.wiring.last_joule_us],
        "skin_c": max(plant.peak_skin_c),
        "pad_c": max(plant.peak_pad_c),
        "pad_after_c": watch.pad_c,
        "cem43_min": max(plant.cem43_min),
        "mmhg": max(plant.peak_mmhg),
        "end_mmhg": max(plant.bladder_mmhg),
        "heater_j": plant.heater_j,
        "ended": world.journal.ended,
        "trace_sha256": world.trace.sha256(),
    }
