"""Drivers on the fake chip: pulses, readings, keys, switches, and what a wrong level does."""

from sim.fake import chip as chips
from sim.fake import load_firmware
from sim.rig import read_json

load_firmware()

from firmware.drivers.adc_esp32 import CalibratedAdc  # noqa: E402
from firmware.drivers.burst_esp32 import Burst as RmtBurst  # noqa: E402
from firmware.drivers.burst_rp2 import Burst as PioBurst  # noqa: E402
from firmware.drivers.burst_rp2 import word  # noqa: E402
from firmware.drivers.buzzer import Buzzer  # noqa: E402
from firmware.drivers.files import read_record  # noqa: E402
from firmware.drivers.hardware import PULSE_LOW_US  # noqa: E402
from firmware.drivers.heater_gate import HeaterGate  # noqa: E402
from firmware.drivers.keys import ladder_table  # noqa: E402
from firmware.drivers.lamps import Lamps  # noqa: E402
from firmware.drivers.outputs import OutputPins  # noqa: E402
from firmware.drivers.pwm_output import PwmOutput  # noqa: E402
from firmware.drivers.rail import Rail  # noqa: E402
from firmware.drivers.readings import UP_TICKS, Readings  # noqa: E402
from firmware.drivers.smoothing import filtered  # noqa: E402
from firmware.drivers.stdio import CHUNK, Stdio  # noqa: E402
from firmware.drivers.switch_output import ShiftBit, ShiftRegister, open_switch  # noqa: E402
from firmware.drivers.ticker import Ticker  # noqa: E402
from firmware.drivers.watchdog import TIMEOUT_MS, Watchdog  # noqa: E402
from firmware.image import (  # noqa: E402
    BUTTON_AIR,
    BUTTON_DOWN,
    BUTTON_HEAT,
    BUTTON_PROGRAM,
    BUTTON_UP,
    NO_BUTTON,
    Inputs,
    Outputs,
)

FRONT = read_json("boards/front_end.json")
PICO = read_json("boards/rpi_pico.json")
STAGES = ("standard", "gentle")


def chip(port="rp2"):
    """A chip with quiet ADC lines, in use."""
    made = chips.Chip(port, 1)
    made.noise = [0] * chips.NOISE
    pins = PICO["pins"]
    selects = (pins["mux_s0"], pins["mux_s1"], pins["mux_s2"])
    for name in ("adc0", "adc1"):
        made.adc[pins[name]] = chips.AdcLine(made.noise, 0, made.level, selects)
    chips.use(made)
    return made


class Pulses:
    """A burst that only counts."""

    def __init__(self):
        self.fired = []

    def fire(self, on_us):
        self.fired.append(on_us)


# --- gates and rail -----------------------------------------------------------------


def gate(level):
    pulses = Pulses()
    HeaterGate(pulses).write(level)
    return pulses.fired


def test_a_gate_pulse_is_17_us_a_permille_and_at_most_85_percent_of_a_tick():
    assert gate(1_000) == [17_000] and gate(500) == [8_500] and gate(999) == [16_983]
    for level in (1_001, 1_112, 32_767, 1_000_000):
        assert gate(level) == [17_000]


def test_a_pulse_too_short_to_sample_in_is_not_sent():
    """A millisecond: just below, at and above."""
    for level in (-1_000_000, -1_000, -1, 0, 1, 58):
        assert gate(level) == []
    assert gate(59) == [1_003] and gate(60) == [1_020]


def test_every_level_the_governor_judges_has_a_pulse_to_judge():
    """HeaterCheck looks at 60 permille and above."""
    for level in range(60, 1_001):
        assert len(gate(level)) == 1


def test_the_rail_makes_an_edge_when_granted_and_none_when_not():
    pulses = Pulses()
    rail = Rail(pulses)
    rail.write(0)
    assert pulses.fired == []
    rail.write(1)
    assert pulses.fired == [15_000]


def units(on_us, off_us=0):
    """(high, low) loop counters of a word."""
    made = word(on_us, off_us)
    assert 0 <= made < 1 << 30
    return made & 0x3FFF, made >> 14


