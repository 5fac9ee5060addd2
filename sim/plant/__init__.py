"""The physical truth of a simulated massager: "the plant is the judge".

The world loop writes a Drive, calls Plant.step() once per 20 ms and reads the truths. Nothing here
knows a firmware exists; floats are allowed, and every operation is one that CPython, PyPy and
MicroPython round alike.
"""

from sim.plant.drive import Drive
from sim.plant.plant import STEP_US, Plant

__all__ = ("STEP_US", "Drive", "Plant")
