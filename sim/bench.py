"""How fast the simulator is: an evening of one session, beside a bare plant loop and a bare
firmware loop, in one process and one run.

Decides what is timed; `host_tools/bench.py` prints it. Plain enough for CPython, PyPy and
MicroPython: `pypy3 -m sim.bench` prints one JSON line. Each loop runs once whole to warm up (a JIT
needs it) and is timed the second time; `cold` is the evening's first time, which a process that
does nothing else pays. Time is the processor's where the interpreter tells it, so that other work
on the machine counts little; on an idle machine it is the wall's.
"""

import json
import sys
import time

from .fake import chip as chips
from .plant.plant import Plant
from .rig import spec
from .run import run_plain, wall_s
from .world import World

PRESSES = ((1.0, "heat"), (1.5, "heat"), (2.0, "heat"), (3.0, "start"))
STAGE = "standard"
LONGEST_MIN = 25  # of the bare firmware loop: with the rail up the governor allows 30

# seconds of processor time; MicroPython calls it clock
clock_s = getattr(time, "process_time", None) or getattr(time, "clock", wall_s)


def session_spec(minutes):
    """A warm session at heat 3 with both feet in, 15 minutes of it, watched for `minutes`."""
    at = [
        {"t_us": int(t * 1_000_000), "do": "press", "button": b, "hold_ms": 80} for t, b in PRESSES
    ]
    at.append({"t_us": 5_000_000, "do": "feet", "feet": "both"})
    return spec(stage=STAGE, profile="standard", duration_s=minutes * 60, at=at)


def whole(minutes):
    """Simulated seconds per second of the whole, traced and hashed; and the trace's hash."""
    plain = session_spec(minutes)
    began_s = clock_s()
    verdict = run_plain(plain)
    return verdict["sim_s"] / (clock_s() - began_s), verdict["trace_sha256"]


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
    began_s = clock_s()
    for _ in range(minutes * 3_000):
        plant.step()
    return minutes * 60 / (clock_s() - began_s)


def bare_firmware(minutes):
    """Both scans on the fakes, with the plant standing still a minute into a session."""
    minutes = min(minutes, LONGEST_MIN)
    world = World(session_spec(minutes))
    world.run(65_000_000)
    chips.use(world.chip)
    chip, device, sense = world.chip, world.device, world.wiring.sense
    fast, slow, ticks_ms = device.fast.tick, device.slow.step, device.clock.ticks_ms
    device.session.elapsed_ms = -minutes * 120_000  # the session must not end inside the loop
    began_s = clock_s()
    for _ in range(minutes * 600):
        for _ in range(5):
            chip.now_us += 20_000
            chip.reads = 0
            sense()  # a heater's current ends with its pulse, or the loop would time a trip
            fast(None)
        slow(ticks_ms())
    if device.governor.status.trip:
        raise RuntimeError("the bare firmware loop tripped: it timed a device that rests")
    return minutes * 60 / (clock_s() - began_s)


def measure(minutes):
    """{"whole": s/s, "plant": s/s, "firmware": s/s, "trace_sha256": hex}, each the second of two
    runs; and "cold", the whole's first.
    """
    result = {"cold": whole(minutes)[0]}
    for name, loop in (("plant", bare_plant), ("firmware", bare_firmware)):
        loop(minutes)
        result[name] = loop(minutes)
    result["whole"], result["trace_sha256"] = whole(minutes)
    return result


if __name__ == "__main__":
    if sys.implementation.name == "micropython":
        import gc

        gc.threshold(1_000_000)  # type: ignore[attr-defined]
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 30)))
