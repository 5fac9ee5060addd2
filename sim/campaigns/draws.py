"""What may vary in a campaign, as a person writes it: `{ uniform = [5, 35] }` and its kin.

Decides the words of distributions and refuses wrong ones with file and key; a plain value is
always that value. `dice` makes values of them; `plan` and `maybes` call read_draw().
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sim.campaigns.dice import Always, Chance, Choice, LogUniform, Normal, Uniform, Whole
from sim.scenarios.section import Section, show

KINDS = ("uniform", "log_uniform", "normal", "whole", "choice", "chance")
EXTRAS = {"choice": "weights", "normal": "within"}
MOST = 1e9


@dataclass(frozen=True)
class Draw:
    """`of` makes a value from a throw; `ends` are the values that bound it, or all there are."""

    of: Callable[[float], Any]
    ends: tuple[Any, ...]


def always(value: Any) -> Draw:
    """No dice at all."""
    return Draw(Always(value), (value,))


def read_draw(section: Section, key: str) -> Draw:
    """The distribution, or the plain value, that stands under a key."""
    value = section.table[key]
    if not isinstance(value, dict):
        if isinstance(value, list):
            section.fail(key, "is a list; { choice = [ … ] } draws one of them")
        return always(value)
    inner = Section(section.file, f"{section.name}.{key}", value, section.note)
    kinds = [kind for kind in KINDS if kind in inner]
    if len(kinds) != 1:
        has = "no distribution" if not kinds else " and ".join(kinds) + " at once"
        inner.fail("", f"{has}; exactly one of {' '.join(KINDS)}")
    kind = kinds[0]
    inner.allow((kind, EXTRAS[kind]) if kind in EXTRAS else (kind,))
    if kind == "choice":
        return _choice(inner)
    if kind == "chance":
        return Draw(Chance(inner.number("chance", 0.0, 1.0)), (False, True))
    if kind == "whole":
        low, high = _pair(inner, "whole", int)
        return Draw(Whole(int(low), int(high)), (int(low), int(high)))
    if kind == "normal":
        return _normal(inner)
    low, high = _pair(inner, kind)
    if kind == "log_uniform" and low <= 0:
        inner.fail(kind, f"{low:g} has no logarithm; the lower end must be above 0")
    return Draw((Uniform if kind == "uniform" else LogUniform)(low, high), (low, high))


def _pair(section: Section, key: str, kind: type = float) -> tuple[float, float]:
    """[low, high]."""
    pair = section.table[key]
    what = "whole numbers" if kind is int else "numbers"
    if not isinstance(pair, list) or len(pair) != 2:
        section.fail(key, f"{show(pair)} is not a pair of {what}: [lowest, highest]")
    for value in pair:
        good = isinstance(value, int) or (kind is float and isinstance(value, float))
        if isinstance(value, bool) or not good or not abs(value) <= MOST:
            section.fail(key, f"{show(value)} does not belong in a pair of {what}")
    if pair[0] > pair[1]:
        section.fail(key, f"{pair[0]} is above {pair[1]}; the lower one comes first")
    return float(pair[0]), float(pair[1])


def _choice(section: Section) -> Draw:
    values = section.table["choice"]
    if not isinstance(values, list) or not values:
        section.fail("choice", f"{show(values)} is not a list of at least one value")
    for value in values:
        if not isinstance(value, (bool, int, float, str)):
            section.fail("choice", f"{show(value)} is neither a number, a text, true nor false")
    weights = section.table.get("weights", [1] * len(values))
    if not isinstance(weights, list) or len(weights) != len(values):
        section.fail("weights", f"not a list of {len(values)} numbers, one for each choice")
    for weight in weights:
        good = isinstance(weight, (int, float)) and not isinstance(weight, bool)
        if not good or not 0 <= weight <= MOST:
            section.fail("weights", f"{show(weight)} is not a number of 0 or more")
    if not sum(weights):
        section.fail("weights", "are all 0; nothing could be drawn")
    kept = [(value, weight) for value, weight in zip(values, weights) if weight]
    steps = tuple(accumulate(weight for _, weight in kept))
    return Draw(Choice(tuple(value for value, _ in kept), steps), tuple(v for v, _ in kept))


def _normal(section: Section) -> Draw:
    pair = section.table["normal"]
    if isinstance(pair, list) and len(pair) == 2:
        for value in pair:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                section.fail("normal", f"{show(value)} is not a number")
    else:
        section.fail("normal", f"{show(pair)} is not [mean, deviation]")
    if not abs(pair[0]) <= MOST or not 0 < pair[1] <= MOST:
        section.fail("normal", "[mean, deviation] with a deviation above 0")
    section.need("within", "the ends a value may not pass: within = [lowest, highest]")
    low, high = _pair(section, "within")
    return Draw(Normal(float(pair[0]), float(pair[1]), low, high), (low, high))
