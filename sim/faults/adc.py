"""The ADC at fault: a code that does not move, select lines, the reference, the ground.

Decides what a conversion gives while such a fault acts. They come after everything a sensor may
have: first the select lines decide which channel it is, then a channel's stuck code counts, then
the reference scales what is not stuck, brushes spark and a heater's current shifts the ground into
that, and a stuck line beats them all. The trace shows for each channel what the chip gets when it
asks for it.
"""

from ..fake.chip import STUCK_HIGH, STUCK_LOW
from ..senses import BEADS as BEAD_NAMES
from ..senses import SIDES
from .row import NOWHERE, NTC, Fault, acting, beads, feet
from .skewed import Skewed, SkewedLine

LINES = ("adc0", "adc1")
OTHERS = (
    "rail",
    "reference",
    "heater_left",
    "heater_right",
    "ladder",
    "roller",
    "pressure",
    "presence_left",
    "presence_right",
)
SELECTS = ("s0", "s1", "s2")
NAMES = ("adc_stuck", "mux_stuck", "reference_off", "brush_noise", "ground_shift")
# Ticks between two bursts: shorter than a tick, never in two that follow each other.
LEAST_GAP, GAP_SPREAD = 2, 3


def channels(where):
    """Multiplexer channels a place means."""
    if where in OTHERS:
        return (where,)
    return tuple([SIDES[foot] + "." + BEAD_NAMES[i] for foot in feet(where) for i in beads(where)])


def still(codes, select):
    """The code of a channel, whether the ADC is whole or not."""
    return codes.still(select) if isinstance(codes, SkewedLine) else codes[select]


def stick(world, active):
    """Keep the codes of this moment, or the given one."""
    senses = world.wiring.senses
    level = world.chip.level
    active.kept = {}
    if active.where in LINES:
        line = senses.lines[LINES.index(active.where)]
        code = still(line.codes, level[line.s0] + 2 * level[line.s1] + 4 * level[line.s2])
        active.kept[active.where] = int(active.value) if active.value >= 0 else code
    else:
        for name in channels(active.where):
            adc, select = senses.front["mux"][name]
            code = still(senses.lines[adc].codes, select)
            active.kept[name] = int(active.value) if active.value >= 0 else code
    settle(world)


def settle(world, _active=None):
    """Make both lines anew from the faults that act; whole again when none does."""
    senses = world.wiring.senses
    for i in (0, 1):
        line = senses.lines[i]
        line.codes = senses.codes[i]
        line.s0, line.s1, line.s2 = senses.selects
    senses.skewed = None
    if sparks in world.each_tick:
        world.each_tick.remove(sparks)
    if acting(world, "brush_noise"):
        world.each_tick.append(sparks)
    faults = acting(world, NAMES)
    if not faults:
        return
    forced = {}
    for active in faults:
        if active.fault.name == "mux_stuck":
            forced[SELECTS.index(active.where)] = 1 if active.value else 0
    low = sum([1 << bit for bit in forced if not forced[bit]])
    high = sum([1 << bit for bit in forced if forced[bit]])
    senses.skewed = skewed = Skewed(senses, low, high)
    for i in (0, 1):
        line = senses.lines[i]
        line.codes = skewed.lines[i]
        pins = [
            (STUCK_HIGH if forced[bit] else STUCK_LOW) if bit in forced else senses.selects[bit]
            for bit in (0, 1, 2)
        ]
        line.s0, line.s1, line.s2 = pins
    factor = 1.0
    for active in faults:
        if active.fault.name == "reference_off":
            factor *= active.value
        elif active.fault.name == "adc_stuck":
            for name in active.kept:
                if name in LINES:
                    skewed.lines[LINES.index(name)].whole = active.kept[name]
                else:
                    adc, select = senses.front["mux"][name]
                    skewed.lines[adc].stuck[select] = active.kept[name]
        elif active.fault.name == "ground_shift":
            shift(world, active)
    for line in skewed.lines:
        line.share14 = int(16384.0 / factor)


def shift(world, active):
    """The three sensors of a foot move while its heater has current."""
    senses = world.wiring.senses
    for foot in feet(active.where):
        for codes, select in senses.bead_places[foot]:
            line = senses.skewed.lines[0 if codes is senses.codes[0] else 1]
            line.ground[select] += int(active.value)
            line.heaters[select] = world.wiring.heaters[foot]


def turning(plant):
    """Does a motor with brushes turn?"""
    left, right = plant.roller_rpm
    drive = plant.drive
    pumping = drive.rail_us and (drive.pump_permille or plant.pump_stuck_on)
    return left != 0.0 or right != 0.0 or plant.vibration_rpm != 0.0 or pumping


def sparks(world):
    """A burst in some ticks: every channel of both lines is off by its own seeded error."""
    lines = world.wiring.senses.skewed.lines
    noise = world.chip.noise
    tick = world.plant.time_us // 20_000
    peak = 0
    for active in acting(world, "brush_noise"):
        if active.kept is None or tick >= active.kept:
            active.kept = tick + LEAST_GAP + GAP_SPREAD + noise[tick * 7 & 1023]
            peak += int(active.value)
    if not turning(world.plant):
        peak = 0
    for i in (0, 1):
        burst = lines[i].burst
        for select in range(8):
            at = tick * 17 + i * 331 + select * 59
            burst[select] = peak * (noise[at & 1023] + noise[(at + 521) & 1023]) // 6


ROWS = (
    Fault(
        "adc_stuck",
        NTC + OTHERS + LINES,
        "every conversion of that channel, or of that whole line, gives one code without noise "
        "(-1: the last one)",
        stick,
        settle,
        (-1.0, -1.0, 4095.0),
        "code",
    ),
    Fault(
        "mux_stuck",
        SELECTS,
        "a select line of both multiplexers stays low or high: other channels answer",
        settle,
        settle,
        (0.0, 0.0, 1.0),
        "0/1",
    ),
    Fault(
        "reference_off",
        NOWHERE,
        "the ADC's reference is so much too high: every code is divided by it, within full scale",
        settle,
        settle,
        (1.1, 0.5, 2.0),
        "factor",
    ),
    Fault(
        "brush_noise",
        NOWHERE,
        "while a roller, the vibration motor or the pump turns, bursts shorter than a tick put an "
        "error of up to so much on every channel, some 10 a second",
        settle,
        settle,
        (120.0, 0.0, 1000.0),
        "code",
    ),
    Fault(
        "ground_shift",
        SIDES,
        "the heater's current flows in the ground wire of that foot's sensors: inside its pulse "
        "all three are off by so much",
        settle,
        settle,
        (30.0, -400.0, 400.0),
        "code",
    ),
)
