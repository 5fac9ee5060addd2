"""The proof that the hardware latch acts: before the first heat of a power-on it is told that a
pad is hot, and must take the rail down and keep it down.

Decides `proved`, without which the governor grants no heat, and `status.proof` once it is over. It
raises nothing: every level is 0 meanwhile. What it does: the rail up, the latch's test line until
the rail is down, the line let go and the rail still down, then the silence that rearms a latch
opened by its test. Passed or failed, it is not done again before power was lost. It shows neither
that the latch's bead feels heat (`disagreement` does) nor where its threshold lies. Called by the
governor each tick that the slow scan asks for it, with the rail not asked for.
"""

from ..image import Inputs, Outputs, Status
from ..units import TIME_MASK
from .limits import Limits
from .trips import LATCH_SILENT

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

# Steps.
RISE = 0
HOT = 1
STAY = 2
REARM = 3
OVER = 4

STAY_MS = 200  # so long the rail stays down by itself: it is sampled twice in that time
# twice what the stage says, and the 45 ms that the keep-alive outlives its last edge
REARM_PERMILLE = 2_000
SILENT_MS = 45


class LatchProof:
    """`step_now` is a step above; an interrupted proof begins anew."""

    __slots__ = ("inputs", "status", "down_mv", "most_ms", "rearm_ms", "step_now", "since_ms",
                 "proved")  # fmt: skip

    def __init__(
        self, stage: "dict[str, Any]", limits: Limits, inputs: Inputs, status: Status
    ) -> None:
        self.inputs = inputs
        self.status = status
        self.down_mv = limits.rail_down_mv
        self.most_ms = limits.latch_proof_ms
        latch = stage.get("hardware_latch") or {}
        self.rearm_ms = latch.get("rearms_ms", 0) * REARM_PERMILLE // 1_000 + SILENT_MS
        self.step_now = RISE
        self.since_ms = -1  # of this step; -1 before its first tick
        self.proved = 0

    def enter(self, step: int) -> None:
        """The next tick begins `step`."""
        self.step_now = step
        self.since_ms = -1

    def interrupted(self, out: Outputs) -> None:
        """Everything went off meanwhile. From REARM on nothing is left to see."""
        out.latch_test = 0
        if self.step_now < REARM:
            self.enter(RISE)

    def step(self, out: Outputs, now_ms: int) -> None:
        """One tick: the rail and the test line in `out`."""
        if self.since_ms < 0:
            self.since_ms = now_ms
        passed_ms = (now_ms - self.since_ms) & TIME_MASK
        down = self.inputs.rail_mv <= self.down_mv
        at = self.step_now
        out.rail = 1 if at < REARM else 0
        out.latch_test = 1 if at == HOT else 0
        if at == RISE:
            self.wait(not down, passed_ms, HOT)
        elif at == HOT:
            self.wait(down, passed_ms, STAY)
        elif at == STAY:
            if not down:
                self.fail()
            elif passed_ms >= STAY_MS:
                self.enter(REARM)
        elif passed_ms >= self.rearm_ms:
            self.proved = 1
            self.end()

    def wait(self, seen: bool, passed_ms: int, step: int) -> None:
        """On to `step` once it was seen, or failed when it was not for too long."""
        if seen:
            self.enter(step)
        elif passed_ms >= self.most_ms:
            self.fail()

    def fail(self) -> None:
        """No heat until power was lost."""
        self.status.heat_fault = LATCH_SILENT
        self.end()

    def end(self) -> None:
        """Over, one way or the other."""
        self.enter(OVER)
        self.status.proof = 1
