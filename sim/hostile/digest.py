"""What the hostile runs left, in numbers a page can hold: the worst foot of each row.

Decides which foot is the worst and whether a row broke a bound: `gentle` under any firmware, both
stages under our governor. The rest is published, not judged: `standard`, a person who pulls the
plug for it, other timers. Its result is docs/hostile.json. CPython only.
"""

from typing import Any

from sim.hostile.cases import Case
from sim.matrix.judge import DOSE_MIN, SKIN_C
from sim.matrix.plays import STAGES

Row = dict[str, Any]


def digest(cases: list[Case], rows: list[Row]) -> dict[str, Any]:
    """Plain data, small enough to commit."""
    groups: dict[tuple[str, str, str], list[tuple[Case, Row]]] = {}
    for case, row in zip(cases, rows, strict=True):
        groups.setdefault((case.kind, case.play, case.stage), []).append((case, row))
    return {"runs": len(rows), "rows": [_worst(group) for group in groups.values()]}


def _worst(group: list[tuple[Case, Row]]) -> Row:
    case, row = max(group, key=lambda pair: (pair[1]["doses"][-1], pair[1]["skin_c"]))
    rows = [row for _, row in group]
    found = {
        "kind": case.kind,
        "play": case.play,
        "words": case.told,
        "stage": case.stage,
        "foot": case.phase,
        "skin_c": round(max(row["skin_c"] for row in rows), 2),
        "pad_c": round(max(row["pad_c"] for row in rows), 2),
        "marks_s": list(case.marks_s),
        "doses": [float(f"{dose:.3g}") for dose in row["doses"]],
        "mmhg": round(max(row["mmhg"] for row in rows), 1),
        "pressed_s": round(max(row["pressed_s"] for row in rows), 1),
        "latch_s": _tenths(row["latch_s"]),
        "timer_s": _tenths(row["timer_s"]),
        "trips": sorted(set(row["trips"])),
    }
    return {**found, "broken": _broken(found)}


def _tenths(at_s: float | None) -> float | None:
    return None if at_s is None else round(at_s, 1)


def judged(row: Row) -> bool:
    """Whether the declared hardware, or our governor, has to hold the stage's bounds in it."""
    kind, stage = str(row["kind"]), str(row["stage"])
    return kind == "requests" or (kind == "firmware" and stage == "gentle")


def _broken(row: Row) -> list[str]:
    """Words for each bound that did not hold."""
    if not judged(row):
        return []
    found = []
    if row["skin_c"] > SKIN_C[row["stage"]]:
        found.append(f"{row['skin_c']:.2f} °C skin, over {SKIN_C[row['stage']]:g}")
    if row["doses"][-1] > DOSE_MIN[row["stage"]]:
        found.append(f"{row['doses'][-1]:.3g} CEM43 min, over {DOSE_MIN[row['stage']]:g}")
    return found


def good(found: dict[str, Any]) -> bool:
    """Whether every row that is judged held."""
    return not any(row["broken"] for row in found["rows"])


def head_words(found: dict[str, Any]) -> str:
    """One sentence."""
    said = []
    for stage in STAGES:
        mine = [r for r in found["rows"] if r["stage"] == stage and r["kind"] == "firmware"]
        if mine:
            skin_c = max(row["skin_c"] for row in mine)
            dose = max(row["doses"][-1] for row in mine)
            said.append(f"{stage}: skin {skin_c:.1f} °C at most, {dose:.3g} CEM43 min")
    broken = sum(bool(row["broken"]) for row in found["rows"])
    words = f"{found['runs']} hostile runs; {broken} rows broke a bound; {'; '.join(said)}"
    plug = [r for r in found["rows"] if r["stage"] == "gentle" and r["kind"] == "plug"]
    if plug:
        dose = max(row["doses"][-1] for row in plug)
        words += f". Not judged: with the plug pulled for it, gentle, {dose:.3g} CEM43 min"
    return words


def table_rows(found: dict[str, Any], kind: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The rows of one kind, for the documentation."""
    head = (
        "it", "stage", "worst foot", "skin °C", "pad °C", "CEM43 min, 25 min", "1 h", "end",
        "mmHg", "pressed for", "ended by",
    )  # fmt: skip
    rows = [
        (
            f"{row['play']}: {row['words']}", row["stage"], row["foot"], f"{row['skin_c']:.2f}",
            f"{row['pad_c']:.2f}", *(f"{dose:.3g}" for dose in row["doses"]),
            f"{row['mmhg']:.0f}", _pressed(row), _ended(row),
        )
        for row in found["rows"]
        if row["kind"] == kind
    ]  # fmt: skip
    return head, rows


def _pressed(row: Row) -> str:
    if not row["pressed_s"]:
        return "–"
    return "all the time" if row["pressed_s"] > row["marks_s"][-1] * 0.99 else (
        f"{row['pressed_s']:.0f} s"
    )  # fmt: skip


def _ended(row: Row) -> str:
    """What took the heat first."""
    found = [(row["latch_s"], "latch"), (row["timer_s"], "heat timer")]
    acted = sorted((at_s, name) for at_s, name in found if at_s is not None)
    if acted:
        at_s, name = acted[0]
        return f"{name}, {at_s / 60:.1f} min" if at_s >= 60 else f"{name}, {at_s:.0f} s"
    return ", ".join(f"`{trip}`" for trip in row["trips"]) or "–"
