"""Trips: their codes and words, and the latch that keeps the first.

Decides which trip is told (the first) and when it may be forgotten (acknowledged, and no check has
complained for longer than a round). May not clear itself. Called by the checks and the governor.
"""

from ..image import Status

# (code, name, what happened, what to do, unit of value and limit). Codes are for ever: journals
# and hosts keep them.
# fmt: off
TRIPS = (
    (1, "sensor_open", "a temperature sensor is not connected",
     "unplug; have the pad's cable checked", "code"),
    (2, "sensor_short", "a temperature sensor is shorted",
     "unplug; have the pad's cable checked", "code"),
    (3, "over_temperature", "a pad stayed too warm",
     "take the feet out, look at them, let the pads cool", "code"),
    (4, "contact_latch", "a pad reached its limit",
     "take the feet out, look at them, let the pads cool", "code"),
    (5, "heater_on_unasked", "a heater was on that should be off",
     "unplug; do not use until repaired", "mA"),
    (6, "heater_leak", "a heater's switch leaks",
     "unplug; do not use until repaired", "mA"),
    (7, "heater_no_current", "a heater takes no current",
     "massage without heat; have the heater checked", "mA"),
    (8, "over_pressure", "the air pressure was too high",
     "take the feet out; check the hoses", "Pa"),
    (9, "roller_jam", "a roller is blocked",
     "take the feet out; look for cloth in the rollers", "mA"),
    (10, "slow_loop_dead", "the program stopped answering",
     "press start; if it returns, have it checked", "ms"),
    (11, "fast_loop_failed", "the safety program failed",
     "unplug, plug in, press start; if it returns, have it checked", ""),
    (12, "session_time", "the session was longer than allowed",
     "press start; have it checked", "ms"),
    (13, "reset_unexpected", "the device restarted by itself",
     "press start; if it returns, have it checked", ""),
    (14, "fast_loop_late", "the safety program stood still for a moment",
     "press start; if it returns, have it checked", "ms"),
    (15, "sensor_stuck", "a temperature sensor does not move any more",
     "unplug; have the pad's sensors checked", "mC"),
    (16, "sensor_disagrees", "temperature sensors of one foot contradict each other",
     "unplug; have the pad's sensors checked", "mC"),
    (17, "sensor_rate", "a temperature reading jumps or is too noisy",
     "unplug; have the pad's cable checked", "mC"),
    (18, "no_thermal_response", "a pad is heated and its sensors do not feel it",
     "take the feet out, look at them; have the pad's sensors checked", "mC"),
    (19, "heats_wrong_foot", "the other foot's pad was heated",
     "take the feet out, look at them; have the pads' plugs checked", "mC"),
    (20, "rises_unasked", "a pad does not cool although its heater is off",
     "take the feet out and unplug; do not use until repaired", "mC"),
    (21, "dose", "a foot has had more warmth than allowed",
     "no more heat today; look at the feet", "mCEM43"),
    (22, "pressure_held", "a foot was squeezed for too long",
     "take the feet out; have the air valves checked", "ms"),
    (23, "vent_failed", "a bladder does not let its air out",
     "take the feet out; check the hoses", "Pa"),
    (24, "pressure_sensor", "the pressure sensor cannot be believed",
     "massage without air; have the sensor and the pump checked", "Pa"),
    (25, "air_leak", "air was pumped and the pressure did not follow",
     "check the hoses; have the pressure sensor checked", "mL"),
    (26, "roller_open", "a roller takes no current",
     "massage without rollers; have the roller's wires checked", "mA"),
    (27, "supply_over", "the supply's voltage is too high",
     "use the power supply that came with it", "mV"),
    (28, "supply_low", "heaters and motors get too little voltage",
     "let the pads cool; use the power supply that came with it", "mV"),
    (29, "self_test", "the switch that ends everything does not open",
     "take the feet out and unplug; do not use until repaired", "mV"),
    (31, "reference", "the measuring part is off, no temperature can be believed",
     "unplug; do not use until repaired", "mV"),
    (32, "memory", "a number in the device's memory has changed",
     "unplug, plug in, press start; if it returns, have it checked", ""),
    (33, "heater_weak", "a heater takes the wrong current",
     "massage without heat; have the heater checked", "permille"),
    (34, "ground_fault", "a heater disturbs its temperature sensors",
     "take the feet out and unplug; do not use until repaired", "mC"),
    (35, "program_changed", "a file of the device's program is not as it was installed",
     "do not use until its firmware was installed anew", "files"),
)
# fmt: on

SENSOR_OPEN = 1
SENSOR_SHORT = 2
OVER_TEMPERATURE = 3
CONTACT_LATCH = 4
HEATER_ON_UNASKED = 5
HEATER_LEAK = 6
HEATER_NO_CURRENT = 7
OVER_PRESSURE = 8
ROLLER_JAM = 9
SLOW_LOOP_DEAD = 10
FAST_LOOP_FAILED = 11
SESSION_TIME = 12
RESET_UNEXPECTED = 13
FAST_LOOP_LATE = 14
SENSOR_STUCK = 15
SENSOR_DISAGREES = 16
SENSOR_RATE = 17
NO_THERMAL_RESPONSE = 18
HEATS_WRONG_FOOT = 19
RISES_UNASKED = 20
DOSE = 21
PRESSURE_HELD = 22
VENT_FAILED = 23
PRESSURE_SENSOR = 24
AIR_LEAK = 25
ROLLER_OPEN = 26
SUPPLY_OVER = 27
SUPPLY_LOW = 28
SELF_TEST = 29
REFERENCE = 31
MEMORY = 32
HEATER_WEAK = 33
GROUND_FAULT = 34
PROGRAM_CHANGED = 35

# Status.heat_fault, which is no trip: what did not answer its proof.
LATCH_SILENT = 1
TIMER_SILENT = 2

# Where a trip happened; the index is Status.trip_where.
PLACES = (
    "",
    "left",
    "right",
    "left.a",
    "right.a",
    "left.b",
    "right.b",
    "left.latch",
    "right.latch",
)
PLACE_FOOT = 1  # + foot
PLACE_A = 3
PLACE_B = 5
PLACE_LATCH = 7

# Scans without a complaint before an acknowledgement counts. A round is 50: every check has looked
# by then. Scans, not time: while they stand still nobody looks.
QUIET_SCANS = 60


def trip_row(code: int) -> "tuple[int, str, str, str, str] | None":
    """The row of TRIPS with `code`, or None."""
    for row in TRIPS:
        if row[0] == code:
            return row
    return None


class TripLatch:
    """Keeps the first trip in `status` with its place, value, limit and time; `quiet` counts scans
    since anything complained.
    """

    __slots__ = ("status", "quiet")

    def __init__(self, status: Status) -> None:
        self.status = status
        self.quiet = 0

    def trip(self, code: int, where: int, value: int, limit: int, now_ms: int) -> None:
        """Latch `code`, or note that its cause (or another) is still there."""
        status = self.status
        self.quiet = 0
        if status.trip:
            return
        status.trips += 1
        status.trip_where = where
        status.trip_value = value
        status.trip_limit = limit
        status.trip_ms = now_ms
        status.trip = code

    def stand(self, acknowledged: int) -> None:
        """One scan under a trip, after every check of it: forget the trip if `acknowledged` is its
        number (Status.trips) and all have been quiet.
        """
        if self.quiet < QUIET_SCANS:
            self.quiet += 1
        status = self.status
        if acknowledged == status.trips and self.quiet >= QUIET_SCANS:
            status.trip = 0
