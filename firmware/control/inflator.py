"""Air compression: fill a bladder along a ramp, hold it, let it go, take the next.

Decides pump and valve requests from the manifold's pressure. A valve that is not asked for vents
its bladder. May not judge pressure; the governor does. Called by the slow scan every 100 ms.
"""

FILL = 0
HOLD = 1
VENT = 2

# Bladders of each phase: bit 0 left, bit 1 right. Index is the recipe's air pattern: none,
# alternate, both.
PHASES = ((), (1, 2), (3,))
# the ramp may run this far ahead of the pressure: a limp bladder takes seconds to show any
LEAD_PA = 1_333
GAIN_PERMILLE_KPA = 750  # full pump at the lead
FILL_MS = 30_000  # a bladder that is not full by then is held as it is
REACHED_PA = 300


class Inflator:
    """`pump_permille`, `left`, `right` (0/1) after each step; `empty` 1 once both bladders have
    vented for as long as they need.
    """

    __slots__ = (
        "ramp_pa",
        "hold_ms",
        "vent_ms",
        "pattern",
        "phase",
        "part",
        "part_ms",
        "aim_pa",
        "pump_permille",
        "left",
        "right",
        "empty",
        "closed_ms",
        "pressed_pa",
        "pressed_most_ms",
        "pressed_ms",
    )

    def __init__(
        self, ramp_pa_s: int, hold_ms: int, vent_ms: int, pressed_pa: int, pressed_ms: int
    ) -> None:
        self.ramp_pa = ramp_pa_s // 10
        self.pressed_pa = pressed_pa
        self.pressed_most_ms = pressed_ms
        self.hold_ms = hold_ms
        self.vent_ms = vent_ms
        self.empty = 1  # valves vent while there is no power
        self.closed_ms = vent_ms
        self.rest()

    def rest(self) -> None:
        """Pump off, both bladders venting, from the first phase next time."""
        self.pattern = 0
        self.phase = 0
        self.part = FILL
        self.part_ms = 0
        self.pressed_ms = 0
        self.aim_pa = 0
        self.pump_permille = 0
        self.left = 0
        self.right = 0

    def step(self, pattern: int, target_pa: int, pressure_pa: int) -> None:
        """One step of 100 ms towards `target_pa` in the bladders of `pattern`."""
        self.closed_ms = 0 if self.left or self.right else min(self.closed_ms + 100, self.vent_ms)
        self.empty = 1 if self.closed_ms == self.vent_ms else 0
        if pattern != self.pattern:
            self.rest()
            self.pattern = pattern
            self.part = VENT if pattern else FILL  # what was inflated before goes down first
        phases = PHASES[pattern]
        if not phases:
            return
        self.part_ms += 100
        if self.part == VENT:
            self.left = 0
            self.right = 0
            self.pump_permille = 0
            if self.part_ms >= self.vent_ms:
                self.part = FILL
                self.part_ms = 0
                self.pressed_ms = 0
                self.aim_pa = 0
            return
        if pressure_pa > self.pressed_pa:
            self.pressed_ms += 100
        bladders = phases[self.phase]
        self.left = bladders & 1
        self.right = bladders >> 1
        self.aim_pa = min(self.aim_pa + self.ramp_pa, target_pa, max(0, pressure_pa) + LEAD_PA)
        self.pump_permille = max(
            0, min(1_000, (self.aim_pa - pressure_pa) * GAIN_PERMILLE_KPA // 1_000)
        )
        if self.part == FILL and self.pressed_ms < self.pressed_most_ms:
            if pressure_pa >= target_pa - REACHED_PA or self.part_ms >= FILL_MS:
                self.part = HOLD
                self.part_ms = 0
        elif self.part_ms >= self.hold_ms or self.pressed_ms >= self.pressed_most_ms:
            self.part = VENT
            self.part_ms = 0
            self.phase = (self.phase + 1) % len(phases)