def test_a_word_holds_the_exact_time_for_loops_that_run_once_more():
    for on_us in (20, 30, 1_000, 1_010, 5_000, 18_000, 163_840):
        high, low = units(on_us, 50)
        assert (high + 1) * 10 == on_us
        assert low == 5


def test_a_time_between_units_is_rounded_down():
    assert units(5_009) == units(5_000) and units(5_010) != units(5_000)


def test_less_than_two_units_is_no_pulse():
    """Just below, at and above; x = 0 jumps over the loop."""
    for on_us in (-1_000_000, -1, 0, 1, 10, 19):
        assert units(on_us)[0] == 0
    assert units(20)[0] == 1 and units(30)[0] == 2


def test_the_word_of_every_pulse_the_firmware_sends_stays_in_its_fields():
    for level in range(56, 1_001):
        high, low = units(level * 18, PULSE_LOW_US)
        assert (high + 1) * 10 <= level * 18 < (high + 2) * 10
        assert low == PULSE_LOW_US // 10
    assert units(163_840, 163_840) == (16_383, 16_384)


def bursts():
    for port, kind in (("rp2", PioBurst), ("esp32", RmtBurst)):
        made = chip(port)
        yield made, kind(10, 1, PULSE_LOW_US), made.engines[10]


def test_a_burst_is_high_for_its_time_and_then_low_for_good():
    for on_us in (1_010, 5_000, 18_000):
        for made, burst, engine in bursts():
            made.now_us = 1_000_000
            burst.fire(on_us)
            assert engine.high_us(0, 10_000_000) == on_us


def test_nothing_is_sent_for_no_time():
    for on_us in (0, -1, -18_000):
        for made, burst, engine in bursts():
            made.now_us = 1_000_000
            burst.fire(on_us)
            assert engine.high_us(0, 10_000_000) == 0 and engine.queued == 0


def test_a_second_pulse_never_blocks_and_never_piles_up():
    for made, burst, engine in bursts():
        made.now_us = 1_000_000
        for _ in range(50):
            burst.fire(18_000)
        assert engine.queued <= 1


def test_a_pulse_every_tick_is_a_pulse_every_tick():
    for made, burst, engine in bursts():
        total_us = 0
        for i in range(50):
            made.now_us = 1_000_000 + i * 20_000
            burst.fire(18_000)
            assert engine.queued == 0
            total_us += engine.high_us(made.now_us, made.now_us + 20_000)
        assert total_us == 50 * 18_000


def test_a_new_burst_takes_its_pin_low_first():
    for port, kind in (("rp2", PioBurst), ("esp32", RmtBurst)):
        made = chip(port)
        made.engines[10].frozen = 1
        made.pwm[10].duty = 30_000
        made.level[10] = 1
        kind(10, 1, PULSE_LOW_US)
        assert made.level[10] == 0 and made.pwm[10].duty == 0 and made.engines[10].frozen == 0


# --- PWM, switches ------------------------------------------------------------------


def test_a_motor_starts_at_nothing_on_both_ports():
    for port in ("rp2", "esp32"):
        made = chip(port)
        PwmOutput(0, 20_000)
        assert made.pwm[0].duty == 0 and made.pwm[0].freq == 20_000


def test_a_motors_duty_is_cut_to_its_range():
    for port in ("rp2", "esp32"):
        made = chip(port)
        output = PwmOutput(0, 20_000)
        for level, duty in (
            (1, 65),
            (500, 32_500),
            (1_000, 65_000),
            (1_001, 65_000),
            (1_000_000, 65_000),
            (0, 0),
            (-1, 0),
            (-1_000_000, 0),
            (1_000, 65_000),
            (-5, 0),
        ):
            output.write(level)
            assert made.pwm[0].duty == duty, level


