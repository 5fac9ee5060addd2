"""A foot that no other can be compared with gets what the coolest-blooded foot could bear.

Decides `ceiling_permille` of one heater while the other foot is out or cold, or not heated. Three
sensors that lie alike cannot be told from a large foot with strong blood: both ask for more and
more power and read the same. So none of them is believed: `skin_mc` is the skin of the foot that
is least able to cool itself (small, pressed on, without blood, under a blanket), reckoned from
the power given and the room alone, and power fades as it nears the limit. Another foot that is
warmed beside it vouches, once it has had about as much heat and both have been in for as long as
`twin` needs to compare. It may be taken out for a minute and put back, now and then.
But two feet may be unlike, and then that proves nothing: in `neuropathy` none vouches.
May not read this pad's sensors once a foot is in. Called once a second.
"""

from ..image import FootInputs, Inputs
from ..units import FULL
from .limits import Limits
from .trend import Trend
from .twin import FEET_S

# That foot in sim/plant: 0.012 m2, 200 W/m2K, no perfusion, covered. Its skin under constant power
# is never 1.2 C over this one (tests/both/test_safety_alone.py); in cold rooms far below
SKIN_J_C = 238
DEEP_MW_C = 188  # to a core of CORE_MC
CORE_MC = 35_000
COVERED_PERMILLE = 700  # of the pad's declared loss, as that skin has it
SKIN_MC = 37_000  # of a foot that comes in, as from a bath, where the room is no warmer
EASE_MW_C = 4_000  # 4 W for each degree that is left
AS_WARM_MJ = 1_500 * SKIN_J_C  # so near is the other foot as warm, both reckoned
# By profile: the other foot may be out for a minute, and then needs FEET_S; a second comes back in
# REFILL_S.
GRACE_S = (60 + FEET_S, 0)
REFILL_S = 4
PULSE_PERMILLE = 850  # 17 of 20 ms at most
LEAST_PERMILLE = 60  # no current is measured in shorter pulses


class Alone:
    """`held_mj` is `skin_mc` times its capacity; `alone` the grace that is used up, in seconds
    times REFILL_S.
    """

    __slots__ = (
        "trend",
        "other",
        "whole",
        "inputs",
        "most_mc",
        "most_alone",
        "most_mv",
        "nominal_mw",
        "loss_mw_c",
        "room_mc",
        "full_mw",
        "beside",
        "held_mj",
        "alone",
        "ceiling_permille",
    )

    def __init__(
        self,
        trend: Trend,
        other: Trend,
        whole: Inputs,
        inputs: FootInputs,
        limits: Limits,
        stage: "dict[str, int]",
        heater_mw: int,
    ) -> None:
        self.trend = trend
        self.other = other
        self.whole = whole
        self.inputs = inputs
        self.most_mc = limits.alone_mc
        self.most_alone = GRACE_S[limits.profile] * REFILL_S
        self.most_mv = stage.get("heater_max_mv", 14_500)  # the clamp's
        self.nominal_mw = heater_mw * PULSE_PERMILLE // FULL
        self.full_mw = self.nominal_mw
        self.loss_mw_c = stage["pad_loss_mw_per_k"] * COVERED_PERMILLE // FULL
        self.room_mc = CORE_MC
        self.held_mj = SKIN_MC * SKIN_J_C
        self.beside = self  # the other foot's; `heat_watch` says which
        self.alone = 0
        self.ceiling_permille = FULL

    def check(self, _now_ms: int) -> None:
        """One second of that foot."""
        trend = self.trend
        self.feel_room()
        self.measure()
        skin_mc = self.held_mj // SKIN_J_C
        self.held_mj += self.full_mw * trend.power // FULL - self.lost_mw(skin_mc)
        if not trend.still_s and trend.present:
            self.held_mj = max(self.held_mj, max(SKIN_MC, self.rest_mc()) * SKIN_J_C)
        self.ask_the_other()
        if self.alone <= self.most_alone:
            self.ceiling_permille = FULL
            return
        most_mw = self.lost_mw(self.most_mc) + (self.most_mc - skin_mc) * EASE_MW_C // 1_000
        self.ceiling_permille = max(0, min(FULL, most_mw * FULL // self.full_mw))

    def ask_the_other(self) -> None:
        """Is that pad warmed too, as warm, and does `twin` compare the two? Then what happens here
        is no secret. Never more than a second is owed: the first one in which the other vouches is
        free again.
        """
        other = self.other
        most_mj = self.most_mc * SKIN_J_C
        if (
            self.most_alone
            and other.present
            and not other.off_s
            and self.trend.still_s >= FEET_S
            and other.still_s >= FEET_S
            and self.beside.held_mj >= min(self.held_mj, most_mj) - AS_WARM_MJ
        ):
            self.alone = max(0, self.alone - 1)
            self.held_mj = min(self.held_mj, most_mj)
        else:
            self.alone = min(self.alone + REFILL_S, self.most_alone + 1)

    def feel_room(self) -> None:
        """Both wells empty and cold: the warmer is the room. Later the other, if it is cooler."""
        other = self.other
        if other.present:
            return
        there = other.now
        mc = max(there[0], there[1], there[2])
        here = self.trend
        if not here.present and here.down_s:
            now = here.now
            self.room_mc = max(mc, now[0], now[1], now[2])
        elif mc < self.room_mc:
            self.room_mc = mc

    def measure(self) -> None:
        """What a whole second of pulses gives, by voltage and current; never under nominal."""
        if self.trend.heater.pulsed >= LEAST_PERMILLE:
            mw = min(self.whole.rail_mv, self.most_mv) * self.inputs.on_ma // FULL
            self.full_mw = max(self.nominal_mw, mw * PULSE_PERMILLE // FULL)

    def rest_mc(self) -> int:
        """Where that skin rests in this room, on a pad that is not heated."""
        loss_mw_c = self.loss_mw_c
        return (self.room_mc * loss_mw_c + CORE_MC * DEEP_MW_C) // (loss_mw_c + DEEP_MW_C)

    def lost_mw(self, skin_mc: int) -> int:
        """What flows from that skin into room and body."""
        to_room = (skin_mc - self.room_mc) * self.loss_mw_c
        return (to_room + (skin_mc - CORE_MC) * DEEP_MW_C) // 1_000
