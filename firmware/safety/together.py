"""Heat, air and rollers limit each other: pressure makes heat worse, rolling makes pressure worse.

Decides `status.air_cap_pa` and, with the dose's cap, `status.heat_cap_mc`; the controls aim no
higher. May not trip. What does not follow a cap is cut: no pump above the air's (`air`), no heat
for a warm foot under more pressure than it may have. Called once a second by the round.
"""

from ..image import ROLLER_LEFT, ROLLER_RIGHT, UNCAPPED, Inputs, Outputs, Status
from ..units import FEET
from . import raw_limits
from .limits import Limits

OVER_PA = 300  # control's own play around a setpoint
CALM_S = 60  # a cap stays that long: bladders come and go every few seconds, heat does not


class Together:
    """`blocked` by foot: 1 while it is too warm for the pressure it is under."""

    __slots__ = (
        "inputs",
        "status",
        "warm_code16",
        "cool_code16",
        "hot_code16",
        "warm_mc",
        "warm_pa",
        "rolling_pa",
        "warm",
        "pressed_s",
        "blocked",
    )

    def __init__(self, inputs: Inputs, limits: Limits, status: Status) -> None:
        self.inputs = inputs
        self.status = status
        profile = limits.profile
        self.warm_code16 = raw_limits.WARM_AIR_CODE16[profile]
        self.cool_code16 = raw_limits.COOL_AIR_CODE16[profile]
        self.hot_code16 = raw_limits.HOT_AIR_CODE16[profile]
        self.warm_mc = limits.warm_air_mc
        self.warm_pa = limits.warm_air_pa
        self.rolling_pa = limits.rolling_air_pa
        self.warm = 0
        self.pressed_s = 0
        self.blocked = [0, 0]

    def check(self, out: Outputs, pa: int, dose_cap_mc: "list[int]") -> None:
        """A second: `pa` the manifold's mean pressure, `dose_cap_mc` what the dose leaves."""
        status = self.status
        if pa > self.warm_pa + OVER_PA:
            self.pressed_s = CALM_S
        elif self.pressed_s:
            self.pressed_s -= 1
        hottest = 0
        for foot in FEET:
            sensors = self.inputs.feet[foot]
            code16 = sensors.a_code16
            if sensors.b_code16 > code16:
                code16 = sensors.b_code16
            if code16 > hottest:
                hottest = code16
            cap_mc = dose_cap_mc[foot]
            if self.pressed_s and self.warm_mc < cap_mc:
                cap_mc = self.warm_mc
            status.heat_cap_mc[foot] = cap_mc
            self.blocked[foot] = 1 if self.pressed_s and code16 >= self.hot_code16 else 0
        if hottest >= self.warm_code16:
            self.warm = 1
        elif hottest < self.cool_code16:
            self.warm = 0
        cap_pa = self.warm_pa if self.warm else UNCAPPED
        if (out.level[ROLLER_LEFT] or out.level[ROLLER_RIGHT]) and self.rolling_pa < cap_pa:
            cap_pa = self.rolling_pa
        status.air_cap_pa = cap_pa
