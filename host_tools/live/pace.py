"""How fast simulated time may pass beside the wall's.

Decides when the next moment is due, from one fixed point, so that nothing adds up; and how fast it
really went. A machine that is too slow is given a new fixed point: lost time is never hurried
after. It does not sleep by itself, but for `sleep`. `player` and run_one call it.
"""

import math
import time
from collections.abc import Callable

STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 20.0, 50.0, 200.0, math.inf)
LATE_S = 0.5  # further behind than this, the machine is too slow and not just busy
WINDOW_S = 2.0  # the real rate is that of the last two seconds


class Pace:
    """`factor` simulated seconds a wall second; `slept_s` what waiting took of the run."""

    def __init__(self, factor: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.factor, self.clock, self.slept_s = factor, clock, 0.0
        self._fixed: tuple[float, float] | None = None  # (wall s, simulated s)
        self._seen: list[tuple[float, float]] = []

    def ahead_s(self, sim_s: float) -> float:
        """Wall seconds until `sim_s` is due; 0 or less: it is."""
        now_s = self.clock()
        if self._fixed is None:
            self._fixed = (now_s, sim_s)
        ahead_s = self._fixed[0] + (sim_s - self._fixed[1]) / self.factor - now_s
        if ahead_s < -LATE_S:
            self._fixed = (now_s, sim_s)
        return ahead_s

    def sleep(self, sim_s: float) -> None:
        """Wait until `sim_s` is due."""
        ahead_s = self.ahead_s(sim_s)
        if ahead_s > 0:
            time.sleep(ahead_s)
            self.slept_s += ahead_s

    def afresh(self) -> None:
        """Time stood still on purpose: go on from here."""
        self._fixed, self._seen = None, []

    def step(self, way: int) -> None:
        """The next faster (1) or slower (-1) of the usual rates."""
        if way > 0:
            self.factor = min((each for each in STEPS if each > self.factor), default=math.inf)
        else:
            slower = [each for each in STEPS if each < self.factor]
            self.factor = slower[-1] if slower else STEPS[0]
        self.afresh()

    def rate(self, sim_s: float) -> float | None:
        """Simulated seconds a wall second lately; None while it is too early to say."""
        now_s = self.clock()
        self._seen = [each for each in self._seen if now_s - each[0] <= WINDOW_S]
        self._seen.append((now_s, sim_s))
        wall_s = now_s - self._seen[0][0]
        return (sim_s - self._seen[0][1]) / wall_s if wall_s > WINDOW_S / 4 else None

    def words(self, sim_s: float) -> str:
        """'5×', and what it really is where that is less."""
        rate = self.rate(sim_s)
        if math.isinf(self.factor):
            return "max" if rate is None else f"max, {rate:.0f}×"
        if rate is None or rate > 0.95 * self.factor:
            return f"{self.factor:g}×"
        return f"{self.factor:g}×, really {rate:.3g}×"
