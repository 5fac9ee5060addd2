"""The governor as a whole: what is asked, what is sensed, what is granted. SAF-005 SAF-006 SAF-012
SAF-013 SAF-014 SAF-020 SAF-025 SAF-026."""

from firmware.image import (
    HEAT_LEFT,
    HEAT_RIGHT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
)
from firmware.safety import raw_limits, trips
from firmware.safety.limits import Limits
from firmware.safety.trips import PLACES
from firmware.units import TIME_MASK
from tests.both.firmware_bench import ALL, PROFILES, ROOM_CODE, ROOM_CODE16, Bench, resting

FULLY = {0: [1_000] * 8, 1: [1_000, 1_000, 600, 600, 600, 700, 1_000, 1_000]}


def test_at_rest_nothing_is_granted_whatever_levels_say():
    bench = Bench()
    bench.ask()
    bench.want.rail = 0
    bench.tick(50)
    assert resting(bench.out) and bench.trip == 0


def test_everything_asked_for_arrives_up_to_each_channels_most():
    """SAF-012 SAF-013 SAF-014."""
    for profile in PROFILES:
        bench = Bench(profile).running()
        assert list(bench.out.level) == FULLY[profile]


def test_a_request_at_a_channels_most_is_granted_whole_and_one_above_is_cut():
    """SAF-012 SAF-013 SAF-014: just below, at and above."""
    for profile in PROFILES:
        limits = Limits(profile)
        for channel, most in (
            (ROLLER_LEFT, limits.roller_max_permille),
            (ROLLER_RIGHT, limits.roller_max_permille),
            (VIBRATION, limits.vibration_max_permille),
            (PUMP, limits.pump_max_permille),
        ):
            for more, granted in ((-1, most - 1), (0, most), (1, most)):
                bench = Bench(profile).running(0)
                if channel == PUMP:  # which runs into open valves alone
                    bench.want.level[VALVE_LEFT] = 1_000
                bench.want.level[channel] = most + more
                bench.tick(300)
                assert bench.out.level[channel] == granted, (profile, channel, more)


def test_no_request_gets_more_than_full():
    bench = Bench().running(1_000)
    bench.ask(1 << 29)
    bench.tick(100)
    assert list(bench.out.level) == [1_000] * 8


def test_heat_arrives_no_faster_than_its_slew():
    """SAF-008."""
    for profile, step in ((0, 10), (1, 5)):
        bench = Bench(profile)
        bench.tick(60)  # a second at rest: offsets are learned
        bench.feet(1, 1)
        bench.tick(4)
        bench.ask()
        bench.tick()
        assert bench.out.level[HEAT_LEFT] == step
        bench.tick(10)
        assert bench.out.level[HEAT_LEFT] == 11 * step


# --- stop ---------------------------------------------------------------------------


def test_stop_ends_everything_on_its_first_sample():
    for profile in PROFILES:
        bench = Bench(profile).running()
        bench.inputs.stop_down = 1
        bench.inputs.stop_presses += 1
        bench.tick()
        assert resting(bench.out) and bench.trip == 0


def test_a_held_stop_locks_out_whatever_the_slow_scan_says():
    bench = Bench().running()
    bench.inputs.stop_down = 1
    bench.inputs.stop_presses = bench.want.stop_seen = 1
    for _ in range(200):
        bench.tick()
        assert resting(bench.out)
    bench.inputs.stop_down = 0
    bench.tick()
    assert bench.out.rail == 1


def test_a_stop_of_one_sample_holds_until_the_slow_scan_has_answered_that_press():
    bench = Bench().running()
    bench.inputs.stop_presses = 1
    bench.inputs.stop_down = 1
    bench.tick()
    bench.inputs.stop_down = 0
    for seen in (0, 2, -1, 1_000):
        bench.want.stop_seen = seen
        bench.tick(100)
        assert resting(bench.out), seen
    bench.want.stop_seen = 1
    bench.tick()
    assert bench.out.rail == 1 and bench.out.level[ROLLER_LEFT] == 7  # from nothing


def test_an_answer_to_the_last_press_does_not_answer_the_next():
    bench = Bench().running()
    bench.inputs.stop_presses = 2
    bench.want.stop_seen = 1
    bench.tick()
    assert resting(bench.out)


