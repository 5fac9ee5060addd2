"""The figures of a matrix as rows of words, for the page and for the documentation alike.

Decides wording and order. CPython only.
"""

from collections.abc import Iterable
from typing import Any

from sim.matrix.cases import COMPARED, WHO
from sim.matrix.judge import DOSE_MIN, SKIN_C
from sim.matrix.plays import PHASES

Rows = tuple[tuple[str, ...], list[Iterable[str]]]
NAMES = {
    "": "Solekeeper",
    "alone": "Solekeeper, firmware alone",
    "klipper": "Klipper",
    "marlin": "Marlin",
    "ironos_2.22": "IronOS 2.22",
    "ironos": "IronOS",
    "bare": "no protection",
}
UNITS = {
    "ntc_drift": "°C/min",
    "ntc_offset": "°C",
    "heater_leak": "mA",
    "heater_weak": "of its power",
}


def after(seconds: float | None) -> str:
    """'40 ms', '17 s', or a dash."""
    if seconds is None:
        return "–"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.3g} s"


def head_words(found: dict[str, Any]) -> str:
    """One sentence: what broke, and which rows of the table of promises were not kept."""
    total = {name: 0 for name in ("broken", "false", "missed", "late")}
    for counts in found["counts"].values():
        for name in total:
            total[name] += counts[name]
    words = (
        f"{found['matrix_runs']} runs of the matrix: {total['broken']} broke the bounds of skin, "
        f"dose and pressure, {total['false']} tripped falsely, {total['missed']} were missed and "
        f"{total['late']} told late within every bound"
    )
    failed = [row for row in found.get("promises", ()) if row["failed"]]
    if not failed:
        return words
    runs = sum(len(row["failed"]) for row in failed)
    kept = "run did" if runs == 1 else "runs did"
    rows = "; ".join(row["fault"] for row in failed)
    return (
        f"{words}. Of the table of promises {runs} {kept} not keep what it asks ({rows}), so the "
        "command ends 1"
    )


def bad_rows(found: dict[str, Any]) -> Rows:
    head = ("hazard", "play", "stage", "phase", "foot", "what", "told", "after", "skin °C")
    rows: list[Iterable[str]] = [
        (
            row["hazard"], row["play"], row["stage"], row["phase"], row["foot"],
            "; ".join(row["broken"]) or "false trip", row["told"] or "–",
            after(row["latency_s"]), f"{row['skin_c']:.2f}",
        )
        for row in found["bad"]
    ]  # fmt: skip
    return head, rows


def promise_rows(found: dict[str, Any]) -> Rows:
    """Row, what it allows, the worst seen, over how many runs, held or not."""
    head = ("fault", "off within", "bound", "slowest seen", "in time", "nearest to the bound",
        "runs", "held")  # fmt: skip
    rows: list[Iterable[str]] = []
    for row in found.get("promises", ()):
        worst = row["worst"]
        failed = len(row["failed"])
        slowest = "–" if row["worst_s"] is None else f"{after(row['worst_s'])}"
        if row["worst_s"] is not None:
            slowest += f" of {after(row['allowed_s'])}"
        rows.append(
            (
                row["fault"], row["off"], row["bound"], slowest,
                f"{row['in_time']} of {row['timed']}" if row["timed"] else "–",
                f"{worst[0]:.3g} of {worst[1]:g} {worst[2]}" if worst else "–",
                str(row["runs"]), f"not in {failed}" if failed else "held",
            )
        )  # fmt: skip
    return head, rows


def broken_promises(found: dict[str, Any]) -> list[str]:
    """Each run that did not hold, in a line."""
    return [
        f"{row['fault']}: {run['play']} ({run['stage']}, {run['phase']}, {run['foot']} foot, "
        f"{run['board']}, +{run['later_ms']} ms): {run['why']}"
        for row in found.get("promises", ())
        for run in row["failed"]
    ]


def sweep_rows(found: dict[str, Any]) -> Rows:
    head = ("fault", "where", "stage", "runs, told", "swept", "told from",
        "worst that nothing told", "its skin", "its CEM43", "worst of all: skin, CEM43",
        "bound")  # fmt: skip
    rows: list[Iterable[str]] = []
    for row in found["sweeps"]:
        unseen, worst = row["unseen"], row["worst"]
        unit = UNITS[row["fault"]]
        values = row["values"]
        rows.append(
            (
                row["fault"],
                row["where"],
                row["stage"],
                f"{row['runs']}, {row['told_runs']}",
                f"{values[0]:g} … {values[-1]:g} {unit}",
                "never" if row["told_from"] is None else f"{row['told_from']:g}",
                f"{unseen['value']:g} {unit}, {unseen['phase']}" if unseen else "none: all told",
                f"{unseen['skin_c']:.2f} °C" if unseen else "–",
                f"{unseen['cem43_min']:.2g} min" if unseen else "–",
                f"{worst['skin_c']:.2f} °C, {worst['cem43_min']:.2g} min ({worst['value']:g})",
                f"{SKIN_C[row['stage']]:g} °C, {DOSE_MIN[row['stage']]:g} min",
            )
        )
    return head, rows


def versus_rows(found: dict[str, Any], stage: str) -> Rows:
    """A row for each fault: when each contestant told it (warm-up, hold), and the highest skin."""
    cells = {(row["play"], row["who"]): row for row in found["versus"] if row["stage"] == stage}
    healthy = trips_when_healthy(found, stage)
    rows: list[Iterable[str]] = []
    for play in COMPARED:
        if (play, "") in cells:
            name = "nothing broken" if play == "nothing" else play
            rows.append([name, *(_said(cells[play, who], who in healthy) for who in WHO)])
    return ("fault", *(NAMES[who] for who in WHO)), rows


def trips_when_healthy(found: dict[str, Any], stage: str) -> set[str]:
    """Contestants that end a session in which nothing is broken."""
    return {
        row["who"]
        for row in found["versus"]
        if row["play"] == "nothing" and row["stage"] == stage
        if any(told for told, _ in row["phases"].values())
    }


def _said(cell: dict[str, Any], healthy: bool) -> str:
    """'1.1 s / 1.1 s; 31.9 °C': in warm-up, at hold, and the highest skin of all phases."""
    times = []
    for phase in PHASES[:2]:
        told, latency_s = cell["phases"].get(phase, ["", None])
        times.append(after(latency_s) if told else "never")
    words = "(trips when healthy)" if healthy else " / ".join(times)
    return f"{words}; {cell['skin_c']:.1f} °C"