def test_a_switch_is_a_pin_or_a_bit():
    made = chip("esp32")
    board = {"pins": {"valve_left": 9}, "shift_register": {"bits": {"valve_right": 3}}}
    register = ShiftRegister(21, 22, 32)
    pin, bit = (
        open_switch(board, register, "valve_left"),
        open_switch(board, register, "valve_right"),
    )
    assert made.level[9] == 0 and register.byte[0] == 0
    pin.value(1)
    bit.value(1)
    assert made.level[9] == 1 and register.byte[0] == 8
    pin.value(0)
    bit.value(0)
    assert made.level[9] == 0 and register.byte[0] == 0


def test_every_bit_moves_alone():
    chip("esp32")
    register = ShiftRegister(21, 22, 32)
    bits = [ShiftBit(register, i) for i in range(8)]
    for i in range(8):
        bits[i].value(1)
        assert register.byte[0] == (1 << (i + 1)) - 1
        bits[i].value(1)
        assert register.byte[0] == (1 << (i + 1)) - 1
    for i in range(8):
        bits[i].value(0)
        assert register.byte[0] == 0xFF & ~((1 << (i + 1)) - 1)


def test_the_register_starts_cleared_and_shifts_only_what_changed():
    made = chip("esp32")
    made.spi_byte = 0xFF
    register = ShiftRegister(21, 22, 32)
    assert made.spi_byte == 0
    ShiftBit(register, 2).value(1)
    assert made.spi_byte == 0
    register.flush()
    assert made.spi_byte == 4 and made.level[32] == 0
    made.spi_byte = 99
    register.flush()
    assert made.spi_byte == 99


class Log:
    """Any output driver: writes (name, value) into one list."""

    level = None  # of a PWM: any other is written

    def __init__(self, name, log):
        self.name = name
        self.log = log

    def write(self, value):
        self.log.append((self.name, value))

    def value(self, value):
        self.log.append((self.name, value))

    def flush(self):
        self.log.append((self.name, None))


def output_pins():
    log = []

    def many(*names):
        return [Log(name, log) for name in names]

    pins = OutputPins(
        rail=Log("rail", log),
        gates=many("gate_left", "gate_right"),
        rollers=many("roller_left", "roller_right"),
        directions=many("way_left", "way_right"),
        vibration=Log("vibration", log),
        pump=Log("pump", log),
        valves=many("valve_left", "valve_right"),
        tests=many("latch_test", "timer_test"),
        register=Log("register", log),
    )
    return pins, log


def test_every_channel_reaches_its_own_driver():
    pins, log = output_pins()
    out = Outputs()
    out.level = [1, 2, 3, 4, 5, 6, 1_000, 0]
    out.reverse = [0, 1]
    out.rail = 1
    out.timer_test = 1
    pins.write(out)
    found = dict(log)
    assert found == {
        "rail": 1,
        "gate_left": 1,
        "gate_right": 2,
        "roller_left": 3,
        "roller_right": 4,
        "vibration": 5,
        "pump": 6,
        "valve_left": 1,
        "valve_right": 0,
        "way_left": 0,
        "way_right": 1,
        "latch_test": 0,
        "timer_test": 1,
        "register": None,
    }


def test_heater_pulses_come_first_so_that_they_end_before_the_next_scan_reads():
    pins, log = output_pins()
    pins.write(Outputs())
    assert [name for name, _ in log][:2] == ["gate_left", "gate_right"]


def test_valves_and_directions_are_written_when_they_change_and_at_first():
    pins, log = output_pins()
    out = Outputs()
    pins.write(out)
    assert ("valve_left", 0) in log and ("valve_right", 0) in log
    for valve in ("valve_left", "valve_right", "way_left", "way_right"):
        del log[:]
        pins.write(out)
        assert not [name for name, _ in log if name[:3] in ("val", "way", "reg")]
        if valve[:5] == "valve":
            out.level[6 + ("left", "right").index(valve[6:])] = 1_000
        else:
            out.reverse[("left", "right").index(valve[4:])] = 1
        pins.write(out)
        assert (valve, 1) in log and ("register", None) in log


# --- ADC ----------------------------------------------------------------------------


class Microvolts:
    def __init__(self, uv):
        self.uv = uv

    def read_uv(self):
        return self.uv


