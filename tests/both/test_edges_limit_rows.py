"""Rows of the table of limits, as their reasons word them: what is the same for both profiles, how
long a ramp takes, how much millimetres of mercury are. The checks' own tests hold the edges.
"""

from firmware.drivers.ntc import to_mc
from firmware.safety import raw_limits
from firmware.safety.limit_rows import ROWS

from .checks_bench import LIMITS

# About sensors, parts and wires, not about feet: no profile has another part
ALIKE = (
    "heater_off_ma",
    "heater_off_ticks",
    "heater_dead_ms",
    "roller_jam_ms",
    "slow_beat_ms",
    "ntc_open_code",
    "ntc_short_code",
    "ntc_fault_samples",
    "reversal_rest_ms",
    "rest_ms",
    "fast_late_ms",
    "disagree_mc",
    "third_apart_mc",
    "rest_apart_mc",
    "stuck_rounds",
    "jump_mc",
    "feet_jump_mc",
    "evidence_mc",
    "decay_rounds",
    "rises_mc",
    "falls_mc",
    "heater_off_permille",
    "heater_off_rounds",
    "ground_mc",
    "cem43_trip_permille",
    "vented_pa",
    "vent_failed_ms",
    "look_ms",
    "air_limp_ml",
    "roller_least_ma",
    "supply_over_mv",
    "supply_low_mv",
    "supply_samples",
    "reference_permille",
    "reference_drift_permille",
    "heat_timer_permille",
    "rail_down_mv",
    "latch_proof_ms",
    "timer_proof_permille",
    "memory_rounds",
)


def test_what_is_about_parts_is_the_same_for_both_profiles_and_nothing_else_is():
    assert tuple([row[1] for row in ROWS if row[2] == row[3]]) == ALIKE


def test_a_ramp_takes_as_long_as_its_reason_says():
    """SAF-008 SAF-009 SAF-010 SAF-011: milliseconds from nothing to full."""
    for name, both_ms in (
        ("heat_slew_permille_s", (2_000, 4_000)),
        ("roller_slew_permille_s", (2_857, 5_000)),
        ("vibration_slew_permille_s", (2_000, 3_333)),
        ("pump_slew_permille_s", (1_000, 1_666)),
    ):
        for profile in (0, 1):
            assert 1_000_000 // getattr(LIMITS[profile], name) == both_ms[profile], name


def test_what_a_reason_says_in_millimetres_of_mercury_is_that_in_pascals():
    """SAF-007 SAF-053 SAF-055 SAF-062 SAF-064: within two of them."""
    for name, both_mmhg in (
        ("pressure_trip_pa", (110, 60)),
        ("vented_pa", (5, 5)),
        ("held_pa", (20, 10)),
        ("warm_air_pa", (50, 25)),
        ("rolling_air_pa", (75, 15)),
    ):
        for profile in (0, 1):
            pa = getattr(LIMITS[profile], name)
            assert abs(pa - both_mmhg[profile] * 133_322 // 1_000) <= 2, name


def test_every_raw_threshold_is_its_rows_temperature_on_controls_table():
    """SAF-001 SAF-002 SAF-004 SAF-030 SAF-063: its straight lines read up to 10 mC high."""
    for raw, name, more_mc in (
        (raw_limits.CONTACT_CAP_CODE16, "contact_cap_mc", 0),
        (raw_limits.CONTACT_FADE_CODE16, "contact_cap_mc", 200),
        (raw_limits.SOFT_TRIP_CODE16, "soft_trip_mc", 0),
        (raw_limits.LATCH_CODE16, "latch_mc", 0),
        (raw_limits.THIRD_CAP_CODE16, "third_cap_mc", 0),
        (raw_limits.THIRD_FADE_CODE16, "third_cap_mc", 200),
        (raw_limits.COOL_AIR_CODE16, "warm_air_mc", -300),
        (raw_limits.WARM_AIR_CODE16, "warm_air_mc", 0),
        (raw_limits.HOT_AIR_CODE16, "warm_air_mc", 500),
    ):
        for profile in (0, 1):
            mc = getattr(LIMITS[profile], name) + more_mc
            assert 0 <= to_mc(raw[profile]) - mc <= 10, (name, profile)
