"""The limits: one row a number, for both profiles, each with its requirement id and its reason.

Decides every threshold the governor uses, except temperatures as ADC counts, which `raw_limits`
holds (generated from these rows). May not be changed at run time: a profile is chosen when the
device is built. The README's table is generated from here. All numbers are engineering judgement
that needs clinical review (boards and stages add what their hardware can take).
"""

STANDARD = 0
NEUROPATHY = 1
PROFILES = ("standard", "neuropathy")

# (requirement, name, standard, neuropathy, reason)
# fmt: off
ROWS = (
    ("SAF-001", "contact_cap_mc", 41_000, 38_000,
     "hotter pad sensor counts as skin; heat fades out above it"),
    ("SAF-002", "soft_trip_mc", 43_000, 39_000,
     "skin burns are reported from about 43 °C; a foot that cannot feel gets 4 °C more"),
    ("SAF-003", "soft_trip_ms", 5_000, 10_000,
     "longer than a filter settles, far shorter than dose builds (43 °C: 1 CEM43 min a minute)"),
    ("SAF-004", "latch_mc", 44_000, 40_000,
     "acts at once; about where the stage's own hardware latch acts, so that a reason is known"),
    ("SAF-005", "session_max_ms", 1_800_000, 1_200_000,
     "30 and 20 min: no prolonged exposure"),
    ("SAF-006", "heat_max_ms", 1_800_000, 900_000,
     "neuropathy: heat for at most 15 of the 20 min"),
    ("SAF-007", "pressure_trip_pa", 14_665, 7_999,
     "110 and 60 mmHg: below the relief valve, above every programmed level"),
    ("SAF-008", "heat_slew_permille_s", 500, 250,
     "power arrives over 2 and 4 s; a wrong request has not heated a pad by then"),
    ("SAF-009", "roller_slew_permille_s", 350, 200,
     "full speed takes 3 and 5 s: a foot can be withdrawn"),
    ("SAF-010", "vibration_slew_permille_s", 500, 300,
     "as the rollers; vibration startles less"),
    ("SAF-011", "pump_slew_permille_s", 1_000, 600,
     "pressure itself is ramped by control (15 and 8 mmHg/s); this bounds a wrong request"),
    ("SAF-012", "roller_max_permille", 1_000, 600,
     "gentle pressure first: neuropathy never gets the upper speeds"),
    ("SAF-013", "vibration_max_permille", 1_000, 600,
     "as the rollers"),
    ("SAF-014", "pump_max_permille", 1_000, 700,
     "a slower pump leaves the pressure trip more time"),
    ("SAF-015", "heater_off_ma", 30, 30,
     "current while the gate is low: a shorted or leaking switch"),
    ("SAF-016", "heater_off_ticks", 2, 2,
     "two ticks in a row, 40 ms: one noisy sample does not stop a session"),
    ("SAF-017", "heater_dead_ms", 2_000, 2_000,
     "no current inside the pulse: told, no hazard"),
    ("SAF-018", "roller_max_ma", 2_000, 1_300,
     "winding current of both: 1.5 and 0.8 A of torque in one, 0.5 A running in the other"),
    ("SAF-019", "roller_jam_ms", 300, 300,
     "longer than starting takes, within the 500 ms a jam may last"),
    ("SAF-020", "slow_beat_ms", 250, 250,
     "two missed slow scans: nobody may be steering"),
    ("SAF-021", "ntc_open_code", 250, 250,
     "under -26 °C: a broken wire reads 0"),
    ("SAF-022", "ntc_short_code", 3_400, 3_400,
     "over 65 °C: far beyond any pad at work; a shorted bead reads full scale"),
    ("SAF-023", "ntc_fault_samples", 2, 2,
     "two samples 40 ms apart, so an open wire trips within 100 ms"),
    ("SAF-024", "reversal_rest_ms", 300, 300,
     "a roller stands still before it turns the other way"),
    ("SAF-025", "rest_ms", 90_000, 90_000,
     "rail off before the clocks start again: longer than the hardware timer takes to forget"),
    ("SAF-026", "fast_late_ms", 60, 60,
     "two ticks missed with the rail on: it opened meanwhile, nothing may come back unramped"),
    ("SAF-030", "third_cap_mc", 41_300, 38_300,
     "the latch's own sensor limits heat too: what a and b both hide ends 0.5 °C over it"),
    ("SAF-031", "disagree_mc", 1_000, 1_000,
     "a against b, from the offset learned at rest; beads of 4 and 12 s differ by 0.8 in a ramp"),
    ("SAF-032", "apart_mc", 3_000, 2_000,
     "a against b, whatever was learned"),
    ("SAF-033", "third_apart_mc", 1_500, 1_500,
     "a and b against the latch's sensor, from the offset learned at rest"),
    ("SAF-034", "rest_apart_mc", 1_500, 1_500,
     "two sensors of a well at rest: twice 0.7 °C of tolerance; more is a fault, never learned"),
    ("SAF-035", "stuck_rounds", 20, 20,
     "seconds a filtered code may stand still: an ADC that lives has noise"),
    ("SAF-036", "jump_mc", 600, 600,
     "in a second, feet at rest for 60 s: 19 W move 80 J/K by 0.24 °C, a moved foot by 0.1"),
    ("SAF-037", "feet_jump_mc", 1_200, 1_200,
     "the same within 60 s of a foot in or out: a bead of 12 s moved 0.35 °C at most there"),
    ("SAF-038", "evidence_mc", 150, 150,
     "a and b must each move so much, as the power did: seven times the noise"),
    ("SAF-039", "decay_rounds", 30, 30,
     "every 30 s without such evidence heat may have 10 % less, down to 1 W"),
    ("SAF-040", "rises_mc", 400, 400,
     "over the lowest since the heater went off, at 35.5 °C or more: no foot, no room does that"),
    ("SAF-041", "falls_mc", 50, 50,
     "a pad over 37.5 °C with its heater off falls twice so much in 60 s, even in a room of 35"),
    ("SAF-042", "heater_off_permille", 300, 300,
     "current against rail and resistance: 20 % of part, 10 % of measurement"),
    ("SAF-043", "heater_off_rounds", 8, 8,
     "seconds in a row of a wrong current: told within 30 s, no hazard by itself"),
    ("SAF-044", "ground_mc", 300, 300,
     "a reading inside the heater's pulse against the same with all gates low"),
    ("SAF-050", "cem43_session_permille", 2_000, 250,
     "thermal dose of a session, hotter sensor as skin: a limiter makes it last"),
    ("SAF-051", "cem43_day_permille", 4_000, 500,
     "thermal dose of 24 hours of powered time: two full sessions"),
    ("SAF-052", "cem43_trip_permille", 1_250, 1_250,
     "share of either dose that is a trip: the limiter has failed"),
    ("SAF-053", "vented_pa", 667, 667,
     "5 mmHg: above it a bladder is not empty, and nothing is pumped into it"),
    ("SAF-054", "vent_ms", 5_000, 10_000,
     "both valves stay closed that long, so vent, before one may open again"),
    ("SAF-055", "held_pa", 2_666, 1_333,
     "20 and 10 mmHg: more than this is compression"),
    ("SAF-056", "held_ms", 30_000, 15_000,
     "compression without a pause: skin needs its blood back"),
    ("SAF-057", "vent_failed_ms", 12_000, 12_000,
     "both valves closed this long and still air in the manifold: a valve does not close"),
    ("SAF-058", "look_ms", 3_000, 3_000,
     "a bladder is looked at before the pump may run; still full after that, it never vented"),
    ("SAF-059", "air_limp_ml", 400, 400,
     "a bladder that has taken this much and shows no pressure leaks"),
    ("SAF-060", "air_slack_ml", 36, 24,
     "air the pressure does not explain: at most 37 and 25 mmHg more than the sensor says"),
    ("SAF-061", "air_blind_ml", 80, 40,
     "pumped before the pump pauses to see whether the sensor notices: at most 82 and 41 mmHg"),
    ("SAF-062", "warm_air_pa", 6_666, 3_333,
     "50 and 25 mmHg: more pressure only on a cooler foot, more heat only at less pressure"),
    ("SAF-063", "warm_air_mc", 40_000, 36_000,
     "pressure makes heat worse: above it pressure is limited, with more pressure heat is"),
    ("SAF-064", "rolling_air_pa", 9_999, 2_000,
     "a bladder presses the foot on the rollers: 15 mmHg while they turn under numb feet"),
    ("SAF-065", "roller_run_max_ms", 1_800_000, 900_000,
     "rollers for at most 30 and 15 min a session"),
    ("SAF-066", "roller_least_ma", 60, 60,
     "a winding that is driven alone and takes less is not there: half of what idling takes"),
    ("SAF-067", "supply_over_mv", 14_500, 14_500,
     "the clamp's limit: heaters, motors and their supervision are judged up to it"),
    ("SAF-068", "supply_low_mv", 10_000, 10_000,
     "valves and the rail's switch are not sure to work below it"),
    ("SAF-069", "supply_samples", 3, 3,
     "a second apart, in a row: a dip or a plug that bounces is no trip"),
    ("SAF-070", "reference_permille", 30, 30,
     "the known voltage may be so far off (an ESP32 sags by 5 there); beyond, no reading is true"),
    ("SAF-071", "reference_drift_permille", 10, 10,
     "and so far from what it was at rest: 0.7 °C at 40 °C"),
)
# fmt: on