def esp32_code16(uv):
    chip("esp32")
    adc = CalibratedAdc(PICO["pins"]["adc0"])
    adc.adc = Microvolts(uv)
    return adc.read_u16()


def test_the_esp32s_adc_has_the_scale_of_the_rp2040s():
    for code in range(0, 4_096, 13):
        uv = (code * 2 + 1) * 3_300_000 // 8_192  # the middle of the code
        got = esp32_code16(uv)
        assert got & 15 == 0 and abs((got >> 4) - code) <= 1


def test_the_esp32s_adc_stays_in_twelve_bits_and_small_integers():
    assert esp32_code16(0) == 0
    for uv in (3_300_000, 3_400_000, 5_000_000):
        assert esp32_code16(uv) == 4_095 << 4
    assert (5_000_000 >> 6) * 4_096 < 1 << 30


def test_the_filter_moves_an_eighth_of_the_way_and_meets_a_still_sample():
    code16 = 0
    for _ in range(2_000):
        code16 = filtered(code16, 2_048)
    assert 2_048 * 16 - 7 <= code16 <= 2_048 * 16  # never above; under half a count below
    for _ in range(2_000):
        code16 = filtered(code16, 1_000)
    assert code16 == 16_000
    assert filtered(16_000, 1_001) == 16_002


def test_one_sample_moves_the_filter_by_eight_counts_at_most():
    """Just below, at and above the 64 counts a bead cannot move."""
    for code16 in (0, 32_768, 65_520):
        for code in (0, 1, 2_047, 2_048, 2_049, 4_095):
            assert abs(filtered(code16, code) - code16) <= 128
    assert filtered(32_768, 2_048 + 63) - 32_768 == 126
    assert filtered(32_768, 2_048 + 64) - 32_768 == 128
    assert filtered(32_768, 2_048 + 65) - 32_768 == 128
    assert filtered(32_768, 2_048 - 64) - 32_768 == -128
    assert filtered(32_768, 2_048 - 65) - 32_768 == -128


def test_the_filter_never_leaves_twelve_bits():
    for code in (0, 4_095):
        code16 = 32_768
        for _ in range(2_000):
            code16 = filtered(code16, code)
            assert 0 <= code16 <= 65_520


def readings(stage="standard"):
    made = chip()
    pins = PICO["pins"]
    from sim.fake.machine import ADC, Pin

    adcs = (ADC(Pin(pins["adc0"])), ADC(Pin(pins["adc1"])))
    selects = (pins["mux_s0"], pins["mux_s1"], pins["mux_s2"])
    one = Readings(
        adcs,
        selects,
        pins["stop_button"],
        FRONT,
        read_json("boards/stages/" + stage + ".json"),
        3_300,
    )
    return Analog(made, one)


class Analog:
    """Readings with their chip: set a channel's code by its name, let ticks pass."""

    def __init__(self, made, one):
        self.chip = made
        self.readings = one
        self.inputs = Inputs()
        self.lines = (made.adc[PICO["pins"]["adc0"]], made.adc[PICO["pins"]["adc1"]])
        for name in FRONT["mux"]:
            self.put(name, 2_048)
        self.put("ladder", 4_087)

    def put(self, name, code):
        adc, select = FRONT["mux"][name]
        self.lines[adc].codes[select] = code

    def stop(self, down):
        self.chip.level[PICO["pins"]["stop_button"]] = down

    def tick(self, ticks=1):
        for _ in range(ticks):
            self.readings.sample(self.inputs)
            self.readings.sample_in_pulse(self.inputs)
        return self.inputs


def test_a_sample_moves_a_reading_as_the_filter_says_however_far_it_jumps():
    """The usual step is done without the call: both must be one filter."""
    analog = readings()
    analog.tick(4)
    foot = analog.inputs.left
    jumps = set()
    for code in (0, 40, 2_000, 2_063, 2_064, 2_065, 2_128, 4_095):
        for line in analog.lines:
            for select in range(8):
                line.codes[select] = code
        for code16 in range(0, 65_536, 509):
            foot.a_code16 = code16
            foot.b_code16 = 65_535 - code16
            analog.readings.pair(foot)
            assert foot.a_code16 == filtered(code16, foot.a_code)
            assert foot.b_code16 == filtered(65_535 - code16, foot.b_code)
            jumps.add(abs((foot.a_code << 4) - code16) <= 1024)
    assert jumps == {True, False}


