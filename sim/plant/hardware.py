"""The stage's independent hardware: what no firmware can talk out of its limit.

Decides when the latch cuts and when the heat timer expires; may not decide anything on behalf of
the firmware, and firmware cannot reach it. Each can be taken away by the scenario (setup) or be
dead from a fault. Called by plant.Plant: the timer every 20 ms, the latch every 100 ms.

Latch: its own NTC bead in each well against the stage's nominal threshold. Once open it stays so
until the electronics lose power. It cuts the charge pump and the gate-driver supply: the whole
actuator rail is down, so it ends a welded switch too. `fake_hot` makes the comparator see heat;
a broken NTC of the latch is the same thing (open reads hot). A bead at fault tells it `sees_c`.
`test` is its test line: hot for as long as it is driven, and a second flip-flop remembers whether
it was driven at the moment the latch opened. Such an opening, and no other, is forgotten after the
keep-alive was silent for `rearms_ms`; so no firmware rearms a latch that heat has opened.

Heat timer: starts at the first heater pulse it sees commanded while the rail is up and then counts
plain time, pulses or not. Expired, it cuts the gate drivers' supply alone: no commanded
conduction, but a welded switch goes on (only the rail ends that). What makes it forget is the
stage's to declare: always so many seconds without power (a capacitor carries it over less, and it
counts on meanwhile), and, if it says so, the rail down so long without a break. While its `test`
line is driven it also cuts whenever an early stage of the same counter is high, which turns every
1/`test_share` of its time: that shows oscillator, counter and cut, and changes no count.

A latch or timer that was taken away (setup) still answers its test and protects from nothing: as
with a bead that sees no heat, or a counter whose last stage is stuck, which no such test can find.

Valve timer: counts while either valve is driven. At its time it takes both coils' supply, so both
bladders vent, until neither was driven for its rest. It bounds how long any firmware can press.
"""

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

STEP_US = 20000


class Latch:
    __slots__ = (
        "_rearms_us", "_trips_c", "blind", "by_test", "dead", "fake_hot", "open", "sees_c",
        "silent_us", "test",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", fitted: bool) -> None:
        declared = stage["hardware_latch"]
        self._trips_c: float = declared["trips_mc"] / 1000.0 if declared else 0.0
        self._rearms_us: int = declared["rearms_ms"] * 1000 if declared else 0
        self.blind = 0 if fitted else 1
        self.dead = 0 if declared else 1
        self.fake_hot = 0
        self.test = 0
        self.by_test = 0  # 1 while it is open from its test
        self.silent_us = 0
        self.sees_c: "list[float | None]" = [None, None]
        self.open = 0

    def step(self, left_bead_c: float, right_bead_c: float) -> None:
        trips = self._trips_c
        left, right = self.sees_c
        if left is not None:
            left_bead_c = left
        if right is not None:
            right_bead_c = right
        hot = (left_bead_c >= trips or right_bead_c >= trips) and not self.blind
        if (hot or self.fake_hot or self.test) and not self.dead and not self.open:
            self.open = 1
            self.by_test = self.test
            self.silent_us = 0

    def rest(self, rail: int) -> None:
        """20 ms of an opening by test; `rail`: are there keep-alive edges?"""
        self.silent_us = 0 if rail or self.test else self.silent_us + STEP_US
        if self.silent_us >= self._rearms_us:
            self.forget()

    def forget(self) -> None:
        """Closed again; a comparator that is hot opens it anew."""
        self.open = 0
        self.by_test = 0


class HeatTimer:
    __slots__ = (
        "_forgets_us", "_limit_us", "_rest_us", "_turn_us", "blind", "count_us", "cuts",
        "dark_us", "dead", "down_us", "open", "running", "test",
    )  # fmt: skip

    def __init__(self, stage: "dict[str, Any]", fitted: bool) -> None:
        declared = stage["heat_timer"]
        minutes: float = declared["minutes"] if declared else 0
        rest_s: "int | None" = declared["forgets_rail_s"] if declared else None
        self._limit_us = int(minutes * 60000000)
        self._turn_us: int = self._limit_us // declared["test_share"] if declared else 1
        self._rest_us = (rest_s or 0) * 1000000  # 0: the rail may rest as long as it likes
        self._forgets_us: int = declared["forgets_power_s"] * 1000000 if declared else 0
        self.blind = 0 if fitted else 1
        self.dead = 0 if declared else 1
        self.test = 0
        self.cuts = 0  # whether the gates' supply is taken now
        self.reset()

    def reset(self) -> None:
        self.running = 0
        self.count_us = 0
        self.down_us = 0
        self.dark_us = 0
        self.open = 0
        self.cuts = 0

    def step(self, rail: int, pulse: int, powered: int) -> None:
        """One 20 ms step: is the rail up, was a heater pulse commanded in it, is there power?"""
        if self.running:
            self.count_us += STEP_US
            if self.count_us >= self._limit_us and not self.dead and not self.blind:
                self.open = 1
            shown = self.test and self.count_us // self._turn_us & 1 and not self.dead
            self.cuts = 1 if self.open or shown else 0
            self.down_us = 0 if rail else self.down_us + STEP_US
            self.dark_us = 0 if powered else self.dark_us + STEP_US
            if self.dark_us >= self._forgets_us and not powered:
                self.reset()
            elif self._rest_us and self.down_us >= self._rest_us:
                self.reset()
        elif rail and pulse:
            self.running = 1
            self.count_us = STEP_US
            self.down_us = 0
            self.dark_us = 0


class ValveTimer:
    __slots__ = ("_limit_us", "_rest_us", "on_us", "open", "rest_us")

    def __init__(self, stage: "dict[str, Any]", works: bool) -> None:
        declared = stage["valve_timer"] if works else None
        seconds: float = declared["seconds"] if declared else 0
        rests_s: float = declared["rests_s"] if declared else 0
        self._limit_us = int(seconds * 1000000)  # 0: none is fitted
        self._rest_us = int(rests_s * 1000000)
        self.on_us = 0
        self.rest_us = 0
        self.open = 0

    def step(self, driven: int) -> None:
        """One 20 ms step: is either valve driven? Called while one is, or was not long ago."""
        if driven:
            self.rest_us = 0
            self.on_us += STEP_US
            if self._limit_us and self.on_us >= self._limit_us:
                self.open = 1
        else:
            self.rest_us += STEP_US
            if self.rest_us >= self._rest_us:
                self.on_us = 0
                self.open = 0
