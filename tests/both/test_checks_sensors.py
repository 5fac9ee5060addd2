"""Single checks of what sensors read, each limit from below, at it and above it: trend, rest,
disagreement, liveliness, ground. SAF-031 SAF-032 SAF-033 SAF-034 SAF-035 SAF-036 SAF-037 SAF-044.
"""

from firmware.image import FootInputs, Status
from firmware.safety.ground import Ground
from firmware.safety.liveliness import NOISY_MOST, Liveliness
from firmware.safety.raw_limits import SCALE_MC
from firmware.safety.rest import Rest, odd_one
from firmware.safety.trend import LONG_S, Trend, to_mc
from firmware.safety.trips import (
    GROUND_FAULT,
    NO_THERMAL_RESPONSE,
    PLACE_A,
    PLACE_B,
    PLACE_FOOT,
    PLACE_LATCH,
    SENSOR_DISAGREES,
    SENSOR_RATE,
    SENSOR_STUCK,
)

from .checks_bench import FEET, LIMITS, Heater, Seconds, Three, Watched
from .firmware_bench import Recorder

# --- trend ---------------------------------------------------------------------------------------


def test_the_scale_is_exact_at_its_entries_and_linear_and_rising_between_them():
    for i in range(32):
        assert to_mc(i << 11) == SCALE_MC[i]
        assert to_mc((i << 11) + 1_024) == SCALE_MC[i] + (SCALE_MC[i + 1] - SCALE_MC[i]) // 2
    last = to_mc(0)
    for code16 in range(0, 65_536, 7):
        assert to_mc(code16) >= last
        last = to_mc(code16)


def test_a_trend_counts_how_long_foot_heater_and_rail_have_been_as_they_are():
    heater = Heater()
    status = Status()
    trend = Trend(0, FootInputs(), status, heater)
    trend.check(0)
    assert (trend.known_s, trend.still_s, trend.off_s, trend.down_s, trend.power) == (
        1,
        1,
        1,
        1,
        0,
    )
    heater.given = 50 * 321 + 49
    status.rail = 1
    status.present[0] = 1
    trend.check(0)
    assert (trend.known_s, trend.still_s, trend.off_s, trend.down_s, trend.power) == (
        2,
        0,
        0,
        0,
        321,
    )
    assert heater.given == 0
    trend.check(0)
    assert (trend.still_s, trend.off_s, trend.down_s, trend.present) == (1, 1, 0, 1)


def test_no_counter_of_a_trend_goes_further_than_its_last_second():
    trend = Trend(0, FootInputs(), Status(), Heater())
    trend.known_s = trend.still_s = trend.off_s = trend.down_s = LONG_S - 1
    for _ in range(3):
        trend.check(0)
        assert trend.known_s == trend.still_s == trend.off_s == trend.down_s == LONG_S


def test_a_trend_keeps_31_seconds_and_says_by_how_much_each_sensor_moved():
    trend = Seconds()
    for s in range(40):
        trend.second(1_000 * s, 2_000 * s, 500)
    for back in (1, 10, 31):
        assert trend.back(0, back) == 1_000 * (39 - back)
        assert (trend.moved(0, back), trend.moved(1, back), trend.moved(2, back)) == (
            1_000 * back,
            2_000 * back,
            0,
        )


def test_roughness_counts_from_what_an_adc_does_and_of_the_roughest_sensor():
    trend = Seconds()
    for i in range(3):
        for rough, mc in ((0, 0), (64, 0), (65, 1), (80, 27), (64 + 592, 999)):
            trend.rough = [0, 0, 0]
            trend.rough[i] = rough
            assert trend.rough_mc() == mc


# --- rest ----------------------------------------------------------------------------------------


class Resting(Watched):
    def __init__(self, foot=0, profile=0):
        Watched.__init__(self, Seconds(foot))
        self.rest = Rest(self.trend, LIMITS[profile], self.latch)
        self.check = self.rest.check


def test_the_first_second_of_rest_is_learned_up_to_the_limit_and_not_a_hair_beyond():
    for sign in (1, -1):
        for a, b, third in ((1_500, 0, 0), (0, 1_500, 0), (0, 0, 1_500), (1_500, 750, 0)):
            one = Resting()
            one.second(25_000 + sign * a, 25_000 + sign * b, 25_000 + sign * third)
            assert one.rest.learned == 1
            assert one.rest.apart == [sign * (a - b), sign * (a - third), sign * (b - third)]
        for a, b, third in ((1_501, 0, 0), (0, 1_501, 0), (0, 0, 1_501), (1_501, 750, 0)):
            one = Resting()
            one.second(25_000 + sign * a, 25_000 + sign * b, 25_000 + sign * third)
            assert one.rest.learned == 0 and one.rest.apart == [0, 0, 0]


