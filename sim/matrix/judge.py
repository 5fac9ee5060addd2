"""What a run of the matrix came to: told in time, late, bounded, missed, or a bound broken.

Decides by the plant's truths alone; a trip is only ever a time. Bounds every run must hold: skin
and dose by stage, pressure by the relief valve, every bladder empty 30 s after the rail went.
CPython only.
"""

from typing import Any

from sim.hazards import Hazard
from sim.matrix.plays import CAP_C, Case, read_play
from sim.rig import read_json

SKIN_C = {"standard": 44.0, "gentle": 41.0}
DOSE_MIN = {"standard": 2.5, "gentle": 0.5}
FREE_S = 30.0
TICK_S = 0.02  # a fault begins at the first tick after its moment
# verdict: (how good, words)
VERDICTS = {
    "told": "told in time",
    "bounded": "within every bound, and so allowed by its row to be told later or not at all",
    "hardware": "not told; the stage's independent hardware ended it, within every bound",
    "late": "told or off later than its row allows, within every bound",
    "missed": "not told though its row says so, within every bound",
    "false": "a trip where none should be",
    "broken": "a bound was broken",
}


def relief_mmhg(stage: str) -> float:
    """The most the stage's relief valve lets stand, with its tolerance."""
    relief = read_json(f"boards/stages/{stage}.json")["relief"]
    return float(relief["opens_mmhg"] * (1 + relief["tolerance_permille"] / 1000) + 5)


def broken_bounds(case: Case, row: dict[str, Any], at_most: dict[str, Any]) -> list[str]:
    """Every bound that this run broke, in words."""
    stage = case.stage
    found = []
    for key, most, unit in (
        ("skin_c", SKIN_C[stage], "°C skin"),
        ("cem43_min", DOSE_MIN[stage], "CEM43 min"),
        ("mmhg", relief_mmhg(stage), "mmHg"),
    ):
        if row[key] > most:
            found.append(f"{row[key]:.2f} {unit}, over {most:g}")
    if "pad_over_cap_c" in at_most:
        most = CAP_C[stage] + at_most["pad_over_cap_c"]
        if row["pad_after_c"] > most:  # what was before is control's, and stands in HAZ-012
            found.append(f"{row['pad_after_c']:.2f} °C pad, over {most:g}")
    down_s = max(row["rail_s"], 0.0)
    if row["full_s"] - down_s > FREE_S and row["sim_s"] - down_s > FREE_S:
        found.append(f"a bladder full {row['full_s'] - down_s:.0f} s after the rail went")
    return found


def latency_s(case: Case, at_s: float) -> float:
    """Seconds from the fault; for one in idle that shows with heat only, from heat's begin."""
    from_s = case.breaks_s
    if case.phase == "idle" and at_s > case.heats_s:
        from_s = case.heats_s
    return round(at_s - from_s, 3)


def judge(case: Case, hazard: Hazard | None, row: dict[str, Any]) -> dict[str, Any]:
    """The cell of the matrix."""
    told = [trip for trip in row["told"] if trip[2] >= case.breaks_s]
    early = [trip for trip in row["told"] if trip[2] < case.breaks_s]
    first = told[0] if told else None
    late_s = latency_s(case, first[2]) if first else None
    at_most = hazard.at_most if hazard else {}
    play = read_play(case.play)
    joule_s = max(row["last_joule_s"][foot] for foot in play.feet)
    cell = {
        "hazard": hazard.id if hazard else "",
        "play": case.play,
        "who": case.who,
        "fault": " + ".join(play.faults),
        "at": play.actions[0].get("where") or "" if play.actions else "",
        "value": play.actions[0].get("value") if play.actions else None,
        "stage": case.stage,
        "phase": case.phase,
        "foot": case.foot,
        "feet": case.feet,
        "told": first[0] if first else "",
        "where": first[1] if first else "",
        "early": early[0][0] if early else "",
        "named": not (first and hazard) or first[0] in hazard.noticed,
        "latency_s": late_s,
        "off_s": round(max(joule_s - case.breaks_s, 0.0), 3),
        "latch_s": round(row["latch_s"] - case.breaks_s, 2) if row["latch_s"] >= 0 else None,
        "timer_s": round(row["timer_s"] - case.breaks_s, 2) if row["timer_s"] >= 0 else None,
        **{key: round(row[key], 4) for key in ("skin_c", "pad_c", "cem43_min", "mmhg")},
        "ended": row["ended"],
        "broken": broken_bounds(case, row, at_most),
        "trace_sha256": row["trace_sha256"],
    }
    cell["verdict"] = _verdict(case, hazard, cell, bool(early), row)
    return cell


def _verdict(
    case: Case, hazard: Hazard | None, cell: dict[str, Any], early: bool, row: dict[str, Any]
) -> str:
    if cell["broken"]:
        return "broken"
    if early or (hazard and hazard.at_most.get("told") is False and cell["told"]):
        return "false"
    if hazard is None:
        return "told" if cell["told"] else "bounded"
    limit_s = _allowed_s(case, hazard)
    off_s = hazard.in_time.get("off_s")
    cut = case.phase != "idle" and off_s is not None
    if cut and cell["off_s"] > (off_s or 0.0) + TICK_S:
        return "late"
    if cell["told"]:
        # in idle there may be nothing to see until heat, air or rollers begin, each in its time
        timed = case.phase != "idle" and limit_s is not None
        if timed and cell["latency_s"] > (limit_s or 0.0) + TICK_S:
            return "bounded" if "bounded" in hazard.noticed else "late"
        return "told"
    if row["latch_s"] >= 0 or row["timer_s"] >= 0:
        return "hardware"
    # what ended its heat in time needs no name, nor what had nothing to do in idle
    if "bounded" in hazard.noticed or cut or case.phase == "idle" or limit_s is None:
        return "bounded"
    return "missed"


def _allowed_s(case: Case, hazard: Hazard) -> float | None:
    own = {"warm-up": "warm_up_s", "hold": "hold_s", "idle": "warm_up_s"}[case.phase]
    return hazard.in_time.get(own, hazard.in_time.get("told_s"))
