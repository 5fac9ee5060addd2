"""The wires from chip to plant: what pins, PWM and pulses do, and what the rail lets through.

Decides by the real board description, so pin maps are tested too: heater pulses, the keep-alive's
rail, motors, pump, valves. May not know the firmware. Called by the world: `drive` before a plant
step, `note_joules` after it, `sense` before a fast tick. `senses` are the wires the other way.
Pulses are looked at every tick; PWM and switches when the chip says that one of them moved.
"""

from .fake.i2c import Ds3231
from .fake.pulses import Engine
from .senses import Senses

RAIL_HOLD_US = 30_000  # the charge pump keeps the rail this long after its last edge
PWMS = ("roller_left_pwm", "roller_right_pwm", "vibration_pwm", "pump_pwm")
SWITCHES = (
    "roller_left_dir",
    "roller_right_dir",
    "valve_left",
    "valve_right",
    "latch_test",
    "timer_test",
)


class LatchPin:
    """The shift register's latch pin: a rising edge shows the byte that was shifted in."""

    def __init__(self, chip):
        self.chip = chip
        self.byte = 0

    def changed(self, value):
        """The pin was written."""
        if value:
            self.byte = self.chip.spi_byte
            self.chip.moved = 1


class SwitchPin:
    """A pin that holds a valve, a direction or a test line by itself."""

    def __init__(self, chip):
        self.chip = chip

    def changed(self, value):
        """The pin was written."""
        self.chip.moved = 1


class KeepalivePin:
    """The keep-alive's pin, driven by hand: each change is an edge for the charge pump."""

    def __init__(self, chip, engine):
        self.chip = chip
        self.engine = engine
        self.level = 0
        self.edge_us = -1  # the last one

    def changed(self, value):
        """The pin was written."""
        level = 1 if value else 0
        if level != self.level:
            self.level = level
            self.edge_us = self.chip.now_us
            self.engine.edge(self.edge_us)


