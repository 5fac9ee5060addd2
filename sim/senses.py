"""The wires from plant to chip: which ADC codes the plant's truths make, by the real front end.

Decides every mailbox: NTC dividers, shunts, pressure, presence, the key ladder, the direct button.
Sensor faults hang in here (`beads`, `air`, `skewed`, ...: None while all is well; sim/faults says
what they do). May not know the firmware. Called by the world before every fast tick (`fill`), and
by actions that move a foot, a key or a wire.
"""

import math

from .fake.chip import AdcLine

NTC_LOW_C = -40.0
NTC_STEPS_PER_C = 2
NTC_STEPS = 380  # to 150 degrees
# An op-amp and a multiplexer do not reach the rails; this leaves room for the noise too.
CODE_MIN, CODE_MAX = 8, 4087
SIDES = ("left", "right")
BEADS = ("a", "b", "latch")


def ntc_codes(ntc, r25=1.0, beta=1.0, pulldown=1.0):
    """Codes from -40 to 150 degrees in half degrees, for the divider (NTC up, resistor down); the
    factors are what these three parts have of their nominal values.
    """
    table = []
    down_ohm = ntc["pulldown_ohm"] * pulldown
    for i in range(NTC_STEPS + 2):
        kelvin = NTC_LOW_C + i / NTC_STEPS_PER_C + 273.15
        ohm = ntc["r25_ohm"] * r25
        ohm *= math.exp(ntc["beta_k"] * beta * (1.0 / kelvin - 1.0 / 298.15))
        table.append(4096.0 * down_ohm / (ohm + down_ohm))
    return table


def parts(noise, percent):
    """Three factors for each of six sensors, foot by foot, drawn from the run's noise: half of the
    parts sit at an end of their tolerance, which is where the worst lies.
    """
    found = []
    for part in range(18):
        at = part * 53
        total = 0
        for i in range(8):
            total = 7 * total + noise[(at + i) & 1023]
        share = (total % 2001 - 1000) / 500.0  # -2 to 2
        found.append(1.0 + percent / 100.0 * max(-1.0, min(1.0, share)))
    return [found[3 * i : 3 * i + 3] for i in range(6)]


