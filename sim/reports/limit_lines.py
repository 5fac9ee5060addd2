"""The limits a picture draws in, in the units people read: from the firmware's rows and the stage.

Decides no number but one: the firmware does not count dose yet, so the session's dose cap stands
here until a row of firmware.safety.limits holds it. Only the pictures read this.
"""

from typing import Any

from firmware.safety.limits import PROFILES, Limits

MMHG_PA = 133.322
DOSE_CAP_MIN = {"standard": 2.0, "neuropathy": 0.25}  # CEM43 a session; tissue is safe below 2


def limit_lines(spec: dict[str, Any]) -> dict[str, float]:
    """Name -> height; a protection the stage lacks, or the scenario took away, has no line."""
    limits = Limits(PROFILES.index(spec["profile"]))
    lines = {
        "cap_c": limits.contact_cap_mc / 1000,
        "soft_trip_c": limits.soft_trip_mc / 1000,
        "latch_c": limits.latch_mc / 1000,
        "pressure_trip_mmhg": limits.pressure_trip_pa / MMHG_PA,
        "dose_cap_min": DOSE_CAP_MIN[spec["profile"]],
    }
    latch, relief = spec["stage"].get("hardware_latch"), spec["stage"].get("relief")
    if latch and spec["plant"]["hardware_latch"]:
        lines["hardware_latch_c"] = (latch["trips_mc"] + latch["tolerance_mc"]) / 1000
    if relief and spec["plant"]["relief"]:
        lines["relief_mmhg"] = float(relief["opens_mmhg"])
    return lines
