"""One pad's thermostat on a bench: what it makes of a bead, a ceiling and a target, step by step.
How well it holds real pads is judged in test_hold.
"""

from firmware.control.thermostat import (
    AHEAD_MC,
    BEHIND_MC,
    BELOW_MC,
    FAR_MC,
    LATE_STEPS,
    LEAST_PERMILLE,
    LOAD_STEPS,
    Thermostat,
)
from firmware.drivers.heater_gate import MIN_ON_US, US_PER_PERMILLE
from firmware.program.plan import RISE_MC_S
from tests.both.firmware_bench import PROFILES

WATTS_MW = (12_000, 3_396)
EXTREMES_MC = (-40_000, -1, 0, 1, 20_000, 36_999, 37_000, 37_001, 125_000)


def thermostat(profile=0, pad_mc=30_000):
    """One that has seen a resting pad for a minute."""
    one = Thermostat(WATTS_MW[profile], RISE_MC_S[profile])
    for _ in range(600):
        one.step(0, pad_mc, 1_000)
    return one


def test_the_request_stays_between_nothing_and_full_for_every_temperature():
    for profile in PROFILES:
        for target_mc in (1, 34_000, 41_000):
            one = thermostat(profile)
            for sensed_mc in EXTREMES_MC * 5 + tuple(reversed(EXTREMES_MC * 5)):
                for _ in range(20):
                    assert 0 <= one.step(target_mc, sensed_mc, 1_000) <= 1_000
                    assert 0 <= one.given_sum <= 1_000 * LOAD_STEPS


def test_without_a_target_or_leave_the_request_is_nothing():
    for profile in PROFILES:
        one = thermostat(profile)
        for _ in range(1_000):
            one.step(37_000, 30_000, 1_000)
        assert one.step(0, 30_000, 1_000) == 0
        assert one.set_mc == 0
        one.step(37_000, 30_000, 1_000)
        assert one.step(37_000, 30_000, 0) == 0
        assert one.set_mc == 0
        assert one.step(0, 30_000, 0) == 0


def test_the_setpoint_climbs_no_faster_than_its_rise_from_where_the_pad_is():
    """6 and 3 degrees a minute, and never more than half a degree ahead of the pad."""
    for profile, rise_mc in ((0, 10), (1, 5)):
        one = thermostat(profile)
        for i in range(1, 600):
            one.step(37_000, 30_000, 1_000)
            assert one.set_mc == 30_000 + min(i * rise_mc, AHEAD_MC)


def test_the_setpoint_stays_near_a_pad_that_others_warm_or_cool():
    """A foot that warms a cold pad is waited for, a pad that falls is climbed back from."""
    one = thermostat(0, 20_000)
    for i in range(1_000):
        one.step(41_000, 20_000 + i * 15, 1_000)  # 9 degrees a minute, without any heater
        assert one.set_mc >= one.pad_sum // LOAD_STEPS - BEHIND_MC
    assert one.set_mc > 34_000
    for _ in range(600):
        one.step(41_000, 25_000, 1_000)
    assert one.set_mc == 25_000 + AHEAD_MC


def test_a_target_above_the_last_is_climbed_to_and_one_below_holds_at_once():
    one = thermostat(0, 37_900)
    for _ in range(1_000):
        one.step(38_000, 37_900, 1_000)
    assert one.set_mc == 38_000 - BELOW_MC
    one.step(41_000, 37_900, 1_000)
    assert one.set_mc == 38_000 - BELOW_MC + 10
    one.step(36_000, 37_900, 1_000)
    assert one.set_mc == 36_000 - BELOW_MC


def test_a_pad_at_or_above_its_target_gets_nothing():
    for pad_mc in (37_000, 37_001, 45_000):
        one = thermostat(0, pad_mc)
        for _ in range(600):
            assert one.step(37_000, pad_mc, 1_000) == 0


def test_power_at_its_end_for_an_hour_is_let_go_before_the_bead_is_there():
    for profile in PROFILES:
        one = thermostat(profile)
        for _ in range(36_000):
            one.step(37_000, 30_000, 1_000)
        assert one.step(37_000, 30_000, 1_000) == 1_000
        sensed_mc = 30_000
        while one.step(37_000, sensed_mc, 1_000) > 0:
            sensed_mc += one.rise_mc  # a bead, a degree behind its pad
            assert sensed_mc < 37_000
        assert sensed_mc > 33_000


def test_a_ceiling_winds_nothing_up():
    """Held at a tenth for ten minutes, a thermostat asks afterwards for no more than it had given,
    the climb and the error together explain.
    """
    one = thermostat()
    for _ in range(6_000):
        one.step(37_000, 36_500, 100)
    assert one.given_sum // LOAD_STEPS <= 100
    after = one.step(37_000, 36_500, 1_000)
    assert after <= 100 + one.climb + AHEAD_MC * one.gain // 1_000 + 1


def test_the_load_is_what_was_given_while_the_pad_kept_still():
    """Half power that just holds the pad is asked for again at the setpoint, neither more nor
    less.
    """
    one = thermostat(0, 36_950)
    one.given_sum = 500 * LOAD_STEPS
    asked = [one.step(37_000, 36_950, 1_000) for _ in range(300)]
    assert 490 <= min(asked) and max(asked) <= 500


def test_the_gain_is_six_watts_a_degree_whatever_the_heater():
    """A fifth of a degree below: 117 permille of 10.2 W at most, 417 of 2.9 W."""
    for profile, expected in ((0, 117), (1, 417)):
        one = thermostat(profile, 36_750)
        one.set_mc = 36_950
        one.late_sum = 36_950 * LATE_STEPS
        assert one.step(37_000, 36_750, 1_000) == expected


def test_what_the_gate_does_not_send_counts_as_nothing():
    assert (LEAST_PERMILLE - 1) * US_PER_PERMILLE < MIN_ON_US <= LEAST_PERMILLE * US_PER_PERMILLE
    one = thermostat(0, 36_900)
    one.set_mc = 36_950
    one.late_sum = 36_950 * LATE_STEPS
    for _ in range(100):
        assert 0 < one.step(37_000, 36_900, 1_000) < LEAST_PERMILLE
        assert one.given_sum == 0


def test_a_reading_that_jumps_is_a_new_beginning_and_no_rise():
    """From boot, or from a glitch: the pad is where the reading is, and nothing was learned."""
    one = Thermostat(12_000, 100)
    one.step(0, -40_000, 1_000)
    one.step(0, 25_000, 1_000)
    one.step(37_000, 25_000, 1_000)
    assert one.set_mc == 25_010
    for jump_mc in (FAR_MC, -FAR_MC):
        one = thermostat()
        one.step(37_000, 30_000 + jump_mc, 1_000)
        assert one.pad_sum == (30_000 + jump_mc) * LOAD_STEPS
