"""The supply's voltage and the known voltage that tells whether the ADC can be believed.

Decides when either ends the session, and that a rail which stays up with nobody asking for it is
welded: told at rest, before the next session could lean on it; and that after a boot in which a
keep-alive held it without an edge nothing starts. May not correct a reading by them; but where the
known voltage reads short, so may every pad, and `thermal` believes them hotter.
Called once a second by the round: a dip shorter than two seconds, or a burst of noise, is no trip.
"""

from ..image import Inputs, Status
from .limits import Limits
from .thermal import FootThermal
from .trips import REFERENCE, SELF_TEST, SUPPLY_LOW, SUPPLY_OVER, TripLatch

REFERENCE_MV = 2_500  # boards/front_end.json
SURE_PERMILLE = 5  # an ESP32's rail sags by so much, and its pads with it
SHARE = 16  # of the way to each new sample: a step of 10 % is beyond 1 % two seconds later


class Supply:
    """`known_mv16` is the filtered reference, times 16; `rest_mv16` what it was when the rail was
    last down; `thermals` are told how short it is. `held_mv` is what a keep-alive that stood still
    left of the rail at boot, 0 as it should be.
    """

    __slots__ = (
        "inputs",
        "status",
        "latch",
        "thermals",
        "over_mv",
        "low_mv",
        "down_mv",
        "limit_samples",
        "off_mv16",
        "drift_mv16",
        "over",
        "low",
        "welded",
        "held_mv",
        "was_up",
        "known_mv16",
        "rest_mv16",
    )

    def __init__(
        self,
        inputs: Inputs,
        status: Status,
        thermals: "tuple[FootThermal, ...]",
        limits: Limits,
        latch: TripLatch,
    ) -> None:
        self.inputs = inputs
        self.status = status
        self.latch = latch
        self.thermals = thermals
        self.over_mv = limits.supply_over_mv
        self.low_mv = limits.supply_low_mv
        self.down_mv = limits.rail_down_mv
        self.limit_samples = limits.supply_samples
        self.off_mv16 = REFERENCE_MV * limits.reference_permille * 16 // 1_000
        self.drift_mv16 = REFERENCE_MV * limits.reference_drift_permille * 16 // 1_000
        self.over = 0
        self.low = 0
        self.welded = 0
        self.held_mv = 0
        self.was_up = 0
        self.known_mv16 = 0
        self.rest_mv16 = 0

    def check_rail(self, now_ms: int) -> None:
        """The first second after the rail came up or went down is not judged."""
        up = self.status.rail
        mv = self.inputs.rail_mv
        judged = up and self.was_up
        down = not up and not self.was_up
        self.was_up = up
        self.over = self.over + 1 if judged and mv > self.over_mv else 0
        self.low = self.low + 1 if judged and mv < self.low_mv else 0
        self.welded = self.welded + 1 if down and mv > self.down_mv else 0
        if self.held_mv:
            self.latch.trip(SELF_TEST, 0, self.held_mv, self.down_mv, now_ms)
        if self.welded >= self.limit_samples:
            self.latch.trip(SELF_TEST, 0, mv, self.down_mv, now_ms)
        if self.over >= self.limit_samples:
            self.latch.trip(SUPPLY_OVER, 0, mv, self.over_mv, now_ms)
        if self.low >= self.limit_samples:
            self.latch.trip(SUPPLY_LOW, 0, mv, self.low_mv, now_ms)

    def check_reference(self, now_ms: int) -> None:
        """The ADC against the known voltage, and against itself at rest."""
        mv = self.inputs.reference_mv
        if not self.known_mv16:
            self.known_mv16 = mv * 16
        self.known_mv16 += (mv * 16 - self.known_mv16) // SHARE
        known = self.known_mv16
        short_permille = (REFERENCE_MV * 16 - known) // (REFERENCE_MV * 16 // 1_000)
        for thermal in self.thermals:
            thermal.short_permille = max(0, short_permille - SURE_PERMILLE)
        if abs(known - REFERENCE_MV * 16) > self.off_mv16:
            self.latch.trip(REFERENCE, 0, known >> 4, REFERENCE_MV, now_ms)
        if not self.status.rail or not self.rest_mv16:
            self.rest_mv16 = known
        elif abs(known - self.rest_mv16) > self.drift_mv16:
            self.latch.trip(REFERENCE, 0, known >> 4, self.rest_mv16 >> 4, now_ms)
