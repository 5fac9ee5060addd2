"""Heater supervision of both feet: makes the slow checks, gives each its slot, and says how much
heat they leave.

Decides nothing by itself. Called by the governor: the rounds once a second, `ceiling` every tick.
"""

from ..image import Inputs, Status
from ..units import FEET
from .alone import Alone
from .disagreement import Disagreement
from .evidence import Evidence
from .ground import Ground
from .heater_check import HeaterCheck
from .holding import Holding
from .limits import Limits
from .liveliness import Liveliness
from .rest import Rest
from .rounds import Rounds
from .strength import Strength
from .thermal import FootThermal
from .trend import Trend
from .trips import TripLatch
from .twin import Twin
from .unasked import Unasked

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

NOMINAL_UV2 = 144_000_000  # 12 V squared, in mW times milliohm


class HeatWatch:
    """Lists by foot."""

    def __init__(
        self,
        rounds: Rounds,
        inputs: Inputs,
        status: Status,
        heaters: "tuple[HeaterCheck, HeaterCheck]",
        limits: Limits,
        stage: "dict[str, int]",
        latch: TripLatch,
    ) -> None:
        heater_mw = NOMINAL_UV2 // stage["heater_mohm"]
        feet = inputs.feet
        self.trends = [Trend(foot, feet[foot], status, heaters[foot]) for foot in FEET]
        self.rests = [Rest(trend, limits, latch) for trend in self.trends]
        self.evidence = [Evidence(trend, limits, heater_mw) for trend in self.trends]
        self.holding = [Holding(trend, heater_mw) for trend in self.trends]
        self.twins = [
            Twin(
                self.trends[foot],
                self.trends[1 - foot],
                limits,
                heater_mw,
                latch,
            )
            for foot in FEET
        ]
        self.alone = [
            Alone(
                self.trends[foot],
                self.trends[1 - foot],
                inputs,
                feet[foot],
                limits,
                stage,
                heater_mw,
            )
            for foot in FEET
        ]
        self.alone[0].beside = self.alone[1]
        self.alone[1].beside = self.alone[0]
        # all that hold limits of their own
        self.checks: "list[Any]" = list(self.rests)
        self.checks += self.evidence + self.holding + self.twins + self.alone
        # by foot what leaves less than all, in one tuple: `ceiling` reads it every tick
        self.leaves = [
            (
                self.rests[foot],
                self.evidence[foot],
                self.holding[foot],
                self.twins[foot],
                self.alone[foot],
            )
            for foot in FEET
        ]
        for foot in FEET:
            trend = self.trends[foot]
            live = Liveliness(trend, feet[foot], limits, latch)
            apart = Disagreement(trend, self.rests[foot], limits, latch)
            unasked = Unasked(trend, self.trends[1 - foot], limits, latch)
            strength = Strength(inputs, feet[foot], heaters[foot], limits, stage, latch)
            ground = Ground(foot, feet[foot], limits, latch)
            self.checks += (live, apart, unasked, strength, ground)
            checks = (
                trend.check,
                self.rests[foot].check,
                self.twins[foot].check,
                apart.check,
                live.check_a,
                live.check_b,
                live.check_third,
                self.evidence[foot].check,
                unasked.check,
                self.holding[foot].check,
                strength.check,
                ground.check,
                self.alone[foot].check,
            )
            for i in range(len(checks)):
                rounds.add(2 * i + foot, checks[i])

    def ceiling(self, thermal: FootThermal, most: int) -> int:
        """The least of `most` and what temperature, evidence, the learned power, the other foot
        and its absence leave a foot's heater, permille; 0 until rest was learned. Called every
        tick, so one by one: `min` is slower.
        """
        rest, evidence, holding, twin, alone = self.leaves[thermal.foot]
        if not rest.learned:
            return 0
        permille = most
        if thermal.ceiling_permille < permille:
            permille = thermal.ceiling_permille
        if thermal.third_permille < permille:
            permille = thermal.third_permille
        if evidence.ceiling_permille < permille:
            permille = evidence.ceiling_permille
        if holding.ceiling_permille < permille:
            permille = holding.ceiling_permille
        if twin.ceiling_permille < permille:
            permille = twin.ceiling_permille
        if alone.ceiling_permille < permille:
            permille = alone.ceiling_permille
        return permille
