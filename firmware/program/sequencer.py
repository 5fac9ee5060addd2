"""Plays one recipe: which setpoints hold at this moment of the session.

Decides roller, vibration, air and heat setpoints from recipe, plan and the person's levels. May
not ramp (the governor does) and may not touch an output. Called by the slow scan while the session
runs.
"""

from .plan import ROLLER_PERMILLE, VIBRATION_PERMILLE, Plan
from .recipes import NO_AIR, RECIPES, recipe_index


class Setpoints:
    """What the controls shall reach. All zero is rest."""

    __slots__ = ("rollers_permille", "vibration_permille", "air_pattern", "air_pa", "heat_mc")

    def __init__(self) -> None:
        self.rest()

    def rest(self) -> None:
        """Ask for nothing."""
        self.rollers_permille = 0
        self.vibration_permille = 0
        self.air_pattern = NO_AIR
        self.air_pa = 0
        self.heat_mc = 0


class Sequencer:
    """`setpoints` after each `play`.

    `program` indexes RECIPES; `more` is the up/down offset, -2 … 2; `heat` the level 0 … 3.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.setpoints = Setpoints()
        self.program = 0
        self.heat = 0
        self.more = 0
        self.air = -1  # the person's air level 0 … 3, -1 for the program's own
        self.step = 0
        self.step_ms = 0
        self.warm_ms = 0

    def choose(self, names: "tuple[str, ...]", more: int) -> None:
        """The first of `names` that is a program's (the first program if none is), and `more`."""
        for name in names:
            program = recipe_index(name)
            if program >= 0:
                self.program = program
                break
        self.more = more

    def start(self) -> None:
        """From the first step."""
        self.step = 0
        self.step_ms = 0
        self.warm_ms = 0

    def session_ms(self) -> int:
        """How long a session of this program lasts under the plan."""
        longest_ms = RECIPES[self.program][1]
        return min(longest_ms, self.plan.session_ms) if longest_ms else self.plan.session_ms

    def level(self, asked: int) -> int:
        """A recipe's level 0 … 3 with the person's offset, inside the plan's cap; 0 stays 0."""
        if not asked:
            return 0
        return max(1, min(asked + self.more, self.plan.intensity_cap, 3))

    def play(self, passed_ms: int, heat_ms: int) -> Setpoints:
        """Advance by `passed_ms` and return the setpoints of now.

        `heat_ms` is the governor's: the time heaters gave. In a hot room they hardly do, and the
        pad is warm all the same; so the time that heat was asked for counts too.
        """
        steps = RECIPES[self.program][2]
        self.step_ms += passed_ms
        if self.step_ms >= steps[self.step][0] * 1_000:
            self.step_ms = 0
            self.step = (self.step + 1) % len(steps)
        _, rollers, vibration, pattern, air = steps[self.step]
        plan = self.plan
        points = self.setpoints
        points.rollers_permille = ROLLER_PERMILLE[plan.profile][self.level(rollers)]
        points.vibration_permille = VIBRATION_PERMILLE[plan.profile][self.level(vibration)]
        if air and self.air >= 0:
            air = self.air
        rolling = 1 if rollers else 0
        heating = 1 if self.heat and plan.heats() else 0
        points.air_pa = plan.air_target_pa(air, rolling, heating)
        points.air_pattern = pattern if points.air_pa else NO_AIR
        heat_ms = max(heat_ms, self.warm_ms)
        points.heat_mc = plan.heat_target_mc(self.heat, 1 if points.air_pa else 0, heat_ms)
        if points.heat_mc:
            self.warm_ms += passed_ms
        return points
