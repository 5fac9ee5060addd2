"""The words a scenario may use and a report may show, taken from the firmware's own tables.

Decides nothing: it joins the trips a scenario may expect in any case with the firmware's own, so
that none is lost. The scenario reader, the expectations and the pictures read it. CPython only.
"""

from firmware.program.recipes import RECIPES
from firmware.program.session import STATE_NAMES
from firmware.safety.trips import TRIPS

PROGRAMS = tuple(row[0] for row in RECIPES)
SESSION_STATES = STATE_NAMES
BUTTONS = ("start", "program", "up", "down", "heat", "air")
ENDINGS = ("completed", "stopped", "tripped", "cut", "running", "none")

# Names that stay; a scenario may expect one that no check raises yet, and then turns red.
PROMISED = (
    "sensor_open sensor_short sensor_stuck sensor_disagrees sensor_rate over_temperature "
    "contact_latch no_thermal_response heater_on_unasked heater_no_current heater_leak "
    "heats_wrong_foot rises_unasked dose over_pressure pressure_held vent_failed pressure_sensor "
    "air_leak roller_jam roller_open supply_over supply_low slow_loop_dead fast_loop_late "
    "reset_unexpected self_test clock reference memory session_time"
).split()
TRIP_NAMES = tuple(dict.fromkeys([*PROMISED, *(row[1] for row in TRIPS)]))
# name: (what happened, what to do)
TRIP_WORDS = {row[1]: (row[2], row[3]) for row in TRIPS}
