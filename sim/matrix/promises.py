"""What the device promises, row by row: the fault, how soon its heat is off, and what bounds it.

Decides which runs a row takes and whether it held, by plant truth alone: joules, pads, skin,
bladders, pump and rollers; a trip is never asked, but where a row says "told". Runs are those of
`plays`, carried like the matrix'. `words` prints the table. CPython only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sim.matrix.cases import SWEPT
from sim.matrix.judge import FREE_S, TICK_S
from sim.matrix.plays import CAP_C, COLD_PHASES, FEET, LATCH_C, PHASES, STAGES, Case, read_play

Row = dict[str, Any]
Cell = dict[str, Any]
SESSION_DOSE = {"standard": 2.0, "gentle": 0.25}
# against the tick (20 ms), the sampling (200 ms) and the round of slow checks (1 s)
LATER_MS = (0, 33, 151)
OTHER_BOARD = "esp32_devkit"
# what a current reads when there is none; a sensor stuck there sees nothing
BLIND = "adc_stuck heater_left 310"
STUCK_VALVES = ("valve_stuck_on left", "valve_stuck_on right", "valve_stuck_off left",
    "valve_stuck_off right")  # fmt: skip
SHORT_S = 240.0


@dataclass(frozen=True)
class Promise:
    """One row. `off` and `bound` are its words. `measure` gives (value, allowed) in `unit` of one
    run, value None where the run says nothing of it; `limit` the same for the bound.
    """

    fault: str
    off: str
    bound: str
    plays: tuple[str, ...]
    measure: "Callable[[Case, Row], tuple[float | None, float]] | None"
    limit: "Callable[[Case, Row], tuple[float, float, str]] | None"
    part: str = "sensor"
    phases: tuple[str, ...] = PHASES
    feet: tuple[str, ...] = tuple(FEET)
    later_ms: tuple[int, ...] = (0,)
    stages: tuple[str, ...] = tuple(STAGES)
    or_bound: bool = False  # late is allowed while the bound holds


# --- what a run says -----------------------------------------------------------------------------


def heat_s(case: Case, row: Row) -> float:
    """How long the pads the fault touches got heat after it, or after their first heat since."""
    found = 0.0
    for foot in read_play(case.play).feet:
        first, last = row["first_joule_s"][foot], row["last_joule_s"][foot]
        if first >= 0:
            found = max(found, last - max(case.breaks_s, first if case.phase == "idle" else 0.0))
    return found


def off_in(seconds: float) -> Callable[[Case, Row], tuple[float | None, float]]:
    """Cold in so many seconds."""
    return lambda case, row: (heat_s(case, row), seconds + TICK_S)


def told_in(seconds: float) -> Callable[[Case, Row], tuple[float | None, float]]:
    """A trip in so many seconds; in idle from the first heat on. Never told counts as the rest."""

    def measure(case: Case, row: Row) -> tuple[float | None, float]:
        told = [trip[2] for trip in row["told"] if trip[2] >= case.breaks_s]
        from_s = max(case.breaks_s, case.heats_s)
        return max(0.0, (told[0] if told else row["sim_s"]) - from_s), seconds + TICK_S

    return measure


def frozen_s(case: Case, row: Row) -> tuple[float | None, float]:
    """15 s while it warms up (also from idle), 120 s at hold."""
    return heat_s(case, row), (120.0 if case.phase == "hold" else 15.0) + TICK_S


def unasked_s(case: Case, row: Row) -> tuple[float | None, float]:
    """12 W in 30 s, 4 W and less in 120; only while nothing is asked for is all heat its."""
    if case.phase not in COLD_PHASES:
        return None, 0.0
    weak = case.stage == "gentle" or case.play.endswith("0.33")
    return heat_s(case, row), (120.0 if weak else 30.0) + TICK_S


def pump_s(case: Case, row: Row) -> tuple[float | None, float]:
    """From the manifold's truth over the trip's limit to the pump's last turn."""
    if row["over_s"] < 0:
        return None, 0.0
    return max(0.0, row["pump_s"] - row["over_s"]), 0.2 + TICK_S


