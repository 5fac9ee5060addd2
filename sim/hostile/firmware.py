"""Firmware without a single limit, on the pins of the board: it plays a row of PLANS.

Decides what it writes, tick by tick. It is given more than any firmware can have: it reads the
true temperature of pad and latch bead and knows to a hundredth where the latch opens. It cannot
reach the hardware, and it cannot pull its own plug. Called by `attack` after every world tick.
"""

from sim.plant.parameters import value

from .strategies import PLANS

GATE_US = 17_000  # of a tick of 20 ms: as long a pulse as ours may give
TICKS_S = 50
UNDER_C = 0.05  # so near the latch's threshold it parks
SWING_C = 1.0  # so far below it a pulse begins
TURN_TICKS = {"heat": 60 * TICKS_S, "air": 30 * TICKS_S}
REST_S = 61.0  # of the rail, where the stage's timer declares nothing
PWMS = ("roller_left_pwm", "roller_right_pwm", "vibration_pwm")


class HostileFirmware:
    """Hangs on `world.on_tick`, by way of `attack`."""

    def __init__(self, world, plan):
        self.world = world
        self.heat, self.feet, self.air, motors, renews, _ = PLANS[plan]
        stage = world.spec["stage"]
        self.pins = world.spec["board"]["pins"]
        self.motors = 65_535 if motors else 0
        setup = world.spec["plant"]
        room_c = setup["ambient_c"]
        latch = stage["hardware_latch"]
        fitted = latch and setup["hardware_latch"]
        self.opens_c = latch["trips_mc"] / 1000.0 if fitted else 1_000.0
        # the bead that counts sits on the hottest spot: the pad's mean is a little cooler
        self.park_c = room_c + (self.opens_c - UNDER_C - room_c) / value("bead_latch_rise")
        self.on = [0, 0]
        self.margin_c = [1.0, 1.0]  # a pulse ends so much below; learned from the last one's peak
        self.peak_c = [0.0, 0.0]
        timer = stage["heat_timer"]
        self.work_ticks = int(timer["minutes"] * 54 * TICKS_S) if renews and timer else 0
        rest_s = (timer["forgets_rail_s"] or REST_S) if timer else REST_S
        self.rest_ticks = int((rest_s + 1.0) * TICKS_S)
        valves = stage["valve_timer"]
        self.press_ticks = int(valves["seconds"] * TICKS_S) - 2 if valves else 1 << 30
        self.let_ticks = int(valves["rests_s"] * TICKS_S) + 2 if valves else 1
        self.begun = 0  # tick of the first heat since the last rest
        self.resting = 0
        self.ticks = 0
        self.written = None
        world.boot_at_us = 1 << 60  # the chip never starts a program of ours

    def tick(self, world):
        """One world tick: a pulse on what shall be on, and on the rail's keep-alive."""
        world.boot_at_us = 1 << 60
        if not world.wiring.powered:
            self.written = None  # a reset took everything down
            self.begun = self.resting = 0
            return
        self.ticks += 1
        if self.resting:
            self.resting -= 1
            return
        if self.work_ticks and self.begun and self.ticks - self.begun >= self.work_ticks:
            self.begun = 0
            self.resting = self.rest_ticks
            return
        now_us = world.chip.now_us
        world.wiring.edges.begin(now_us, 10, 10)
        self.move(world.chip)
        if not self.heat:
            return
        for foot in (0, 1):
            if self.turn(foot) and self.wants(foot, world.plant):
                world.wiring.heaters[foot].begin(now_us, GATE_US, 0)
                if not self.begun:
                    self.begun = self.ticks

    def turn(self, foot):
        """Whether it is this foot's."""
        if self.feet == "turns":
            return self.ticks // TURN_TICKS["heat"] % 2 == foot
        return foot == 0 or self.feet == "both"

    def wants(self, foot, plant):
        """Whether to heat now."""
        pad_c = plant.pad_c[foot]
        if self.heat == "most":
            return True
        if self.heat == "park":
            return pad_c < self.park_c
        bead_c = plant.ntc_c[foot][2]
        self.peak_c[foot] = max(self.peak_c[foot], bead_c)
        if self.on[foot]:
            if bead_c >= self.opens_c - self.margin_c[foot]:
                self.on[foot] = 0
        elif pad_c < self.opens_c - SWING_C:
            if self.peak_c[foot] > self.opens_c - 3.0:  # there was a pulse: aim the next one
                short_c = self.opens_c - UNDER_C - self.peak_c[foot]
                self.margin_c[foot] = max(0.0, self.margin_c[foot] - short_c / 2.0)
            self.peak_c[foot] = 0.0
            self.on[foot] = 1
        return self.on[foot]

    def move(self, chip):
        """Motors, pump and valves; written when something of it changes."""
        left = right = 0
        if self.air == "again":
            left = right = (
                0 if self.ticks % (self.press_ticks + self.let_ticks) < self.let_ticks else 1
            )
        elif self.air == "turns":
            left = 1 if self.ticks // TURN_TICKS["air"] % 2 == 0 else 0
            right = 1 - left
        elif self.air:
            left = right = 1
        if self.written == left:
            return
        self.written = left
        for name in PWMS:
            chip.pwm[self.pins[name]].duty = self.motors
        chip.pwm[self.pins["pump_pwm"]].duty = 65_535 if self.air else 0
        chip.level[self.pins["valve_left"]] = left
        chip.level[self.pins["valve_right"]] = right
        chip.moved = 1
