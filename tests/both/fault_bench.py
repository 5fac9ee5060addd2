"""What the tests of faults share: evenings filmed tick by tick, and what a fault changed in them.

A film is every column of the trace at every tick, and a few truths the trace has not. The same
evening without the fault is its twin; `changed` compares the two.
"""

import struct

from sim.agenda import NEVER
from sim.plant import parameters
from sim.rig import spec
from sim.trace import FIELDS, FORMAT
from sim.world import World

TICK_US = 20_000
COLUMNS = tuple([field[0] for field in FIELDS])
HEATED = ((0.5, "heat"), (1.0, "heat"), (1.5, "heat"), (2.0, "start"))
# kind of evening: (program, presses, when a test's fault begins: in the middle of a tick)
EVENINGS = {
    "idle": ("warm feet", ((3.5, "up"),), 3_010_000),  # nobody came, but for one key
    "hot": ("warm feet", (), 2_510_000),  # nobody came; all that sensors feel moves
    "massage": ("warm feet", ((2.0, "start"),), 8_010_000),  # rollers turn, no heat
    "warm": ("warm feet", HEATED, 8_010_000),  # and heat
    "air": ("circulation", HEATED, 12_010_000),  # heat, and the left bladder fills
    "shaken": ("gentle start", ((2.0, "start"),), 70_010_000),  # rollers and vibration
}


def fault(name, where=None, value=None, t_us=0, for_us=None):
    """One action of a plan."""
    return {
        "t_us": t_us,
        "do": "fault",
        "fault": name,
        "where": where,
        "value": value,
        "for_us": for_us,
    }


def warm_up(world):
    """Pads and beads get temperatures that move, another one for each bead; the manifold gets a
    pressure that leaks away.
    """
    air = world.plant.air
    ml_per_kpa = parameters.value("manifold_ml_kpa")
    air.manifold_ml = 60.0 * ml_per_kpa / parameters.MMHG_PER_KPA
    air.still = False
    for foot, pad_c in ((0, 38.0), (1, 31.0)):
        well = world.plant.wells[foot]
        well.pad_c = pad_c
        for i in (0, 1, 2):
            well.beads_c[i] = pad_c - 12.0 + 3.0 * i


def evening(kind, at=(), board="rpi_pico", **options):
    """A world whose plan is this evening's and `at`."""
    program, presses, _ = EVENINGS[kind]
    plan = [
        {"t_us": int(t_s * 1e6), "do": "press", "button": button, "hold_ms": 200}
        for t_s, button in presses
    ]
    if program != "warm feet" or len(presses) > 1 or kind == "massage":
        plan.append({"t_us": 2_500_000, "do": "feet", "feet": "both"})
    options["stage"] = options["profile"] = "standard"
    world = World(spec(board=board, program=program, at=plan + list(at), **options))
    if kind == "hot":
        world.agenda.add(2_000_000, warm_up, (world,))
    return world


def frame(world):
    """Everything of this tick, as a dict."""
    senses = world.wiring.senses
    codes = senses.codes if senses.skewed is None else senses.skewed.look()
    packed = bytes(codes[0]) + bytes(codes[1]) + bytes(world.trace.buffer)
    columns = dict(zip(COLUMNS, struct.unpack(FORMAT, packed)))
    plant = world.plant
    columns["vibration_rpm"] = plant.vibration_rpm
    columns["latch_open"] = plant.latch_open
    columns["timer_open"] = plant.timer_open
    columns["supply_v"] = plant.drive.supply_v
    columns["ticks_ms"] = world.chip.ticks_ms()
    columns["boots"] = len([e for e in world.journal.events if e["event"] == "boot"])
    columns["link_ignored"] = 0 if world.device is None else world.device.link.ignored
    return columns


def film(world, from_us, ticks):
    """That many frames from the first tick at or after `from_us` on."""
    frames = []

    def shoot(world):
        if world.chip.now_us >= from_us and len(frames) < ticks:
            frames.append(frame(world))

    world.on_tick = shoot
    world.end_us = from_us + (ticks + 1) * TICK_US
    world.run(world.end_us)
    world.end_us = NEVER
    world.on_tick = None
    assert len(frames) == ticks
    return frames


_twins: "dict[object, object]" = {}


def twin(kind, ticks, board="rpi_pico"):
    """The evening without a fault, filmed once."""
    kept = _twins.get((kind, board), ())
    if len(kept) < ticks:
        kept = film(evening(kind, board=board), EVENINGS[kind][2], ticks)
        _twins[(kind, board)] = kept
    return kept[:ticks]


def play(kind, faults, ticks, board="rpi_pico"):
    """(frames, twin's frames, world) of an evening with faults, each (name, where, value) or
    (name, where, value, seconds after the usual moment, seconds it lasts).
    """
    begin_us = EVENINGS[kind][2]
    plan = []
    for name, where, value, *when in faults:
        after_s, for_s = when or (0, None)
        for_us = None if for_s is None else int(for_s * 1e6)
        plan.append(fault(name, where, value, begin_us + int(after_s * 1e6), for_us))
    world = evening(kind, plan, board)
    return film(world, begin_us, ticks), twin(kind, ticks, board), world


def changed(frames, twins):
    """{column: number of the first frame that differs}."""
    found = {}
    for number in range(len(frames)):
        for column in frames[number]:
            if column not in found and frames[number][column] != twins[number][column]:
                found[column] = number
    return found


def changes(kind, name, where, value, ticks, board="rpi_pico"):
    """Names of the columns a fault changes within so many ticks."""
    frames, twins, _ = play(kind, [(name, where, value)], ticks, board)
    return set(changed(frames, twins))
