"""The limits of one profile, by name.

Decides nothing by itself: `limit_rows` has the numbers and their reasons. May not be changed at run
time: a profile is chosen when the device is built. Every check is handed one.
"""

from .limit_rows import ROWS

STANDARD = 0
NEUROPATHY = 1
PROFILES = ("standard", "neuropathy")


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
    alone_mc: int
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
    rail_down_mv: int
    reference_permille: int
    reference_drift_permille: int
    heat_timer_permille: int
    latch_proof_ms: int
    timer_proof_permille: int
    memory_rounds: int
    rest_most_mc: int
    day_sessions: int
    last_day_sessions: int
    gap_ms: int
    massage_most_ms: int
    massage_rest_ms: int

    def __init__(self, profile: int) -> None:
        self.profile = profile
        for row in ROWS:
            setattr(self, row[1], row[2 + profile])
