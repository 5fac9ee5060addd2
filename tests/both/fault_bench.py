"""What the tests of faults share: evenings filmed tick by tick, and what a fault changed in them.

A film is every column of the trace at every tick, and a few truths the trace has not. The same
evening without the fault is its twin; `changed` compares the two.
"""

import struct

from sim.fake import chip as chips
from sim.rig import spec
from sim.trace import FIELDS, FORMAT
from sim.world import World

TICK_US = 20_000
# where a test's fault begins: seconds from power-on, in the middle of a tick
BEGIN_US = {"idle": 3_010_000, "warm": 8_010_000, "air": 12_010_000}
COLUMNS = tuple([field[0] for field in FIELDS])
MORE = ("vibration_rpm", "latch_open", "timer_open", "supply_v", "stdin", "boots", "ticks_ms")
PROGRAMS = {"idle": "warm feet", "warm": "warm feet", "air": "circulation"}


def press(t_s, button, hold_ms=80):
    return {"t_us": int(t_s * 1e6), "do": "press", "button": button, "hold_ms": hold_ms}


def fault(name, where=None, value=None, t_us=0, for_us=None):
    return {"t_us": t_us, "do": "fault", "fault": name, "where": where, "value": value,
            "for_us": for_us}  # fmt: skip


def evening(kind, at=(), board="rpi_pico", **options):
    """idle: nobody came. warm: heat, rollers. air: heat, and bladders that fill from 8 s on."""
    plan = []
    if kind != "idle":
        plan = [press(0.5, "heat"), press(1.0, "heat"), press(1.5, "heat"), press(2.0, "start")]
        plan.append({"t_us": 2_500_000, "do": "feet", "feet": "both"})
    return World(
        spec(board=board, stage="standard", profile="standard", program=PROGRAMS[kind],
             at=plan + list(at), **options)
    )  # fmt: skip


def frame(world):
    """Everything of this tick, as a dict."""
    senses = world.wiring.senses
    codes = senses.codes if senses.skewed is None else senses.skewed.look()
    packed = bytes(codes[0]) + bytes(codes[1]) + bytes(world.trace.buffer)
    columns = dict(zip(COLUMNS, struct.unpack(FORMAT, packed)))
    plant, chip = world.plant, world.chip
    columns["vibration_rpm"] = plant.vibration_rpm
    columns["latch_open"] = plant.latch_open
    columns["timer_open"] = plant.timer_open
    columns["supply_v"] = plant.drive.supply_v
    columns["stdin"] = len(chip.stdin)
    columns["boots"] = len([e for e in world.journal.events if e["event"] == "boot"])
    columns["ticks_ms"] = chip.ticks_ms()
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
    assert len(frames) == ticks
    return frames


_twins = {}


def twin(kind, ticks, board="rpi_pico"):
    """The evening without a fault, filmed once."""
    if (kind, board) not in _twins or len(_twins[(kind, board)]) < ticks:
        _twins[(kind, board)] = film(evening(kind, board=board), BEGIN_US[kind], ticks)
    return _twins[(kind, board)][:ticks]


def changed(frames, twins):
    """{column: number of the first frame that differs}."""
    found = {}
    for number in range(len(frames)):
        for column in frames[number]:
            if column not in found and frames[number][column] != twins[number][column]:
                found[column] = number
    return found


def play(name, where=None, value=None, kind="warm", ticks=1, for_us=None, board="rpi_pico"):
    """(frames with the fault, frames of the twin, the world)."""
    world = evening(kind, [fault(name, where, value, BEGIN_US[kind], for_us)], board=board)
    frames = film(world, BEGIN_US[kind], ticks)
    return frames, twin(kind, ticks, board), world


def use(world):
    """Make a world's chip the one the fakes talk to."""
    chips.use(world.chip)
