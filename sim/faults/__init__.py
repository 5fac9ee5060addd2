"""Faults by name: what each does to plant, wires or chip, where it may act, and its default value.

Decides the table that `solekeeper sim --list-faults` prints and that scenarios are checked
against. One small file for each part of the machine holds its rows and what begins and ends them.
Several faults may act at once, on one part too, and end in any order: a part's state is always
made anew from the list of those that act (`World.faults`). Called by the agenda and, for what a
reset ends, by the world. Never acts on the firmware, but for a bit that flips in its memory.
"""

from . import (
    adc,
    air,
    buttons,
    clock,
    feet,
    heat,
    link,
    memory,
    motion,
    power,
    program,
    resets,
    sensors,
)
from .row import Active

_PARTS = (sensors, adc, heat, feet, air, motion, power, buttons, program, clock, memory, resets)
_ROWS = [row for part in _PARTS + (link,) for row in part.ROWS]
FAULTS = {row.name: row for row in _ROWS}

# Faults that happen at one instant: they have no end to plan.
CUTS = tuple([row.name for row in _ROWS if row.end is None])


def begin(world, active):
    """`active` acts from now on."""
    fault = active.fault
    active.begun_us = world.agenda.now_us
    world.journal.fault(fault.name, active.where, active.value, 1)
    if fault.end is not None:
        world.faults.append(active)
    fault.begin(world, active)
    world.look_anew()


def end(world, active):
    """`active` is over; nothing if it already was."""
    if active in world.faults:
        world.journal.fault(active.fault.name, active.where, active.value, 0)
        world.faults.remove(active)
        active.fault.end(world, active)
        world.look_anew()


def make(name, where=None, value=None):
    """A fault that does not act yet; without a value it has its default."""
    fault = FAULTS[name]
    return Active(fault, where, fault.default if value is None else value)


def set_fault(world, name, where, value, on):
    """Begin a fault, or end the last one of that name there; for hands on a live device."""
    if on:
        begin(world, make(name, where, value))
        return
    for active in world.faults[::-1]:
        if active.fault.name == name and active.where == where:
            end(world, active)
            return


def after_reset(world):
    """The chip restarts: hangs and blocks are over. Not a fault of the board."""
    for active in [each for each in world.faults if each.fault.dies]:
        end(world, active)
