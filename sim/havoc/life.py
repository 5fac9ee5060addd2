"""One life of a device: a description, what is done to it step by step, and the watch.

Decides what a step is: one act or none, then some time. Hypothesis drives it a step at a time,
`worker` a whole list. Plain enough for MicroPython.
"""

from ..world import World
from .watch import Watch


class Life:
    """`world`, `watch`, `steps` done."""

    def __init__(self, spec):
        self.world = World(spec)
        self.watch = Watch(self.world)
        self.world.on_tick = self.watch.look
        self.steps = 0
        self.until_us = 500_000
        self.world.run(self.until_us)

    def step(self, act, then_us):
        """Do `act` (a scenario's action without its time, or None), then let time pass."""
        if act is not None:
            planned = dict(act)
            planned["t_us"] = self.until_us + 1
            self.world.agenda.plan(planned)
        self.until_us += then_us
        self.steps += 1
        self.world.run(self.until_us)
        self.watch.step()


def live(spec, steps):
    """`steps` are [act or None, µs] each; ends at the first that breaks something. A dict."""
    life = None
    broken = []
    try:
        life = Life(spec)
        for act, then_us in steps:
            life.step(act, then_us)
            if life.watch.broken:
                break
        broken = life.watch.broken
    except Exception as error:  # nothing of the firmware may come this far
        at_s = life.world.chip.now_us / 1_000_000 if life else 0.0
        broken = [[at_s, "an exception left the device", repr(error)]]
    if life is None:
        return {"broken": broken, "steps": 0, "sim_s": 0.0}
    plant = life.world.plant
    watch = life.watch
    return {
        "broken": broken,
        "steps": life.steps,
        "sim_s": life.world.chip.now_us / 1_000_000,
        "faults": watch.faults,
        "ever": watch.ever,
        "reached": watch.reached,
        "heats": watch.heats,
        "trips": [trip["name"] for trip in life.world.journal.trips],
        "boots": len([e for e in life.world.journal.events if e["event"] == "boot"]),
        "skin_c": max(plant.peak_skin_c),
        "cem43_min": max(plant.cem43_min),
        "mmhg": max(plant.peak_mmhg),
    }