def test_sensors_apart_at_rest_are_told_in_the_third_second_at_the_one_the_others_disbelieve():
    for foot in FEET:
        for moved, place in (((1, 0, 0), PLACE_A), ((0, 1, 0), PLACE_B), ((0, 0, 1), PLACE_LATCH)):
            one = Resting(foot)
            mc = [25_000 + 1_501 * part for part in moved]
            assert one.seconds(5, mc[0], mc[1], mc[2]) == 3
            assert one.latch.calls[0] == (SENSOR_DISAGREES, place + foot, 1_501, 1_500, 3_000)


def test_a_second_within_limits_begins_the_count_of_faulty_ones_again():
    one = Resting()
    one.second(26_501, 25_000, 25_000)
    one.second(26_501, 25_000, 25_000)
    one.second(26_500, 25_000, 25_000)
    assert one.rest.learned == 1
    assert one.seconds(2, 26_501, 25_000, 25_000) == 0
    assert one.second(26_501, 25_000, 25_000) == [SENSOR_DISAGREES]


def test_nothing_is_learned_before_anything_was_read():
    for foot in FEET:
        one = Resting(foot)
        one.rest.check(40)
        assert (one.rest.learned, one.trend.known_s, one.latch.calls) == (0, 0, [])


def test_a_well_is_unseen_until_its_rest_was_learned_and_again_while_that_is_in_doubt():
    for foot in FEET:
        one = Resting(foot)
        status = one.trend.status
        assert status.unseen_wells == 15
        others = 2 - foot
        for before in (3, others):
            for apart_mc, unseen in ((1_501, 3), (0, others), (1_501, 3)):
                status.unseen_wells = before
                one.seconds(6, 25_000 + apart_mc, 25_000, 25_000)
                assert status.unseen_wells == unseen & (before | 3 - others), (foot, apart_mc)


def test_a_well_too_warm_at_rest_is_marked_by_its_hottest_sensor_between_sessions_alone():
    """SAF-077."""
    for profile, most in ((0, 35_000), (1, 28_000)):
        for foot in FEET:
            for hot in range(3):
                one = Resting(foot, profile)
                mc = [most - 100, most - 100, most - 100]
                status = one.trend.status
                others = 2 - foot  # the other well's bit is not this one's to change
                status.warm_wells = others
                for hottest, warm in ((0, 0), (1, 1), (0, 0)):
                    mc[hot] = most + hottest
                    one.seconds(6, mc[0], mc[1], mc[2])
                    assert status.warm_wells == (3 if warm else others)
                status.session_ms = 20
                mc[hot] = most + 1
                one.second(mc[0], mc[1], mc[2])
                assert status.warm_wells == others and one.rest.at_mc == most + 1


def test_what_moves_more_than_noise_in_three_seconds_is_no_rest():
    for step, learned in ((80, 25_080), (81, 25_000), (-80, 24_920), (-81, 25_000)):
        one = Resting()
        one.seconds(6, 25_000, 25_000, 25_000)
        one.second(25_000 + step, 25_000, 25_000)
        assert one.rest.apart[0] == learned - 25_000, step
    one = Resting()
    one.seconds(6, 25_000)
    one.second(25_000, 25_000, 25_081)
    assert one.rest.apart == [0, 0, 0]


def test_a_foot_in_the_well_or_just_out_of_it_is_no_rest():
    one = Resting()
    one.seconds(6, 25_000)
    one.second(26_000, 25_000, 25_000, present=1)
    assert one.rest.apart == [0, 0, 0]
    one.second(26_000, 25_000, 25_000, present=0)
    for _ in range(2):  # still_s 1 and 2; nothing moves any more at 3
        one.second(26_000, 25_000, 25_000)
        assert one.rest.apart == [0, 0, 0]
    one.second(26_000, 25_000, 25_000)
    assert one.rest.apart == [1_000, 1_000, 0]


