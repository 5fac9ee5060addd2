"""Ten busy minutes as bits: one line of hex a second, and a few seconds of faults at the end.

Run by tests/test_plant_bits.py on each interpreter, from the checkout root; not a test itself.
"""

import struct
import sys

if __name__ == "__main__":
    sys.path.insert(0, ".")

from tests.both.plant_bench import bare, busy, run


def record(made):
    """Every truth of the plant as packed doubles."""
    foot = made.wells[0].foot
    values = [made.manifold_kpa, made.roller_a, made.vibration_rpm, made.well_air_c]
    values += [made.heater_j, made.roller_peak_ma, made.air.vented_ml, made.air.pumped_ml]
    values += [foot.e1, foot.d, foot.f3, foot.dilation, foot.core_j, foot.surface_c]
    for pair in (made.pad_c, made.skin_c, made.cem43_min, made.ntc_c[0], made.ntc_c[1],
                 made.bladder_mmhg, made.peak_mmhg, made.roller_rpm):  # fmt: skip
        values += pair
    return struct.pack("<" + "d" * len(values), *values)


def lines(put):
    def every(made, count):
        if count % 50 == 0:
            put("".join("%02x" % byte for byte in record(made)))

    made = bare(ambient_c=21.7, contact_w_m2k=87.3, perfusion=0.37, supply_v=12.34)
    busy(made, 10, every)
    made.heater_stuck_on[0] = 1
    made.heater_leak_a[1] = 0.047
    made.hose_leak_ml_s_kpa[0] = 0.53
    made.roller_jam[1] = 1
    made.valve_stuck[1] = 1
    for _ in range(20):
        run(made, 1)
        every(made, 0)
    put("end")


if __name__ == "__main__":
    lines(print)
