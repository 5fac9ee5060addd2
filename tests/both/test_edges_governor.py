"""What the governor hands to each check and takes from it: the right foot, the right time, either
roller. SAF-043 SAF-050 SAF-065 SAF-067 SAF-068 SAF-070 SAF-072.
"""

from firmware.image import HEAT_LEFT, HEAT_RIGHT, ROLLER_LEFT, ROLLER_RIGHT
from firmware.safety import raw_limits, trips
from firmware.safety.dose_table import FROM_CODE16
from firmware.safety.governor import Governor
from firmware.safety.rounds import Rounds
from firmware.units import TIME_MASK

from .firmware_bench import PROFILES, STAGES, Bench


def told(bench):
    status = bench.status
    return status.trip, status.trip_where, status.trip_value, status.trip_limit, status.trip_ms


def test_a_scan_that_threw_is_told_with_its_moment_and_no_number():
    bench = Bench().running()
    now_ms = bench.inputs.now_ms
    bench.governor.fail(bench.out)
    assert told(bench) == (trips.FAST_LOOP_FAILED, 0, 0, 0, now_ms)


def test_a_late_tick_and_a_silent_slow_loop_are_told_with_their_moment_and_numbers():
    bench = Bench().running()
    bench.tick(1, 61)
    assert told(bench) == (trips.FAST_LOOP_LATE, 0, 61, 60, bench.inputs.now_ms)
    bench = Bench().running()
    bench.beating = False
    bench.want.beat_ms = (bench.inputs.now_ms - 500) & TIME_MASK
    bench.tick()
    assert told(bench) == (trips.SLOW_LOOP_DEAD, 0, 520, 250, bench.inputs.now_ms)


def test_seconds_of_rolling_count_whichever_roller_turns_and_not_without_one():
    """SAF-065."""
    for left, right, counted in ((500, 0, 1), (0, 500, 1), (500, 500, 1), (0, 0, 0)):
        bench = Bench().running(0)
        bench.want.level[ROLLER_LEFT], bench.want.level[ROLLER_RIGHT] = left, right
        bench.tick(50)
        before_ms = bench.governor.rollers.run_ms
        bench.tick(150)
        assert bench.governor.rollers.run_ms - before_ms == counted * 3_000, (left, right)


def test_the_rails_voltage_is_judged_at_rest_and_while_it_is_up_and_told_with_its_moment():
    """SAF-067 SAF-068 SAF-073."""
    bench = Bench()
    bench.inputs.rail_mv = 2_000
    bench.tick(500)
    assert bench.trip == 0
    bench.inputs.rail_mv = 2_001
    for _ in range(250):
        bench.tick()
        if bench.trip:
            break
    assert told(bench) == (trips.SELF_TEST, 0, 2_001, 2_000, bench.inputs.now_ms)
    for mv, code, limit_mv in (
        (14_501, trips.SUPPLY_OVER, 14_500),
        (9_999, trips.SUPPLY_LOW, 10_000),
    ):
        bench = Bench().running()
        bench.inputs.rail_mv = mv
        for _ in range(250):
            bench.tick()
            if bench.trip:
                break
        assert told(bench) == (code, 0, mv, limit_mv, bench.inputs.now_ms)


def test_the_reference_is_compared_with_rest_only_while_the_rail_is_up():
    """SAF-070 SAF-071."""
    bench = Bench()
    bench.inputs.reference_mv = 2_570
    bench.tick(500)
    assert bench.trip == 0
    bench = Bench().running()
    bench.inputs.reference_mv = 2_570
    for _ in range(500):
        bench.tick()
        if bench.trip:
            break
    assert told(bench)[:2] == (trips.REFERENCE, 0) and told(bench)[3] == 2_500
    assert told(bench)[4] == bench.inputs.now_ms


def test_a_used_up_dose_and_too_much_pressure_take_heat_from_their_own_foot_alone():
    """SAF-050 SAF-062."""
    for foot, heat, other in ((0, HEAT_LEFT, HEAT_RIGHT), (1, HEAT_RIGHT, HEAT_LEFT)):
        bench = Bench().running()
        bench.governor.dose.left[foot] = 0
        bench.tick()
        assert bench.out.level[heat] == 0 and bench.out.level[other] == 1_000
        bench = Bench().running()
        bench.governor.together.blocked[foot] = 1
        bench.tick()
        assert bench.out.level[heat] == 0 and bench.out.level[other] == 1_000


def test_supervision_takes_from_its_own_foot_alone():
    for foot, heat, other in ((0, HEAT_LEFT, HEAT_RIGHT), (1, HEAT_RIGHT, HEAT_LEFT)):
        bench = Bench().running()
        bench.governor.heat.evidence[foot].ceiling_permille = 250
        bench.tick()
        assert bench.out.level[heat] == bench.status.ceiling[heat] == 250
        assert bench.out.level[other] == 1_000


