"""How fast the simulator is: a whole session, beside a bare plant loop and a bare firmware loop,
in one process and one run.

Decides what is timed; `host_tools/bench.py` prints it. Plain enough for CPython, PyPy and
MicroPython: `pypy3 -m sim.bench` prints one JSON line. Each loop runs once whole to warm up (a JIT
needs it) and is timed the second time.
"""

import json
import sys

from .fake import chip as chips
from .plant.plant import Plant
from .rig import spec
from .run import run_plain, wall_s
from .world import World

PRESSES = ((1.0, "heat"), (1.5, "heat"), (2.0, "heat"), (3.0, "start"))
STAGE = "standard"


def session_spec(minutes):
    """A warm session at heat 3 with both feet in, `minutes` long."""
    at = [
        {"t_us": int(t * 1_000_000), "do": "press", "button": b, "hold_ms": 80} for t, b in PRESSES
    ]
    at.append({"t_us": 5_000_000, "do": "feet", "feet": "both"})
    return spec(stage=STAGE, profile="standard", duration_s=minutes * 60, at=at)


def whole(minutes):
    """Simulated seconds per wall second of a whole session, traced and hashed; and the trace's
    hash.
    """
    verdict = run_plain(session_spec(minutes))
    return verdict["sim_s"] / verdict["wall_s"], verdict["trace_sha256"]


def bare_plant(minutes):
    """The plant alone, under a drive as in a session: both heaters, rollers and pump."""
    plain = session_spec(minutes)
    plant = Plant(plain["stage"], plain["plant"])
    plant.set_feet("both")
    drive = plant.drive
    drive.rail_us = 20_000
    drive.heater_on_us[0] = drive.heater_on_us[1] = 12_000
    drive.roller_permille[0] = drive.roller_permille[1] = 400
    drive.pump_permille = 300
    drive.valve[0] = 1
    began_s = wall_s()
    for _ in range(minutes * 3_000):
        plant.step()
    return minutes * 60 / (wall_s() - began_s)


def bare_firmware(minutes):
    """Both scans on the fakes, with the plant standing still a minute into a session."""
    world = World(session_spec(minutes))
    world.run(65_000_000)
    chips.use(world.chip)
    chip, device = world.chip, world.device
    fast, slow, ticks_ms = device.fast.tick, device.slow.step, device.clock.ticks_ms
    device.session.elapsed_ms = -minutes * 120_000  # the session must not end inside the loop
    began_s = wall_s()
    for _ in range(minutes * 600):
        for _ in range(5):
            chip.now_us += 20_000
            chip.reads = 0
            fast(None)
        slow(ticks_ms())
    return minutes * 60 / (wall_s() - began_s)


def measure(minutes):
    """{"session": s/s, "plant": s/s, "firmware": s/s, "trace_sha256": hex}, each the second of two
    runs.
    """
    result = {}
    for name, loop in (("plant", bare_plant), ("firmware", bare_firmware)):
        loop(minutes)
        result[name] = loop(minutes)
    whole(minutes)
    result["session"], result["trace_sha256"] = whole(minutes)
    return result


if __name__ == "__main__":
    if sys.implementation.name == "micropython":
        import gc

        gc.threshold(1_000_000)  # type: ignore[attr-defined]
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)))
