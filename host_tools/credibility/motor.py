"""The roller's gearmotor against its data sheet: free, at its best efficiency, stalled.

Decides nothing. The plant has no torque at the output; what its winding would give there without
any loss in the gears is shown beside the data sheet. `measure` is called by `figures`.
"""

from typing import Any

from host_tools.credibility.bench import Row, V, bare, row, run
from host_tools.credibility.published import POLOLU

KG_MM_N_M = 101.97  # kg mm in a newton metre
RPM = 9.549296585513721


def speed_rpm(amps: float) -> float:
    """The plant's steady speed at 12 V and this winding current."""
    ke, ohm = V["roller_v_s_rad"], V["roller_ohm"]
    return (12.0 - ohm * amps) / ke * RPM / V["roller_gear"]


def torque_kg_mm(amps: float) -> float:
    """At the output, with gears that lose nothing but the no-load current."""
    winding = V["roller_v_s_rad"] * (amps - V["roller_free_a"])
    return winding * V["roller_gear"] * KG_MM_N_M


def measure() -> tuple[list[Row], dict[str, Any]]:
    made = bare(feet="none")
    made.drive.roller_permille[0] = 1000
    run(made, 5)
    free_rpm, free_a = made.roller_rpm[0], made.roller_a
    made.roller_jam[0] = 1
    run(made, 0.2)
    stall_a = made.roller_a
    best_rpm, best_a, best_torque = POLOLU["efficient"]
    rows = [
        row("motor", "free speed", "rpm", POLOLU["free"][0], free_rpm, "pololu", 1),
        row("motor", "free current", "A", POLOLU["free"][1], free_a, "pololu"),
        row("motor", "stall current", "A", POLOLU["stalled"][1], stall_a, "pololu"),
        row("motor", f"speed at {best_a} A", "rpm", best_rpm, speed_rpm(best_a), "pololu", 1),
        row("motor", f"torque at {best_a} A, lossless gears", "kg mm", best_torque,
            torque_kg_mm(best_a), "pololu", 0),
        row("motor", "stall torque, lossless gears", "kg mm", POLOLU["stalled"][2],
            torque_kg_mm(stall_a), "pololu", 0),
    ]  # fmt: skip
    amps = [0.2 + 0.53 * i for i in range(11)]
    curves = {
        "speed": [[a, speed_rpm(a)] for a in amps],
        "torque": [[a, torque_kg_mm(a)] for a in amps],
        "data_sheet": [[a, rpm, torque] for rpm, a, torque in POLOLU.values()],
    }
    return rows, curves