def jam_s(case: Case, row: Row) -> tuple[float | None, float]:
    """From a winding's truth over the torque cap to the last tick any was driven. A roller that
    jams before it starts takes less than that in the first half second of its soft start.
    """
    first, last = row["roll_s"]
    if first < 0:
        return None, 0.0
    return last - max(first, case.breaks_s), 0.5 + TICK_S


def pad_over(degrees: float) -> Callable[[Case, Row], tuple[float, float, str]]:
    """The hottest pad since the fault, over the contact cap."""
    return lambda case, row: (row["pad_after_c"] - CAP_C[case.stage], degrees, "°C over cap")


def skin(case: Case, row: Row) -> tuple[float, float, str]:
    """The nearer to its limit of true skin and true dose."""
    hot = (row["skin_c"], LATCH_C[case.stage], "°C skin")
    dose = (row["cem43_min"], SESSION_DOSE[case.stage], "CEM43 min")
    return dose if dose[0] / dose[1] > (hot[0] - 34.0) / (hot[1] - 34.0) else hot


def empty(case: Case, row: Row) -> tuple[float, float, str]:
    """How long any bladder had 5 mmHg and more after the rail went."""
    return max(0.0, row["full_s"] - row["rail_s"]), FREE_S, "s to empty"


# --- the table -----------------------------------------------------------------------------------


def swept(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{fault} {where} {value:g}"
        for fault in ("ntc_drift", "ntc_offset")
        for where in places
        for value in SWEPT[fault]
    )


ANY = (*PHASES, "no heat", "feet out")
PROMISES = (
    Promise(
        "a sensor open or short", "100 ms", "pad ≤ cap + 0.2 °C",
        ("ntc_open left.a", "ntc_open left.latch", "ntc_open left", "ntc_short left.b",
         "ntc_short left.latch", "ntc_short left"),
        off_in(0.1), pad_over(0.2), later_ms=LATER_MS,
    ),
    Promise(
        "a switch stuck on, or leaking over 30 mA, in any state", "100 ms", "pad ≤ cap + 0.2 °C",
        ("heater_stuck_on left", "heater_leak left 35", "heater_leak left 100"),
        off_in(0.1), pad_over(0.2), "heater", ANY, later_ms=LATER_MS,
    ),
    Promise(
        "a heater open", "told in 5 s", "–", ("heater_open left",), told_in(5.0), None, "heater",
        later_ms=LATER_MS,
    ),
    Promise(
        "a heater weak: two thirds of its current or less", "told in 30 s", "–",
        ("heater_weak left 0.5", "heater_weak left 0.67"), told_in(30.0), None, "heater",
    ),
    Promise(
        "one or both of a foot frozen", "15 s in a warm-up, 120 s at hold, or power-bounded",
        "pad ≤ cap + 1.3 °C",
        ("ntc_frozen left.a", "ntc_frozen left.b", "ntc_frozen left",
         "ntc_frozen left + ntc_offset left -1"),
        frozen_s, pad_over(1.3), later_ms=(0, 151), or_bound=True,
    ),
    Promise(
        "drift and offset of one or both, the whole sweep", "–",
        "skin CEM43 < session cap; skin ≤ firmware latch", swept(("left.a", "left")), None, skin,
        "heater", ("warm-up", "hold"), ("small",),
    ),
    Promise(
        "the same of all three, beyond the table", "–",
        "skin CEM43 < session cap; skin ≤ firmware latch", swept(("left.all",)), None, skin,
        "heater", ("warm-up", "hold"), ("small",),
    ),
    Promise(
        "one or both detached", "30 s, or within the bound", "pad ≤ cap + 1 °C",
        ("ntc_detached left.a", "ntc_detached left"), off_in(30.0), pad_over(1.0), or_bound=True,
    ),
    Promise(
        "all three detached, beyond the table", "30 s, or within the bound", "pad ≤ cap + 1 °C",
        ("ntc_detached left.all",), off_in(30.0), pad_over(1.0), or_bound=True,
    ),
    Promise(
        "heats at target 0, the current sensor blind", "30 s at 12 W, 120 s at 4 W",
        "pad ≤ cap + 1 °C", (f"{BLIND} + heater_stuck_on left", "heater_bypass left"),
        unasked_s, pad_over(1.0), "heater", (*PHASES, *COLD_PHASES),
    ),
    Promise(
        "the same with a third of 12 W", "120 s", "pad ≤ cap + 1 °C", ("heater_bypass left 0.33",),
        unasked_s, pad_over(1.0), "heater", (*PHASES, *COLD_PHASES), stages=("standard",),
    ),
    Promise(
        "over-pressure, any one valve stuck", "pump off 200 ms", "each bladder < 5 mmHg in 30 s",
        ("pump_stuck_on", *(f"pump_stuck_on + {valve}" for valve in STUCK_VALVES)), pump_s, empty,
        "air", feet=("large",), later_ms=(0, 3_033, 7_151, 11_000),
    ),
    Promise(
        "a roller jam, its torque over the cap", "500 ms", "released: windings dead, rail down",
        ("roller_jam left", "roller_jam right"), jam_s, None, "roller", feet=("large",),
        later_ms=(*LATER_MS, 3_000, 21_000),
    ),
)  # fmt: skip