class Senses:
    """The codes of both ADC lines. `lines` are the chip's, `stop_level` what the button reads."""

    def __init__(self, chip, plant, board, stage, setup):
        self.chip = chip
        self.plant = plant
        self.front = front = board["front_end"]
        self.full_mv = board["adc_full_mv"]
        pins = board["pins"]
        self.selects = selects = (pins["mux_s0"], pins["mux_s1"], pins["mux_s2"])
        # Both lines share one table of noise; a prime apart, so that they do not move together.
        self.lines = (
            AdcLine(chip.noise, 0, chip.level, selects),
            AdcLine(chip.noise, 517, chip.level, selects),
        )
        chip.adc[pins["adc0"]], chip.adc[pins["adc1"]] = self.lines
        self.codes = (self.lines[0].codes, self.lines[1].codes)
        usual = ntc_codes(front["ntc"])
        self.ntc = [[usual] * 3, [usual] * 3]  # by foot and bead
        if setup["ntc_percent"]:
            own = [
                ntc_codes(front["ntc"], *each) for each in parts(chip.noise, setup["ntc_percent"])
            ]
            self.ntc = [own[:3], own[3:]]
        self.beads = [[None] * 3, [None] * 3]  # a sensor at fault says what it reads
        self.bead_places = [[self.channel(side + "." + b) for b in BEADS] for side in SIDES]
        self.presence_places = [self.channel("presence_" + side) for side in SIDES]
        self.heater_places = [self.channel("heater_" + side) for side in SIDES]
        self.heater_mv = (stage["heater_zero_mv"], stage["heater_mv_per_a"])
        self.pressure_place = self.channel("pressure")
        self.pressure_mv = (front["pressure_zero_mv"], front["pressure_mv_per_kpa"])
        self.manifold_kpa = -1.0
        self.air = None  # a pressure sensor at fault
        self.foot_seen = [None, None]  # what a stuck presence sensor says
        self.skewed = None  # what the ADC makes of the codes while it is at fault
        self.roller_place = self.channel("roller")
        self.roller_mv = (front["roller_zero_mv"], front["roller_mv_per_a"])
        self.roller_a = -1.0
        self.stop_pin = pins["stop_button"]
        self.stop_level = 0  # normally closed to ground
        self.down = []  # buttons under a finger
        self.stuck = []  # and those that do not come up
        self.put("reference", front["reference_mv"])
        self.feel_keys()
        self.feel_feet()
        self.feel_heat()

    def channel(self, name):
        """(codes, index) of a multiplexer channel."""
        adc, select = self.front["mux"][name]
        return self.codes[adc], select

    def code(self, mv):
        """The code a voltage makes, inside what the front end can reach."""
        code = int(mv * 4096.0 / self.full_mv)
        return CODE_MIN if code < CODE_MIN else CODE_MAX if code > CODE_MAX else code

    def put(self, name, mv):
        """Put a voltage on a channel."""
        codes, index = self.channel(name)
        codes[index] = self.code(mv)

    def touch(self, button, down):
        """A finger closes a button's contact, or lets it open."""
        if button in self.down:
            self.down.remove(button)
        if down:
            self.down.append(button)
        self.feel_keys()

    def feel_keys(self):
        """The direct button's level, and the ladder's voltage: of several the lowest."""
        closed = self.down + self.stuck
        mv = self.front["ladder_mv"]
        low_mv = mv["none"]
        for button in closed:
            if button != "start" and mv[button] < low_mv:
                low_mv = mv[button]
        self.put("ladder", low_mv)
        self.stop(1 if "start" in closed else 0)

    def stop(self, down):
        """The direct button: pressed opens the contact and the pull-up wins."""
        self.stop_level = down
        self.chip.level[self.stop_pin] = down

    def feel_feet(self):
        """Presence sensors follow the feet."""
        front = self.front
        for i in (0, 1):
            codes, index = self.presence_places[i]
            foot = self.plant.feet[i] if self.foot_seen[i] is None else self.foot_seen[i]
            codes[index] = self.code(front["presence_foot_mv" if foot else "presence_empty_mv"])

    def feel_heat(self):
        """NTC codes from bead temperatures; when the plant's heat has moved or a sensor broke."""
        faults = self.beads
        for foot in (0, 1):
            beads = self.plant.ntc_c[foot]
            tables = self.ntc[foot]
            for i in (0, 1, 2):
                codes, index = self.bead_places[foot][i]
                celsius = beads[i]
                fault = faults[foot][i]
                if fault is not None:
                    celsius = fault.celsius(self.plant.time_us)
                    if fault.code >= 0:
                        codes[index] = fault.code
                        continue
                at = (celsius - NTC_LOW_C) * NTC_STEPS_PER_C
                step = int(at)
                if step < 0:
                    step, at = 0, 0.0
                elif step > NTC_STEPS:
                    step = at = NTC_STEPS
                table = tables[i]
                low = table[step]
                codes[index] = int(low + (table[step + 1] - low) * (at - step))

    def heater_code(self, foot, conducting):
        """The code of a heater's current while its gate is low (0) or high (1)."""
        return self.code(
            self.heater_mv[0] + self.plant.heater_a(foot, conducting) * self.heater_mv[1]
        )

    def no_heater_code(self):
        """The code of a heater's shunt while the rail is down."""
        return self.code(self.heater_mv[0])

    def fill(self):
        """The quick ones, each tick: pressure and roller current, when they moved."""
        plant = self.plant
        if plant.manifold_kpa != self.manifold_kpa:
            self.manifold_kpa = plant.manifold_kpa
            codes, index = self.pressure_place
            mv = self.pressure_mv[0] + self.manifold_kpa * self.pressure_mv[1]
            codes[index] = self.code(mv if self.air is None else self.air.millivolts(self))
        if plant.roller_a != self.roller_a:
            self.roller_a = plant.roller_a
            codes, index = self.roller_place
            codes[index] = self.code(self.roller_mv[0] + self.roller_a * self.roller_mv[1])
