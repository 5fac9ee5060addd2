"""One watched run: the real firmware, or a rival, with somebody who looks at the plant.

Decides what is written down of a run: who told what and when, when the independent hardware
acted, true peaks, when the last joule went in, when the bladders were empty. It judges nothing. A
run ends early when it was told, stayed cold and empty for a minute, and can get no worse. Core:
`sim.worker` calls it in any interpreter, for a spec that has "watch".
"""

from sim.plant.parameters import MMHG_PER_KPA
from sim.rivals.rig import RivalRig
from sim.run import wall_s
from sim.world import World

SLICE_US = 5_000_000
CALM_US = 60_000_000
EMPTY_MMHG = 5.0


class Watch:
    """Looks at the plant every tick."""

    def __init__(self, world, from_us, over_mmhg, over_a):
        self.world = world
        self.from_us = from_us
        self.rival = None
        self.latch_us = -1
        self.proving = 0  # the latch was opened by its test line and did not close since
        self.timer_us = -1
        self.full_us = -1  # the last tick any bladder had pressure in it
        self.rail_us = -1  # the last tick the rail was up
        self.pad_c = 0.0  # the hottest since the fault
        self.first_joule_us = [-1, -1]  # since the fault
        self.over_us = -1  # the first tick since then with more in the manifold than `over_mmhg`
        self.over_mmhg = over_mmhg
        self.pump_us = -1  # the last tick the pump was driven
        self.over_a = over_a
        self.roll_us = [-1, -1]  # the first since then with more in a winding, the last with any

    def look(self, world):
        plant = world.plant
        now_us = world.chip.now_us
        if plant.latch.by_test:
            self.proving = 1
        elif not plant.latch_open:
            self.proving = 0
        elif not self.proving and self.latch_us < 0:
            self.latch_us = now_us
        if plant.heat_timer.open and self.timer_us < 0:
            self.timer_us = now_us
        left, right = plant.bladder_mmhg
        if left >= EMPTY_MMHG or right >= EMPTY_MMHG:
            self.full_us = now_us
        if now_us >= self.from_us:
            left, right = plant.pad_c
            if left > self.pad_c or right > self.pad_c:
                self.pad_c = max(left, right)
            self.look_driven(plant, world.wiring.last_joule_us, now_us)
        if plant.drive.rail_us and not plant.rail_cut:
            self.rail_us = now_us
        if self.rival is not None:
            self.rival.tick(world)

    def look_driven(self, plant, last_joule_us, now_us):
        """What gets power after the fault."""
        first = self.first_joule_us
        for i in (0, 1):
            if first[i] < 0 and last_joule_us[i] > self.from_us:
                first[i] = last_joule_us[i]
        if self.over_us < 0 and plant.manifold_kpa * MMHG_PER_KPA > self.over_mmhg:
            self.over_us = now_us
        drive = plant.drive
        if not drive.rail_us or plant.rail_cut:
            return
        if drive.pump_permille or plant.pump_stuck_on:
            self.pump_us = now_us
        left, right = drive.roller_permille
        if left or right:
            self.roll_us[1] = now_us
            left, right = plant.rollers
            most_a = max(abs(left.winding_a), abs(right.winding_a))
            if self.roll_us[0] < 0 and most_a > self.over_a:
                self.roll_us[0] = now_us

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
    "rival" (None or a name), "ask"} and, if they matter, "over_mmhg" and "over_a" (where the trips
    for pressure and torque are).
    """
    world = World(spec)
    wish = spec["watch"]
    over_mmhg, over_a = wish.get("over_mmhg", 1e9), wish.get("over_a", 1e9)
    watch = Watch(world, wish["from_us"], over_mmhg, over_a)
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
        "first_joule_s": [us / 1_000_000 for us in watch.first_joule_us],
        "over_s": watch.over_us / 1_000_000,
        "pump_s": watch.pump_us / 1_000_000,
        "roll_s": [us / 1_000_000 for us in watch.roll_us],
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