def test_every_channel_is_read_from_its_own_place_within_ten_ticks():
    names = sorted(FRONT["mux"])
    for chosen in names:
        analog = readings()
        analog.tick(2)
        before = snapshot(analog.tick(10))
        analog.put(chosen, 1_000)
        after = snapshot(analog.tick(10))
        changed = sorted([name for name in before if before[name] != after[name]])
        assert changed == expected_change(chosen), (chosen, changed)


def snapshot(inputs):
    found = {}
    for foot, side in ((inputs.left, "left"), (inputs.right, "right")):
        for name in ("a_code", "b_code", "latch_code", "off_ma", "on_ma", "presence_mv"):
            found[side + "." + name] = getattr(foot, name)
    for name in ("rail_mv", "reference_mv", "roller_ma", "pressure_pa", "button_presses"):
        found[name] = getattr(inputs, name)
    return found


def expected_change(name):
    if name in ("rail", "reference"):
        return [name + "_mv"]
    if name == "ladder":
        return ["button_presses"]
    if name == "roller":
        return ["roller_ma"]
    if name == "pressure":
        return ["pressure_pa"]
    if name[:8] == "presence":
        return [name[9:] + ".presence_mv"]
    if name[:6] == "heater":
        return [name[7:] + ".off_ma", name[7:] + ".on_ma"]
    return [name + "_code"]


def test_codes_become_the_units_their_names_say():
    analog = readings()
    for name, code in (
        ("rail", 2_482),
        ("reference", 3_103),
        ("roller", 558),
        ("pressure", 1_117),
        ("presence_left", 2_482),
        ("heater_left", 2_172),
        ("left.a", 3_000),
    ):
        analog.put(name, code)
    inputs = analog.tick(10)
    for got, expected, tolerance in (
        (inputs.rail_mv, 12_000, 10),
        (inputs.reference_mv, 2_500, 2),
        (inputs.roller_ma, 1_000, 5),
        (inputs.pressure_pa, 9_999, 20),
        (inputs.left.presence_mv, 2_000, 2),
        (inputs.left.off_ma, 1_000, 2),
        (inputs.left.on_ma, 1_000, 2),
        (inputs.left.a_code, 3_000, 0),
    ):
        assert abs(got - expected) <= tolerance, (got, expected)


def test_the_first_samples_fill_the_filters_at_once():
    analog = readings()
    analog.put("right.b", 2_900)
    analog.put("left.latch", 2_800)
    inputs = analog.tick(2)
    assert inputs.right.b_code16 == 2_900 * 16 and inputs.left.latch_code16 == 2_800 * 16
    assert inputs.left.a_code16 == 2_048 * 16


def test_heater_current_is_read_every_tick_before_and_inside_the_pulse():
    analog = readings()
    for tick in range(20):
        analog.put("heater_left", 100 + tick)
        analog.put("heater_right", 500 + tick)
        inputs = analog.tick()
        for foot, code in ((inputs.left, 100 + tick), (inputs.right, 500 + tick)):
            assert foot.off_ma == foot.on_ma == (code - 310) * 2_200 >> 12


def test_a_shunt_that_shows_its_zero_carries_nothing_and_below_it_less_than_nothing():
    """250 mV is code 310: just below, at and above, and the ends."""
    for stage, ends in (("standard", (-167, 2_032)), ("gentle", (-50, 609))):
        scale = {"standard": 2_200, "gentle": 660}[stage]
        for code, ma in (
            (309, -1),
            (310, 0),
            (311, scale >> 12),
            (310 + 100, 100 * scale >> 12),
            (0, ends[0]),
            (4_095, ends[1]),
        ):
            analog = readings(stage)
            analog.put("heater_left", code)
            analog.put("heater_right", code)
            inputs = analog.tick(2)
            for foot in inputs.feet:
                assert foot.off_ma == foot.on_ma == ma, (stage, code)
    for code, ma in ((309, -5), (310, 0), (311, 4), (0, -1_249), (4_095, 15_247)):
        analog = readings()
        analog.put("roller", code)
        assert analog.tick(4).roller_ma == ma, code


