"""What one person may get: levels of the profile, cut by the plan, refused where the stage is not
built for it.

Decides session length, heat, pressure and intensity caps for the coming session. May lower them
after an inspection, never raise them. Numbers are by profile. Called by
the session machine and the sequencer.
"""

from ..units import TIME_MASK

TYPE_CHECKING = False  # true to a type checker alone: MicroPython has no typing
if TYPE_CHECKING:
    from typing import Any

STANDARD = 0
NEUROPATHY = 1

# By profile. Levels 1 … 3; level 0 is off.
HEAT_MC = ((0, 38_000, 40_000, 41_000), (0, 34_000, 36_000, 37_000))
AIR_PA = ((0, 4_000, 6_666, 9_999), (0, 2_000, 3_333, 4_666))  # 30/50/75 and 15/25/35 mmHg
ROLLER_PERMILLE = ((0, 400, 600, 800), (0, 300, 400, 500))
VIBRATION_PERMILLE = ((0, 400, 600, 800), (0, 300, 400, 500))
HOLD_MS = (10_000, 5_000)
VENT_MS = (5_200, 10_200)  # a little longer than the governor's SAF-054
# a weak pump fills for long: a bladder is let go before the governor's SAF-055 and SAF-056
PRESSED_PA = (2_400, 1_200)
PRESSED_MS = (27_000, 13_000)
PRESSURE_RAMP_PA_S = (2_000, 1_067)  # 15 and 8 mmHg/s
RISE_MC_S = (100, 50)  # 6 and 3 °C/min
LONG_HEAT_MS = 900_000  # standard: 41 °C for at most 15 min, then 40
LONG_HEAT_MC = (40_000, 37_000)
AIR_HEAT_MC = (41_000, 36_000)  # while a bladder works: heat and pressure are limited together
AIR_HEAT_PA = (6_666, 3_333)  # and the pressure while heat is on: 50 and 25 mmHg
ROLLING_PA = (9_999, 2_000)  # neuropathy: 15 mmHg while rollers turn

# (session ms, highest air level, highest intensity, heat) at the first stage of the graded plan
# and once it is unlocked
FIRST_STAGE = (300_000, 1, 1, 0)
UNLOCKED = (900_000, 3, 3, 1)
SESSION_MOST_MS = (1_790_000, 1_190_000)  # pauses too: a little sooner than SAF-005 trips
LATCH_MOST_MC = (45_000, 41_000)  # at its highest tolerance
HEATER_MOST_MW = (19_000, 4_000)
LATCH_MARGIN_MC = 1_000  # the latch's lowest tolerance stays this far above the hottest setting


def air_times(profile: int) -> "tuple[int, int, int, int, int]":
    """What `Inflator` is made with: Pa/s of ramp, ms of hold and vent, Pa and ms of a press."""
    return (
        PRESSURE_RAMP_PA_S[profile],
        HOLD_MS[profile],
        VENT_MS[profile],
        PRESSED_PA[profile],
        PRESSED_MS[profile],
    )


def heat_refusal(stage: "dict[str, Any]", profile: int) -> str:
    """Why this stage may not heat in this profile, or ''.

    Hardware numbers cannot follow software.
    """
    latch = stage.get("hardware_latch")
    if not latch:
        return "no hardware latch"
    highest_mc = latch["trips_mc"] + latch["tolerance_mc"]
    lowest_mc = latch["trips_mc"] - latch["tolerance_mc"]
    if highest_mc > LATCH_MOST_MC[profile]:
        return "the hardware latch opens too late for this profile"
    if lowest_mc < HEAT_MC[profile][3] + LATCH_MARGIN_MC:
        return "the hardware latch opens below this profile's heat"
    if stage["heater_max_mw"] > HEATER_MOST_MW[profile]:
        return "the heaters are too strong for this profile"
    if not latch.get("rearms_ms"):
        return "the hardware latch has no test line"
    timer = stage.get("heat_timer")
    if not timer or timer["minutes"] > (35, 20)[profile]:
        return "the hardware heat timer is missing or too long"
    if profile == NEUROPATHY and timer["forgets_rail_s"] is not None:
        return "the hardware heat timer forgets without the plug being pulled"
    if not timer.get("test_share"):
        return "the hardware heat timer has no test line"
    if not stage.get("presence"):
        return "no presence sensors"
    return ""


