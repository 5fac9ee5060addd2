"""Single checks of dose, air, rollers, supply and a foot's raw limits, each from below, at the
limit and above it, in both profiles. SAF-001 SAF-002 SAF-003 SAF-004 SAF-021 SAF-022 SAF-023
SAF-030 SAF-050 SAF-053 SAF-054 SAF-055 SAF-056 SAF-057 SAF-058 SAF-059 SAF-060 SAF-061 SAF-062
SAF-063 SAF-064 SAF-065 SAF-066 SAF-067 SAF-068 SAF-069 SAF-070 SAF-071 SAF-073.
"""

from firmware.image import (
    ROLLER_LEFT,
    ROLLER_RIGHT,
    UNCAPPED,
    VALVE_LEFT,
    FootInputs,
    Inputs,
    Outputs,
    Status,
)
from firmware.safety import raw_limits
from firmware.safety.air import Air
from firmware.safety.air_budget import AirBudget
from firmware.safety.dose import AT_43, LEAST, warmth_at
from firmware.safety.rollers import Rollers
from firmware.safety.rounds import SLOTS, Rounds
from firmware.safety.supply import Supply
from firmware.safety.thermal import FootThermal
from firmware.safety.together import Together
from firmware.safety.trips import (
    AIR_LEAK,
    CONTACT_LATCH,
    OVER_TEMPERATURE,
    PLACE_A,
    PLACE_B,
    PLACE_FOOT,
    PLACE_LATCH,
    PRESSURE_HELD,
    PRESSURE_SENSOR,
    REFERENCE,
    ROLLER_OPEN,
    SELF_TEST,
    SENSOR_OPEN,
    SENSOR_SHORT,
    SUPPLY_LOW,
    SUPPLY_OVER,
    VENT_FAILED,
)
from firmware.units import TIME_MASK

from .checks_bench import FEET, LIMITS
from .firmware_bench import Bench, Recorder

PROFILES = (0, 1)

# --- rounds --------------------------------------------------------------------------------------


def test_each_slot_has_one_check_once_in_fifty_ticks_and_an_empty_one_none():
    rounds = Rounds()
    called = []
    for slot in range(0, SLOTS, 2):
        rounds.add(slot, lambda now_ms, slot=slot: called.append((slot, now_ms)))
    for samples in range(1_000, 1_100):
        rounds.turn(samples, samples)
    assert called == [(s % 50, s) for s in range(1_000, 1_100, 2)]


def test_a_slot_cannot_be_taken_twice():
    rounds = Rounds()
    rounds.add(49, print)
    try:
        rounds.add(49, print)
    except ValueError:
        return
    raise AssertionError("taken twice")


# --- thermal -------------------------------------------------------------------------------------


class Raw:
    def __init__(self, profile, foot=0):
        self.latch = Recorder()
        self.inputs = FootInputs()
        self.inputs.a_code = self.inputs.b_code = self.inputs.latch_code = 2_048
        self.one = FootThermal(foot, self.inputs, LIMITS[profile], self.latch)

    def ab(self, a, b, now_ms=0):
        self.inputs.a_code16, self.inputs.b_code16 = a, b
        self.one.check(now_ms)
        return self.one.ceiling_permille

    def a(self, code16):
        return self.ab(code16, 0)

    def b(self, code16):
        return self.ab(0, code16)

    def third(self, code16, now_ms=0):
        self.inputs.latch_code16 = code16
        self.one.check_latch_sensor(now_ms)
        return self.one.third_permille