def test_a_foots_sensors_are_new_every_second_tick_and_the_count_says_which():
    """The governor judges feet when `samples` is odd: they must just have been read."""
    analog = readings()
    for tick in range(40):
        for name in ("left.a", "left.latch"):
            analog.put(name, 2_000 + tick)
        inputs = analog.tick()
        if inputs.samples & 1:
            assert inputs.left.a_code == 2_000 + tick
        else:
            assert inputs.left.latch_code == 2_000 + tick


def test_a_conversion_that_throws_once_shifts_no_phase():
    """What was just read and what is judged next still belong together afterwards."""

    class Throws:
        def __init__(self, read, at):
            self.read = read
            self.left = at

        def __call__(self):
            self.left -= 1
            if self.left == 0:
                raise OSError("once")
            return self.read()

    for at in range(1, 12):
        analog = readings()
        analog.tick(4)
        analog.readings.read0 = Throws(analog.readings.read0, at)
        for _ in range(4):
            try:
                analog.readings.sample(analog.inputs)
            except OSError:
                pass
        for tick in range(20):
            analog.put("left.a", 2_000 + tick)
            analog.put("left.latch", 2_000 + tick)
            inputs = analog.tick()
            just = inputs.left.a_code if inputs.samples & 1 else inputs.left.latch_code
            assert just == 2_000 + tick, at


def test_presence_and_supply_share_the_odd_ticks_and_both_come_within_ten():
    analog = readings()
    presence, supply = [], []
    for tick in range(40):
        analog.put("presence_left", 100 + tick)
        analog.put("rail", 100 + tick)
        inputs = analog.tick()
        if inputs.left.presence_mv == (100 + tick) * 3_300 >> 12:
            presence.append(tick)
        if inputs.rail_mv == (100 + tick) * 19_800 >> 12:
            supply.append(tick)
    assert [tick % 10 for tick in presence] == [1, 5, 9] * 4
    assert [tick % 10 for tick in supply] == [3, 7] * 4


def test_the_extremes_of_every_channel_stay_small_integers():
    for stage in STAGES:
        for code in (0, 4_095):
            analog = readings(stage)
            for name in FRONT["mux"]:
                analog.put(name, code)
            found = snapshot(analog.tick(20))
            for name in found:
                assert -(1 << 20) < found[name] < 1 << 20, name
    assert 4_095 * 3_300 * 1_000 // 200 < 1 << 30  # the widest product: the rollers' shunt
    assert FRONT["roller_mv_per_a"] == 200
    assert 4_095 * 19_800 < 1 << 30


# --- the direct button and the ladder -----------------------------------------------


def test_the_stop_button_counts_on_its_first_sample_and_may_start_when_it_is_let_go():
    analog = readings()
    inputs = analog.tick(5)
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (0, 0, 0)
    analog.stop(1)
    analog.tick()
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 1, 0)
    analog.tick()
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 1, 0)
    analog.tick(50)
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 1, 0)
    analog.stop(0)
    analog.tick()
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (0, 1, 1)
    analog.tick(50)
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (0, 1, 1)


def test_a_press_of_two_to_a_hundred_samples_may_start_and_no_other():
    """Just below, at and above either end; each press is measured by itself."""
    lengths = (1, 2, 3, 99, 100, 101, 102, 5_000)
    for first in lengths:
        for second in lengths:
            analog = readings()
            inputs = analog.tick(5)
            started = 0
            for number, samples in ((1, first), (2, second)):
                analog.stop(1)
                for _ in range(samples):
                    analog.tick()
                    told = (inputs.stop_down, inputs.stop_presses, inputs.start_press)
                    assert told == (1, number, started)
                analog.stop(0)
                analog.tick()
                if 2 <= samples <= 100:
                    started = number
                told = (inputs.stop_down, inputs.stop_presses, inputs.start_press)
                assert told == (0, number, started), (first, second)


