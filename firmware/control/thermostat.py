"""One pad's temperature: a setpoint that rises no faster than allowed, and a PI regulator behind
it.

Decides the heat request of one foot. May not judge safety and may not exceed 0 … 1000; the
governor cuts what it asks. Called by the slow scan every 100 ms.

The pad answers to full power with about 0.1 °C/s (12 W) and the bead lags 12 s, so the loop
crosses over near 0.05 rad/s: gain 400 permille/°C at 12 W, more on a weaker heater in proportion,
integral time 100 s.
"""

GAIN_PERMILLE_W = 4_800  # gain times watts: 400 permille/°C at 12 W
GAIN_MAX = 1_000
INTEGRAL_TIME_STEPS = 1_000  # 100 s in steps of 100 ms
SUM_MAX = 1_000_000  # the integral in thousandths of a permille


class Thermostat:
    """`heater_mw` is the element's power at 12 V; `rise_mc_s` how fast the setpoint may climb."""

    __slots__ = ("gain", "rise_mc", "set_mc", "sum")

    def __init__(self, heater_mw: int, rise_mc_s: int) -> None:
        self.gain = min(GAIN_MAX, GAIN_PERMILLE_W * 1_000 // heater_mw)
        self.rise_mc = rise_mc_s // 10
        self.set_mc = 0  # the climbing setpoint, 0 while off
        self.sum = 0

    def step(self, target_mc: int, sensed_mc: int, allowed: int) -> int:
        """Heat request in permille for the next 100 ms.

        `target_mc` 0 or `allowed` 0 is off and forgets the past.
        """
        if not target_mc or not allowed:
            self.set_mc = 0
            self.sum = 0
            return 0
        if not self.set_mc:
            self.set_mc = min(sensed_mc, target_mc)
        self.set_mc = min(self.set_mc + self.rise_mc, target_mc)
        error_mc = self.set_mc - sensed_mc
        if error_mc > 10_000:
            error_mc = 10_000
        elif error_mc < -10_000:
            error_mc = -10_000
        proportional = error_mc * self.gain // 1_000
        request = proportional + self.sum // 1_000
        # The integral rests while the heater is at an end stop and the error would push further.
        if 0 < request < 1_000 or (request >= 1_000) != (error_mc > 0):
            self.sum += error_mc * self.gain // INTEGRAL_TIME_STEPS
            self.sum = max(0, min(self.sum, SUM_MAX))
        return max(0, min(request, 1_000))
