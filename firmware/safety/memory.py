"""RAM: every live limit against an inverted copy, a few a tick; and a march over a block at boot.

Decides `memory`: a number that the checks compare with is not what it was when they were built. A
block that fails its march stands until the next boot, whatever a person acknowledges.
The limits of the profile, the copies that checks took of them, the raw thresholds, the steps of
the slew. May not mend what it finds: which of the two is wrong nobody knows, a restart builds both
anew. Requests and readings need no copy: they are made anew every scan. Called once a second in
each of SLOTS, so that no tick pays for more than a handful; `march` once a boot, by `entrance`.
"""

from .limit_rows import ROWS
from .trips import MEMORY

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

    from .governor import Governor

MASK = 0x3FFF_FFFF
SLOTS = (35, 38, 41, 44, 47)
BLOCK = 512  # bytes of the march

# The governor's checks that take limits; the supervision of heat names its own.
PARTS = (
    "left", "right", "heater_left", "heater_right", "duration", "heat_timer", "latch_proof",
    "timer_proof", "massage", "rollers", "air", "supply", "dose", "together", "slew",
)  # fmt: skip
# Attributes of checks that hold a limit, whatever the check: set when it is built and never again.
# fmt: off
NAMES = (
    "alone_ma", "blind_max_ul", "cap_code16", "cool_code16", "day_cap", "dead_ms", "decay_s",
    "down_mv", "drift_mv16", "fade_code16", "falls_mc", "far_mc", "fast_late_ms", "fault_samples",
    "feet_jump_mc", "free_permille", "growth", "heat_max_ms", "held_max_ms", "held_pa",
    "hot_code16", "jam_ms", "jump_mc", "latch_code16", "least_ma", "least_ms", "limit_mc",
    "limit_ms", "limit_s", "limit_samples", "limp_ul", "look_ms", "loss_mw_c", "low_mv", "max_ma",
    "max_permille", "mohm", "more", "most_alone",
    "most_mc", "most_ms", "most_mv", "near_mc", "nominal_mw",
    "off_ma", "off_mv16", "off_permille", "off_ticks", "open_code", "over_mv", "permille",
    "pump_ml_s", "pump_most", "quick_permille", "rearm_ms", "rest_ms", "rises_mc", "rolling_pa",
    "run_max_ms", "session_cap", "session_max_ms", "short_code", "slack_ul", "slow_beat_ms",
    "soft_code16", "soft_ms", "step_mc", "third_cap_code16", "third_fade_code16", "third_mc",
    "trip_pa", "trip_permille", "ul_per_kpa", "vent_failed_ms", "vent_ms", "vented_pa",
    "warm_code16", "warm_mc", "warm_pa",
)
# fmt: on


def march(block: "Any") -> bool:
    """True if every bit of `block` (a bytearray, left zero) takes and keeps both values, whichever
    way its neighbours go: the march C-.
    """
    size = len(block)
    for i in range(size):
        block[i] = 0
    for before, after in ((0, 255), (255, 0)):
        for i in range(size):
            if block[i] != before:
                return False
            block[i] = after
    for before, after in ((0, 255), (255, 0)):
        for i in range(size - 1, -1, -1):
            if block[i] != before:
                return False
            block[i] = after
    return all(byte == 0 for byte in block)


def keyword(**names: int) -> str:
    """The one it is called with, as a name that a chip has at hand: it looks up an attribute by
    any other text by searching all the names it knows, 70 µs each.
    """
    return list(names)[0]


class Memory:
    """Built last: it copies what all other parts of the governor took."""

    __slots__ = ("latch", "holders", "names", "copies", "steps", "step_copies", "batch", "at",
                 "broken")  # fmt: skip

    def __init__(self, governor: "Governor") -> None:
        limits = governor.limits
        steps = governor.slew.step
        checks: "list[Any]" = [getattr(governor, part) for part in PARTS]
        air = governor.air
        checks += [governor, air.budget, air.manifold] + governor.heat.checks
        self.latch = governor.latch
        self.names = [keyword(**{row[1]: 0}) for row in ROWS]
        self.holders: "list[Any]" = [limits for _ in self.names]
        names = [keyword(**{name: 0}) for name in NAMES]
        for check in checks:
            for name in names:
                if hasattr(check, name):
                    self.holders.append(check)
                    self.names.append(name)
        count = len(self.names)
        self.copies = [getattr(self.holders[i], self.names[i]) ^ MASK for i in range(count)]
        self.steps = steps
        self.step_copies = [step ^ MASK for step in steps]
        self.batch = -(-count // (limits.memory_rounds * len(SLOTS)))
        self.at = 0
        self.broken = 0  # 1 when the march failed
        for slot in SLOTS:
            governor.rounds.add(slot, self.check)

    def fail(self, now_ms: int) -> None:
        """The march failed."""
        self.broken = 1
        self.latch.trip(MEMORY, 0, 0, 0, now_ms)

    def check(self, now_ms: int) -> None:
        """The next few; at their end the slew's steps, and from the beginning."""
        if self.broken:
            told = self.latch.status.trip
            if told == 0 or told == MEMORY:  # an older cause can be ended first
                self.latch.trip(MEMORY, 0, 0, 0, now_ms)
        at = self.at
        holders = self.holders
        names = self.names
        copies = self.copies
        end = min(at + self.batch, len(copies))
        for i in range(at, end):
            value = getattr(holders[i], names[i])
            if value ^ copies[i] != MASK:
                self.latch.trip(MEMORY, 0, value, copies[i] ^ MASK, now_ms)
        if end < len(copies):
            self.at = end
        else:
            self.at = 0
            self.check_steps(now_ms)

    def check_steps(self, now_ms: int) -> None:
        """What each channel may rise in a tick."""
        steps = self.steps
        for i in range(len(steps)):
            if steps[i] ^ self.step_copies[i] != MASK:
                self.latch.trip(MEMORY, 0, steps[i], self.step_copies[i] ^ MASK, now_ms)