def test_a_bouncing_stop_counts_every_contact_and_starts_on_none():
    analog = readings()
    analog.tick(UP_TICKS)
    for i in range(8):
        analog.stop(1)
        inputs = analog.tick()
        analog.stop(0)
        analog.tick()
        assert (inputs.stop_presses, inputs.start_press) == (i + 1, 0)


def test_a_button_that_is_down_at_power_on_is_a_stop_and_no_press_until_it_was_up():
    for samples in (1, 2, 99, 100, 101):
        analog = readings()
        analog.stop(1)
        inputs = analog.tick(samples)
        assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 0, 0)
        analog.stop(0)  # a worn contact chatters
        analog.tick(UP_TICKS - 1)
        analog.stop(1)
        analog.tick(3)
        analog.stop(0)
        analog.tick(UP_TICKS)
        assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (0, 0, 0)
        analog.stop(1)
        analog.tick(2)
        assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 1, 0)
        analog.stop(0)
        analog.tick()
        assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (0, 1, 1)


def test_a_broken_wire_is_a_stop_for_ever_and_never_a_press():
    analog = readings()
    analog.stop(1)
    inputs = analog.tick(20_000)
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 0, 0)
    analog = readings()
    analog.tick(UP_TICKS)
    analog.stop(1)
    inputs = analog.tick(20_000)
    assert (inputs.stop_down, inputs.stop_presses, inputs.start_press) == (1, 1, 0)


BUTTONS = {
    "air": BUTTON_AIR,
    "heat": BUTTON_HEAT,
    "down": BUTTON_DOWN,
    "up": BUTTON_UP,
    "program": BUTTON_PROGRAM,
    "none": NO_BUTTON,
}


def decode(code):
    for limit, button in ladder_table(FRONT["ladder_mv"], 3_300):
        if code < limit:
            return button
    return NO_BUTTON