def cases(promise: Promise) -> list[Case]:
    """Its runs: moved against the ticks, and with the other board, on the worse foot alone."""
    feet = promise.feet
    found = [
        Case(play, stage, phase, foot, promise.part, later_ms=later_ms)
        for play in promise.plays
        for stage in promise.stages
        for phase in promise.phases
        for foot in feet
        for later_ms in (promise.later_ms if foot == feet[-1] else (0,))
    ]
    found += [
        Case(promise.plays[0], stage, phase, feet[-1], promise.part, board=OTHER_BOARD)
        for stage in promise.stages
        for phase in promise.phases
    ]
    return found


def short(promise: Promise) -> list[Case]:
    """Its first play in the first phase that says something of it, one stage: for every commit."""
    turn = PROMISES.index(promise) % len(promise.stages)
    phase = "no heat" if "no heat" in promise.phases and promise.or_bound else promise.phases[0]
    lasts_s = SHORT_S + (120.0 if phase == "no heat" else 0.0)
    play, stage = promise.plays[-1], promise.stages[turn]
    return [Case(play, stage, phase, promise.feet[-1], promise.part, lasts_s=lasts_s)]


def verdict(promise: Promise, pairs: Iterable[tuple[Case, Row]]) -> Cell:
    """One line of the table: the worst of every run, and each run that did not hold."""
    runs, timed, in_time = 0, 0, 0
    slow: tuple[float, float] | None = None
    near: tuple[float, float, str] | None = None
    failed: list[Cell] = []
    for case, row in pairs:
        runs += 1
        late, why = False, []
        if promise.measure:
            value, allowed = promise.measure(case, row)
            if value is not None:
                timed += 1
                late = value > allowed
                in_time += not late
                if slow is None or value / allowed > slow[0] / slow[1]:
                    slow = (value, allowed)
                if late and not promise.or_bound:
                    why.append(f"{value:.2f} s, over {allowed - TICK_S:g}")
        if promise.limit:
            got, most, unit = promise.limit(case, row)
            if near is None or got / most > near[0] / near[1]:
                near = (got, most, unit)
            if got > most:
                why.append(f"{got:.2f} {unit}, over {most:g}")
        if why:
            failed.append({**_named(case), "why": "; ".join(why), "told": row["told"][:1]})
    return {
        "fault": promise.fault,
        "off": promise.off,
        "bound": promise.bound,
        "runs": runs,
        "timed": timed,
        "in_time": in_time,
        "worst_s": round(slow[0], 3) if slow else None,
        "allowed_s": round(slow[1] - TICK_S, 3) if slow else None,
        "worst": [round(near[0], 3), near[1], near[2]] if near else None,
        "failed": failed,
    }


def _named(case: Case) -> Cell:
    keys = ("play", "stage", "phase", "foot", "board", "later_ms")
    return {key: getattr(case, key) for key in keys}
