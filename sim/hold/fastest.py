"""The fastest warm-up that watts and rise limit allow: a regulator that knows the true pad.

Decides when an ideal machine on the same plant would have the pad warm: full power, less only
where the pad would rise faster than its limit, nothing lost to sensors, slews or thought. Called
by the judge; its answer is what the firmware's time is divided by.
"""

from sim.plant.foot import THERMAL_S
from sim.plant.pad import Well

FULL_DUTY = 0.85  # the longest pulse: 17 of 20 ms


def full_w(stage, setup):
    """Watts of one heater at the longest pulse."""
    volts = min(setup["supply_v"], stage["heater_max_mv"] / 1000.0)
    return volts * volts * 1000.0 / stage["heater_mohm"] * setup["heater_scale"] * FULL_DUTY


def fastest_s(stage, setup, rise_c_s, marks_c, most_s, rest_s=0.0):
    """Seconds from a foot's coming in to the pad's passing each of `marks_c`; None where it does
    not within `most_s`. The empty well rests for `rest_s` first.
    """
    well = Well(stage, setup)
    well.foot.place(0)
    for _ in range(int(rest_s / THERMAL_S)):
        well.step(0.0)
    foot = well.foot
    foot.place(1)
    full_j = full_w(stage, setup) * THERMAL_S
    rise_c = rise_c_s * THERMAL_S
    found: list[float | None] = [None] * len(marks_c)
    for step in range(int(most_s / THERMAL_S)):
        pad = well.pad_c
        wanted_j = rise_c * well._pad_j_k + (pad - well.ambient_c) * well._loss_j_k
        wanted_j += (pad - foot.e1) * foot._outside_w_k * THERMAL_S
        well.step(max(0.0, min(wanted_j, full_j)))
        for i in range(len(marks_c)):
            if found[i] is None and well.pad_c >= marks_c[i]:
                found[i] = (step + 1) * THERMAL_S
        if None not in found:
            break
    return found
