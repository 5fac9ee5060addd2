"""An account of one fill's air: what the pump gave must show as pressure.

Decides when a pressure sensor cannot be believed, when air is lost, and when a hose is blocked, by
volume: so a sensor that reads low cannot let the pump run on, relief valve or not. May not judge a
pressure as such. Called by `air` every 200 ms while a bladder is joined to the manifold.

A bladder first fills limp, at next to no pressure. The flow through the hose is then all a sensor
can see, so every so many mL the pump pauses, and a sensor that lives sees that. A bladder that
grows taut in that moment hides it, so the pump pauses once more before anything is said. Once the
bladder is taut every mL has its pressure: what is left over by the account is a leak or a lie.
"""

from .limits import Limits
from .trips import AIR_LEAK, PRESSURE_SENSOR, VENT_FAILED, TripLatch

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

NOMINAL_MV = 12_000  # the pump gives its declared flow there
LEAST_MV = 11_000  # what a healthy supply gives; a divider that reads less shrinks nothing further
PARTS = 4  # a worn pump, a stiff bladder: a share of what the pressure explains may be theirs
STALL_HPA = 1_030  # and nothing against this
# uL that leave a bladder by its 0.3 mm hole and the manifold by its own in 200 ms, by kPa; and an
# eighth more, for in a long hold that is all a worn pump gives
BLED_UL = (
    0, 450, 649, 808, 945, 1069, 1182, 1288,
    1389, 1485, 1577, 1665, 1750, 1834, 1915, 1994,
)  # fmt: skip
HOSE_UL_PA = 10  # a flow of 10 mL in 200 ms takes 1 kPa through valve and hose
TAUT_PA = 1_600  # a limp bladder shows 0.2 kPa, a hose half as wide as usual 1 kPa more in a flow
BLOCKED_UL = 2_500  # taut after that little: the manifold alone, no bladder behind it
LEAST_DRIVE = 1_500  # five samples of 300 permille a bladder: a pause in less shows too little
PAUSES = 3  # rounds: noise may hide one
NOTICED_PA = 100  # a third of what a pause at 300 permille takes away
LOOKS = 2  # pauses that showed nothing
AGAIN_PARTS = 4  # the next one comes after a quarter of the air


class AirBudget:
    """`pause` not 0: the pump shall rest for the coming 200 ms."""

    __slots__ = (
        "latch",
        "pump_ml_s",
        "ul_per_kpa",
        "limp_ul",
        "slack_ul",
        "blind_max_ul",
        "given_ul",
        "net_ul",
        "blind_ul",
        "over",
        "taut",
        "base_ul",
        "before_pa",
        "pause",
        "missed",
    )

    def __init__(self, limits: Limits, stage: "dict[str, Any]", latch: TripLatch) -> None:
        self.latch = latch
        self.pump_ml_s = stage["pump_ml_s"]
        self.ul_per_kpa = stage["bladder_ml_per_mpa"]
        self.limp_ul = limits.air_limp_ml * 1_000
        self.slack_ul = limits.air_slack_ml * 1_000
        self.blind_max_ul = limits.air_blind_ml * 1_000
        self.start()

    def start(self) -> None:
        """A fill begins with what is seen to be empty."""
        self.given_ul = 0  # by the pump
        self.net_ul = 0  # less what the holes let out
        self.blind_ul = 0  # since the sensor last showed that it lives
        self.over = 0  # rounds in a row that it looked taut
        self.taut = 0
        self.base_ul = 0  # what the account left over when the bladder grew taut
        self.before_pa = 0
        self.pause = 0
        self.missed = 0  # pauses in a row that showed nothing

    def step(
        self,
        pa: int,
        last_pa: int,
        drive: int,
        bladders: int,
        rail_mv: int,
        where: int,
        now_ms: int,
    ) -> None:
        """200 ms: `pa` their mean pressure, `last_pa` that of the last instant, `drive` the pump's
        levels at five instants, summed.
        """
        if rail_mv < LEAST_MV:
            rail_mv = LEAST_MV
        shown_pa = pa if pa > 0 else 0
        ul = drive * self.pump_ml_s // 25 * rail_mv // NOMINAL_MV
        ul -= ul * (shown_pa // 100) // STALL_HPA
        kpa = (shown_pa + 500) // 1_000
        if kpa > 15:
            kpa = 15
        self.given_ul += ul
        self.net_ul += ul - BLED_UL[kpa] * bladders
        if self.pause:
            self.look(pa, where, now_ms)
            return
        self.before_pa = pa if pa > last_pa else last_pa  # rising, or a burst in the last sample
        pa -= ul // HOSE_UL_PA  # what the flow shows is not in the bladder
        shown_ul = (pa if pa > 0 else 0) * self.ul_per_kpa // 1_000 * bladders
        over_ul = self.net_ul - shown_ul
        if self.taut:
            if over_ul < self.base_ul:
                self.base_ul = over_ul  # a pump as declared shall not save up slack
            over_ul -= self.base_ul
            slack_ul = self.slack_ul * bladders + shown_ul // PARTS
            if over_ul > slack_ul:
                self.leak(over_ul, slack_ul, where, now_ms)
            return
        self.over = self.over + 1 if pa > TAUT_PA else 0
        if self.over == 2:
            self.taut = 1
            self.base_ul = over_ul
            if self.given_ul < BLOCKED_UL:
                self.latch.trip(VENT_FAILED, where, pa, TAUT_PA, now_ms)
            return
        self.blind_ul += ul
        if self.blind_ul >= self.blind_max_ul and drive >= LEAST_DRIVE * bladders:
            self.pause = 1
        if self.net_ul > self.limp_ul * bladders:
            self.leak(self.net_ul, self.limp_ul * bladders, where, now_ms)

    def look(self, pa: int, where: int, now_ms: int) -> None:
        """The pump rests: did the sensor notice?"""
        if abs(self.before_pa - pa) >= NOTICED_PA:
            self.pause = 0
            self.blind_ul = 0
            self.missed = 0
        elif self.pause < PAUSES:
            self.pause += 1  # a second look costs nothing
        else:
            self.pause = 0
            self.blind_ul = self.blind_max_ul - self.blind_max_ul // AGAIN_PARTS
            self.missed += 1
            if self.missed >= LOOKS:
                self.latch.trip(PRESSURE_SENSOR, where, pa, self.before_pa, now_ms)

    def leak(self, ul: int, limit_ul: int, where: int, now_ms: int) -> None:
        """Air went somewhere the sensor does not see."""
        self.latch.trip(AIR_LEAK, where, ul // 1_000, limit_ul // 1_000, now_ms)
