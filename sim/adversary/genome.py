"""What the search may choose: a point of the unit cube becomes a whole evening, as a document.

Decides which plants, faults, moments and people there are, and their ranges: tolerances that the
stages and boards declare, heaters 20 % off, every fault of the table at every place, steps and
slopes by their size and not evenly. It may not run anything. Neighbours in the cube are much the
same evening, so that an optimiser has something to follow. CPython only.
"""

import math
from pathlib import Path
from typing import Any

from sim.faults import CUTS, FAULTS
from sim.matrix.plays import STAGES
from sim.scenarios.document import Document
from sim.scenarios.names import PROGRAMS
from sim.scenarios.section import Section
from sim.setup import WARMEST_C

SESSION_S = 945.0
LAST_S = 900.0
# A value is drawn by its size between these two; True: either sign.
SIZES = {
    "ntc_drift": (0.05, 60.0, True),
    "ntc_offset": (0.3, 100.0, True),
    "ntc_noise": (0.1, 30.0, False),
    "heater_leak": (5.0, 2_000.0, False),
    "hose_leak": (0.05, 50.0, False),
    "pressure_offset": (2.0, 300.0, True),
    "brownout": (1.0, 60_000.0, False),
    "irq_block": (1.0, 60_000.0, False),
    "reset_loop": (20.0, 60_000.0, False),
    "serial_garbage": (1.0, 100_000.0, False),
}
BUTTONS = ("start", "program", "up", "down", "heat", "air")
MOVES = (
    "", "none", "left", "right", "none and back", "left and back", "right and back",
    "left as it breaks", "left and back as it breaks", "right and back as it breaks",
)  # fmt: skip
GENES = (
    "board", "program", "level", "ambient", "perfusion", "area", "contact", "covered", "heater",
    "supply", "feet", "fault", "where", "value", "onset", "lasts", "move", "move_s", "press",
    "press_s", "out_s", "in_s", "often", "warm", "unlike", "left_blood", "left_warm", "left_area",
    "left_contact", "room", "room_s",
)  # fmt: skip
# What each kind of harm is looked for with: all but the faults of other parts.
KINDS = {
    "heat": ("valve_", "hose_", "pump_", "pressure_", "roller_", "vibration_", "serial_"),
    "air": ("ntc_", "heater_", "heat_", "latch_", "roller_", "vibration_", "serial_"),
}
# Where harm was found before: fault, place, share of its values (ntc_drift -1, -0.3; offset -0.9)
KNOWN = {
    "heat": (
        ("ntc_drift", "left.all", 0.289),
        ("ntc_drift", "left.all", 0.374),
        ("ntc_offset", "left.all", 0.405),
        ("ntc_detached", "left.all", 0.5),
        ("ntc_frozen", "left.all", 0.5),
    ),
    "air": (
        ("pump_stuck_on", "", 0.5),
        ("pressure_frozen", "", 0.5),
        ("hose_blocked", "left", 0.5),
    ),
}
PROGRAM = {
    kind: (PROGRAMS.index(name) + 0.5) / len(PROGRAMS)
    for kind, name in (("heat", "warm feet"), ("air", "circulation"))
}
CORNER = 0.2  # of a plant's range is its end: that is where harm is
FILE = Path("drawn.toml")


def attacks(kind: str) -> list[str]:
    """The faults for this kind of harm."""
    others = KINDS[kind]
    return [name for name in FAULTS if not name.startswith(others)]


def corner(share: float) -> float:
    """The same range with wide ends."""
    return min(1.0, max(0.0, (share - CORNER) / (1 - 2 * CORNER)))


def size(share: float, low: float, high: float) -> float:
    """A number of this many digits between two."""
    return float(f"{math.exp(math.log(low) + share * math.log(high / low)):.4g}")


def even(share: float, low: float, high: float) -> float:
    return round(low + share * (high - low), 3)


def one(share: float, many: Any) -> Any:
    return many[min(int(share * len(many)), len(many) - 1)]


def worth(name: str, share: float) -> float | int | None:
    """The fault's value at this share of its range, None where it takes none."""
    fault = FAULTS[name]
    if fault.default is None:
        return None
    if name == "reference_off":  # what is nearly right is what nobody notices
        if share < 0.5:
            return 1 - size(1 - 2 * share, 0.003, 0.5)
        return 1 + size(2 * share - 1, 0.003, 1.0)
    if name not in SIZES:
        found = even(share, fault.low, fault.high)
        return round(found) if fault.whole else found
    low, high, signed = SIZES[name]
    if not signed:
        return size(share, low, high)
    return -size(1 - 2 * share, low, high) if share < 0.5 else size(2 * share - 1, low, high)


def evening(stage: str, fault: dict[str, Any], genes: "dict[str, float]") -> list[dict[str, Any]]:
    """A person asks for heat, starts, answers, puts feet in; later something breaks, or moves."""
    presses = [(0.8 + 0.5 * i, "heat") for i in range(one(genes["level"], (1, 2, 3, 3)))]
    presses.append((2.8, "start"))
    if stage == "gentle":
        presses.append((3.8, "up"))
    at: list[dict[str, Any]] = [{"t_s": t, "press": key} for t, key in presses]
    at.append({"t_s": 5.0, "feet": one(genes["feet"], ("both", "both", "left"))})
    move = one(genes["move"], MOVES)
    if move:
        t_s = even(genes["move_s"], 6.0, LAST_S - 60.0)
        if "breaks" in move:
            t_s = min(max(fault["t_s"], 6.0), LAST_S - 60.0)
        at += moves(move.split()[0], "back" in move, t_s, genes)
    if genes["press"] >= 0.5:
        key = one(2 * genes["press"] - 1, BUTTONS)
        at.append({"t_s": even(genes["press_s"], 6.0, LAST_S), "press": key})
    room_c = even(genes["room"], -6.0, 3.0)
    if room_c > -3.0:
        at.append({"t_s": even(genes["room_s"], 0.2, LAST_S), "room_warmer_c": room_c})
    at.append(fault)
    return at


