"""One foot's temperatures: broken sensors, the contact cap, the soft trip and the firmware latch,
all in raw counts.

Decides how much heat the foot's sensors permit and when they end the session. Counts rise with
temperature, so every comparison is a plain one; thresholds come from `raw_limits`, never from the
table control uses. The hotter sensor counts, so one sensor that reads low hides nothing; and where
the known voltage reads short (`supply`), every count is taken for so much more. Called by the
governor every second tick, after new samples.
"""

from ..image import FootInputs
from ..units import FULL, TIME_MASK
from . import raw_limits
from .limits import Limits
from .trips import (
    CONTACT_LATCH,
    OVER_TEMPERATURE,
    PLACE_A,
    PLACE_B,
    PLACE_FOOT,
    PLACE_LATCH,
    SENSOR_OPEN,
    SENSOR_SHORT,
    TripLatch,
)


class FootThermal:
    """`ceiling_permille` is what the contact cap leaves for this foot's heater, `third_permille`
    what the cap of the latch's own sensor does; 0 until the first sample.
    """

    __slots__ = (
        "foot",
        "inputs",
        "latch",
        "cap_code16",
        "fade_code16",
        "soft_code16",
        "latch_code16",
        "soft_ms",
        "open_code",
        "short_code",
        "fault_samples",
        "bad",
        "warm",
        "warm_ms",
        "ceiling_permille",
        "third_cap_code16",
        "third_fade_code16",
        "third_permille",
        "short_permille",
    )

    def __init__(self, foot: int, inputs: FootInputs, limits: Limits, latch: TripLatch) -> None:
        self.foot = foot
        self.inputs = inputs
        self.latch = latch
        profile = limits.profile
        self.cap_code16 = raw_limits.CONTACT_CAP_CODE16[profile]
        self.fade_code16 = raw_limits.CONTACT_FADE_CODE16[profile]
        self.soft_code16 = raw_limits.SOFT_TRIP_CODE16[profile]
        self.latch_code16 = raw_limits.LATCH_CODE16[profile]
        self.soft_ms = limits.soft_trip_ms
        self.open_code = limits.ntc_open_code
        self.short_code = limits.ntc_short_code
        self.fault_samples = limits.ntc_fault_samples
        self.bad = [0, 0, 0]  # samples in a row that sensor a, b, latch was out of range
        self.warm = 0
        self.warm_ms = 0
        self.ceiling_permille = 0
        self.third_cap_code16 = raw_limits.THIRD_CAP_CODE16[profile]
        self.third_fade_code16 = raw_limits.THIRD_FADE_CODE16[profile]
        self.third_permille = 0
        self.short_permille = 0

    def check(self, now_ms: int) -> None:
        """Judge sensors a and b."""
        inputs = self.inputs
        bad = self.bad
        least = self.open_code
        most = self.short_code
        if bad[0] or not least <= inputs.a_code <= most:
            self.check_wire(0, inputs.a_code, PLACE_A, now_ms)
        if bad[1] or not least <= inputs.b_code <= most:
            self.check_wire(1, inputs.b_code, PLACE_B, now_ms)
        hot = inputs.a_code16
        if inputs.b_code16 > hot:
            hot = inputs.b_code16
        if self.short_permille:
            hot += hot * self.short_permille // FULL
        if hot < self.cap_code16:
            self.ceiling_permille = FULL
            self.warm = 0
            return
        if hot >= self.fade_code16:
            self.ceiling_permille = 0
        else:
            self.ceiling_permille = (
                (self.fade_code16 - hot) * FULL // (self.fade_code16 - self.cap_code16)
            )
        if hot >= self.latch_code16:
            self.latch.trip(
                CONTACT_LATCH, PLACE_FOOT + self.foot, hot >> 4, self.latch_code16 >> 4, now_ms
            )
        if hot < self.soft_code16:
            self.warm = 0
        elif not self.warm:
            self.warm = 1
            self.warm_ms = now_ms
        elif ((now_ms - self.warm_ms) & TIME_MASK) >= self.soft_ms:
            self.latch.trip(
                OVER_TEMPERATURE, PLACE_FOOT + self.foot, hot >> 4, self.soft_code16 >> 4, now_ms
            )

    def check_latch_sensor(self, now_ms: int) -> None:
        """Judge the hardware latch's own sensor: its wire, the firmware latch once more, and a
        cap of its own for what a and b both hide.
        """
        inputs = self.inputs
        if self.bad[2] or not self.open_code <= inputs.latch_code <= self.short_code:
            self.check_wire(2, inputs.latch_code, PLACE_LATCH, now_ms)
        hot = inputs.latch_code16
        if self.short_permille:
            hot += hot * self.short_permille // FULL
        if hot < self.third_cap_code16:
            self.third_permille = FULL
            return
        if hot >= self.third_fade_code16:
            self.third_permille = 0
        else:
            self.third_permille = (
                (self.third_fade_code16 - hot)
                * FULL
                // (self.third_fade_code16 - self.third_cap_code16)
            )
        if hot >= self.latch_code16:
            self.latch.trip(
                CONTACT_LATCH, PLACE_LATCH + self.foot, hot >> 4, self.latch_code16 >> 4, now_ms
            )

    def check_wire(self, sensor: int, code: int, place: int, now_ms: int) -> None:
        """Open reads near 0, short near full scale; two samples in a row decide.

        Called for a sample that is out of range, and for the first good one after it.
        """
        bad = self.bad
        if self.open_code <= code <= self.short_code:
            bad[sensor] = 0
            return
        bad[sensor] += 1
        if bad[sensor] >= self.fault_samples:
            if code < self.open_code:
                self.latch.trip(SENSOR_OPEN, place + self.foot, code, self.open_code, now_ms)
            else:
                self.latch.trip(SENSOR_SHORT, place + self.foot, code, self.short_code, now_ms)
