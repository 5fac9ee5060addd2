"""Heaters, their switches, the rail and the independent hardware at fault.

Decides what of the plant's heat and of the rail is broken. Leaks add up, shares multiply, and an
open heater takes nothing whatever else is wrong with it.
"""

from .row import NOWHERE, SIDES, Fault, acting

NOMINAL_MV = 12_000.0


def settle(world, _active=None):
    """Make everything that heats anew from the faults that act."""
    plant = world.plant
    setup, stage = world.spec["plant"], world.spec["stage"]
    for foot in (0, 1):
        plant.heater_stuck_on[foot] = 1 if acting(world, "heater_stuck_on", foot) else 0
        plant.heater_open[foot] = 1 if acting(world, "heater_open", foot) else 0
        unseen_a = 0.0
        for active in acting(world, "heater_bypass", foot):
            unseen_a += active.value * NOMINAL_MV / stage["heater_mohm"]
        leak_a = unseen_a
        for active in acting(world, "heater_leak", foot):
            leak_a += active.value / 1000.0
        plant.heater_leak_a[foot] = leak_a
        plant.heaters.unseen_a[foot] = unseen_a
        scale = setup["heater_scale"]
        for active in acting(world, "heater_weak", foot):
            scale *= active.value
        plant.heater_scale[foot] = scale
    world.wiring.weld_rail(1 if acting(world, "rail_stuck_on") else 0)
    world.wiring.shorted = 1 if acting(world, "keepalive_shorted") else 0
    declared = stage["hardware_latch"]
    plant.latch.dead = 1 if acting(world, "latch_dead") or not declared else 0
    declared = stage["heat_timer"]
    plant.heat_timer.dead = 1 if acting(world, "heat_timer_dead") or not declared else 0


ROWS = (
    Fault(
        "heater_stuck_on",
        SIDES,
        "the heater's switch is welded: current whenever the rail is up",
        settle,
        settle,
    ),
    Fault(
        "heater_leak",
        SIDES,
        "the heater's switch leaks: so much current while it is off and the rail up",
        settle,
        settle,
        (50.0, 0.0, 2000.0),
        "mA",
    ),
    Fault(
        "heater_bypass",
        SIDES,
        "so much of the heater's current at 12 V flows while it is off and the rail up, past its "
        "sensor, which sees nothing of it",
        settle,
        settle,
        (1.0, 0.0, 1.0),
        "factor",
    ),
    Fault("heater_open", SIDES, "the heater takes no current", settle, settle),
    Fault(
        "heater_weak",
        SIDES,
        "the heater takes only so much of its current",
        settle,
        settle,
        (0.5, 0.0, 2.0),
        "factor",
    ),
    Fault(
        "rail_stuck_on",
        NOWHERE,
        "the rail's switch is welded: up without edges while there is supply; the latch then ends "
        "commanded heat alone",
        settle,
        settle,
    ),
    Fault(
        "keepalive_shorted",
        NOWHERE,
        "the rail's charge pump lets through what stands still: up while the keep-alive is high",
        settle,
        settle,
    ),
    Fault("latch_dead", NOWHERE, "the hardware latch never opens, heat or test", settle, settle),
    Fault(
        "heat_timer_dead",
        NOWHERE,
        "the hardware heat timer counts and never ends the heat, nor shows its test",
        settle,
        settle,
    ),
)
