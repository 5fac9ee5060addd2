"""The search for the worst evening: scatter first, then differential evolution from its worst.

Decides how a budget of runs is spent: a third on points spread over everything, for heat and for
air, and on what is known to be bad; the rest on one evolution for each stage and objective, which
begins at the worst that are there. The same budget and seed give the same runs. It may not judge a
bound: `bounds` does. CPython only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sim.adversary.bounds import KIND, OBJECTIVES, share
from sim.adversary.genome import GENES, KINDS, document, known
from sim.errors import BadInput
from sim.matrix.carry import Gang, Row
from sim.matrix.plays import STAGES
from sim.scenarios.document import Document
from sim.scenarios.scenario import Loader, build

FAMILY = 24  # points an evolution keeps
Point = tuple[float, ...]


@dataclass(frozen=True)
class Evening:
    """A point, as a run."""

    stage: str
    kind: str
    point: Point
    loader: Loader

    def __str__(self) -> str:
        fault = next(block for block in self.document().blocks["at"] if "fault" in block)
        return f"{self.stage}: {fault.table}"

    def document(self) -> Document:
        return document(self.stage, self.kind, self.point)

    def sensible(self) -> bool:
        """A press may fall on another, and a fault end after the evening: no such run."""
        try:
            build(self.document(), self.loader)
        except BadInput:
            return False
        return True

    def spec(self) -> dict[str, Any]:
        """Watched from its last moment on."""
        made = build(self.document(), self.loader).spec
        from_us = max(action["t_us"] for action in made["at"])
        return {**made, "watch": {"from_us": from_us, "rival": None, "ask": None}}


@dataclass(frozen=True)
class Found:
    """A run and what came of it."""

    evening: Evening
    row: Row


class Search:
    """`found` holds every run, in the order of their making."""

    def __init__(self, gang: Gang, loader: Loader, seed: int) -> None:
        self.gang, self.loader, self.seed = gang, loader, seed
        self.found: list[Found] = []

    def run(self, budget: int) -> None:
        """About so many runs; at least a family for each stage and objective."""
        scattered = max(FAMILY, budget // (3 * len(STAGES) * len(KINDS)))
        left = budget - scattered * len(STAGES) * len(KINDS)
        each = left // (len(STAGES) * len(OBJECTIVES))
        for stage in STAGES:
            for kind in KINDS:
                self.scatter(stage, kind, scattered)
            for i, objective in enumerate(OBJECTIVES):
                if each > FAMILY:
                    self.evolve(stage, objective, each // FAMILY, self.seed + i)

    def scatter(self, stage: str, kind: str, count: int) -> None:
        """Points spread evenly over everything."""
        from scipy.stats import qmc  # here, since scipy takes half a second

        cube = qmc.LatinHypercube(d=len(GENES), seed=self.seed)
        spread = [tuple(float(x) for x in each) for each in cube.random(count)]
        self.play(stage, kind, known(kind) + spread)

    def evolve(self, stage: str, objective: str, rounds: int, seed: int) -> None:
        """`rounds` generations from the worst that is known."""
        from scipy.optimize import differential_evolution

        kind = KIND[objective]

        def workers(_: Any, points: Any) -> Iterator[float]:
            rows = self.play(stage, kind, [tuple(float(x) for x in each) for each in points])
            return iter([-share(stage, objective, row) if row else 0.0 for row in rows])

        differential_evolution(
            _never,
            [(0.0, 1.0)] * len(GENES),
            init=[each.evening.point for each in self.worst(stage, objective)[:FAMILY]],
            maxiter=rounds - 1,
            mutation=(0.3, 0.9),
            recombination=0.8,
            tol=0.0,
            polish=False,
            seed=seed,
            updating="deferred",
            workers=workers,
        )

    def play(self, stage: str, kind: str, points: Sequence[Point]) -> list[Row]:
        """Their rows; an empty one for what is no evening."""
        evenings = [Evening(stage, kind, point, self.loader) for point in points]
        whole = [each for each in evenings if each.sensible()]
        rows = dict(zip(whole, self.gang(whole)))
        self.found += [Found(evening, row) for evening, row in rows.items()]
        return [rows.get(each, {}) for each in evenings]

    def worst(self, stage: str, objective: str) -> list[Found]:
        """Of this stage, the nearest to the bound first."""
        key = (stage, KIND[objective])
        mine = [each for each in self.found if (each.evening.stage, each.evening.kind) == key]
        return sorted(mine, key=lambda each: -share(stage, objective, each.row))


def _never(_: Any) -> float:
    raise AssertionError("every point goes to the workers")
