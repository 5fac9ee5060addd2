"""The whole firmware on a desk: `firmware.main` builds it, here is what stands for its drivers.

Decides what each quantised reading is in numbers. Nothing of the firmware is joined here: the
device is the one that `main` makes, so session, conductor, sequencer, plan, panel, scribe, link,
both scans and the governor meet as on a board. Used by `explore`.
"""

from firmware.image import HEAT_LEFT, ROLLER_LEFT, ROLLER_RIGHT
from firmware.journal import NAMES
from firmware.link import frame
from firmware.safety.raw_limits import CONTACT_CAP_CODE16, LATCH_CODE16
from firmware.units import TIME_MASK
from sim.fake import load_firmware
from sim.rig import read_json

build = load_firmware().build

from firmware.drivers.note import FRESH  # noqa: E402  (after the fakes)

START_MS = TIME_MASK - 9_999  # the clock wraps ten seconds later
ROOM_CODE16 = 2_048 * 16  # 25 degrees
EMPTY_MV, FOOT_MV = 400, 2_000
NO_FEET, LEFT, RIGHT, BOTH = range(4)
ROOM, CAP, LATCH, OPEN = range(4)  # what the left foot's sensors say
LEAK_MA = 31
OVER_PA = (14_700, 8_050)  # by profile
STOP_LINE = frame({"do": "stop"})
PRESS_TICKS = 2  # of the direct button; one sample is no press
PULSE_PERMILLE = 56  # a shorter pulse is over before its current is read


class Desk:
    """All hardware in one; what stands under "the world" is set by events."""

    def __init__(self, stage, profile):
        self.clock = self.watchdog = self.lamps = self.buzzer = self
        self.stdio = self.store = self.readings = self.pins = self.ticker = self
        self.note = self  # of a boot after power was off
        self.how = FRESH
        self.code = self.number = 0
        self.clock_chip = None
        self.held_mv = 0
        self.fired = 0
        self.heater_ma = 12_000_000 // stage["heater_mohm"]
        cap = CONTACT_CAP_CODE16[profile] + 50
        self.code16 = (ROOM_CODE16, cap, LATCH_CODE16[profile] + 64, ROOM_CODE16)
        self.over_pa = OVER_PA[profile]
        self.outputs = None
        self.down_ticks = 0
        # the world
        self.now_ms = START_MS
        self.line = ""
        self.feet = NO_FEET
        self.warmth = ROOM
        self.leak = 0
        self.over = 0
        self.jam = 0
        self.reference_off = 0
        self.down = 0
        self.key = 0

    def ticks_ms(self):
        return self.now_ms

    def feed(self):
        pass

    def keep(self, _status):
        pass

    def bar_ctrl_c(self):
        pass

    def show(self, _colours):
        pass

    def tone(self, _hz):
        pass

    def read(self):
        line = self.line
        self.line = ""
        return line

    torn = dict.fromkeys(NAMES, 0)

    def load(self, _name):
        return ""

    def save(self, _name, _pieces):
        return True

    def start(self, _period_ms, _tick):
        pass  # the explorer is the timer

    def write(self, outputs):
        """Of the stdio (a line) or of the pins (the outputs): only the latter stay."""
        if not isinstance(outputs, str):
            self.outputs = outputs

    def sample(self, inputs):
        """Every reading of this tick. The last bit lives, as an ADC's does."""
        samples = inputs.samples = (inputs.samples + 1) & TIME_MASK
        alive = samples & 1
        slow = samples // 50 & 1
        level = self.outputs.level
        for foot in (0, 1):
            sensors = inputs.feet[foot]
            code16 = self.code16[self.warmth if foot == 0 else ROOM] + slow
            code = code16 >> 4 ^ alive
            sensors.a_code16 = sensors.b_code16 = sensors.latch_code16 = code16
            sensors.a_code = sensors.b_code = sensors.latch_code = code
            sensors.off_ma = 0
            sensors.presence_mv = FOOT_MV if self.feet >> foot & 1 else EMPTY_MV
        if self.warmth == OPEN:
            inputs.left.a_code = 0
        if self.leak:
            inputs.left.off_ma = LEAK_MA
        inputs.rail_mv = 12_000 if self.outputs.rail else 0
        inputs.reference_mv = 2_750 if self.reference_off else 2_500
        inputs.pressure_pa = self.over_pa if self.over else 0
        duty = max(level[ROLLER_LEFT], level[ROLLER_RIGHT])
        inputs.roller_ma = duty * (15 if self.jam else 2) // 5
        if self.down:
            if not inputs.stop_down:
                inputs.stop_presses += 1
                self.down_ticks = 0
            self.down_ticks += 1
        elif inputs.stop_down and self.down_ticks >= PRESS_TICKS:
            inputs.start_press = inputs.stop_presses
        inputs.stop_down = self.down
        if self.key:
            inputs.button = self.key
            inputs.button_presses += 1
            self.key = 0

    def sample_in_pulse(self, inputs):
        outputs = self.outputs
        for foot in (0, 1):
            pulse = outputs.rail and outputs.level[HEAT_LEFT + foot] >= PULSE_PERMILLE
            inputs.feet[foot].on_ma = self.heater_ma if pulse else 0


def stage_of(name):
    """A stage's description without air: the desk has no bladders for a pump to fill."""
    return dict(read_json("boards/stages/%s.json" % name), pump_ml_s=0)


def device_of(stage_name, profile, plan):
    """(device, desk) as they boot. `profile` by name, `plan` "unlocked" or ""."""
    stage = stage_of(stage_name)
    desk = Desk(stage, 0 if profile == "standard" else 1)
    settings = {"profile": profile, "plan": plan}
    device = build({"name": "desk"}, stage, desk, settings)
    # Latch and heat timer have shown that they act; their proofs have tests of their own.
    governor = device.governor
    governor.status.proof = governor.latch_proof.proved = governor.timer_proof.proved = 1
    governor.timer_proof.most = 1_000
    device.begin()
    return device, desk
