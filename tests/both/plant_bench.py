"""A plant on the bench for the tests beside it: real stages, a typical setup, a few moves."""

import gc
import json

from sim.plant import STEP_US, Plant
from sim.setup import setup as plain_setup

if hasattr(gc, "threshold"):
    # MicroPython rescans all garbage at nearly every allocation once the heap is large and no
    # threshold is set: ten times slower on 64 MB.
    gc.threshold(1000000)

ROOT = __file__[: -len("tests/both/plant_bench.py")]


def stage(name="standard", **other):
    with open(ROOT + "boards/stages/" + name + ".json") as file:
        found = json.load(file)
    found.update(other)
    return found


def setup(**other):
    """A setup is always complete; tests name what differs from an ordinary evening."""
    typical = {"feet": "both"}
    typical.update(other)
    return plain_setup(typical)


def plant(name="standard", **other):
    """Rail up, nothing driven."""
    made = Plant(stage(name), setup(**other))
    made.drive.rail_us = STEP_US
    return made


def bare(name="standard", **other):
    """The same without latch and heat timer: what physics alone would do."""
    return plant(name, hardware_latch=False, heat_timer=False, **other)


def heat(made, left_us, right_us):
    made.drive.heater_on_us[0] = left_us
    made.drive.heater_on_us[1] = right_us


def run(made, seconds, until=None):
    """Steps for so long, or until the condition holds; returns the seconds it took, or None."""
    for count in range(int(seconds * 50 + 0.5)):
        made.step()
        if until is not None and until(made):
            return (count + 1) / 50
    return None


def near(got, want, within):
    assert abs(got - want) <= within, "%r is not %r +- %r" % (got, want, within)


def between(low, got, high):
    assert low <= got <= high, "%r is not within %r .. %r" % (got, low, high)


def busy(made, minutes, every=None):
    """Everything at once: heat, pulsed air, rollers both ways, feet that come and go."""
    drive = made.drive
    feet = ("both", "left", "none", "right")
    for count in range(minutes * 3000):
        second = count // 50
        heat(made, 9000 if second % 7 < 5 else 0, 5000)
        drive.pump_permille = 700 if second % 20 < 8 else 0
        drive.valve[0] = 1 if second % 20 < 14 else 0
        drive.valve[1] = 1 if second % 30 < 20 else 0
        drive.roller_permille[0] = 500 if second % 40 < 18 else -300
        drive.roller_permille[1] = 0 if second % 9 < 2 else 800
        drive.vibration_permille = 400 if second % 3 else 0
        if count % 4500 == 0:
            made.set_feet(feet[count // 4500 % 4])
        made.step()
        if every is not None:
            every(made, count)
