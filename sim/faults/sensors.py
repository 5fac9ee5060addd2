"""Temperature sensors at fault: six beads, a, b and the latch's own on each side.

Decides what a bead reads while faults act on it. However they come and go, they apply in this
order: swapped wires, detached, frozen, drift and offset, noise, open or short (the later one); a
stuck code and the multiplexer come after that, in `adc`. The latch's comparator hangs on the
latch's bead, so it sees the same, without the noise; a wire open or shorted reads hot to it.
Swapped wires are those to the ADC: the comparator keeps its own bead.
"""

from math import sqrt

from ..plant.dose import decay
from ..plant.foot import THERMAL_S
from ..plant.parameters import value
from ..senses import CODE_MAX, CODE_MIN
from .row import NTC, Fault, acting, beads, feet

HOT_C = 200.0
NOISE_RMS = 2.0  # of the sum of two entries of the chip's table
AIR_STEP = 1.0 - decay(THERMAL_S / value("bead_tau_s"))
NAMES = (
    "ntc_open",
    "ntc_short",
    "ntc_frozen",
    "ntc_drift",
    "ntc_offset",
    "ntc_detached",
    "ntc_noise",
)


class Bead:
    """What sensor `i` of `foot` reads; `code` is that of a broken wire, or -1."""

    def __init__(self, world, foot, i):
        self.noise = world.chip.noise
        self.plant = world.plant
        self.latch = world.plant.latch
        self.foot, self.i = foot, i
        self.from_foot, self.from_i = source(world, foot, i)
        self.held = None  # the fault that keeps a temperature of its own
        self.drifts = []
        self.offset_c = 0.0
        rms2 = 0.0
        self.code = -1
        for active in acting(world, NAMES, foot):
            name = active.fault.name
            if i not in beads(active.where):
                continue
            if name == "ntc_frozen" or name == "ntc_detached":
                frozen = self.held is not None and self.held.fault.name == "ntc_frozen"
                if self.held is None or (name == "ntc_frozen" and not frozen):
                    self.held = active
            elif name == "ntc_drift":
                self.drifts.append((active.begun_us, active.value / 60_000_000.0))
            elif name == "ntc_offset":
                self.offset_c += active.value
            elif name == "ntc_noise":
                rms2 += active.value * active.value
            else:
                self.code = CODE_MIN if name == "ntc_open" else CODE_MAX
        self.rms_c = sqrt(rms2) / NOISE_RMS

    def warmth_c(self):
        """Before anything is added: what the bead, or what it is held at, has."""
        if self.held is not None:
            return self.held.kept[(self.foot, self.i)]
        return self.plant.ntc_c[self.from_foot][self.from_i]

    def drifted_c(self, celsius, now_us):
        """With drift and offset."""
        for begun_us, c_per_us in self.drifts:
            celsius += (now_us - begun_us) * c_per_us
        return celsius + self.offset_c

    def celsius(self, now_us):
        """As read at `now_us`; tells the latch's comparator too."""
        celsius = self.drifted_c(self.warmth_c(), now_us)
        if self.i == 2:
            self.tell_latch(celsius, now_us)
        if self.rms_c:
            at = now_us // 20_000 * 3 + self.foot * 331 + self.i * 113
            noise = self.noise[at & 1023] + self.noise[(at + 521) & 1023]
            celsius += noise * self.rms_c
        return celsius

    def tell_latch(self, celsius, now_us):
        """The comparator's own wire is never swapped."""
        if self.code >= 0:
            celsius = HOT_C
        elif self.from_foot != self.foot and self.held is None:
            celsius = self.drifted_c(self.plant.ntc_c[self.foot][2], now_us)
        self.latch.sees_c[self.foot] = celsius


def source(world, foot, i):
    """(foot, sensor) whose wire ends there: a side's a and b may be swapped, and the feet.
    Swapped twice is swapped.
    """
    swaps = [active.where for active in acting(world, "ntc_swapped")]
    if "feet" in swaps:
        foot = 1 - foot
    if i < 2 and ("left", "right")[foot] in swaps:
        i = 1 - i
    return foot, i


def settle(world, _active=None):
    """Make every bead anew from the faults that act."""
    senses = world.wiring.senses
    swapped = acting(world, "ntc_swapped")
    for foot in (0, 1):
        faults = acting(world, NAMES, foot)
        for i in (0, 1, 2):
            hit = swapped or [each for each in faults if i in beads(each.where)]
            senses.beads[foot][i] = Bead(world, foot, i) if hit else None
        world.plant.latch.sees_c[foot] = None
    if tick in world.each_tick:
        world.each_tick.remove(tick)
    if acting(world, ("ntc_noise", "ntc_detached")):
        world.each_tick.append(tick)
    senses.feel_heat()


def hold(world, active):
    """A sensor keeps the temperature it has at this moment: for ever, or to cool from."""
    active.kept = {}
    world.faults.remove(active)  # it may not see itself
    for foot in feet(active.where):
        for i in beads(active.where):
            active.kept[(foot, i)] = Bead(world, foot, i).warmth_c()
    world.faults.append(active)
    settle(world)


def tick(world):
    """Detached beads follow the air with the bead's own lag; noise moves every tick."""
    plant = world.plant
    if not plant.time_us % 100_000:
        for active in acting(world, "ntc_detached"):
            for place in active.kept:
                celsius = active.kept[place]
                active.kept[place] = celsius + (plant.wells[place[0]].air_c - celsius) * AIR_STEP
    if acting(world, "ntc_noise"):
        world.wiring.senses.feel_heat()


ROWS = (
    Fault(
        "ntc_open",
        NTC,
        "the sensor's wire is broken: the lowest code; the latch takes its own for hot",
        settle,
        settle,
    ),
    Fault(
        "ntc_short",
        NTC,
        "the sensor's wires touch: the highest code; the latch takes its own for hot",
        settle,
        settle,
    ),
    Fault("ntc_frozen", NTC, "the sensor keeps its temperature, noise goes on", hold, settle),
    Fault(
        "ntc_drift",
        NTC,
        "the reading moves away from the moment it begins, at a steady rate as read",
        settle,
        settle,
        (-0.5, -60.0, 60.0),
        "degC/min",
    ),
    Fault(
        "ntc_offset",
        NTC,
        "the reading is off by so much, as read",
        settle,
        settle,
        (-8.0, -100.0, 100.0),
        "degC",
    ),
    Fault(
        "ntc_detached",
        NTC,
        "the sensor hangs in the air beside the pad and cools to it with its own lag",
        hold,
        settle,
    ),
    Fault(
        "ntc_noise",
        NTC,
        "the reading is noisy: another seeded error every 20 ms",
        settle,
        settle,
        (2.0, 0.0, 30.0),
        "degC rms",
    ),
    Fault(
        "ntc_swapped",
        ("left", "right", "feet"),
        "two sensors' wires are swapped: a and b of a side, or all three of left and right",
        settle,
        settle,
    ),
)
