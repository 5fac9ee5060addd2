"""A stand-in for the core of the simulator, with exactly its boundary and none of its physics.

Tests of the outside (scenario, command line, report) run on it: it answers in milliseconds. Its
tricks: with heat pressed the pads get warm; `heater_stuck_on` trips 100 ms later; a scenario
called "interrupt" or "explode" ends as a person's Ctrl-C or as a run that failed would.
"""

import hashlib
import math
import struct

from sim.errors import RunFailed
from sim.trace import FIELDS, FORMAT

FEET = ("left", "right")


def run_plain(spec, sink):
    if spec["name"] == "interrupt":
        raise KeyboardInterrupt
    if spec["name"] == "explode":
        raise RunFailed("no verdict")
    faults = [a for a in spec["at"] if a["do"] == "fault"]
    trip_s = None
    for fault in faults:
        if fault["fault"] == "heater_stuck_on":
            trip_s = fault["t_us"] / 1e6 + 0.1
    digest = hashlib.sha256(b"%d" % spec["seed"])
    warm_c = spec["plant"]["ambient_c"]
    peak_c = warm_c
    joules = 0.0
    for t_ms in range(0, spec["duration_ms"], 100):
        t_s = t_ms / 1000
        tripped = trip_s is not None and t_s >= trip_s
        heat = not tripped and any(a.get("button") == "heat" for a in spec["at"])
        warm_c += (0.1 / 60) * ((41.0 if heat else spec["plant"]["ambient_c"]) - warm_c)
        peak_c = max(peak_c, warm_c)
        joules += 1.2 * heat
        squeeze = 20 + 20 * math.sin(t_s / 10) if not tripped else 0.0
        values = {name: 0 for name, _ in FIELDS}
        values.update(t_ms=t_ms, state=7 if tripped else 4, trip_code=9 * tripped)
        values.update(out_rail_us=int(heat), out_pump_permille=500 * heat)
        values.update(ambient_c=spec["plant"]["ambient_c"], heater_j=joules, manifold_mmhg=squeeze)
        for foot in FEET:
            values[f"present_{foot}"] = 1
            values[f"set_{foot}_mc"] = 41000 if heat else 0
            values[f"sensed_{foot}_mc"] = int(warm_c * 1000) + 100
            values[f"intent_heat_{foot}_permille"] = values[f"out_heat_{foot}_permille"] = (
                int(300 + 200 * math.sin(t_s)) if heat else 0
            )
            values[f"out_roller_{foot}_permille"] = 0 if tripped else 400 * (-1) ** (t_ms // 60000)
            values[f"{foot}_pad_c"] = warm_c
            values[f"{foot}_skin_c"] = 30 + (warm_c - spec["plant"]["ambient_c"]) / 2
            values[f"{foot}_pressure_mmhg"] = squeeze
            values[f"{foot}_cem43_min"] = t_s / 9000
        record = struct.pack(FORMAT, *(values[name] for name, _ in FIELDS))
        digest.update(record)
        sink(record)
    foot = {
        "peak_skin_c": 30 + (peak_c - spec["plant"]["ambient_c"]) / 2,
        "peak_pad_c": peak_c,
        "cem43_min": spec["duration_ms"] / 9e6,
        "peak_pressure_mmhg": 40.0,
        "end_pressure_mmhg": 0.5,
    }
    trips = (
        []
        if trip_s is None
        else [
            {
                "code": 9,
                "name": "heater_on_unasked",
                "where": "left",
                "value": 800,
                "limit": 30,
                "unit": "mA",
                "at_s": trip_s,
            }
        ]
    )
    return {
        "sim_s": spec["duration_ms"] / 1000,
        "wall_s": 0.01,
        "trips": trips,
        "session": {
            "program": spec["program"] or "warm feet",
            "ended": "tripped" if trips else "completed",
            "active_s": spec["duration_ms"] / 1000,
            "heat_s": 0.0,
        },
        "plant": {
            "left": foot,
            "right": dict(foot),
            "heater_energy_j": joules,
            "roller_peak_ma": 400.0,
        },
        "heater_off_after_s": 0.02 if faults else None,
        "trace_sha256": digest.hexdigest(),
        "events": [{"t_s": 1.1, "event": "state", "to": "running"}]
        + [{"t_s": trip_s, "event": "trip", "name": "heater_on_unasked"}] * bool(trips),
    }
