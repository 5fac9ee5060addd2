"""Pump, valves, hoses and the pressure sensor at fault.

Decides what of the plant's air is broken, and what the sensor on the manifold says: frozen first,
then off, and an open wire beats both. Leaks add up; of a valve stuck on and stuck off the later
one counts; a dead pump gives nothing even if it cannot stop.
"""

from ..plant.parameters import MMHG_PER_KPA
from .row import NOWHERE, SIDES, Fault, acting, last

SENSOR = ("pressure_open", "pressure_frozen", "pressure_offset")


class Air:
    """The pressure sensor with its faults."""

    def __init__(self, world):
        self.open = 1 if acting(world, "pressure_open") else 0
        frozen = acting(world, "pressure_frozen")
        self.held_kpa = frozen[0].kept if frozen else None
        self.offset_kpa = 0.0
        for active in acting(world, "pressure_offset"):
            self.offset_kpa += active.value / MMHG_PER_KPA

    def millivolts(self, senses):
        """What the sensor gives."""
        if self.open:
            return 0.0
        kpa = senses.manifold_kpa if self.held_kpa is None else self.held_kpa
        zero_mv, mv_per_kpa = senses.pressure_mv
        return zero_mv + (kpa + self.offset_kpa) * mv_per_kpa


def settle(world, _active=None):
    """Make everything that blows anew from the faults that act."""
    plant = world.plant
    for foot in (0, 1):
        active = last(world, ("valve_stuck_on", "valve_stuck_off"), foot)
        if active is None:
            plant.valve_stuck[foot] = None
        else:
            plant.valve_stuck[foot] = 1 if active.fault.name == "valve_stuck_on" else 0
        plant.hose_blocked[foot] = 1 if acting(world, "hose_blocked", foot) else 0
        leak = 0.0
        for active in acting(world, "hose_leak", foot):
            leak += active.value
        plant.hose_leak_ml_s_kpa[foot] = leak
    plant.pump_stuck_on = 1 if acting(world, "pump_stuck_on") else 0
    plant.pump_dead = 1 if acting(world, "pump_dead") else 0
    senses = world.wiring.senses
    senses.air = Air(world) if acting(world, SENSOR) else None
    senses.manifold_kpa = -1.0  # moved, as far as the sensor is concerned


def freeze(world, active):
    """The pressure sensor keeps what it feels now."""
    earlier = acting(world, "pressure_frozen")[0]
    active.kept = world.plant.manifold_kpa if earlier is active else earlier.kept
    settle(world)


ROWS = (
    Fault(
        "valve_stuck_on",
        SIDES,
        "the valve joins bladder and manifold whatever it is told",
        settle,
        settle,
    ),
    Fault("valve_stuck_off", SIDES, "the valve vents whatever it is told", settle, settle),
    Fault(
        "hose_blocked",
        SIDES,
        "no air passes the hose: the bladder neither fills nor vents, but for its bleed hole",
        settle,
        settle,
    ),
    Fault(
        "hose_leak",
        SIDES,
        "the hose leaks, in proportion to the pressure",
        settle,
        settle,
        (0.5, 0.0, 50.0),
        "mL/s/kPa",
    ),
    Fault("pump_stuck_on", NOWHERE, "the pump runs whenever the rail is up", settle, settle),
    Fault("pump_dead", NOWHERE, "the pump gives nothing", settle, settle),
    Fault("pressure_open", NOWHERE, "the pressure sensor's wire is broken: 0 mV", settle, settle),
    Fault(
        "pressure_frozen",
        NOWHERE,
        "the pressure sensor keeps its reading, noise goes on",
        freeze,
        settle,
    ),
    Fault(
        "pressure_offset",
        NOWHERE,
        "the pressure reading is off by so much",
        settle,
        settle,
        (-20.0, -300.0, 300.0),
        "mmHg",
    ),
)
