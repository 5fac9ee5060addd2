"""A plant on the bench: stages of the checkout, an ordinary evening, other numbers where asked.

Decides nothing. Every measurement of this folder builds its plant here. `Row` is one line of the
page's comparison.
"""

from collections.abc import Callable
from typing import Any

from sim.plant import STEP_US, Plant
from sim.plant.parameters import VALUES, Instead
from sim.rig import read_json
from sim.setup import setup

Row = dict[str, Any]
V = VALUES
W_STANDARD = 12.0


def row(
    topic: str,
    what: str,
    unit: str,
    published: "float | tuple[float, float]",
    model: float,
    source: str,
    digits: int = 2,
) -> Row:
    """`published` is a number or a range; `digits` are decimals the page prints."""
    wanted = list(published) if isinstance(published, tuple) else published
    return {
        "topic": topic,
        "what": what,
        "unit": unit,
        "published": wanted,
        "model": model,
        "source": source,
        "digits": digits,
    }


def stage(name: str, **other: Any) -> dict[str, Any]:
    """A stage of the checkout, with `other` entries."""
    return {**read_json(f"boards/stages/{name}.json"), **other}


def bare(
    name: str = "standard", parameters: "dict[str, float] | None" = None, **other: Any
) -> Plant:
    """A plant without latch and heat timer: what physics alone would do. Rail up, both feet in."""
    usual: dict[str, Any] = {"feet": "both", "hardware_latch": False, "heat_timer": False}
    with Instead(parameters):
        made = Plant(stage(name), setup({**usual, **other}))
    made.drive.rail_us = STEP_US
    return made


def heat(plant: Plant, watts_share: float) -> None:
    """Both heaters at this share of full power."""
    plant.drive.heater_on_us[0] = plant.drive.heater_on_us[1] = round(watts_share * STEP_US)


def run(
    plant: Plant, seconds: float, until: "Callable[[Plant], bool] | None" = None
) -> "float | None":
    """Steps for so long, or until the condition holds; the seconds it took, or None."""
    for count in range(round(seconds * 50)):
        plant.step()
        if until is not None and until(plant):
            return (count + 1) / 50
    return None


def took(plant: Plant, seconds: float, until: Callable[[Plant], bool]) -> float:
    """As `run`, where it must come to pass."""
    found = run(plant, seconds, until)
    if found is None:
        raise AssertionError(f"not reached within {seconds} s")
    return found


def watch(plant: Plant, seconds: float, every_s: float, *look: Callable[[Plant], float]) -> Any:
    """[times, first look, second look, …] while it runs."""
    columns: list[list[float]] = [[0.0], *([each(plant)] for each in look)]
    for count in range(1, round(seconds / every_s) + 1):
        run(plant, every_s)
        columns[0].append(count * every_s)
        for column, each in zip(columns[1:], look, strict=True):
            column.append(each(plant))
    return columns