def test_every_button_is_read_at_its_own_voltage_with_a_tenth_of_a_volt_to_spare():
    for name in FRONT["ladder_mv"]:
        mv = FRONT["ladder_mv"][name]
        for off_mv in (-200, -100, 0, 100, 200):
            code = max(0, min(4_095, (mv + off_mv) * 4_096 // 3_300))
            assert decode(code) == BUTTONS[name], (name, off_mv)


def test_a_reading_belongs_to_the_nearest_button():
    """Just below, at and above every middle."""
    levels = sorted([(mv, name) for name, mv in FRONT["ladder_mv"].items()])
    table = ladder_table(FRONT["ladder_mv"], 3_300)
    assert len(table) == 5 and list(table) == sorted(table)
    for i in range(5):
        middle = (levels[i][0] + levels[i + 1][0]) // 2 * 4_096 // 3_300
        assert decode(middle - 1) == BUTTONS[levels[i][1]]
        assert decode(middle) == decode(middle + 1) == BUTTONS[levels[i + 1][1]]


def test_an_open_ladder_is_no_button():
    assert decode(4_095) == NO_BUTTON


def ladder_code(name):
    return FRONT["ladder_mv"][name] * 4_096 // 3_300


def test_a_key_counts_once_on_its_second_sample_however_long_it_is_held():
    for name in ("program", "up", "down", "heat", "air"):
        analog = readings()
        inputs = analog.tick(4)
        analog.put("ladder", ladder_code(name))
        analog.tick(2)
        assert inputs.button_presses == 0
        analog.tick(2)
        assert (inputs.button_presses, inputs.button) == (1, BUTTONS[name])
        analog.tick(500)
        assert inputs.button_presses == 1
        analog.put("ladder", 4_087)
        analog.tick(4)
        analog.put("ladder", ladder_code(name))
        analog.tick(4)
        assert inputs.button_presses == 2


def test_a_bouncing_key_counts_when_it_rests():
    analog = readings()
    inputs = analog.tick(4)
    for _ in range(10):
        analog.put("ladder", ladder_code("heat"))
        analog.tick(2)
        analog.put("ladder", 4_087)
        analog.tick(2)
    assert inputs.button_presses == 0
    analog.put("ladder", ladder_code("heat"))
    analog.tick(4)
    assert inputs.button_presses == 1


def test_a_slide_from_key_to_key_is_a_press_of_the_first_that_rests():
    """Else a key that is stuck would count whenever a finger leaves another."""
    analog = readings()
    inputs = analog.tick(4)
    analog.put("ladder", ladder_code("program"))  # on the way, for one sample
    analog.tick(2)
    for name in ("up", "down", "up"):
        analog.put("ladder", ladder_code(name))
        analog.tick(6)
        assert (inputs.button_presses, inputs.button) == (1, BUTTON_UP)
    analog.put("ladder", 4_087)
    analog.tick(2)
    analog.put("ladder", ladder_code("down"))
    analog.tick(4)
    assert (inputs.button_presses, inputs.button) == (2, BUTTON_DOWN)


# --- the rest -----------------------------------------------------------------------


def test_the_ticker_is_hard_where_timers_can_be():
    for port, hard in (("rp2", True), ("esp32", False)):
        made = chip(port)
        ticker = Ticker(port)
        ticker.start(20, len)
        assert made.timers == [ticker.timer]
        assert ticker.timer.period_us == 20_000 and ticker.timer.hard == hard


def test_the_watchdog_starts_when_made_and_waits_two_seconds():
    for port in ("rp2", "esp32"):
        made = chip(port)
        made.now_us = 500_000
        watchdog = Watchdog()
        assert made.wdt_deadline_us == 500_000 + TIMEOUT_MS * 1_000 and TIMEOUT_MS == 2_000
        made.now_us = 1_500_000
        watchdog.feed()
        assert made.wdt_deadline_us == 3_500_000


def test_a_port_tells_the_reset_causes_it_knows():
    from sim.fake import machine

    power, hard, watchdog, soft = (
        machine.PWRON_RESET,
        machine.HARD_RESET,
        machine.WDT_RESET,
        machine.SOFT_RESET,
    )
    for port, expected in (
        ("rp2", (power, watchdog, watchdog, watchdog, power, power)),
        ("esp32", (soft, hard, soft, watchdog, power, soft)),
    ):
        made = chip(port)
        assert machine.reset_cause() == power
        told = []
        for kind in ("soft", "hard", "soft", "watchdog", "power", "soft"):
            made.reset(kind, made.now_us)
            told.append(machine.reset_cause())
        assert tuple(told) == expected, port


def test_the_buzzer_is_silent_until_a_tone_and_after_it():
    for port in ("rp2", "esp32"):
        made = chip(port)
        buzzer = Buzzer(6)
        assert made.pwm[6].duty == 0
        buzzer.tone(2_400)
        assert made.pwm[6].duty == 32_768 and made.pwm[6].freq == 2_400
        buzzer.tone(0)
        assert made.pwm[6].duty == 0


def test_lamps_are_sent_when_they_change():
    made = chip()
    lamps = Lamps(21)
    colours = tuple([(i, 0, 0) for i in range(8)])
    lamps.show(colours)
    assert made.pixels == colours
    made.pixels = ()
    lamps.show(colours)
    assert made.pixels == ()


def test_a_record_is_an_object_or_nothing():
    made = chip()
    for text, record in (
        ('{"a": 1}', {"a": 1}),
        ("{}", {}),
        ("[]", None),
        ("1", None),
        ("null", None),
        ("", None),
        ("{", None),
        ('{"a": 1', None),
    ):
        made.files["/x.json"] = text
        assert read_record("/x.json") == record, text
    assert read_record("/absent.json") is None


def test_one_slow_scan_takes_at_most_a_chunk_of_a_babbling_host():
    made = chip()
    stdio = Stdio()
    made.stdin = "x" * (CHUNK + 10)
    assert stdio.read() == "x" * CHUNK
    assert stdio.read() == "x" * 10
    assert stdio.read() == ""
    stdio.write("out\n")
    assert made.stdout == ["out\n"]