def test_the_cap_of_the_latchs_own_sensor_takes_from_its_own_foot_alone():
    """SAF-030."""
    for profile in PROFILES:
        for foot, heat, other in ((0, HEAT_LEFT, HEAT_RIGHT), (1, HEAT_RIGHT, HEAT_LEFT)):
            bench = Bench(profile).running()
            bench.inputs.feet[foot].latch_code16 = raw_limits.THIRD_FADE_CODE16[profile] - 1
            bench.tick(2)
            assert 0 < bench.out.level[heat] < 20 and bench.out.level[other] == 1_000


def test_the_latchs_own_sensor_is_told_with_its_moment_on_either_foot():
    """SAF-004."""
    for foot in (0, 1):
        bench = Bench().running()
        code16 = bench.inputs.feet[foot].latch_code16 = raw_limits.LATCH_CODE16[0]
        for _ in range(2):
            bench.tick()
            if bench.trip:
                break
        where = trips.PLACE_LATCH + foot
        limit = code16 >> 4
        assert told(bench) == (trips.CONTACT_LATCH, where, limit, limit, bench.inputs.now_ms)


def test_each_foots_warmth_is_counted_as_dose_once_a_second():
    """SAF-050."""
    bench = Bench().running(0)
    for foot in (0, 1):
        bench.inputs.feet[foot].b_code16 = FROM_CODE16
    before = list(bench.governor.dose.session)
    bench.tick(50)
    assert before == [0, 0] and bench.governor.dose.session == [7, 7]


def test_heat_rests_when_the_stages_timer_says_so_and_nothing_else_does():
    """SAF-072: a timer of 15 s, with 2 % of margin."""
    for profile in PROFILES:
        bench = Bench(profile)
        timer = {"minutes": 1, "tolerance_permille": 730, "forgets_rail_s": None}
        timer["test_share"] = 256
        stage = dict(STAGES[profile], heat_timer=timer)
        bench.governor = Governor(bench.limits, stage, bench.inputs, bench.inputs.now_ms)
        bench.governor.latch_proof.proved = bench.governor.timer_proof.proved = 1
        bench.governor.timer_proof.most = 1_000
        bench.status = bench.governor.status
        assert bench.governor.heat_timer.limit_ms == 15_000 and bench.governor.heat_left == 0
        bench.running()
        heated = 0
        while bench.out.level[HEAT_LEFT] or bench.out.level[HEAT_RIGHT]:
            bench.tick()
            heated += 1
            assert heated < 800
        assert bench.status.heat_rests == 1 and bench.governor.heat_timer.passed_ms == 15_000
        assert bench.out.level[ROLLER_LEFT] > 0 and bench.trip == 0


def test_no_heater_gets_any_heat_over_a_warm_well_whatever_is_asked():
    """SAF-077: either well, both heaters; all else goes on."""
    for profile in PROFILES:
        for wells, heats in ((0, True), (1, False), (2, False), (3, False)):
            bench = Bench(profile).running()
            bench.tick(100)
            bench.status.warm_wells = wells
            bench.tick(100)
            heat = bench.out.level[HEAT_LEFT], bench.out.level[HEAT_RIGHT]
            ceiling = bench.status.ceiling
            assert (min(heat) > 0) == heats and (max(heat) > 0) == heats, wells
            assert heats or (ceiling[HEAT_LEFT], ceiling[HEAT_RIGHT]) == (0, 0)
            assert bench.out.level[ROLLER_LEFT] > 0 and bench.trip == 0


def test_a_weak_heater_is_told_on_either_foot():
    """SAF-043: six tenths of its current for eight seconds, the other's as it should be."""
    for foot in (0, 1):
        bench = Bench().running()
        for _ in range(500):
            bench.tick()
            if bench.trip:
                break
            bench.inputs.feet[foot].on_ma = bench.inputs.feet[foot].on_ma * 6 // 10
        where = trips.PLACE_FOOT + foot
        assert told(bench) == (trips.HEATER_WEAK, where, 600, 700, bench.inputs.now_ms)


def test_a_heaters_watts_are_those_of_its_resistance_at_12_v():
    for profile, heater_mw in ((0, 12_000), (1, 3_396)):
        for foot in (0, 1):
            alone = Bench(profile).governor.heat.alone[foot]
            assert alone.nominal_mw == heater_mw * 85 // 100


def test_heats_slots_come_first_airs_after_thirty_and_memorys_between():
    table = Bench().governor.rounds.table
    taken = [slot for slot in range(50) if table[slot] is not None]
    assert taken == list(range(26)) + [30, 31, 32, 33, 34, 35, 38, 41, 44, 47]


def test_a_slot_of_the_round_is_given_once_and_its_second_owner_hears_which():
    rounds = Rounds()
    rounds.add(7, int)
    for slot, free in ((6, 1), (7, 0), (8, 1)):
        words = ""
        try:
            rounds.add(slot, int)
        except ValueError as error:
            words = str(error)
        assert words == ("" if free else "slot 7 is taken")


def test_every_slot_of_the_round_comes_once_in_fifty_ticks():
    rounds = Rounds()
    seen = []
    for slot in range(50):
        rounds.add(slot, lambda now_ms, slot=slot: seen.append((slot, now_ms)))
    for samples in range(100, 200):
        rounds.turn(samples, samples * 20)
    assert seen == [(samples % 50, samples * 20) for samples in range(100, 200)]