def moves(feet: str, back: bool, t_s: float, genes: "dict[str, float]") -> list[dict[str, Any]]:
    """Only these `feet` stay from `t_s` on; or come back, once or over and over."""
    if not back:
        return [{"t_s": t_s, "feet": feet}]
    made = []
    out_s, in_s = size(genes["out_s"], 1.0, 60.0), size(genes["in_s"], 5.0, 120.0)
    for i in range(one(genes["often"], (1, 1, 3, 40))):
        out_at_s = round(t_s + i * (out_s + in_s), 3)
        if i and out_at_s + out_s > LAST_S:
            break
        made.append({"t_s": out_at_s, "feet": feet})
        made.append({"t_s": round(out_at_s + out_s, 3), "feet": "both"})
    return made


def broken(kind: str, genes: "dict[str, float]") -> dict[str, Any]:
    """The one fault of the evening."""
    name = one(genes["fault"], attacks(kind))
    block: dict[str, Any] = {"t_s": even(genes["onset"], 0.1, LAST_S), "fault": name}
    places = FAULTS[name].places
    if places:
        block["where"] = one(genes["where"], places)
    value = worth(name, genes["value"])
    if value is not None:
        block["value"] = value
    if name not in CUTS and genes["lasts"] < 0.3:
        block["for_s"] = size(genes["lasts"] / 0.3, 0.1, SESSION_S - block["t_s"])
    return block


def document(stage: str, kind: str, point: "tuple[float, ...]") -> Document:
    """The evening at `point`, as a scenario that can be built, written out and played again."""
    genes = dict(zip(GENES, point))
    covered = genes["covered"] < 0.5
    plant = {
        "ambient_c": even(corner(genes["ambient"]), 5.0, WARMEST_C[stage]),
        "perfusion": even(corner(genes["perfusion"]), 0.0, 1.0),
        "contact_area_m2": even(corner(genes["area"]), 0.012, 0.02),
        "contact_w_m2k": size(corner(genes["contact"]), 40.0, 200.0),
        "covered": covered,
        "heater_scale": even(corner(genes["heater"]), 0.8, 1.2),
        "supply_v": even(corner(genes["supply"]), 11.0, 13.5),
        "feet_warmer_c": even(corner(genes["warm"]), -12.0, 5.0),
    }
    fault = broken(kind, genes)
    alike = stage == "standard" and str(fault.get("where")).endswith(".all")
    if genes["unlike"] >= 0.5 and not alike:  # what that costs there: docs/adversaries.md
        plant["left_perfusion"] = even(corner(genes["left_blood"]), 0.0, 3.0)
        warm_c = even(genes["left_warm"], -12.0, 5.0)  # so that no bath is hotter
        plant["left_warmer_c"] = round(warm_c - plant["feet_warmer_c"], 3)
        plant["left_area"] = size(genes["left_area"], 0.6, 1.6)
        plant["left_contact"] = size(genes["left_contact"], 0.2, 5.0)
    head = {
        "name": f"searched: {stage}",
        "board": one(genes["board"], ("rpi_pico", "esp32_devkit")),
        "stage": stage,
        "profile": STAGES[stage],
        "plan": "unlocked",
        "program": one(genes["program"], PROGRAMS),
        "duration_s": SESSION_S,
        "seed": 1,
    }
    return made(head, plant, evening(stage, fault, genes))


def made(head: Any, plant: Any, at: Any) -> Document:
    """Three tables as a document."""
    file = str(FILE)
    tables = {"scenario": Section(file, "scenario", head), "plant": Section(file, "plant", plant)}
    at = sorted(at, key=lambda block: float(block["t_s"]))
    blocks = {"at": [Section(file, f"at[{i + 1}]", block) for i, block in enumerate(at)]}
    return Document(FILE, tables, {**blocks, "expect": []}, {})


def known(kind: str) -> list[tuple[float, ...]]:
    """What is known to be bad: both feet, one from a bath, one that goes as it breaks, one from a
    bath beside one from the snow; the worst foot in a warm room.
    """
    found = []
    for name, where, value in KNOWN[kind]:
        places = FAULTS[name].places
        away = MOVES.index("left and back as it breaks")
        for feet, move, unlike in ((0.1, 0, 0.1), (0.9, 0, 0.1), (0.1, away, 0.1), (0.1, 0, 0.9)):
            genes = dict.fromkeys(GENES, 0.1)
            genes.update(
                move=(move + 0.5) / len(MOVES), out_s=0.9, in_s=0.55, often=0.9,
                level=0.9, ambient=0.68, contact=0.99, heater=0.9, supply=0.9, feet=feet,
                fault=(attacks(kind).index(name) + 0.5) / len(attacks(kind)),
                where=(places.index(where) + 0.5) / len(places) if where else 0.5,
                value=value, onset=0.08, lasts=0.9, program=PROGRAM[kind],
                warm=0.9 if feet > 0.5 else 0.1 if unlike > 0.5 else 0.5, unlike=unlike,
                left_warm=0.99,
                left_area=0.1, left_contact=0.9,
            )  # fmt: skip
            found.append(tuple(genes[name] for name in GENES))
    return found
