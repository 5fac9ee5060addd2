"""The process image: what the two scans hand each other. Four records of integers, nothing else.

Decides nothing and computes nothing. `Inputs` is written by the fast scan's readings, `Intents` by
the slow scan, `Outputs` by the governor, `Status` by the governor for everyone above. Levels are
permille, 0 is the safe state of every one.
"""

from .units import FULL

# Output channels, in the order of every `level` list.
HEAT_LEFT = 0
HEAT_RIGHT = 1
ROLLER_LEFT = 2
ROLLER_RIGHT = 3
VIBRATION = 4
PUMP = 5
VALVE_LEFT = 6  # 0 vents the bladder, 1000 joins it to the manifold
VALVE_RIGHT = 7
CHANNELS = 8
UNCAPPED = 99_999  # a cap that cuts nothing

CHANNEL_NAMES = (
    "heat_left",
    "heat_right",
    "roller_left",
    "roller_right",
    "vibration",
    "pump",
    "valve_left",
    "valve_right",
)

# Ladder buttons, as the fast scan decodes them. NO_BUTTON is also what an open wire reads.
NO_BUTTON = 0
BUTTON_PROGRAM = 1
BUTTON_UP = 2
BUTTON_DOWN = 3
BUTTON_HEAT = 4
BUTTON_AIR = 5


class FootInputs:
    """One foot's sensors. `*_code` are single 12-bit samples with the gates low, `*_code16` are
    filtered and sixteen times finer, `*_pulse_code` was sampled inside a heater's pulse.
    """

    __slots__ = (
        "a_code",
        "b_code",
        "latch_code",
        "a_code16",
        "b_code16",
        "latch_code16",
        "a_pulse_code",
        "b_pulse_code",
        "latch_pulse_code",
        "off_ma",
        "on_ma",
        "presence_mv",
    )

    def __init__(self) -> None:
        self.a_code = 0
        self.b_code = 0
        self.latch_code = 0
        self.a_code16 = 0
        self.b_code16 = 0
        self.latch_code16 = 0
        self.a_pulse_code = 0  # 0 until it was sampled
        self.b_pulse_code = 0
        self.latch_pulse_code = 0
        self.off_ma = 0  # heater current just before the word, when every gate is low
        self.on_ma = 0  # heater current inside the last word
        self.presence_mv = 1_100  # neither empty nor a foot until it was sampled


class Inputs:
    """Everything the fast scan read.

    `feet` is (left, right); `samples` counts fast scans since boot, wrapping.
    """

    __slots__ = (
        "now_ms", "samples", "left", "right", "feet", "rail_mv", "reference_mv", "roller_ma",
        "pressure_pa", "stop_down", "stop_presses", "start_press", "button", "button_presses",
    )  # fmt: skip

    def __init__(self) -> None:
        self.now_ms = 0
        self.samples = 0
        self.left = FootInputs()
        self.right = FootInputs()
        self.feet = (self.left, self.right)
        self.rail_mv = 0
        self.reference_mv = 0
        self.roller_ma = 0
        self.pressure_pa = 0
        self.stop_down = 0
        # presses since boot, counted on their first sample; the slow scan answers with stop_seen
        self.stop_presses = 0
        # number of the last press that was let go like a press: only such a one may start anything
        self.start_press = 0
        self.button = NO_BUTTON  # the last ladder button pressed
        self.button_presses = 0


class Intents:
    """What the slow scan asks for.

    `rail` 0 means shut down, which is not the same as every level at 0. `prove` 1, with `rail` 0:
    now is a good moment for the hardware latch's proof.
    """

    __slots__ = ("level", "reverse", "rail", "prove", "heated", "beat_ms", "stop_seen",
                 "acknowledge")  # fmt: skip

    def __init__(self) -> None:
        self.level = [0] * CHANNELS
        self.reverse = [0, 0]
        self.rail = 0
        self.prove = 0
        self.heated = 0  # 1 while the session may heat at all; heat levels mean nothing without it
        self.beat_ms = 0
        self.stop_seen = 0
        self.acknowledge = 0  # number of the last trip a person acknowledged


class IntentsBuffer:
    """Two Intents and one reference: the slow scan fills `back`, then publishes it with a single
    store.
    """

    __slots__ = ("front", "back")

    def __init__(self) -> None:
        self.front = Intents()
        self.back = Intents()

    def publish(self) -> None:
        """Swap: the fast scan sees the old record or the new one, never a half-written one."""
        filled = self.back
        self.back = self.front
        self.front = filled


class Outputs:
    """What the governor granted for this tick, and the test lines of latch and heat timer."""

    __slots__ = ("level", "reverse", "rail", "latch_test", "timer_test")

    def __init__(self) -> None:
        self.level = [0] * CHANNELS
        self.reverse = [0, 0]
        self.rail = 0
        self.latch_test = self.timer_test = 0


class Status:
    """What the governor tells all. `ceiling` is why an output got less than it asked for."""

    __slots__ = (
        "present", "heat_allowed", "rail", "session_ms", "heat_ms", "heat_cap_mc", "air_cap_pa",
        "cem43_permille", "cem43_day_permille", "day_s", "heat_rests", "proof", "heat_fault",
        "warm_wells", "unseen_wells", "trip", "trips", "trip_where", "trip_value", "trip_limit",
        "trip_ms", "ceiling",
    )  # fmt: skip

    def __init__(self) -> None:
        self.present = [0, 0]
        self.heat_allowed = [0, 0]
        self.rail = 0  # 1 while the rail is granted
        self.session_ms = 0
        self.heat_ms = 0
        self.heat_cap_mc = [UNCAPPED, UNCAPPED]  # what dose and air leave of each foot's heat
        self.air_cap_pa = UNCAPPED  # what heat and rollers leave of the air
        # thermal dose in thousandths of a minute at 43 °C: this session's, this day's
        self.cem43_permille = [0, 0]
        self.cem43_day_permille = [0, 0]
        self.day_s = 0  # powered time since the day's first dose
        self.heat_rests = 0  # 1 while the heat timer leaves none
        self.warm_wells = 0  # too warm at rest for any heat: bit 0 left, bit 1 right
        # never seen empty and at rest: no heat; bits as above; 2 and 3: not yet with the other
        self.unseen_wells = 15
        self.proof = 0  # 1 once the latch's proof is over, passed or not
        self.heat_fault = 0  # what failed its proof, see `trips`: no heat until power was lost
        self.trip = 0  # code of the first trip, 0 for none
        self.trips = 0  # trips latched since boot
        self.trip_where = 0
        self.trip_value = 0
        self.trip_limit = 0
        self.trip_ms = 0
        self.ceiling = [FULL] * CHANNELS