class Limits:
    """One profile's numbers as attributes named like the rows.

    `profile` is STANDARD or NEUROPATHY.
    """

    contact_cap_mc: int
    soft_trip_mc: int
    soft_trip_ms: int
    latch_mc: int
    session_max_ms: int
    heat_max_ms: int
    pressure_trip_pa: int
    heat_slew_permille_s: int
    roller_slew_permille_s: int
    vibration_slew_permille_s: int
    pump_slew_permille_s: int
    roller_max_permille: int
    vibration_max_permille: int
    pump_max_permille: int
    heater_off_ma: int
    heater_off_ticks: int
    heater_dead_ms: int
    roller_max_ma: int
    roller_jam_ms: int
    slow_beat_ms: int
    ntc_open_code: int
    ntc_short_code: int
    ntc_fault_samples: int
    reversal_rest_ms: int
    rest_ms: int
    fast_late_ms: int
    third_cap_mc: int
    disagree_mc: int
    apart_mc: int
    third_apart_mc: int
    rest_apart_mc: int
    stuck_rounds: int
    jump_mc: int
    feet_jump_mc: int
    evidence_mc: int
    decay_rounds: int
    rises_mc: int
    falls_mc: int
    heater_off_permille: int
    heater_off_rounds: int
    ground_mc: int
    cem43_session_permille: int
    cem43_day_permille: int
    cem43_trip_permille: int
    vented_pa: int
    vent_ms: int
    held_pa: int
    held_ms: int
    vent_failed_ms: int
    look_ms: int
    air_limp_ml: int
    air_slack_ml: int
    air_blind_ml: int
    warm_air_pa: int
    warm_air_mc: int
    rolling_air_pa: int
    roller_run_max_ms: int
    roller_least_ma: int
    supply_over_mv: int
    supply_low_mv: int
    supply_samples: int
    reference_permille: int
    reference_drift_permille: int

    def __init__(self, profile: int) -> None:
        self.profile = profile
        for row in ROWS:
            setattr(self, row[1], row[2 + profile])
