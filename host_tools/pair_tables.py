"""The published pairs of faults as blocks of docs/adversaries.md, from docs/pairs.json.

Decides only how it looks. The figures are those of one run of `make pairs PUBLISH=1`. Called by
`generate`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from host_tools.firmware_tables import table
from sim.matrix.plays import STAGES

PATH = Path(__file__).resolve().parents[1] / "docs" / "pairs.json"


def _found() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def head() -> str:
    found = _found()
    broke = " and ".join(f"{len(found['broken'][stage])} on `{stage}`" for stage in STAGES)
    return (
        f"{found['runs']} pairs; bounds broken by {broke}.\n\n"
        f"Printed by `{found['command']}`, code `{found['code']}`.\n"
    )


def broken() -> str:
    rows = [
        (
            stage,
            each["pair"],
            "; ".join(each["bounds"]),
            f"`{each['told']}`" if each["told"] else "–",
        )
        for stage, many in _found()["broken"].items()
        for each in many
    ]
    return table(("stage", "pair", "what", "told by"), rows) if rows else "None.\n"


def latent() -> str:
    rows = [
        (
            f"`{each['latent']}`", each["why"], each["stage"], str(each["runs"]),
            f"`{each['second']}`, {each['phase']}",
            f"{each['skin_c']:.1f} °C, {each['cem43_min']:.2g} min, {each['mmhg']:.0f} mmHg",
        )
        for each in _found()["latent"]
    ]  # fmt: skip
    heads = ("latent", "why nobody knows", "stage", "runs", "nearest to a bound with", "it got to")
    return table(heads, rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "pairs-head": head,
    "pairs-broken": broken,
    "pairs-latent": latent,
}
