"""The wires between chip and plant: what outputs do to the plant, and which ADC codes the plant's
truths make.

Decides by the real board and stage descriptions, so pin maps are tested too. May not know the
firmware. Called by the world: `drive` before a plant step, `sense` before a fast tick. Sensor
faults act here (a wire, a bead, a code); plant faults act in the plant.
"""

import math

from .fake.chip import AdcLine

RAIL_HOLD_US = 30_000  # the charge pump keeps the rail this long after its last edge
NTC_LOW_C = -40.0
NTC_STEPS_PER_C = 2
NTC_STEPS = 380  # to 150 degrees
# an op-amp and a multiplexer do not reach the rails; leaves room for noise
CODE_MIN, CODE_MAX = 8, 4087
FEET = {"both": (1, 1), "left": (1, 0), "right": (0, 1), "none": (0, 0)}
SENSORS = ("a", "b", "latch")


def ntc_codes(ntc):
    """Codes from -40 to 150 degrees in half degrees, for the divider (NTC up, resistor down), as
    floats.
    """
    table = []
    for i in range(NTC_STEPS + 2):
        kelvin = NTC_LOW_C + i / NTC_STEPS_PER_C + 273.15
        ohm = ntc["r25_ohm"] * math.exp(ntc["beta_k"] * (1.0 / kelvin - 1.0 / 298.15))
        table.append(4096.0 * ntc["pulldown_ohm"] / (ohm + ntc["pulldown_ohm"]))
    return table


class LatchPin:
    """The shift register's latch pin: a rising edge shows the byte that was shifted in."""

    def __init__(self, chip):
        self.chip = chip
        self.byte = 0

    def changed(self, value):
        if value:
            self.byte = self.chip.spi_byte


