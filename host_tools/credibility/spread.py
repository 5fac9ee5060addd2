"""Everything that can be turned: the plant's parameters, the evening's setup, stage and sensors.

Decides the low and high end of what the plant's own table does not hold, each with its reason.
`evenings` applies one end at a time.
"""

from typing import Any, NamedTuple

from host_tools.credibility.bench import stage
from host_tools.tables import front_end
from sim.plant.parameters import TABLE
from sim.setup import NUMBERS


class Factor(NamedTuple):
    """One thing that is turned. `room` says where: parameters, setup, stage or ntc."""

    room: str
    name: str
    unit: str
    usual: Any
    ends: tuple[Any, Any]
    source: str


# name, low, high, source or reason
SETUP = (
    ("contact_w_m2k", 40.0, 200.0, "41 on a mattress, 110 with hydrogel; 200 is an estimate"),
    ("contact_area_m2", 0.012, 0.02, "a small foot; the most the pad has"),
    ("perfusion", 0.0, 1.0, "occluded, which also takes a fifth of the conductivity"),
    ("ambient_c", 16.0, 27.0, "estimate: rooms people sit in"),
    ("heater_scale", 0.8, 1.2, "resistance ±20 %"),
    ("supply_v", 11.0, 13.5, "a 12 V supply, loaded and light"),
)
AIR_AND_MOTORS = ("pump", "manifold", "limp", "taut", "hose", "vent", "bleed", "relief", "valve",
                  "roller", "vibration", "timer")  # fmt: skip


def warms(name: str) -> bool:
    """Whether a plant parameter is about heat at all."""
    return not name.startswith(AIR_AND_MOTORS)


def factors(stage_name: str) -> list[Factor]:
    found = [
        Factor("parameters", name, unit, usual, ends, source)
        for name, usual, unit, ends, _, source in TABLE
        if ends[0] != ends[1]
    ]
    for name, low, high, source in SETUP:
        usual, _, _, unit = NUMBERS[name]
        unit = "x" if unit.startswith(("(", "of ")) else unit
        found.append(Factor("setup", name, unit, usual, (low, high), source))
    found.append(Factor("setup", "covered", "", False, (False, True), "a blanket over it"))
    made = stage(stage_name)
    loss = made["pad_loss_mw_per_k"]
    found.append(Factor("stage", "pad_loss_mw_per_k", "mW/K", loss,
                        (round(loss * 0.7), round(loss * 1.3)), "estimate: ±30 %"))  # fmt: skip
    latch = made["hardware_latch"]
    trips, give = latch["trips_mc"], latch["tolerance_mc"]
    found.append(Factor("stage", "hardware_latch", "m°C", trips, (trips - give, trips + give),
                        "the tolerance the stage declares"))  # fmt: skip
    for name, share in (("r25_ohm", 0.01), ("beta_k", 0.01), ("pulldown_ohm", 0.01)):
        usual = front_end()["ntc"][name]
        ends = (usual * (1 - share), usual * (1 + share))
        found.append(Factor("ntc", name, "K" if name == "beta_k" else "Ω", usual, ends,
                            "±1 % parts, all sensors alike"))  # fmt: skip
    return found