# --- the beat -----------------------------------------------------------------------


def test_a_beat_of_250_ms_is_alive_and_one_of_251_is_dead():
    """SAF-020: just below, at and above, across the clock's wrap."""
    for start_ms in (5_000, TIME_MASK - 10_000, TIME_MASK - 8_061):
        for age_ms, trip in ((249, 0), (250, 0), (251, trips.SLOW_LOOP_DEAD)):
            bench = Bench(0, start_ms).running()
            bench.beating = False
            bench.want.beat_ms = (bench.inputs.now_ms + 20 - age_ms) & TIME_MASK
            bench.tick()
            assert bench.trip == trip, age_ms
            assert resting(bench.out) == bool(trip)
            if trip:
                assert (bench.status.trip_value, bench.status.trip_limit) == (251, 250)


def test_a_beat_from_the_future_is_no_beat():
    """SAF-020."""
    bench = Bench().running()
    bench.beating = False
    bench.want.beat_ms = (bench.inputs.now_ms + 21) & TIME_MASK
    bench.tick()
    assert bench.trip == trips.SLOW_LOOP_DEAD and resting(bench.out)


def test_a_beat_that_comes_back_starts_nothing_by_itself():
    """SAF-020."""
    bench = Bench().running()
    bench.beating = False
    bench.tick(20)
    bench.beating = True
    for _ in range(200):
        bench.tick()
        assert resting(bench.out) and bench.trip == trips.SLOW_LOOP_DEAD


def test_an_old_beat_is_no_trip_while_no_rail_is_asked_for_and_one_once_it_is():
    """SAF-020: a flash sector is written with the rail off and may take 400 ms."""
    bench = Bench()
    bench.tick(5)
    bench.beating = False
    bench.tick(100)
    assert bench.trip == 0 and resting(bench.out)
    bench.ask()
    bench.tick()
    assert bench.trip == trips.SLOW_LOOP_DEAD and resting(bench.out)


# --- late ticks ---------------------------------------------------------------------


def test_a_tick_of_60_ms_is_in_time_and_one_of_61_is_late():
    """SAF-026: just below, at and above, across the clock's wrap."""
    for profile in PROFILES:
        for start_ms in (5_000, TIME_MASK - 8_061, TIME_MASK - 8_040 - 60, TIME_MASK - 8_040):
            for gap_ms, trip in (
                (59, 0),
                (60, 0),
                (61, trips.FAST_LOOP_LATE),
                (1_500, trips.FAST_LOOP_LATE),
                (TIME_MASK, trips.FAST_LOOP_LATE),
            ):
                bench = Bench(profile, start_ms).running()
                bench.tick(1, gap_ms)
                assert bench.trip == trip, gap_ms
                assert resting(bench.out) == bool(trip)
                if trip:
                    assert PLACES[bench.status.trip_where] == ""
                    assert (bench.status.trip_value, bench.status.trip_limit) == (gap_ms, 60)
                    assert bench.status.trip_ms == bench.inputs.now_ms


def test_without_a_rail_no_tick_is_late():
    """SAF-026: at rest, and with a rail asked for: what stood counts."""
    for rail in (0, 1):
        for gap_ms in (60, 61, 10_000, TIME_MASK):
            bench = Bench()
            bench.want.rail = rail
            bench.tick(1, gap_ms)
            assert bench.trip == 0 and bench.out.rail == rail, gap_ms
    bench = Bench().running()
    bench.want.rail = 0
    bench.tick()
    for gap_ms in (61, 10_000, TIME_MASK):
        bench.tick(1, gap_ms)
        assert bench.trip == 0


def test_a_late_tick_trips_even_if_it_is_the_one_that_ends_the_session():
    """SAF-026: the rail stood while nobody looked."""
    for stop in (0, 1):
        bench = Bench().running()
        bench.want.rail = 0
        bench.inputs.stop_presses = bench.inputs.stop_down = stop
        bench.tick(1, 61)
        assert bench.trip == trips.FAST_LOOP_LATE and resting(bench.out)


