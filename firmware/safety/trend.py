"""One foot, second by second: its three sensors in milli-Celsius, the power its heater had, and
how long feet and heater have been as they are.

Decides nothing; the slow checks read it. Temperatures come from safety's own scale. Called once a
second, before those checks.
"""

from ..image import FootInputs, Status
from .heater_check import HeaterCheck
from .raw_limits import SCALE_MC

PAST = 32  # seconds kept
NOISY = 4
CALM_CODE16 = 64
LONG_S = 10_000  # no counter of seconds goes further


def to_mc(code16: int) -> int:
    """Milli-Celsius of a filtered reading, linear between entries 3.4 °C apart (within 0.03)."""
    i = code16 >> 11
    low_mc = SCALE_MC[i]
    return low_mc + ((SCALE_MC[i + 1] - low_mc) * (code16 & 2047) >> 11)


class Trend:
    """`now` holds a, b and the latch's sensor, `back` an older second's. `power` is the mean level
    of the last second in permille. `still_s` counts since a foot came or went, `off_s` since
    the heater last had a pulse, `down_s` since the rail went down. While `noisy` of a sensor is
    over NOISY its single readings mean nothing; `rough` is how far single samples lie from the
    filtered ones, in filtered counts.
    """

    __slots__ = (
        "foot",
        "inputs",
        "status",
        "heater",
        "now",
        "past",
        "at",
        "known_s",
        "power",
        "present",
        "still_s",
        "off_s",
        "down_s",
        "noisy",
        "rough",
    )

    def __init__(self, foot: int, inputs: FootInputs, status: Status, heater: HeaterCheck) -> None:
        self.foot = foot
        self.inputs = inputs
        self.status = status
        self.heater = heater
        self.now = [0, 0, 0]
        self.past = ([0] * PAST, [0] * PAST, [0] * PAST)
        self.at = 0
        self.known_s = 0
        self.power = 0
        self.present = 0
        self.still_s = 0
        self.off_s = 0
        self.down_s = 0
        self.noisy = [0, 0, 0]  # `liveliness` counts here,
        self.rough = [0, 0, 0]  # and here

    def check(self, _now_ms: int) -> None:
        """Take this second down."""
        inputs = self.inputs
        now = self.now
        now[0] = to_mc(inputs.a_code16)
        now[1] = to_mc(inputs.b_code16)
        now[2] = to_mc(inputs.latch_code16)
        self.at = at = (self.at + 1) & (PAST - 1)
        for i in range(3):
            self.past[i][at] = now[i]
        if self.known_s < LONG_S:
            self.known_s += 1
        given = self.heater.given
        self.heater.given = 0
        self.power = given // 50
        self.off_s = 0 if given else min(self.off_s + 1, LONG_S)
        self.down_s = 0 if self.status.rail else min(self.down_s + 1, LONG_S)
        present = self.status.present[self.foot]
        if present != self.present:
            self.present = present
            self.still_s = 0
        elif self.still_s < LONG_S:
            self.still_s += 1

    def rough_mc(self) -> int:
        """Of the roughest sensor, over what an ADC does; 592 filtered counts are a degree."""
        rough = self.rough
        return max(max(rough[0], rough[1], rough[2]) - CALM_CODE16, 0) * 27 >> 4

    def back(self, sensor: int, seconds: int) -> int:
        """A sensor's reading `seconds` ago (fewer than PAST)."""
        return self.past[sensor][(self.at - seconds) & (PAST - 1)]

    def moved(self, sensor: int, seconds: int) -> int:
        """By how much a sensor moved in the last `seconds` (fewer than PAST)."""
        return self.now[sensor] - self.past[sensor][(self.at - seconds) & (PAST - 1)]