def test_heat_fades_between_cap_and_fade_of_the_hotter_sensor_and_of_the_latchs_own():
    for profile in PROFILES:
        for cap, fade, read in (
            (raw_limits.CONTACT_CAP_CODE16, raw_limits.CONTACT_FADE_CODE16, 0),
            (raw_limits.CONTACT_CAP_CODE16, raw_limits.CONTACT_FADE_CODE16, 1),
            (raw_limits.THIRD_CAP_CODE16, raw_limits.THIRD_FADE_CODE16, 2),
        ):
            one = Raw(profile)
            how = (one.a, one.b, one.third)[read]
            low, high = cap[profile], fade[profile]
            assert how(low - 1) == 1_000 and how(low) == 1_000
            assert how(low + 1) == (high - low - 1) * 1_000 // (high - low)
            assert 0 < how(high - 1) < 20 and how(high) == 0 and how(high + 1) == 0
            assert one.latch.calls == []


def test_counts_that_may_be_short_are_taken_for_so_much_more():
    for profile in PROFILES:
        for read, least in (
            (0, raw_limits.CONTACT_FADE_CODE16[profile]),
            (1, raw_limits.CONTACT_FADE_CODE16[profile]),
            (2, raw_limits.THIRD_FADE_CODE16[profile]),
        ):
            one = Raw(profile)
            how = (one.a, one.b, one.third)[read]
            one.one.short_permille = 25
            code16 = -(-least * 1_000 // 1_025)
            assert how(code16) == 0 and how(code16 - 1) > 0
            one.one.short_permille = 0
            assert how(code16) == 1_000


def test_the_firmware_latch_acts_at_its_count_and_not_one_below():
    for profile in PROFILES:
        code16 = raw_limits.LATCH_CODE16[profile]
        for foot in FEET:
            one = Raw(profile, foot)
            one.ab(code16 - 1, code16 - 1)
            one.third(code16 - 1)
            assert one.latch.calls == []
            one.ab(0, code16)
            one.third(code16)
            assert [call[:2] for call in one.latch.calls] == [
                (CONTACT_LATCH, PLACE_FOOT + foot),
                (CONTACT_LATCH, PLACE_LATCH + foot),
            ]


def test_the_soft_trip_waits_its_time_out_and_begins_again_below():
    for profile, soft_ms in ((0, 5_000), (1, 10_000)):
        code16 = raw_limits.SOFT_TRIP_CODE16[profile]
        start = TIME_MASK - 1_000
        one = Raw(profile, 1)
        one.ab(code16, 0, start)
        one.ab(code16, 0, (start + soft_ms - 1) & TIME_MASK)
        one.ab(code16 - 1, 0, (start + soft_ms) & TIME_MASK)
        one.ab(code16, 0, (start + soft_ms + 1) & TIME_MASK)
        assert one.latch.calls == []
        one.ab(code16, 0, (start + 2 * soft_ms + 1) & TIME_MASK)
        assert one.latch.calls[0][:2] == (OVER_TEMPERATURE, PLACE_FOOT + 1)
        one = Raw(profile)
        one.ab(code16, 0, 0)
        one.ab(0, 0, 100)  # below the cap too
        one.ab(code16, 0, soft_ms)
        assert one.latch.calls == []


def test_a_wire_is_open_below_and_short_above_its_code_in_the_second_sample():
    for i, place in ((0, PLACE_A), (1, PLACE_B), (2, PLACE_LATCH)):
        for foot in FEET:
            for good, bad, code in ((250, 249, SENSOR_OPEN), (3_400, 3_401, SENSOR_SHORT)):
                one = Raw(0, foot)
                name = ("a_code", "b_code", "latch_code")[i]

                def sample(value, one=one, name=name):
                    setattr(one.inputs, name, value)
                    one.ab(0, 0)
                    one.third(0)
                    return len(one.latch.calls)

                assert [sample(x) for x in (good, good, bad, good, bad)] == [0, 0, 0, 0, 0]
                assert sample(bad) == 1
                assert one.latch.calls[0][:3] == (code, place + foot, bad)


# --- dose ----------------------------------------------------------------------------------------


def test_the_warmth_that_a_rate_allows_halves_every_half_degree_and_has_two_ends():
    assert warmth_at(LEAST - 1) == 0 and 34_000 < warmth_at(LEAST) < 35_000
    assert warmth_at(AT_43) == UNCAPPED and 42_990 <= warmth_at(AT_43 - 1) <= 43_000
    assert 42_499 <= warmth_at(AT_43 >> 1) <= 42_500
    last = 0
    for rate in range(LEAST, AT_43, 997):
        assert last <= warmth_at(rate) <= 43_000
        last = warmth_at(rate)


# --- together ------------------------------------------------------------------------------------


class Pair:
    def __init__(self, profile):
        self.inputs = Inputs()
        self.status = Status()
        self.out = Outputs()
        self.one = Together(self.inputs, LIMITS[profile], self.status)

    def second(self, left=0, right=0, pa=0, caps=(UNCAPPED, UNCAPPED)):
        self.inputs.left.a_code16, self.inputs.left.b_code16 = left, 0
        self.inputs.right.a_code16, self.inputs.right.b_code16 = 0, right
        self.one.check(self.out, pa, list(caps))
        return self.status


def test_a_warm_foot_limits_the_air_until_it_is_cooler_by_a_step():
    for profile, warm_pa in ((0, 6_666), (1, 3_333)):
        warm = raw_limits.WARM_AIR_CODE16[profile]
        cool = raw_limits.COOL_AIR_CODE16[profile]
        for left, right in ((1, 0), (0, 1)):
            pair = Pair(profile)
            seen = [
                pair.second(left * code, right * code).air_cap_pa
                for code in (warm - 1, warm, cool, cool - 1, cool)
            ]
            assert seen == [UNCAPPED, warm_pa, warm_pa, UNCAPPED, UNCAPPED]


def test_pressure_limits_warmth_for_a_minute_and_blocks_what_is_hot():
    for profile, warm_pa, warm_mc in ((0, 6_666, 40_000), (1, 3_333, 36_000)):
        hot = raw_limits.HOT_AIR_CODE16[profile]
        pair = Pair(profile)
        assert pair.second(hot, hot, warm_pa + 300).heat_cap_mc == [UNCAPPED, UNCAPPED]
        assert pair.one.blocked == [0, 0]
        assert pair.second(hot, hot - 1, warm_pa + 301).heat_cap_mc == [warm_mc, warm_mc]
        assert pair.one.blocked == [1, 0]
        for _ in range(59):
            assert pair.second(hot - 1, hot).heat_cap_mc == [warm_mc, warm_mc]
            assert pair.one.blocked == [0, 1]
        assert pair.second(hot, hot).heat_cap_mc == [UNCAPPED, UNCAPPED]
        assert pair.one.blocked == [0, 0]
        pair.second(0, 0, warm_pa + 301)
        low = (warm_mc - 1, warm_mc + 1)
        assert pair.second(caps=low).heat_cap_mc == [warm_mc - 1, warm_mc]


def test_either_roller_limits_the_air_and_the_lower_cap_counts():
    for profile, rolling_pa, both_pa in ((0, 9_999, 6_666), (1, 2_000, 2_000)):
        for channel in (ROLLER_LEFT, ROLLER_RIGHT):
            pair = Pair(profile)
            pair.out.level[channel] = 1
            assert pair.second().air_cap_pa == rolling_pa
            assert pair.second(50_000).air_cap_pa == both_pa


# --- rollers -------------------------------------------------------------------------------------


class Shunt:
    def __init__(self, profile=0):
        self.latch = Recorder()
        self.status = Status()
        self.inputs = Inputs()
        self.out = Outputs()
        self.one = Rollers(LIMITS[profile], self.status, self.latch)

    def samples(self, count, left, right, ma, rail_mv=12_000):
        self.out.level[ROLLER_LEFT], self.out.level[ROLLER_RIGHT] = left, right
        self.inputs.roller_ma, self.inputs.rail_mv = ma, rail_mv
        for number in range(1, count + 1):
            self.one.check(self.inputs, self.out)
            if self.latch.calls:
                return number
        return 0


def test_a_driven_winding_without_current_is_told_after_four_samples_alone_and_25_of_both():
    for left, right, at, where in ((500, 0, 4, 1), (0, 500, 4, 2), (500, 400, 25, 0)):
        one = Shunt()
        assert one.samples(60, left, right, 30) == 0
        assert one.samples(60, left, right, 29) == at
        assert one.latch.calls[0][:4] == (ROLLER_OPEN, where, 58, 60)
        one = Shunt()
        for _ in range(3):
            assert one.samples(at - 1, left, right, 29) == 0
            assert one.samples(1, left, right, 30) == 0


def test_a_slow_roller_a_braking_one_and_a_rail_that_is_cut_are_not_judged():
    assert Shunt().samples(60, 199, 0, 0) == 0 and Shunt().samples(60, 200, 0, 0) == 4
    assert (
        Shunt().samples(60, 500, 0, 0, 4_999) == 0 and Shunt().samples(60, 500, 0, 0, 5_000) == 4
    )
    one = Shunt()
    one.samples(1, 600, 0, 100)
    assert one.samples(60, 599, 0, 0) == 1 + 15 + 4


def test_minutes_of_rolling_are_used_up_and_come_back_only_with_a_new_session():
    for profile, seconds, most in ((0, 1_800, 1_000), (1, 900, 600)):
        one = Shunt(profile)
        one.status.session_ms = 1
        for _ in range(seconds - 1):
            one.one.count(1)
            one.one.count(0)
        assert one.one.most == most
        one.one.count(1)
        assert one.one.most == 0
        one.one.count(0)
        assert one.one.most == 0
        one.status.session_ms = 0
        one.one.count(0)
        assert (one.one.most, one.one.run_ms) == (most, 0)


# --- supply --------------------------------------------------------------------------------------


class Rail:
    def __init__(self):
        self.latch = Recorder()
        self.inputs = Inputs()
        self.status = Status()
        self.one = Supply(self.inputs, self.status, (), LIMITS[0], self.latch)

    def rail(self, count, mv, up=1):
        self.inputs.rail_mv = mv
        self.status.rail = up
        for _ in range(count):
            self.one.check_rail(0)
        return self.latch.codes

    def reference(self, count, mv, up=1):
        self.inputs.reference_mv = mv
        self.status.rail = up
        for _ in range(count):
            self.one.check_reference(0)
        return self.latch.codes


def test_the_rails_voltage_is_judged_for_three_seconds_after_its_first():
    for good, bad, code in ((14_500, 14_501, SUPPLY_OVER), (10_000, 9_999, SUPPLY_LOW)):
        one = Rail()
        assert one.rail(20, good) == [] and one.rail(2, bad) == [] and one.rail(1, good) == []
        assert one.rail(2, bad) == [] and one.rail(1, bad) == [code]
        one = Rail()
        assert one.rail(20, 0, 0) == [] and one.rail(3, bad) == [] and one.rail(1, bad) == [code]


def test_a_rail_that_nobody_holds_is_judged_for_three_seconds_after_its_first():
    one = Rail()
    assert one.rail(20, 2_000, 0) == []
    assert one.rail(2, 2_001, 0) == [] and one.rail(1, 2_000, 0) == []
    assert one.rail(2, 2_001, 0) == [] and one.rail(1, 2_001, 0) == [SELF_TEST]
    assert one.latch.calls[0][1:4] == (0, 2_001, 2_000)
    one = Rail()
    one.rail(20, 12_000)
    assert one.rail(3, 12_000, 0) == [] and one.rail(1, 12_000, 0) == [SELF_TEST]


def test_the_reference_may_be_three_percent_off_and_no_more():
    for good, bad in ((2_575, 2_576), (2_425, 2_424)):
        assert Rail().reference(100, good, 0) == []
        one = Rail()
        assert one.reference(1, bad, 0) == [REFERENCE]
        assert one.latch.calls[0][2:4] == (bad, 2_500)


def test_the_reference_may_be_one_percent_from_what_it_was_at_rest_while_the_rail_is_up():
    for sign in (1, -1):
        one = Rail()
        one.reference(3, 2_500, 0)
        assert one.reference(300, 2_500 + sign * 25) == []
        assert REFERENCE in one.reference(300, 2_500 + sign * 27)
        one = Rail()
        one.reference(3, 2_500, 0)
        assert one.reference(300, 2_500 + sign * 27, 0) == []
    one = Rail()
    assert one.reference(50, 2_530) == []  # up before anything was known: that is rest
    assert one.reference(2, 2_575) == []  # a burst is no drift


def test_what_the_known_voltage_is_short_by_over_five_permille_is_told_to_both_feet():
    """And no more is believed of a voltage that reads high: that errs to the safe side."""
    for mv, short in ((2_500, 0), (2_485, 1), (2_487, 0), (2_434, 21), (2_425, 25), (2_570, 0)):
        one = Rail()
        one.one.thermals = [Raw(0).one, Raw(0, 1).one]
        one.reference(400, mv, 0)
        assert [thermal.short_permille for thermal in one.one.thermals] == [short, short], mv
    one.reference(400, 2_500, 0)
    assert one.one.thermals[1].short_permille == 0


# --- air -----------------------------------------------------------------------------------------


class NoAccount:
    """Only holding and venting are looked at; the account has its own tests below."""

    pause = 0

    def start(self):
        pass

    def step(self, *_seen):
        pass


class Hoses:
    """Air with a pump that gives nothing, so that only pressures and times count."""

    def __init__(self, profile=0):
        self.latch = Recorder()
        self.status = Status()
        self.status.air_cap_pa = UNCAPPED
        self.inputs = Inputs()
        self.inputs.rail_mv = 12_000
        self.out = Outputs()
        stage = {"pump_ml_s": 0, "bladder_ml_per_mpa": 7_300}
        self.one = Air(LIMITS[profile], stage, self.status, self.latch)
        self.one.budget = NoAccount()

    def rounds(self, count, pa, mask=0):
        """Rounds of 200 ms; the number of the first that tripped, 0 for none."""
        for foot in FEET:
            self.out.level[VALVE_LEFT + foot] = 1_000 if mask >> foot & 1 else 0
        self.inputs.pressure_pa = pa
        if mask != self.one.mask:
            self.one.sample(self.inputs, self.out)
        for number in range(1, count + 1):
            for _ in range(5):
                self.one.sample(self.inputs, self.out)
            if self.latch.calls:
                return number
        return 0


def test_valves_stay_closed_for_the_time_of_venting():
    for profile, count in ((0, 25), (1, 50)):
        one = Hoses(profile)
        one.rounds(1, 0, 1)
        one.rounds(count - 1, 0)
        assert one.one.most == [0, 0, 0]
        one.rounds(1, 0)
        assert one.one.most == [0, 1_000, 1_000]


def test_the_pump_waits_until_the_joined_bladders_are_seen_empty_and_three_seconds_at_most():
    for mask, where in ((1, 1), (2, 2), (3, 0)):
        one = Hoses()
        assert one.rounds(14, 668, mask) == 0
        assert one.one.most[0] == 0
        assert one.rounds(1, 667, mask) == 0
        assert one.one.most == [1_000, 1_000 * (mask & 1), 1_000 * (mask >> 1)]
        one = Hoses()
        assert one.rounds(30, 668, mask) == 15
        assert one.latch.calls[0][:4] == (VENT_FAILED, where, 668, 667)


def test_compression_without_a_pause_ends_after_its_time():
    for profile, held_pa, rounds in ((0, 2_666, 150), (1, 1_333, 75)):
        for mask, where in ((1, 1), (2, 2), (3, 0)):
            one = Hoses(profile)
            one.rounds(1, 0, mask)
            assert one.rounds(rounds + 20, held_pa, mask) == 0
            assert one.rounds(rounds - 1, held_pa + 1, mask) == 0
            assert one.rounds(1, held_pa, mask) == 0
            assert one.rounds(rounds + 20, held_pa + 1, mask) == rounds
            assert one.latch.calls[0][:2] == (PRESSURE_HELD, where)


def test_air_that_stays_in_a_closed_manifold_is_told_by_whether_any_was_pumped():
    one = Hoses()
    one.rounds(1, 0, 1)
    assert one.rounds(90, 667) == 0
    # 12 s, and five rounds in a row from there on; an eighth of it may be a slow manifold's
    for pa, rounds in ((668, 124), (761, 124), (763, 64)):
        one = Hoses()
        one.rounds(1, 0, 1)
        assert one.rounds(130, pa) == rounds, pa
        assert one.latch.codes[0] == VENT_FAILED
    assert one.latch.calls[0][:4] == (VENT_FAILED, 0, 763, 762)
    one = Hoses()
    one.rounds(1, 0, 1)
    one.rounds(1, 8_000)
    assert one.rounds(118, 1_667) == 0 and one.rounds(5, 1_667) == 5  # 24 s, however full it was
    one = Hoses()
    one.rounds(1, 0, 1)
    one.rounds(1, 8_000)
    one.rounds(1, 667)
    assert one.one.manifold.closed_pa == 0
    assert one.rounds(62, 800) == 62  # seen empty, it begins anew
    one.rounds(0, 0, 1)
    assert one.one.manifold.closed_pa == 0
    # at boot, power may have been away for a moment only: what was there had no time to go
    for profile in PROFILES:
        assert Hoses(profile).rounds(90, 800) == 64
    one = Hoses()
    one.rounds(70, 0)
    assert one.rounds(4, 763) == 0 and one.rounds(1, 667) == 0
    assert one.rounds(9, 763) == 5
    assert one.latch.codes[0] == PRESSURE_SENSOR


def test_no_manifold_is_below_the_room_for_three_rounds():
    one = Hoses()
    assert one.rounds(9, -667) == 0 and one.rounds(2, -668) == 0 and one.rounds(1, -667) == 0
    assert one.rounds(9, -668) == 3
    assert one.latch.calls[0][:4] == (PRESSURE_SENSOR, 0, -668, -667)


def test_a_bladder_well_over_its_cap_for_a_second_is_let_go_and_a_little_over_only_not_pumped():
    for over, spent in ((0, 0), (667, 0), (668, 1)):
        one = Hoses()
        one.status.air_cap_pa = 2_000
        one.rounds(1, 0, 1)
        one.rounds(4, 2_000 + over, 1)
        assert (one.one.over, one.one.spent) == (4 if over else 0, 0)
        one.rounds(1, 2_000 + over, 1)
        assert one.one.spent == spent
        assert one.one.most == [0 if over else 1_000, 0 if spent else 1_000, 0]


def test_the_lowest_and_the_highest_of_five_samples_do_not_count():
    one = Hoses()
    for order in ((9_000, -9_000, 300, 301, 302), (300, 301, 302, -9_000, 9_000)):
        for pa in order:
            one.inputs.pressure_pa = pa
            one.one.sample(one.inputs, one.out)
        assert one.one.pa == 301


def test_a_bladder_that_joins_another_makes_both_go_down():
    one = Hoses()
    one.rounds(1, 0, 1)
    assert one.one.spent == 0
    one.rounds(1, 0, 3)
    assert one.one.spent == 1 and one.one.most == [0, 0, 0]
    one.rounds(25, 0)
    assert one.one.spent == 0 and one.one.most == [0, 1_000, 1_000]
    one.one.manifold.closed_ms = 1 << 20
    one.rounds(1, 0)
    assert one.one.manifold.closed_ms == 1 << 20


# --- the account of air --------------------------------------------------------------------------

PUMP_ML_S = 50  # 10 mL in 200 ms at full drive


class Account:
    def __init__(self, profile=0, pump_ml_s=PUMP_ML_S):
        self.latch = Recorder()
        stage = {"pump_ml_s": pump_ml_s, "bladder_ml_per_mpa": 7_300}
        self.one = AirBudget(LIMITS[profile], stage, self.latch)

    def step(self, pa, drive=5_000, bladders=1, rail_mv=12_000, last_pa=None):
        last_pa = pa if last_pa is None else last_pa
        self.one.step(pa, last_pa, drive, bladders, rail_mv, 1, 0)
        return self.latch.codes


def test_what_the_pump_gives_follows_the_rail_down_to_eleven_volts_and_falls_with_pressure():
    given = []
    for rail_mv in (0, 10_999, 11_000, 11_100, 12_000, 14_400):
        one = Account()
        one.step(0, rail_mv=rail_mv)
        given.append(one.one.given_ul)
    assert given == [9_166, 9_166, 9_166, 9_250, 10_000, 12_000]
    one = Account()
    one.step(51_500)  # half of what it stalls against
    assert one.one.given_ul == 5_000
    one = Account()
    one.step(-3_000)
    assert one.one.given_ul == 10_000 and one.one.net_ul == 10_000
    one = Account()
    one.step(30_000, 0)  # the table of holes ends at 15 kPa
    assert one.one.net_ul == -1_994
    one = Account()
    one.step(1_499, 0, 2)
    assert one.one.net_ul == -900


def test_a_limp_bladder_may_take_its_litres_and_no_more():
    for profile in PROFILES:
        for bladders in (1, 2):
            one = Account(profile)
            one.one.blind_max_ul = 1 << 29  # the pause is tested by itself
            for _ in range(40 * bladders):
                assert one.step(0, 5_000, bladders) == []
            assert one.one.net_ul == 400_000 * bladders
            assert one.step(0, 5, bladders) == [AIR_LEAK]


def test_the_pump_pauses_after_so_much_unseen_air_if_it_works_hard_enough():
    for profile, blind_ml in ((0, 80), (1, 40)):
        for drive, paused in ((1_500, 1), (1_499, 0)):
            one = Account(profile)
            one.one.blind_ul = blind_ml * 1_000 - drive * PUMP_ML_S // 25
            one.step(0, drive)
            assert one.one.pause == paused
            one = Account(profile)
            one.one.blind_ul = blind_ml * 1_000 - drive * PUMP_ML_S // 25 - 1
            one.step(0, drive)
            assert one.one.pause == 0


def test_a_sensor_that_does_not_notice_two_pauses_is_told_and_one_that_does_goes_on():
    for pa, noticed in ((1_100, 1), (900, 1), (1_099, 0), (901, 0)):
        one = Account()
        one.one.pause = 1
        one.one.before_pa = 1_000
        one.one.blind_ul = 5
        assert one.step(pa, 0) == []
        assert (one.one.pause, one.one.blind_ul) == ((0, 0) if noticed else (2, 5))
        if not noticed:
            assert one.step(pa, 0) == []
            assert one.step(pa, 0) == []
            # once more, a quarter of the air later
            assert (one.one.pause, one.one.blind_ul, one.one.missed) == (0, 60_000, 1)
            for _ in range(2):
                assert one.step(1_000, 5_000) == []
            assert one.one.pause == 0
            one.one.before_pa = 1_000
            one.one.pause = 3
            assert one.step(pa, 0) == [PRESSURE_SENSOR]
    for pa, missed in ((1_100, 0), (1_099, 2)):
        one = Account()
        one.one.pause, one.one.before_pa, one.one.missed = 3, 1_000, 1
        one.step(pa, 0)
        assert one.one.missed == missed
        one.one.start()
        assert one.one.missed == 0
    one = Account()
    one.step(500, last_pa=700)
    assert one.one.before_pa == 700
    one.step(500, last_pa=400)
    assert one.one.before_pa == 500


def test_a_bladder_is_taut_in_the_second_round_over_its_pressure_and_not_after_next_to_no_air():
    # a flow of 0.2 mL in 200 ms takes 19 Pa through the hose, one of 9.8 mL 975 Pa
    for drive, taut_pa in ((0, 1_601), (100, 1_620), (5_000, 2_576)):
        one = Account()
        one.one.blind_max_ul = 1 << 29  # the pause is tested by itself
        for _ in range(5):
            one.step(taut_pa - 1, drive)
            one.step(taut_pa, drive)
        assert one.one.taut == 0
        one.step(taut_pa, drive)
        assert one.one.taut == 1
        # after 2 mL it is a hose alone
        assert one.latch.codes == ([VENT_FAILED] if drive < 5_000 else [])
    for given_ul, told in ((2_500, []), (2_499, [VENT_FAILED])):
        one = Account()
        one.one.given_ul = given_ul
        one.step(1_601, 0)
        assert one.step(1_601, 0) == told


def test_air_that_the_pressure_does_not_explain_is_a_leak_beyond_the_slack_and_a_quarter():
    for profile, slack_ml in ((0, 36), (1, 24)):
        for bladders in (1, 2):
            one = Account(profile)
            one.one.given_ul = 100_000
            one.one.over = 1
            one.step(2_000, 0, bladders)
            assert one.one.taut == 1
            # for each: a round without drive lets 649 out, 2 kPa explain 14.6 mL; a quarter of
            # that may be the parts'
            spare_ul = (slack_ml * 1_000 + 649 + 14_600 + 3_650) * bladders
            for more, told in ((-1, []), (0, []), (1, [AIR_LEAK])):
                one.one.net_ul = one.one.base_ul + spare_ul + more
                assert one.step(2_000, 0, bladders) == told
            # what the flow shows explains nothing: 9.8 mL in 200 ms take 980 Pa
            one = Account(profile)
            one.one.taut = 1
            shown_ul = 1_020 * 7_300 // 1_000 * bladders
            slack_ul = slack_ml * 1_000 * bladders + shown_ul // 4
            for more, told in ((0, []), (1, [AIR_LEAK])):
                one.one.net_ul = slack_ul + shown_ul + 649 * bladders - 9_806 + more
                assert one.step(2_000, 5_000, bladders) == told


def test_what_a_taut_bladder_explains_better_than_before_is_saved_up_by_nobody():
    for bladders in (1, 2):
        one = Account(0)
        one.one.taut = 1
        one.one.base_ul = 10_000
        one.one.net_ul = (14_600 + 649) * bladders + 4_000
        assert one.step(2_000, 0, bladders) == [] and one.one.base_ul == 4_000
        one.one.net_ul = (14_600 + 649) * bladders + 5_000
        assert one.step(2_000, 0, bladders) == [] and one.one.base_ul == 4_000


# --- the lowest counts ---------------------------------------------------------------------------


def test_the_cap_of_the_latchs_own_sensor_limits_where_a_and_b_do_not_and_the_other_way_round():
    governor = Bench().governor
    governor.heat.rests[0].learned = 1
    for ab, third, least in ((1_000, 300, 300), (300, 1_000, 300), (700, 700, 700)):
        governor.left.ceiling_permille = ab
        governor.left.third_permille = third
        assert governor.heat.ceiling(governor.left, 1_000) == least


def test_no_heat_before_rest_was_learned_and_then_the_lowest_of_four_checks():
    governor = Bench().governor
    heat = governor.heat
    for thermal in (governor.left, governor.right):
        foot = thermal.foot
        thermal.ceiling_permille = thermal.third_permille = 1_000
        assert governor.heat.ceiling(thermal, 1_000) == 0
        heat.rests[foot].learned = 1
        assert governor.heat.ceiling(thermal, 1_000) == 1_000
        assert governor.heat.ceiling(thermal, 150) == 150
        for checks in (heat.evidence, heat.holding, heat.twins, heat.alone):
            check = checks[foot]
            check.ceiling_permille = 200
            assert governor.heat.ceiling(thermal, 1_000) == 200
            check.ceiling_permille = 1_000
