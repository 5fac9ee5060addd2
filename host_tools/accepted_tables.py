"""Evenings that are known not to hold, as a block of docs/adversaries.md, from accepted figures.

Decides which evenings stand there and how. The figures are what `solekeeper sim` last printed for
them, of one seed, and a test holds them (scenarios/README.md). Called by `generate`.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from host_tools.firmware_tables import table

FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "hazards"
# scenarios/hazards/NAME.toml; the page's sections say why each does what it does
UNHELD = (
    "three_sensors_that_drift_on_a_weak_foot_beside_a_strong_one_are_not_held",
    "three_sensors_that_drift_on_a_warm_foot_beside_a_cold_one_are_not_held",
    "numb_feet_from_a_bath_with_thin_skin_go_over_41_degrees",
    "numb_feet_from_a_bath_in_a_room_too_warm_for_heat_go_over_41_degrees",
    "a_pad_that_lost_its_three_sensors_stands_far_over_its_cap_under_a_lone_foot",
    "a_pad_for_feet_that_cannot_feel_that_lost_its_three_sensors_may_pass_its_cap",
)
HEAD = ("evening", "stage", "skin °C", "pad °C", "CEM43 min", "trip")


def unheld() -> str:
    """One row for each run of each of them."""
    return table(HEAD, [row for name in UNHELD for row in rows(name)])


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The runs of one scenario file: the worse foot of each."""
    runs = json.loads((FOLDER / "accepted" / f"{name}.json").read_text(encoding="utf-8"))["runs"]
    for stem, figures in runs.items():
        varied = stem.removeprefix(name).strip("_").replace("_", " ")
        link = f"[{name.replace('_', ' ')}](../scenarios/hazards/{name}.toml)"
        yield (
            f"{link}, {varied}" if varied else link,
            str(figures["stage"]),
            f"{worse(figures, 'peak_skin_c'):.1f}",
            f"{worse(figures, 'peak_pad_c'):.1f}",
            f"{worse(figures, 'cem43_min'):.3g}",
            f"`{figures['trip.name']}`" if "trip.name" in figures else "–",
        )


def worse(figures: dict[str, Any], key: str) -> float:
    """Of left and right."""
    return max(float(figures[f"plant.{side}.{key}"]) for side in ("left", "right"))


BLOCKS: dict[str, Callable[[], str]] = {"adversaries-unheld": unheld}