class Wiring:
    """Connects `chip` and `plant` by `board` (with `front_end`) and `stage`."""

    def __init__(self, chip, plant, board, stage, setup):
        self.chip = chip
        self.plant = plant
        self.senses = Senses(chip, plant, board, stage, setup)
        pins = board["pins"]
        self.heaters = (chip.engines[pins["heater_left"]], chip.engines[pins["heater_right"]])
        self.edges = chip.engines[pins["rail_keepalive"]]
        self.welded = Engine()
        self.welded.high_until_us = 1 << 59
        self.keepalive = self.edges  # what holds the rail
        self.keepalive_pin = pins["rail_keepalive"]
        self.by_hand = KeepalivePin(chip, self.edges)
        chip.watchers[self.keepalive_pin] = self.by_hand
        self.shorted = 0  # 1: the charge pump lets a level through that stands still
        self.pwms = tuple([chip.pwm[pins[name]] for name in PWMS])
        self.shift = None
        if "shift_register" in board:
            self.shift = LatchPin(chip)
            chip.watchers[board["shift_register"]["latch"]] = self.shift
            bits = board["shift_register"]["bits"]
            self.switches = tuple([1 << bits[name] for name in SWITCHES])
        else:
            self.switches = tuple([pins[name] for name in SWITCHES])
            for pin in self.switches:
                chip.watchers[pin] = SwitchPin(chip)
        if stage["clock_chip"]:
            chip.i2c[(pins["i2c_sda"], pins["i2c_scl"])] = Ds3231(chip)
        self.ambient_c = setup["ambient_c"]
        self.supply_v = self.usual_v = setup["supply_v"]
        self.rail_mv = (
            1000.0 / board["front_end"]["rail_divider"]
        )  # a volt of the rail, at the ADC
        self.powered = 1
        self.rail_up = 0
        self.last_joule_us = [-1, -1]
        self.off_codes = [0, 0]
        self.seen = -1  # what the heater codes were made for; -1 makes them anew
        for i in (0, 1):
            self.heaters[i].box, self.heaters[i].index = self.senses.heater_places[i]
        self.sense()

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
        if self.shorted and self.powered:
            if self.edges.frozen or self.chip.level[self.keepalive_pin]:
                rail_us = to_us - from_us
                self.rail_up = 1
        drive.rail_us = rail_us
        on = drive.heater_on_us
        if rail_us or on[0] or on[1]:
            left, right = self.heaters
            on_us = left.high_us(from_us, to_us)
            on[0] = on_us if on_us < rail_us else rail_us
            on_us = right.high_us(from_us, to_us)
            on[1] = on_us if on_us < rail_us else rail_us
        if self.chip.moved:
            self.chip.moved = 0
            self.drive_motors()

    def drive_motors(self):
        """What PWM and switches are at now."""
        drive = self.plant.drive
        left, right, vibration, pump = self.pwms
        switches = self.switches
        if self.shift is None:
            level = self.chip.level
            back_left = level[switches[0]]
            back_right = level[switches[1]]
            drive.valve[0] = level[switches[2]]
            drive.valve[1] = level[switches[3]]
            latch_test = level[switches[4]]
            timer_test = level[switches[5]]
        else:
            byte = self.shift.byte
            back_left = byte & switches[0]
            back_right = byte & switches[1]
            drive.valve[0] = 1 if byte & switches[2] else 0
            drive.valve[1] = 1 if byte & switches[3] else 0
            latch_test = 1 if byte & switches[4] else 0
            timer_test = 1 if byte & switches[5] else 0
        self.plant.latch.test = latch_test
        self.plant.heat_timer.test = timer_test
        duty = left.duty // 65
        drive.roller_permille[0] = -duty if back_left else duty
        duty = right.duty // 65
        drive.roller_permille[1] = -duty if back_right else duty
        drive.vibration_permille = vibration.duty // 65
        drive.pump_permille = pump.duty // 65

    def add_banked(self, to_us):
        """Pulses that began and ended between two looks at a heater's pin; after `drive`."""
        drive = self.plant.drive
        for i in (0, 1):
            heater = self.heaters[i]
            on_us = drive.heater_on_us[i] + heater.banked_us
            drive.heater_on_us[i] = on_us if on_us < drive.rail_us else drive.rail_us
            heater.banked_us = 0
            heater.counted_us = to_us

    def weld_rail(self, on):
        """The rail's switch welds, or is whole again."""
        self.keepalive = self.welded if on else self.edges
        self.plant.weld_rail(on)

    def feed(self, volts):
        """The supply has another voltage from now on."""
        self.supply_v = volts
        self.plant.drive.supply_v = volts if self.powered else 0.0
        self.seen = -1

    def note_joules(self, from_us, to_us):
        """When the last joule of each heater ended, to the microsecond; after the plant's step, if
        the rail was up in it.
        """
        plant = self.plant
        if plant.rail_cut:
            return
        drive = plant.drive
        last_us = from_us + drive.rail_us
        gates_cut = plant.timer_open or plant.latch_open
        on = drive.heater_on_us
        stuck = plant.heater_stuck_on
        leak = plant.heater_leak_a
        for i in (0, 1):
            if stuck[i] or leak[i]:
                if not plant.heater_open[i]:
                    self.last_joule_us[i] = last_us
            elif on[i] and not plant.heater_open[i] and not gates_cut:
                end_us = to_us if self.heaters[i].frozen else self.heaters[i].high_until_us
                self.last_joule_us[i] = end_us if end_us < last_us else last_us

    def sense(self):
        """Fill the mailboxes for the coming fast tick."""
        plant = self.plant
        key = self.rail_up + 2 * plant.latch_open + 4 * plant.timer_open
        if key != self.seen:
            self.seen = key
            self.sense_heaters()
        now_us = self.chip.now_us
        left, right = self.heaters
        off = self.off_codes
        # a gate may still be high
        high = left.high_until_us > now_us or left.frozen
        left.box[left.index] = left.on_code if high else off[0]
        high = right.high_until_us > now_us or right.frozen
        right.box[right.index] = right.on_code if high else off[1]
        self.senses.fill()

    def sense_heaters(self):
        """Heater currents and rail; when the rail, the latch, the timer or a fault changed."""
        senses = self.senses
        up = self.rail_up
        for i in (0, 1):
            self.off_codes[i] = senses.heater_code(i, 0) if up else senses.no_heater_code()
            self.heaters[i].on_code = senses.heater_code(i, 1) if up else self.off_codes[i]
        up = up and not self.plant.rail_cut
        senses.put("rail", self.supply_v * self.rail_mv if up else 0.0)
