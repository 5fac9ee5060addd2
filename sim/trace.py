"""The trace: one fixed binary record a fast tick, hashed; one in five kept.

Decides what a run is remembered by. The layout is fixed and versioned: integers and packed
doubles, little-endian, no text (`repr` and `%.6f` differ between interpreters). Called by the
world after every tick.
"""

import hashlib
import struct
from binascii import hexlify

VERSION = 1

_ADC = tuple(("adc%d_%d_code" % (adc, select), "H") for adc in (0, 1) for select in range(8))
_LEVELS = (
    "heat_left",
    "heat_right",
    "roller_left",
    "roller_right",
    "vibration",
    "pump",
    "valve_left",
    "valve_right",
)
FIELDS = (
    _ADC
    + (("t_ms", "I"), ("stop_down", "B"), ("state", "B"), ("trip_code", "B"), ("intent_rail", "B"))
    + tuple(("intent_" + name + "_permille", "H") for name in _LEVELS)
    + (
        ("out_heat_left_permille", "H"),
        ("out_heat_right_permille", "H"),
        ("out_roller_left_permille", "h"),
        ("out_roller_right_permille", "h"),
        ("out_vibration_permille", "H"),
        ("out_pump_permille", "H"),
        ("out_valve_left", "B"),
        ("out_valve_right", "B"),
        ("out_rail_us", "H"),
        ("present_left", "B"),
        ("present_right", "B"),
        ("sensed_left_mc", "i"),
        ("sensed_right_mc", "i"),
        ("set_left_mc", "i"),
        ("set_right_mc", "i"),
        ("left_pad_c", "d"),
        ("right_pad_c", "d"),
        ("left_skin_c", "d"),
        ("right_skin_c", "d"),
        ("left_cem43_min", "d"),
        ("right_cem43_min", "d"),
        ("left_pressure_mmhg", "d"),
        ("right_pressure_mmhg", "d"),
        ("manifold_mmhg", "d"),
        ("left_roller_rpm", "d"),
        ("right_roller_rpm", "d"),
        ("roller_ma", "d"),
        ("ambient_c", "d"),
        ("heater_j", "d"),
    )
)
FORMAT = "<" + "".join([field[1] for field in FIELDS])
SIZE = struct.calcsize(FORMAT)
_HEAD = 32  # bytes of the two arrays of ADC codes
_TAIL = "<" + "".join([field[1] for field in FIELDS[16:]])
KEPT_EVERY = 5  # ticks: one record in 100 ms goes to the sink


class Trace:
    """Packs, hashes and hands on. `sink` is called with one record (bytes) every 100 ms."""

    def __init__(self, spec, sink):
        self.sink = sink
        self.hash = hashlib.sha256()
        self.hash.update(struct.pack("<I", VERSION))
        for name in (spec["board"]["name"], spec["stage"]["name"], spec["profile"]):
            self.hash.update(name.encode())
        self.buffer = bytearray(SIZE - _HEAD)
        self.ticks = 0
        self.clip = 0  # an intent may be larger than its field: a bit of it flipped

    def record(self, world):
        """Take the state at the end of one tick."""
        wiring = world.wiring
        senses = wiring.senses
        codes0, codes1 = senses.codes if senses.skewed is None else senses.skewed.look()
        plant = world.plant
        drive = plant.drive
        device = world.device
        if device is None:
            state = trip = rail = 0
            levels = world.no_levels
            present = sensed = world.no_pair
            set_left = set_right = 0
        else:
            status = device.governor.status
            intents = device.buffer.front
            state = device.session.state
            trip = status.trip
            rail = intents.rail
            levels = intents.level
            if self.clip:
                levels = [level if level < 65535 else 65535 for level in levels]
            present = status.present
            controls = device.controls
            sensed = controls.sensed_mc
            left, right = controls.thermostats
            set_left = left.set_mc
            set_right = right.set_mc
        on = drive.heater_on_us
        rollers = drive.roller_permille
        valve = drive.valve
        pad = plant.pad_c
        skin = plant.skin_c
        dose = plant.cem43_min
        air = plant.bladder_mmhg
        rpm = plant.roller_rpm
        struct.pack_into(
            _TAIL, self.buffer, 0,
            world.chip.now_us // 1000, senses.stop_level, state, trip, rail,
            levels[0], levels[1], levels[2], levels[3], levels[4], levels[5], levels[6], levels[7],
            on[0] // 17, on[1] // 17, rollers[0], rollers[1],
            drive.vibration_permille, drive.pump_permille,
            valve[0], valve[1], drive.rail_us,
            present[0], present[1], sensed[0], sensed[1], set_left, set_right,
            pad[0], pad[1], skin[0], skin[1], dose[0], dose[1], air[0], air[1],
            plant.manifold_mmhg, rpm[0], rpm[1], plant.roller_a * 1000.0,
            wiring.ambient_c, plant.heater_j,
        )  # fmt: skip
        update = self.hash.update
        update(codes0)
        update(codes1)
        update(self.buffer)
        self.ticks += 1
        if self.ticks % KEPT_EVERY == 0 and self.sink is not None:
            self.sink(bytes(codes0) + bytes(codes1) + bytes(self.buffer))

    def sha256(self):
        """Hex digest over every tick so far; ends the hash (MicroPython's is final after
        `digest`).
        """
        return hexlify(self.hash.digest()).decode()