def test_ticks_of_60_ms_for_ever_are_in_time_each():
    """SAF-026: the gap is measured from the tick before, not from any other."""
    bench = Bench().running()
    bench.tick(200, 60)
    assert bench.trip == 0 and bench.out.rail == 1


def test_a_device_that_was_late_starts_nothing_by_itself():
    """SAF-026."""
    bench = Bench().running()
    bench.tick(1, 61)
    for _ in range(500):
        bench.tick()
        assert resting(bench.out) and bench.trip == trips.FAST_LOOP_LATE
    bench.want.acknowledge = 1
    bench.tick()
    assert bench.trip == 0 and bench.out.level[ROLLER_LEFT] <= 7
    assert bench.out.level[:2] == [0, 0]


# --- ceilings -----------------------------------------------------------------------


def test_a_device_that_is_shut_down_tells_a_ceiling_of_nothing_for_every_channel():
    """Whatever shut it down; control forgets what it wanted by this."""

    def no_rail(bench):
        bench.want.rail = 0

    def stop(bench):
        bench.inputs.stop_presses = 1

    def held(bench):
        bench.inputs.stop_down = 1

    for cause in (no_rail, stop, held, silence, pressure, late):
        bench = Bench().running()
        assert list(bench.status.ceiling) == [1_000] * 8
        cause(bench)
        bench.tick(20)
        assert resting(bench.out) and list(bench.status.ceiling) == [0] * 8, cause.__name__
    bench = Bench().running()
    bench.governor.fail(bench.out)
    assert list(bench.status.ceiling) == [0] * 8


# --- trips --------------------------------------------------------------------------


def over_temperature(bench):
    # a jump that no bead makes is told sooner, by the rounds; their tests are elsewhere
    bench.governor.rounds.table = [None] * 50
    bench.inputs.left.a_code16 = raw_limits.SOFT_TRIP_CODE16[bench.profile]


def latch(bench):
    bench.inputs.right.b_code16 = raw_limits.LATCH_CODE16[bench.profile]


def latch_sensor(bench):
    bench.inputs.right.latch_code16 = raw_limits.LATCH_CODE16[bench.profile]


def open_wire(bench):
    bench.inputs.left.latch_code = 0


def shorted(bench):
    bench.inputs.right.a_code = 4_095


def stuck_on(bench):
    bench.inputs.left.off_ma = 900


def leaking(bench):
    bench.inputs.right.off_ma = 31


def no_current(bench):
    bench.conducting = False
    bench.inputs.left.on_ma = 0


def pressure(bench):
    bench.inputs.pressure_pa = 15_000


def jam(bench):
    bench.inputs.roller_ma = 4_000


def silence(bench):
    bench.beating = False


def session_over(bench):
    bench.status.session_ms = bench.governor.duration.session_max_ms


def failed(bench):
    bench.governor.fail(bench.out)


def late(bench):
    bench.tick(1, 61)


CAUSES = (
    (over_temperature, trips.OVER_TEMPERATURE, "left", 10_100),
    (latch, trips.CONTACT_LATCH, "right", 40),
    (latch_sensor, trips.CONTACT_LATCH, "right.latch", 40),
    (open_wire, trips.SENSOR_OPEN, "left.latch", 80),
    (shorted, trips.SENSOR_SHORT, "right.a", 80),
    (stuck_on, trips.HEATER_ON_UNASKED, "left", 40),
    (leaking, trips.HEATER_LEAK, "right", 40),
    (no_current, trips.HEATER_NO_CURRENT, "left", 2_060),
    (pressure, trips.OVER_PRESSURE, "", 80),
    (jam, trips.ROLLER_JAM, "", 400),
    (silence, trips.SLOW_LOOP_DEAD, "", 260),
    (session_over, trips.SESSION_TIME, "", 20),
    (failed, trips.FAST_LOOP_FAILED, "", 0),
    (late, trips.FAST_LOOP_LATE, "", 0),
)