class Plan:
    """Caps of the coming session.

    `profile` 0 or 1; `unlocked` 1 when the therapist's plan is at its last stage. What was before
    stands in `heat_wait_s` (0: heat may be had), `massage_left_s` and `massage_wait_s`; `scribe`
    keeps them true.
    """

    def __init__(self, profile: int, unlocked: int, stage: "dict[str, Any]") -> None:
        self.profile = profile
        self.refusal = heat_refusal(stage, profile)
        self.caps = UNLOCKED if profile == STANDARD or unlocked else FIRST_STAGE
        self.heat_fault = 0  # of `Status`: what failed its proof
        self.heat_rests = 0  # 1 while heat timer or warm wells leave none; `heats` minds it
        self.heat_wait_s = 0
        self.massage_left_s = self.caps[0] // 1_000
        self.massage_wait_s = 0
        self.marks = 0  # seen on the feet since this device was new
        self.marked = 0  # 1 while one of them was not looked at by whoever makes the plan
        self.open_session()

    def recall(self, marks: int, seen: object, lost: int) -> None:
        """At boot: so many marks there were, and of so many the plan says that they were seen;
        `lost` 1 when nobody knows how many, which is one more.
        """
        known = seen if isinstance(seen, int) else 0
        self.marks = max(marks, known + 1) if lost else marks
        self.marked = 1 if self.marks > known else 0
        self.open_session()

    def open_session(self) -> None:
        """Caps as the plan has them, before anyone looked at the feet."""
        self.session_ms = min(self.caps[0], self.massage_left_s * 1_000)
        self.air_cap = self.caps[1]
        self.intensity_cap = self.caps[2]
        self.heat = self.caps[3] if not self.refusal and not self.heat_wait_s else 0
        if self.marked:
            self.first_stage()

    def heats(self) -> int:
        """1 if a heat level means anything now."""
        return 0 if self.heat_rests or self.heat_fault else self.heat

    def lock_heat(self) -> None:
        """The feet could not be looked at: no heat this time."""
        self.heat = 0

    def mark(self) -> None:
        """One was seen on the feet: from now on the first stage, also after a boot."""
        self.marks = min(self.marks + 1, TIME_MASK)
        self.marked = 1
        self.first_stage()

    def first_stage(self) -> None:
        """Short, weak, without heat."""
        self.session_ms = FIRST_STAGE[0]
        self.air_cap = FIRST_STAGE[1]
        self.intensity_cap = FIRST_STAGE[2]
        self.heat = 0

    def heat_target_mc(self, level: int, air: int, heat_ms: int) -> int:
        """Pad temperature for a heat level 0 … 3 in milli-Celsius, 0 for none; `air` 1 while a
        bladder works.
        """
        if not level or not self.heats():
            return 0
        target_mc = HEAT_MC[self.profile][level]
        if air and target_mc > AIR_HEAT_MC[self.profile]:
            target_mc = AIR_HEAT_MC[self.profile]
        if heat_ms >= LONG_HEAT_MS and target_mc > LONG_HEAT_MC[self.profile]:
            target_mc = LONG_HEAT_MC[self.profile]
        return target_mc

    def air_target_pa(self, level: int, rolling: int, heating: int) -> int:
        """Bladder pressure in pascal for an air level 0 … 3, under the rules for rollers, heat."""
        target_pa = AIR_PA[self.profile][min(level, self.air_cap)]
        if rolling and target_pa > ROLLING_PA[self.profile]:
            target_pa = ROLLING_PA[self.profile]
        if heating and target_pa > AIR_HEAT_PA[self.profile]:
            target_pa = AIR_HEAT_PA[self.profile]
        return target_pa