class Wiring:
    """Connects `chip` and `plant` by `board` (with `front_end`) and `stage`."""

    def __init__(self, chip, plant, board, stage, setup):
        self.chip = chip
        self.plant = plant
        self.pins = pins = board["pins"]
        front = board["front_end"]
        self.mux = front["mux"]
        self.front = front
        self.ambient_c = setup["ambient_c"]
        self.full_mv = board["adc_full_mv"]
        selects = (pins["mux_s0"], pins["mux_s1"], pins["mux_s2"])
        lines = (
            AdcLine(chip.noise, 0, chip.level, selects),
            AdcLine(chip.noise, 517, chip.level, selects),
        )
        chip.adc[pins["adc0"]], chip.adc[pins["adc1"]] = lines
        self.lines = lines
        self.codes0, self.codes1 = lines[0].codes, lines[1].codes
        self.codes = (self.codes0, self.codes1)
        self.heaters = (chip.engines[pins["heater_left"]], chip.engines[pins["heater_right"]])
        self.keepalive = chip.engines[pins["rail_keepalive"]]
        self.pwms = tuple(
            [
                chip.pwm[pins[n]]
                for n in ("roller_left_pwm", "roller_right_pwm", "vibration_pwm", "pump_pwm")
            ]
        )
        self.shift = None
        if "shift_register" in board:
            self.shift = LatchPin(chip)
            chip.watchers[board["shift_register"]["latch"]] = self.shift
            bits = board["shift_register"]["bits"]
            self.switches = tuple(
                [
                    1 << bits[n]
                    for n in ("roller_left_dir", "roller_right_dir", "valve_left", "valve_right")
                ]
            )
        else:
            self.switches = tuple(
                [
                    pins[n]
                    for n in ("roller_left_dir", "roller_right_dir", "valve_left", "valve_right")
                ]
            )
        self.stop_pin = pins["stop_button"]
        self.stop_level = 0  # normally closed to ground
        self.supply_v = setup["supply_v"]
        self.powered = 1
        self.rail_up = 0
        self.last_joule_us = [-1, -1]
        self.ntc = ntc_codes(front["ntc"])
        self.ntc_fault = [[None, None, None], [None, None, None]]
        self.places = [
            [self.channel(foot + "." + s) for s in SENSORS] for foot in ("left", "right")
        ]
        self.heater_mv_per_a = stage["heater_mv_per_a"]
        self.pressure_at = self.channel("pressure")
        self.pressure_mv = (front["pressure_zero_mv"], front["pressure_mv_per_kpa"])
        self.manifold_kpa = -1.0
        self.roller_at = self.channel("roller")
        self.roller_mv_per_a = front["roller_mv_per_a"]
        self.roller_a = -1.0
        self.off_codes = [CODE_MIN, CODE_MIN]
        self.seen = -1
        for i in (0, 1):
            adc, select = self.mux["heater_left" if i == 0 else "heater_right"]
            self.heaters[i].box = self.codes[adc]
            self.heaters[i].index = select
        self.put("reference", front["reference_mv"])
        self.button("none")
        self.sense_feet()
        self.sense_heat()
        self.sense()

    def channel(self, name):
        """(codes, index) of a multiplexer channel."""
        adc, select = self.mux[name]
        return self.codes[adc], select

    def code(self, mv):
        """The code a voltage makes, inside what the front end can reach."""
        code = int(mv * 4096.0 / self.full_mv)
        return CODE_MIN if code < CODE_MIN else CODE_MAX if code > CODE_MAX else code

    def put(self, name, mv):
        codes, index = self.channel(name)
        codes[index] = self.code(mv)

    def button(self, name):
        """The ladder's voltage while `name` ("none" for nothing) is pressed."""
        self.put("ladder", self.front["ladder_mv"][name])

    def stop(self, down):
        """The direct button: pressed opens the contact and the pull-up wins."""
        self.stop_level = down
        self.chip.level[self.stop_pin] = down

    def sense_feet(self):
        """Presence sensors follow the feet."""
        for i in (0, 1):
            mv = (
                self.front["presence_foot_mv"]
                if self.plant.feet[i]
                else self.front["presence_empty_mv"]
            )
            self.put("presence_left" if i == 0 else "presence_right", mv)

    def sense_heat(self):
        """NTC codes from bead temperatures; called when the plant's heat has moved or a sensor
        broke.
        """
        table = self.ntc
        for foot in (0, 1):
            beads = self.plant.ntc_c[foot]
            faults = self.ntc_fault[foot]
            for i in (0, 1, 2):
                codes, index = self.places[foot][i]
                fault = faults[i]
                celsius = beads[i]
                if fault is not None:
                    if fault[0] == "code":
                        codes[index] = fault[1]
                        continue
                    celsius = fault[1]
                at = (celsius - NTC_LOW_C) * NTC_STEPS_PER_C
                step = int(at)
                if step < 0:
                    step, at = 0, 0.0
                elif step > NTC_STEPS:
                    step = at = NTC_STEPS
                low = table[step]
                codes[index] = int(low + (table[step + 1] - low) * (at - step))

    def drive(self, from_us, to_us):
        """What the outputs did between the two times, for the plant's step."""
        drive = self.plant.drive
        keepalive = self.keepalive
        rail_us = 0
        if self.powered and keepalive.high_until_us > 0:
            last = keepalive.high_until_us + RAIL_HOLD_US
            first = from_us if self.rail_up else keepalive.start_us
            if first < from_us:
                first = from_us
            if last > to_us:
                last = to_us
            rail_us = last - first if last > first else 0
            self.rail_up = 1 if last >= to_us and rail_us else 0
        else:
            self.rail_up = 0
        drive.rail_us = rail_us
        on = drive.heater_on_us
        if rail_us or on[0] or on[1]:
            for i in (0, 1):
                on_us = self.heaters[i].high_us(from_us, to_us)
                on[i] = on_us if on_us < rail_us else rail_us
        left, right, vibration, pump = self.pwms
        if self.shift is None:
            level = self.chip.level
            switches = self.switches
            back_left = level[switches[0]]
            back_right = level[switches[1]]
            drive.valve[0] = level[switches[2]]
            drive.valve[1] = level[switches[3]]
        else:
            byte = self.shift.byte
            switches = self.switches
            back_left = byte & switches[0]
            back_right = byte & switches[1]
            drive.valve[0] = 1 if byte & switches[2] else 0
            drive.valve[1] = 1 if byte & switches[3] else 0
        duty = left.duty // 65
        drive.roller_permille[0] = -duty if back_left else duty
        duty = right.duty // 65
        drive.roller_permille[1] = -duty if back_right else duty
        drive.vibration_permille = vibration.duty // 65
        drive.pump_permille = pump.duty // 65

    def note_joules(self, from_us, to_us):
        """When the last joule of each heater ended, to the microsecond; after the plant's step."""
        plant = self.plant
        drive = plant.drive
        if not drive.rail_us or plant.latch_open:
            return
        for i in (0, 1):
            if plant.heater_stuck_on[i] or plant.heater_leak_a[i]:
                if not plant.heater_open[i]:
                    self.last_joule_us[i] = from_us + drive.rail_us
            elif drive.heater_on_us[i] and not plant.heater_open[i] and not plant.timer_open:
                end_us = to_us if self.heaters[i].frozen else self.heaters[i].high_until_us
                self.last_joule_us[i] = (
                    end_us if end_us < from_us + drive.rail_us else from_us + drive.rail_us
                )

    def sense(self):
        """Fill the mailboxes for the coming fast tick."""
        plant = self.plant
        key = self.rail_up + 2 * plant.latch_open + 4 * plant.timer_open
        if key != self.seen:
            self.seen = key
            self.sense_heaters()
        for i in (0, 1):
            heater = self.heaters[i]
            # between the pulses; a gate that is still high reads as it is
            heater.box[heater.index] = (
                self.off_codes[i]
                if heater.high_until_us <= self.chip.now_us and not heater.frozen
                else heater.on_code
            )
        # pressure and roller current only when they moved; most ticks they did not
        if plant.manifold_kpa != self.manifold_kpa:
            self.manifold_kpa = plant.manifold_kpa
            codes, index = self.pressure_at
            codes[index] = self.code(self.pressure_mv[0] + self.manifold_kpa * self.pressure_mv[1])
        if plant.roller_a != self.roller_a:
            self.roller_a = plant.roller_a
            codes, index = self.roller_at
            codes[index] = self.code(self.roller_a * self.roller_mv_per_a)

    def sense_heaters(self):
        """Codes of heater currents and rail; when the rail, the latch, the timer or a fault
        changed.
        """
        plant = self.plant
        up = self.rail_up
        for i in (0, 1):
            self.off_codes[i] = self.code(
                plant.heater_a(i, 0) * self.heater_mv_per_a if up else 0.0
            )
            self.heaters[i].on_code = self.code(
                plant.heater_a(i, 1) * self.heater_mv_per_a if up else 0.0
            )
        self.put(
            "rail",
            self.supply_v * 1000.0 / self.front["rail_divider"]
            if up and not plant.latch_open
            else 0.0,
        )
