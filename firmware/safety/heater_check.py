"""One heater's current, twice a tick: it must be nothing while the gate is low and something
inside the pulse.

Decides whether the switch and the element do what they were told. May not judge temperature.
Called by the governor every tick; the sample inside a pulse is judged one tick after the pulse.
"""

from ..image import FootInputs
from ..units import TIME_MASK
from .limits import Limits
from .trips import HEATER_LEAK, HEATER_NO_CURRENT, HEATER_ON_UNASKED, PLACE_FOOT, TripLatch

LEAK_MAX_MA = 150  # above this it is a closed switch, not a leak (a 3.4 W heater takes 280 mA)


class HeaterCheck:
    """`least_ma` is half the current that the stage's element takes at 10 V: below it, it is not
    there.
    """

    __slots__ = (
        "foot",
        "inputs",
        "latch",
        "off_ma",
        "off_ticks",
        "dead_ms",
        "least_ma",
        "unasked",
        "silent",
        "silent_ms",
        "given",
        "pulsed",
        "excused",
    )

    def __init__(
        self, foot: int, inputs: FootInputs, limits: Limits, heater_mohm: int, latch: TripLatch
    ) -> None:
        self.foot = foot
        self.inputs = inputs
        self.latch = latch
        self.off_ma = limits.heater_off_ma
        self.off_ticks = limits.heater_off_ticks
        self.dead_ms = limits.heater_dead_ms
        self.least_ma = 10_000_000 // heater_mohm // 2
        self.unasked = 0
        self.silent = 0
        self.silent_ms = 0
        self.pulsed = 0
        self.given = 0  # levels summed since `trend` took them
        self.excused = 0  # 1 while the heat timer's proof cuts the gates: nothing can be missing

    def check(self, pulsed: int, now_ms: int) -> None:
        """`pulsed` is the level that was granted a tick ago, 0 … 1000."""
        inputs = self.inputs
        self.pulsed = pulsed
        self.given += pulsed
        if inputs.off_ma > self.off_ma:
            self.unasked += 1
            if self.unasked >= self.off_ticks:
                code = HEATER_LEAK if inputs.off_ma <= LEAK_MAX_MA else HEATER_ON_UNASKED
                self.latch.trip(code, PLACE_FOOT + self.foot, inputs.off_ma, self.off_ma, now_ms)
        else:
            self.unasked = 0
        if self.excused:
            return
        # under 60 permille no pulse is long enough to sample in
        if pulsed < 60 or inputs.on_ma >= self.least_ma:
            self.silent = 0
        elif not self.silent:
            self.silent = 1
            self.silent_ms = now_ms
        elif ((now_ms - self.silent_ms) & TIME_MASK) >= self.dead_ms:
            self.latch.trip(
                HEATER_NO_CURRENT, PLACE_FOOT + self.foot, inputs.on_ma, self.least_ma, now_ms
            )
