"""The limits as numbers, once more by hand, and raw thresholds against control's own. SAF-001
SAF-002 SAF-003 SAF-004 SAF-005 SAF-006 SAF-007 SAF-012 SAF-018 SAF-021 SAF-022 SAF-024 SAF-025."""

from firmware.drivers.ntc import to_mc
from firmware.drivers.ntc_table import TABLE_MC
from firmware.program.plan import (
    AIR_PA,
    HEAT_MC,
    ROLLER_PERMILLE,
    VIBRATION_PERMILLE,
)
from firmware.safety import raw_limits
from firmware.safety.limit_rows import ROWS
from firmware.safety.limits import NEUROPATHY, PROFILES, STANDARD, Limits

PA_PER_MMHG = 133  # and a third; the third is under the rounding here


def test_every_row_has_its_own_id_and_name_and_a_reason():
    ids = [row[0] for row in ROWS]
    assert ids == sorted(set(ids)) and all([len(i) == 7 and i[:4] == "SAF-" for i in ids])
    assert len({row[1] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert len(row) == 5 and len(row[4]) > 10
        for value in row[2:4]:
            assert isinstance(value, int) and 0 < value < 1 << 30, row[1]


def test_limits_are_the_rows_of_the_profile():
    for profile in (STANDARD, NEUROPATHY):
        limits = Limits(profile)
        assert limits.profile == profile
        for row in ROWS:
            assert getattr(limits, row[1]) == row[2 + profile]
    assert PROFILES == ("standard", "neuropathy")


def test_limits_are_the_numbers_that_stand_here_too():
    """SAF-001 … SAF-007 SAF-025 SAF-026: whoever moves one has to say so here too."""
    standard, neuropathy = Limits(STANDARD), Limits(NEUROPATHY)
    for name, first, second in (
        ("contact_cap_mc", 41_000, 38_000),
        ("soft_trip_mc", 43_000, 39_000),
        ("soft_trip_ms", 5_000, 10_000),
        ("latch_mc", 44_000, 40_000),
        ("session_max_ms", 30 * 60_000, 20 * 60_000),
        ("heat_max_ms", 30 * 60_000, 15 * 60_000),
        ("rest_ms", 90_000, 90_000),
        ("fast_late_ms", 60, 60),
    ):
        assert getattr(standard, name) == first and getattr(neuropathy, name) == second, name
    for limits, mmhg in ((standard, 110), (neuropathy, 60)):
        assert (
            mmhg * 133_322 // 1_000 - 2 <= limits.pressure_trip_pa <= mmhg * 133_323 // 1_000 + 1
        )


def test_neuropathy_is_never_looser_than_standard():
    """Every limit except the time a smaller excess may last, and sensor limits that are equal. A
    rest is longer.
    """
    for row in ROWS:
        if row[1] in ("vent_ms", "gap_ms", "massage_rest_ms"):
            assert row[3] >= row[2]
        elif row[1] != "soft_trip_ms":
            assert row[3] <= row[2], row[1]


def test_raw_thresholds_and_controls_table_agree_within_a_twentieth_of_a_degree():
    """SAF-001 SAF-002 SAF-004: two paths to the same temperature; one slip and they part."""
    for profile in (STANDARD, NEUROPATHY):
        limits = Limits(profile)
        for raw, mc in (
            (raw_limits.CONTACT_CAP_CODE16, limits.contact_cap_mc),
            (raw_limits.CONTACT_FADE_CODE16, limits.contact_cap_mc + 200),
            (raw_limits.SOFT_TRIP_CODE16, limits.soft_trip_mc),
            (raw_limits.LATCH_CODE16, limits.latch_mc),
        ):
            assert abs(to_mc(raw[profile]) - mc) <= 50, (profile, mc, to_mc(raw[profile]))


def test_raw_thresholds_stand_in_their_order():
    for profile in (STANDARD, NEUROPATHY):
        cap = raw_limits.CONTACT_CAP_CODE16[profile]
        fade = raw_limits.CONTACT_FADE_CODE16[profile]
        soft = raw_limits.SOFT_TRIP_CODE16[profile]
        latch = raw_limits.LATCH_CODE16[profile]
        short = Limits(profile).ntc_short_code * 16
        assert 0 < cap < fade < soft < latch < short < 65_536


def test_wire_limits_lie_where_their_reasons_say():
    """SAF-021 SAF-022: under -26 degrees, over 65."""
    for profile in (STANDARD, NEUROPATHY):
        limits = Limits(profile)
        assert -26_500 < to_mc(limits.ntc_open_code * 16) < -25_500
        assert 65_000 < to_mc(limits.ntc_short_code * 16) < 66_000


def test_the_table_of_temperatures_rises_and_ends_where_it_says():
    assert len(TABLE_MC) == 66
    for i in range(65):
        assert TABLE_MC[i] <= TABLE_MC[i + 1]
    assert TABLE_MC[0] == -40_000 and TABLE_MC[65] == 125_000 and TABLE_MC[32] == 25_000


def test_every_code_has_a_temperature_and_they_never_fall():
    last_mc = -40_000
    for code16 in range(0, 65_536, 7):
        mc = to_mc(code16)
        assert last_mc <= mc <= 125_000
        last_mc = mc
    assert to_mc(0) == -40_000 and to_mc(65_535) == 125_000


def test_between_two_entries_the_temperature_is_linear():
    assert to_mc(32 * 1_024) == 25_000
    assert to_mc(32 * 1_024 + 512) == (25_000 + 26_414) // 2
    assert to_mc(33 * 1_024 - 1) in (26_412, 26_413)


def test_no_program_can_ask_for_what_a_limit_refuses():
    """SAF-001 SAF-007 SAF-012: the hottest setting, the highest pressure, the fastest roller."""
    for profile in (STANDARD, NEUROPATHY):
        limits = Limits(profile)
        assert max(HEAT_MC[profile]) <= limits.contact_cap_mc
        assert max(AIR_PA[profile]) < limits.pressure_trip_pa
        assert max(ROLLER_PERMILLE[profile]) <= limits.roller_max_permille
        assert max(VIBRATION_PERMILLE[profile]) <= limits.vibration_max_permille
