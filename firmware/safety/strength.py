"""How much current a heater takes inside its pulse, against what rail and resistance predict.

Decides `heater_weak`: too little (a strand broken, a bad contact) or too much (shorted turns).
Nothing at all is `heater_check`'s. Told, no hazard by itself. Called once a second.
"""

from ..image import FootInputs, Inputs
from ..units import FULL
from .heater_check import HeaterCheck
from .limits import Limits
from .trips import HEATER_WEAK, PLACE_FOOT, TripLatch

LEAST_RAIL_MV = 8_000  # below it the supply is the trouble


class Strength:
    """Judges the last pulse of each second; `off_s` seconds in a row were wrong."""

    __slots__ = (
        "foot",
        "inputs",
        "whole",
        "heater",
        "latch",
        "mohm",
        "most_mv",
        "off_permille",
        "limit_s",
        "off_s",
    )

    def __init__(
        self,
        whole: Inputs,
        inputs: FootInputs,
        heater: HeaterCheck,
        limits: Limits,
        stage: "dict[str, int]",
        latch: TripLatch,
    ) -> None:
        self.whole = whole
        self.inputs = inputs
        self.heater = heater
        self.foot = heater.foot
        self.latch = latch
        self.mohm = stage["heater_mohm"]
        self.most_mv = stage.get("heater_max_mv", 14_500)  # the clamp's
        self.off_permille = limits.heater_off_permille
        self.limit_s = limits.heater_off_rounds
        self.off_s = 0

    def check(self, now_ms: int) -> None:
        """The current of the pulse a tick ago."""
        rail_mv = self.whole.rail_mv
        if rail_mv > self.most_mv:
            rail_mv = self.most_mv
        if self.heater.pulsed < 60 or rail_mv < LEAST_RAIL_MV:
            return
        predicted_ma = rail_mv * 1_000 // self.mohm
        share = self.inputs.on_ma * FULL // predicted_ma
        if FULL - self.off_permille <= share <= FULL + self.off_permille:
            self.off_s = 0
            return
        self.off_s += 1
        if self.off_s >= self.limit_s:
            limit = FULL - self.off_permille if share < FULL else FULL + self.off_permille
            self.latch.trip(HEATER_WEAK, PLACE_FOOT + self.foot, share, limit, now_ms)
