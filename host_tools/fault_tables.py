"""The published fault matrix as blocks of docs/faults.md, from docs/faults.json.

Decides only how it looks; sim.matrix.words has the rows. The figures are those of one run of `make
faults PUBLISH=1`, whose command and code stand above them; a later change of the firmware does not
move them until it is run again. Called by `generate`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from host_tools.firmware_tables import table
from sim.hazards import load
from sim.matrix.judge import VERDICTS
from sim.matrix.words import (
    after,
    bad_rows,
    broken_promises,
    head_words,
    promise_rows,
    sweep_rows,
    versus_rows,
)

PATH = Path(__file__).resolve().parents[1] / "docs" / "faults.json"


def published() -> dict[str, Any]:
    """The digest of that run."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def head() -> str:
    found = published()
    lines = [
        f"{head_words(found)}.",
        "",
        f"Printed by `{found['command']}`, code `{found['code']}`, {found['runs']} runs in "
        f"{found['interpreter']}.",
        "",
    ]
    rows = [
        (words, *(str(found["counts"][stage][name]) for stage in found["counts"]))
        for name, words in VERDICTS.items()
    ]
    return "\n".join(lines) + "\n" + table(("runs that were", *found["counts"]), rows)


def promised() -> str:
    """The table of promises, and below it each run that did not hold."""
    found = published()
    if not found.get("promises"):
        return "Not in the published run; `solekeeper faults --promises` prints it.\n"
    lines = "".join(f"- not held: {line}\n" for line in broken_promises(found))
    return table(*promise_rows(found)) + (f"\n{lines}" if lines else "")


def bad() -> str:
    found = published()
    return table(*bad_rows(found)) if found["bad"] else "None.\n"


def otherwise() -> str:
    """Plays that something else told than their row says now."""
    noticed = {row.id: row.noticed for row in load().hazards}
    rows = [
        (hazard, f"`{play}`", f"`{trip}`")
        for hazard, play, trip in published().get("otherwise", [])
        if trip not in noticed.get(hazard, ())
    ]
    return table(("hazard", "play", "told by"), rows) if rows else "None.\n"


def plays() -> str:
    """The worst of each play, both stages beside each other."""
    found = published()
    pairs: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in found["plays"]:
        pairs.setdefault((row["hazard"], row["play"]), {})[row["stage"]] = row
    stages = tuple(found["counts"])
    rows = [
        (hazard, f"`{play}`", *(_play(by[stage]) for stage in stages))
        for (hazard, play), by in pairs.items()
    ]
    return table(("hazard", "play", *stages), rows)


def _play(row: dict[str, Any]) -> str:
    """'**told**: `sensor_open` in 12 of 12, after 60 ms at most; 41.0 °C, 0.28 min, 31 mmHg'."""
    said = f"{row['verdict']}"
    if row["told"]:
        names = ", ".join(f"`{name}`" for name in row["told"])
        said += f": {names} in {row['told_runs']} of {row['runs']}"
        if row["latency_s"] is not None:
            said += f", after {after(row['latency_s'])} at most"
    figures = f"{row['skin_c']:.1f} °C, {row['cem43_min']:.2g} min, {row['mmhg']:.0f} mmHg"
    return f"{said}; {figures}"


def sweeps() -> str:
    return table(*sweep_rows(published()))


def rivals(stage: str) -> str:
    return table(*versus_rows(published(), stage))


BLOCKS: dict[str, Callable[[], str]] = {
    "faults-head": head,
    "faults-promises": promised,
    "faults-bad": bad,
    "faults-otherwise": otherwise,
    "faults-plays": plays,
    "faults-sweeps": sweeps,
    "faults-rivals-standard": lambda: rivals("standard"),
    "faults-rivals-gentle": lambda: rivals("gentle"),
}