def test_every_cause_trips_in_its_time_and_zeroes_everything_in_that_very_tick():
    for profile in PROFILES:
        for cause, code, where, within_ms in CAUSES:
            bench = Bench(profile).running()
            cause(bench)
            for _ in range(within_ms // 20):
                if bench.trip:
                    break
                bench.tick()
            assert bench.trip == code, (cause.__name__, bench.trip)
            assert PLACES[bench.status.trip_where] == where, cause.__name__
            assert resting(bench.out), (profile, cause.__name__, bench.out.level)


def test_a_trip_holds_every_output_at_nothing_until_it_is_acknowledged():
    for cause, code, _, within_ms in CAUSES:
        bench = Bench().running()
        cause(bench)
        bench.tick(within_ms // 20 + 1)
        bench.want.acknowledge = 7
        for _ in range(200):
            bench.tick()
            assert resting(bench.out) and bench.trip == code, cause.__name__


def test_a_cause_that_stays_cannot_be_acknowledged():
    for cause in (latch, latch_sensor, open_wire, shorted, pressure, silence):
        bench = Bench().running()
        cause(bench)
        bench.tick(20)
        bench.want.acknowledge = 1
        bench.tick(500)
        assert bench.trip and resting(bench.out), cause.__name__


def test_after_an_acknowledgement_everything_starts_from_nothing_and_heat_wants_an_empty_well():
    bench = Bench().running()
    bench.inputs.left.off_ma = 900
    bench.tick(2)
    bench.inputs.left.off_ma = 0
    bench.tick(60)
    bench.want.acknowledge = 1
    bench.tick()
    assert bench.trip == 0
    bench.tick(300)
    assert bench.out.level[ROLLER_LEFT] == 1_000
    assert bench.out.level[HEAT_LEFT] == bench.out.level[HEAT_RIGHT] == 0
    bench.feet(0, 0)
    bench.tick(2)
    bench.feet(1, 1)
    bench.tick(3)
    assert 0 < bench.out.level[HEAT_LEFT] <= 30


def test_a_failing_scan_zeroes_everything_whatever_state_anything_is_in():
    """Also when it threw half-way through the first grant after a rest: the rail is down then, but
    levels are not."""
    for rail in (0, 1):
        bench = Bench()
        bench.out.rail = rail
        for channel in ALL:
            bench.out.level[channel] = 1_000
        bench.governor.fail(bench.out)
        assert bench.trip == trips.FAST_LOOP_FAILED
        assert resting(bench.out), rail
        bench.tick(3)
        assert resting(bench.out), rail


def test_levels_that_stand_without_a_rail_are_swept_away():
    bench = Bench()
    for channel in ALL:
        bench.out.level[channel] = 1_000
    bench.tick()
    assert resting(bench.out)


# --- heat ---------------------------------------------------------------------------


def test_heat_wants_the_session_to_be_heated():
    bench = Bench().running()
    bench.want.heated = 0
    bench.tick()
    assert bench.out.level[:2] == [0, 0] and bench.out.level[ROLLER_LEFT] == 1_000


def test_heat_wants_each_foot_in_its_own_well():
    for left, right in ((1, 0), (0, 1), (0, 0)):
        bench = Bench().running()
        bench.feet(left, right)
        bench.tick(2)
        assert bench.out.level[:2] == [1_000 * left, 1_000 * right]
        assert bench.out.level[ROLLER_LEFT] == 1_000


def test_feet_that_were_in_from_the_beginning_get_no_heat():
    bench = Bench()
    bench.feet(1, 1)
    bench.ask()
    bench.tick(400)
    assert bench.status.present == [1, 1] and bench.status.heat_allowed == [0, 0]
    assert bench.out.level[:2] == [0, 0] and bench.out.level[ROLLER_LEFT] == 1_000


def test_the_cap_of_one_foot_takes_heat_from_that_foot_alone():
    """SAF-001."""
    for profile in PROFILES:
        bench = Bench(profile).running()
        cap = raw_limits.CONTACT_CAP_CODE16[profile]
        fade = raw_limits.CONTACT_FADE_CODE16[profile]
        for code16, least, most in ((cap, 1_000, 1_000), (cap + 60, 480, 520), (fade, 0, 0)):
            bench.inputs.left.a_code16 = code16
            bench.tick(2)
            assert least <= bench.out.level[HEAT_LEFT] <= most
            assert bench.out.level[HEAT_RIGHT] == 1_000
        assert bench.trip == 0
        assert bench.status.ceiling[HEAT_LEFT] == 0 and bench.status.ceiling[HEAT_RIGHT] == 1_000


def test_used_up_heat_time_takes_heat_and_leaves_the_massage():
    """SAF-006: the tick before, and the tick that reaches it."""
    for profile in PROFILES:
        bench = Bench(profile).running()
        bench.status.heat_ms = Limits(profile).heat_max_ms - 40
        bench.tick()
        assert bench.out.level[:2] == [1_000, 1_000]
        bench.tick()
        assert bench.out.level[:2] == [0, 0]
        assert bench.out.level[ROLLER_LEFT] and bench.trip == 0
        bench.tick(100)
        assert bench.out.level[:2] == [0, 0]


def test_a_session_of_its_longest_time_trips_to_the_tick():
    """SAF-005: five seconds of grace; the tick that reaches them and the tick after."""
    for profile in PROFILES:
        bench = Bench(profile).running()
        bench.status.session_ms = Limits(profile).session_max_ms + 5_000 - 20
        bench.tick()
        assert bench.trip == 0 and bench.out.rail == 1
        bench.tick()
        assert bench.trip == trips.SESSION_TIME and resting(bench.out)


def test_the_tick_the_rail_stood_for_counts_even_if_the_next_is_a_stop():
    """SAF-005 SAF-006: a stall between a grant and a stop is session time, not rest."""
    bench = Bench().running()
    before_ms = bench.status.session_ms, bench.status.heat_ms
    bench.want.rail = 0
    bench.tick()
    assert bench.status.session_ms == before_ms[0] + 20
    assert bench.status.heat_ms == before_ms[1] + 20


def test_the_rest_between_sessions_is_counted_from_the_end_of_the_last_tick():
    """SAF-025: just below and at."""
    bench = Bench().running()
    bench.want.rail = 0
    bench.tick(4_500)  # the first still counts as a tick with the rail on
    assert bench.status.session_ms > 0
    bench.tick()
    assert bench.status.session_ms == bench.status.heat_ms == 0


# --- phases -------------------------------------------------------------------------


def test_a_hot_sensor_is_judged_within_two_ticks_at_any_phase():
    """SAF-004."""
    for phase in range(10):
        for cause in (latch, latch_sensor):
            bench = Bench().running()
            bench.tick(phase)
            cause(bench)
            bench.tick(2)
            assert bench.trip == trips.CONTACT_LATCH and resting(bench.out)


def test_one_bad_sample_of_anything_trips_nothing():
    """SAF-016 SAF-019 SAF-023."""
    for ticks, name, value, good in (
        (1, "off_ma", 2_000, 0),
        (2, "a_code", 0, ROOM_CODE),
        (2, "latch_code", 4_095, ROOM_CODE),
    ):
        bench = Bench().running()
        setattr(bench.inputs.left, name, value)
        bench.tick(ticks)
        setattr(bench.inputs.left, name, good)
        bench.tick(10)
        assert bench.trip == 0, name
    bench = Bench().running()
    bench.inputs.pressure_pa = 15_000
    bench.tick(2)
    bench.inputs.pressure_pa = 0
    bench.tick(4)
    assert bench.trip == 0


def test_valves_close_with_everything_else_on_a_trip():
    bench = Bench().running()
    assert bench.out.level[VALVE_LEFT] == bench.out.level[VALVE_RIGHT] == 1_000
    bench.inputs.pressure_pa = 15_000
    bench.tick(4)
    assert bench.out.level[VALVE_LEFT] == bench.out.level[VALVE_RIGHT] == 0


def test_a_cold_room_and_a_warm_one_are_no_trips():
    """SAF-021 SAF-022: from -10 to 35 degrees."""
    for code in (674, 1_500, ROOM_CODE, 2_500):
        bench = Bench()
        for foot in bench.inputs.feet:
            foot.a_code = foot.b_code = foot.latch_code = code
            foot.a_code16 = foot.b_code16 = foot.latch_code16 = code * 16
        bench.tick(20)
        assert bench.trip == 0, code
    assert ROOM_CODE16 == 32_768