def test_once_learned_only_a_rail_three_seconds_down_teaches_again():
    one = Resting()
    one.seconds(6, 25_000)
    one.seconds(6, 25_500, 25_000, 25_000, rail=1)
    assert one.rest.apart == [0, 0, 0]
    one.seconds(2, 25_500, 25_000, 25_000, rail=0)
    assert one.rest.apart == [0, 0, 0]
    one.second(25_500, 25_000, 25_000)
    assert one.rest.apart == [500, 500, 0]


def test_the_odd_one_lies_outside_the_smallest_difference():
    assert odd_one(1, 2, -3) == 2
    assert odd_one(3, 1, -2) == 1
    assert odd_one(-3, 2, 1) == 0
    assert odd_one(1, 1, 1) == 2  # all alike: any, but always the same one
    assert odd_one(2, 1, 1) == 1


# --- disagreement --------------------------------------------------------------------------------


def test_a_and_b_may_be_a_degree_from_what_rest_taught_and_no_more_for_four_seconds():
    for foot in FEET:
        for learned in (0, 600, -600):
            for sign in (1, -1):
                one = Three(foot)
                one.rest.apart = [learned, learned // 2, -learned // 2]
                b = 30_000 - learned - sign * 1_000
                assert one.seconds(9, 30_000, b, (30_000 + b) // 2) == 0
                assert one.seconds(9, 30_000, b - sign, (30_000 + b) // 2) == 4
                code, where, value, limit, _ = one.latch.calls[0]
                assert (code, value, limit) == (SENSOR_DISAGREES, 1_001, 1_000)
                assert where in (PLACE_A + foot, PLACE_B + foot)


def test_three_seconds_apart_and_one_together_are_no_trip():
    one = Three()
    for _ in range(5):
        assert one.seconds(3, 30_000, 28_999, 29_500) == 0
        assert one.second(30_000, 29_000, 29_500) == []


def test_whatever_was_learned_a_and_b_stay_within_the_far_limit():
    for profile, far in ((0, 3_000), (1, 2_000)):
        for sign in (1, -1):
            one = Three(0, profile)
            one.rest.apart = [sign * (far - 500), sign * far // 2, -sign * far // 2]
            assert one.seconds(9, 30_000, 30_000 - sign * far, 30_000 - sign * far // 2) == 0
            assert one.seconds(9, 30_000, 30_000 - sign * (far + 1), 30_000 - sign * far // 2) == 4


def test_each_of_a_and_b_may_be_one_and_a_half_degrees_from_the_latchs_sensor_and_no_more():
    for sign in (1, -1):
        one = Three()
        assert one.seconds(9, 30_000 + sign * 1_500, 30_000 + sign * 900, 30_000) == 0
        assert one.seconds(9, 30_000 + sign * 1_501, 30_000 + sign * 900, 30_000) == 4
        assert one.latch.calls[0][3] == 1_500
        one = Three()
        assert one.seconds(9, 30_000 + sign * 900, 30_000 + sign * 1_500, 30_000) == 0
        assert one.seconds(9, 30_000 + sign * 900, 30_000 + sign * 1_501, 30_000) == 4


def test_what_was_learned_in_a_cold_room_is_believed_less_the_further_all_three_rise():
    # 30 degrees: 48 and 56 permille of them
    one = Three()
    one.rest.at_mc = 10_000
    assert one.seconds(9, 41_440, 40_000, 40_720) == 0
    assert one.seconds(9, 41_441, 40_000, 40_720) == 4
    assert one.latch.calls[0][2:4] == (1_441, 1_440)
    one = Three()
    one.rest.at_mc = 10_000
    assert one.seconds(9, 41_680, 40_900, 40_000) == 0
    assert one.seconds(9, 41_681, 40_900, 40_000) == 4
    # the lowest says how far they rose: a sensor that reads high alone buys itself nothing
    one = Three()
    one.rest.at_mc = 20_000
    assert one.seconds(9, 41_001, 40_000, 40_500) == 4


def test_before_anything_was_learned_no_difference_is_told():
    one = Three()
    one.rest.learned = 0
    assert one.seconds(20, 35_000, 25_000, 30_000) == 0


def ramps(one, seconds, a, b, third, **how):
    """Each sensor by its mC a second, from where it is; the first second that tripped."""
    for number in range(1, seconds + 1):
        now = one.trend.now
        if one.second(now[0] + a, now[1] + b, now[2] + third, **how):
            return number
    return 0


def test_one_that_stands_while_the_others_move_is_told_at_a_quarter_of_their_way():
    for who, code, place in (
        (0, SENSOR_STUCK, PLACE_A),
        (1, SENSOR_STUCK, PLACE_B),
        (2, SENSOR_DISAGREES, PLACE_LATCH),
    ):
        for foot in FEET:
            steps = [40, 40, 40]
            one = Three(foot)
            one.seconds(12, 30_000)
            steps[who] = 10
            assert ramps(one, 14, steps[0], steps[1], steps[2]) == 0
            one = Three(foot)
            one.seconds(12, 30_000)
            steps[who] = 9
            # the tenth second is the first in which the others moved 400
            assert ramps(one, 14, steps[0], steps[1], steps[2]) == 12
            assert one.latch.calls[0][:2] == (code, place + foot)


def test_a_and_b_still_while_the_latchs_sensor_moves_is_no_thermal_response():
    one = Three(1)
    one.seconds(12, 30_000)
    assert ramps(one, 14, 0, 0, 39) == 0
    one = Three(1)
    one.seconds(12, 30_000)
    assert ramps(one, 14, 0, 0, 40) == 12
    assert one.latch.calls[0][:2] == (NO_THERMAL_RESPONSE, PLACE_FOOT + 1)


def test_when_a_or_b_alone_moves_only_the_differences_speak():
    for a, b in ((40, 0), (0, 40)):
        one = Three()
        one.seconds(12, 30_000)
        assert ramps(one, 24, a, b, 0) == 0  # 960 mC apart by then


def test_a_slow_move_is_judged_over_thirty_seconds_once_there_are_so_many():
    one = Three()
    one.seconds(32, 30_000)
    # 14 a second: 140 in ten seconds tell nothing, 406 in 29 do
    assert ramps(one, 40, 0, 14, 14) == 31
    one = Three()
    one.seconds(11, 30_000)
    # the same; but 30 s must be known: the 31st known second is the first that counts
    assert ramps(one, 40, 0, 14, 14) == 31
    one = Three()
    one.seconds(32, 30_000)
    assert ramps(one, 60, 14, 14, 14) == 0


def test_sparks_make_nobody_still():
    for i in range(3):
        one = Three()
        one.trend.noisy[i] = 2
        one.seconds(12, 30_000)
        assert ramps(one, 14, 0, 40, 40) == 0
        one = Three()
        one.trend.noisy[i] = 1
        one.seconds(12, 30_000)
        assert ramps(one, 14, 0, 40, 40) == 12
    one = Three()
    one.trend.rough[1] = 64 + 16  # 27 mC
    one.seconds(12, 30_000)
    assert ramps(one, 12, 0, 42, 42) == 0  # 420 of 427 in ten seconds


def test_a_heated_pad_that_falls_two_degrees_in_twenty_seconds_is_not_under_its_sensors():
    for power, step, at in ((200, 101, 1), (199, 101, 0), (200, 100, 0)):
        for foot in FEET:
            one = Three(foot)
            one.seconds(61, 40_000, present=1, power=power)
            told = ramps(one, 25, -step, -step, -step, power=power)
            assert told == (20 if at else 0), (power, step)
            if at:
                assert one.latch.calls[0][:4] == (
                    NO_THERMAL_RESPONSE,
                    PLACE_FOOT + foot,
                    2_020,
                    2_000,
                )


def test_a_fall_counts_only_after_twenty_heated_seconds_of_a_foot_at_rest():
    one = Three()
    one.seconds(61, 40_000, present=1, power=0)
    assert ramps(one, 19, -101, -101, -101, power=500) == 0
    assert ramps(one, 1, -101, -101, -101, power=500) == 1
    one = Three()
    one.seconds(30, 40_000, present=1, power=500)
    assert ramps(one, 25, -101, -101, -101, power=500) == 0  # the foot has moved half a minute ago


# --- liveliness ----------------------------------------------------------------------------------


class Alive:
    """One foot's sensors: codes at will, the trend as it is told."""

    def __init__(self, foot=0):
        self.latch = Recorder()
        self.trend = Seconds(foot)
        self.inputs = self.trend.inputs
        self.one = Liveliness(self.trend, self.inputs, LIMITS[0], self.latch)
        self.checks = (self.one.check_a, self.one.check_b, self.one.check_third)

    def read(self, i, code, code16):
        if i == 0:
            self.inputs.a_code, self.inputs.a_code16 = code, code16
        elif i == 1:
            self.inputs.b_code, self.inputs.b_code16 = code, code16
        else:
            self.inputs.latch_code, self.inputs.latch_code16 = code, code16
        before = len(self.latch.calls)
        self.checks[i](0)
        return self.latch.calls[before:]


WHERES = (PLACE_A, PLACE_B, PLACE_LATCH)


def test_a_jump_is_all_three_seconds_against_all_three_before():
    """Any one of the six that lies nearer makes it no jump; up and down. SAF-036."""
    limit_mc = LIMITS[0].jump_mc
    for sign in (1, -1):
        for near in range(7):  # so many seconds ago; 6: none
            one = Alive()
            trend = one.trend
            trend.known_s = trend.still_s = 100
            trend.at = 2 * near + (sign > 0)  # the ring's places, even and odd
            for ago in range(6):
                mc = sign * (limit_mc + 1) if ago < 3 else 0
                if ago == near:
                    mc += -sign if ago < 3 else sign
                trend.past[1][(trend.at - ago) & 31] = 25_000 + mc
            assert len(one.read(1, 2_000, 32_000)) == (near == 6), (sign, near)


def test_a_filtered_code_may_repeat_nineteen_times_and_not_twenty():
    for foot in FEET:
        for i in range(3):
            one = Alive(foot)
            for _ in range(20):  # the first and 19 repetitions
                assert one.read(i, 2_000, 32_000) == []
            assert one.read(i, 2_000, 32_001) == []
            for _ in range(19):
                assert one.read(i, 2_000, 32_001) == []
            assert one.read(i, 2_000, 32_001) == [(SENSOR_STUCK, WHERES[i] + foot, 0, 0, 0)]


def test_ten_seconds_of_sparks_are_survived_and_twelve_are_told():
    for i in range(3):
        one = Alive(1)
        for s in range(60):
            assert one.read(i, 2_030, 32_000 + (s & 1)) == []  # 480 and 479 off: noise
        assert one.trend.noisy[i] == 0
        for s in range(11):
            assert one.read(i, 2_030, 31_999 - s) == []
        assert one.trend.noisy[i] == 22
        trips = one.read(i, 2_030, 31_900)
        assert trips[0][:2] == (SENSOR_RATE, WHERES[i] + 1) and trips[0][3] == 800
        assert trips[0][2] == to_mc(2_030 << 4) - to_mc(31_900)


def test_a_quiet_second_takes_back_half_of_a_noisy_one():
    one = Alive()
    one.trend.noisy[0] = NOISY_MOST - 3
    assert one.read(0, 2_000, 32_000) == [] and one.trend.noisy[0] == NOISY_MOST - 4
    assert one.read(0, 2_000, 33_000) == [] and one.trend.noisy[0] == NOISY_MOST - 2
    assert len(one.read(0, 2_000, 33_001)) == 1


def test_roughness_comes_fast_goes_slowly_and_has_an_end():
    one = Alive()
    for s in range(200):
        one.read(0, 4_000, 10_000 + s)
    top = one.trend.rough[0]
    assert 1_024 - 8 < top <= 1_024
    one.read(0, 625, 10_000)
    assert top - 33 <= one.trend.rough[0] < top
    for s in range(400):
        one.read(0, 625, 10_000 + (s & 1))
    assert 0 <= one.trend.rough[0] < 32


def jump(mc, still_s, known=True, noisy=0):
    """What is told of a sensor that moves by `mc` between three seconds and the next three."""
    found = []
    for i in range(3):
        one = Alive()
        trend = one.trend
        trend.settle(30_000, 3 if known else 2)
        after = [30_000, 30_000, 30_000]
        after[i] = 30_000 + mc
        for _ in range(3):
            trend.second(after[0], after[1], after[2])
        if known:
            trend.known_s = 7
        trend.still_s = still_s
        trend.noisy[i] = noisy
        found += one.read(i, 2_000, 32_000)
    return found


def test_a_jump_that_stays_is_told_above_its_limit_and_more_is_allowed_after_a_foot_moved():
    for sign in (1, -1):
        assert jump(sign * 600, 60) == []
        assert [trip[:4] for trip in jump(sign * 601, 60)] == [
            (SENSOR_RATE, PLACE_A, 601, 600),
            (SENSOR_RATE, PLACE_B, 601, 600),
            (SENSOR_RATE, PLACE_LATCH, 601, 600),
        ]
        assert jump(sign * 1_200, 59) == []
        assert len(jump(sign * 1_201, 59)) == 3
        assert jump(sign * 5_000, 60, known=False) == []
        assert len(jump(sign * 5_000, 60, noisy=5)) == 3  # one quiet second: 4
        assert jump(sign * 5_000, 60, noisy=6) == []


def test_a_ramp_and_one_wild_second_are_no_jump():
    one = Alive()
    for s in range(12):
        one.trend.second(30_000 + 300 * s)
    one.trend.still_s = 60
    assert one.read(0, 2_000, 32_000) == []
    one = Alive()
    for s in range(12):
        one.trend.second(35_000 if s == 10 else 30_000)
    one.trend.still_s = 60
    assert one.read(0, 2_000, 32_000) == []


# --- ground --------------------------------------------------------------------------------------


def grounded(i, counts, seconds, foot=0, code16=32_768):
    """Seconds until it is told that sensor `i` reads `counts` more inside the pulse; 0: never."""
    latch = Recorder()
    inputs = FootInputs()
    one = Ground(foot, inputs, LIMITS[0], latch)
    inputs.a_code16 = inputs.b_code16 = inputs.latch_code16 = code16
    codes = [code16 >> 4] * 3
    codes[i] += counts
    inputs.a_pulse_code, inputs.b_pulse_code, inputs.latch_pulse_code = codes
    for second in range(1, seconds + 1):
        one.check(0)
        if latch.calls:
            assert latch.calls[0][:2] == (GROUND_FAULT, WHERES[i] + foot)
            assert latch.calls[0][2] > latch.calls[0][3] == 300
            return second
    return 0


def test_a_heater_may_shift_a_reading_by_three_tenths_of_a_degree_and_no_more():
    # a count at 25 degrees is 22 mC: 13 are 289, 14 are 311
    for foot in FEET:
        for i in range(3):
            assert grounded(i, 13, 600, foot) == 0
            assert grounded(i, -13, 600, foot) == 0
            assert grounded(i, 14, 600, foot) > 60  # smoothed over half a minute
            assert grounded(i, -14, 600, foot) > 60


def test_a_large_shift_is_told_soon_but_one_wild_sample_is_none():
    assert 5 < grounded(0, 400, 60) < 15
    assert grounded(0, -400, 60) == grounded(0, -1_000, 60) > 5
    assert grounded(0, 64, 60) == grounded(0, 2_000, 60)  # a sample counts for 1024 of 16 at most
    for code in (0, 4_095, 1):
        latch = Recorder()
        inputs = FootInputs()
        one = Ground(0, inputs, LIMITS[0], latch)
        inputs.a_code16 = 32_768
        for second in range(100):
            inputs.a_pulse_code = code if second == 50 else 2_048
            one.check(0)
        assert latch.calls == []


def test_a_sensor_that_was_never_sampled_in_a_pulse_is_not_judged():
    latch = Recorder()
    inputs = FootInputs()
    one = Ground(0, inputs, LIMITS[0], latch)
    inputs.a_code16 = inputs.b_code16 = inputs.latch_code16 = 32_768
    for _ in range(100):
        one.check(0)
    assert latch.calls == [] and one.shift16 == [0, 0, 0]


def test_at_either_end_of_the_scale_a_shift_is_bounded_by_it():
    for code16 in (0, 65_520):
        for counts in (1 - (code16 >> 4), 4_095 - (code16 >> 4)):
            latch = Recorder()
            inputs = FootInputs()
            one = Ground(0, inputs, LIMITS[0], latch)
            inputs.a_code16 = code16
            inputs.a_pulse_code = (code16 >> 4) + counts
            for _ in range(200):
                one.check(0)  # to_mc has no entry beyond the last: it must not be asked for one
            assert -(1 << 15) <= one.shift16[0] <= 1 << 15


def test_four_seconds_of_a_shift_are_not_told():
    latch = Recorder()
    inputs = FootInputs()
    one = Ground(0, inputs, LIMITS[0], latch)
    inputs.a_code16 = 32_768
    inputs.a_pulse_code = 2_048
    one.shift16[0] = 32 * 240
    one.shifted_s[0] = 3
    one.check(0)
    assert latch.calls == [] and one.shifted_s[0] == 4
    one.check(0)
    assert latch.codes == [GROUND_FAULT]
    one.shift16[0] = 0
    one.check(0)
    assert one.shifted_s[0] == 0
