"""Plan, recipes and sequencer: what one person may get, and when."""

from firmware.program.plan import (
    AIR_HEAT_MC,
    AIR_HEAT_PA,
    AIR_PA,
    FIRST_STAGE,
    HEAT_MC,
    LONG_HEAT_MC,
    LONG_HEAT_MS,
    NEUROPATHY,
    ROLLER_PERMILLE,
    ROLLING_PA,
    STANDARD,
    UNLOCKED,
    VIBRATION_PERMILLE,
    Plan,
    heat_refusal,
)
from firmware.program.recipes import ALTERNATE, BOTH, NO_AIR, RECIPES, recipe_index
from firmware.program.sequencer import Sequencer
from sim.rig import read_json

MMHG_15_PA = 2_000
PROFILES = (STANDARD, NEUROPATHY)
MATCHING = ("standard", "gentle")  # by profile


def timer(minutes, rail_s=None):
    return {
        "minutes": minutes,
        "tolerance_permille": 50,
        "forgets_rail_s": rail_s,
        "test_share": 1_024,
        "forgets_power_s": 5,
    }


def stage(**changes):
    """A stage that may heat in neuropathy, with `changes`."""
    made = {
        "hardware_latch": {"trips_mc": 40_500, "tolerance_mc": 300, "rearms_ms": 100},
        "heater_max_mw": 4_000,
        "heat_timer": timer(20),
        "presence": True,
    }
    made.update(changes)
    return made


def shipped(name):
    return read_json("boards/stages/" + name + ".json")


def plan(profile=STANDARD, unlocked=1):
    return Plan(profile, unlocked, shipped(MATCHING[profile]))


# --- may this stage heat ------------------------------------------------------------


def test_each_shipped_stage_heats_in_its_own_profile_and_no_other():
    assert heat_refusal(shipped("standard"), STANDARD) == ""
    assert heat_refusal(shipped("gentle"), NEUROPATHY) == ""
    assert "too late" in heat_refusal(shipped("standard"), NEUROPATHY)
    assert "below this profile's heat" in heat_refusal(shipped("gentle"), STANDARD)


def test_a_stage_without_its_protections_does_not_heat():
    for profile in PROFILES:
        good = {
            "trips_mc": 44_000 if profile == STANDARD else 40_500,
            "tolerance_mc": 100,
            "rearms_ms": 100,
        }
        assert heat_refusal(stage(hardware_latch=good), profile) == ""
        for changes, word in (
            ({"hardware_latch": None}, "hardware latch"),
            ({"hardware_latch": {}}, "hardware latch"),
            ({"heat_timer": None}, "timer"),
            ({"heat_timer": {}}, "timer"),
            ({"presence": False}, "presence"),
            ({"presence": None}, "presence"),
        ):
            changes.setdefault("hardware_latch", good)
            assert word in heat_refusal(stage(**changes), profile), changes
        for gone in ("hardware_latch", "heat_timer", "presence"):
            missing = stage(hardware_latch=good)
            del missing[gone]
            assert heat_refusal(missing, profile)


def latch(trips_mc, tolerance_mc):
    return stage(
        hardware_latch={"trips_mc": trips_mc, "tolerance_mc": tolerance_mc, "rearms_ms": 100}
    )


def test_the_hardware_latch_opens_in_time_with_its_tolerance():
    """45 and 41 degrees: just below, at and above."""
    for profile, highest_mc in ((STANDARD, 45_000), (NEUROPATHY, 41_000)):
        for more, refused in ((-1, False), (0, False), (1, True)):
            for tolerance_mc in (0, 300, 500):
                made = latch(highest_mc - tolerance_mc + more, tolerance_mc)
                assert ("too late" in heat_refusal(made, profile)) == refused


def test_the_hardware_latch_stays_a_degree_above_the_hottest_setting():
    """42 and 38 degrees: just below, at and above."""
    for profile, lowest_mc in ((STANDARD, 42_000), (NEUROPATHY, 38_000)):
        for more, refused in ((-1, True), (0, False), (1, False)):
            for tolerance_mc in (0, 300, 500):
                made = latch(lowest_mc + tolerance_mc + more, tolerance_mc)
                assert ("below" in heat_refusal(made, profile)) == refused


def test_heaters_are_weak_enough_for_the_profile():
    """19 and 4 W: just below, at and above."""
    for profile, most_mw in ((STANDARD, 19_000), (NEUROPATHY, 4_000)):
        good = {
            "trips_mc": 44_000 if profile == STANDARD else 40_500,
            "tolerance_mc": 100,
            "rearms_ms": 100,
        }
        for more, refused in ((-1, False), (0, False), (1, True)):
            made = stage(heater_max_mw=most_mw + more, hardware_latch=good)
            assert ("too strong" in heat_refusal(made, profile)) == refused


def test_the_hardware_timer_is_short_enough_for_the_profile():
    """35 and 20 minutes: just below, at and above."""
    for profile, longest_min in ((STANDARD, 35), (NEUROPATHY, 20)):
        good = {
            "trips_mc": 44_000 if profile == STANDARD else 40_500,
            "tolerance_mc": 100,
            "rearms_ms": 100,
        }
        for more, refused in ((-1, False), (0, False), (1, True)):
            made = stage(heat_timer=timer(longest_min + more), hardware_latch=good)
            assert ("timer" in heat_refusal(made, profile)) == refused


def test_feet_that_cannot_feel_need_a_timer_that_a_rest_does_not_renew():
    for rail_s, refused in ((None, False), (60, True), (86_400, True)):
        good = {"trips_mc": 40_500, "tolerance_mc": 100, "rearms_ms": 100}
        made = stage(heat_timer=timer(20, rail_s), hardware_latch=good)
        assert ("forgets" in heat_refusal(made, NEUROPATHY)) == refused
        made["hardware_latch"] = {"trips_mc": 44_000, "tolerance_mc": 100, "rearms_ms": 100}
        assert heat_refusal(made, STANDARD) == ""


def test_heat_that_rests_is_no_heat_and_comes_back():
    made = plan()
    made.heat_rests = 1
    assert made.heats() == 0 and made.heat_target_mc(3, 0, 0) == 0
    made.heat_rests = 0
    assert made.heats() == 1 and made.heat_target_mc(3, 0, 0) == 41_000
    made.lock_heat()
    assert made.heats() == 0


# --- caps ---------------------------------------------------------------------------


def test_neuropathy_begins_at_the_first_stage_without_heat():
    first = Plan(NEUROPATHY, 0, shipped("gentle"))
    assert first.refusal == ""
    assert (first.session_ms, first.air_cap, first.intensity_cap, first.heat) == (300_000, 1, 1, 0)
    assert FIRST_STAGE == (300_000, 1, 1, 0)


def test_an_unlocked_plan_and_the_standard_profile_get_quarter_of_an_hour():
    for made in (plan(NEUROPATHY, 1), plan(STANDARD, 0), plan(STANDARD, 1)):
        assert (made.session_ms, made.air_cap, made.intensity_cap, made.heat) == UNLOCKED
        assert made.session_ms == 900_000


def test_a_stage_that_may_not_heat_heats_in_no_plan():
    for profile, name in ((STANDARD, "gentle"), (NEUROPATHY, "standard")):
        made = Plan(profile, 1, shipped(name))
        assert made.refusal and made.heat == 0
        made.open_session()
        assert made.heat == 0
        for level in (0, 1, 2, 3):
            assert made.heat_target_mc(level, 0, 0) == 0


def test_inspection_only_ever_lowers():
    for profile in PROFILES:
        for change in ("lock_heat", "first_stage", "mark"):
            made = plan(profile)
            before = (made.session_ms, made.air_cap, made.intensity_cap, made.heat)
            getattr(made, change)()
            after = (made.session_ms, made.air_cap, made.intensity_cap, made.heat)
            assert made.heat == 0
            assert all(after[i] <= before[i] for i in range(4))
    made = plan(NEUROPATHY)
    made.first_stage()
    assert (made.session_ms, made.air_cap, made.intensity_cap, made.heat) == FIRST_STAGE


def test_the_next_session_has_the_plans_caps_again_unless_a_mark_was_seen():
    """A mark sticks until the plan says that it was seen."""
    for profile in PROFILES:
        made = plan(profile)
        made.lock_heat()
        made.open_session()
        assert made.marked == 0
        assert (made.session_ms, made.air_cap, made.intensity_cap, made.heat) == UNLOCKED
        made.mark()
        for _ in range(3):
            assert made.marked == 1 and made.marks == 1
            assert (made.session_ms, made.air_cap, made.intensity_cap, made.heat) == FIRST_STAGE
            made.open_session()
        for marks, seen, marked in (
            (0, None, 0), (1, None, 1), (1, 0, 1), (1, 1, 0), (2, 1, 1), (1, 2, 0), (1, "1", 1),
        ):  # fmt: skip
            made = plan(profile)
            made.recall(marks, seen, 0)
            assert made.marked == marked and made.marks == marks, (marks, seen)
            caps = (made.session_ms, made.air_cap, made.intensity_cap, made.heat)
            assert caps == (FIRST_STAGE if marked else UNLOCKED), (marks, seen)
        for marks, seen, kept in ((0, None, 1), (0, 2, 3), (5, 2, 5), (2, 2, 3)):
            made = plan(profile)
            made.recall(marks, seen, 1)
            assert made.marked == 1 and made.marks == kept, (marks, seen)


def test_heat_levels_are_the_profiles():
    assert [plan(STANDARD).heat_target_mc(i, 0, 0) for i in range(4)] == [
        0,
        38_000,
        40_000,
        41_000,
    ]
    found = [plan(NEUROPATHY).heat_target_mc(i, 0, 0) for i in range(4)]
    assert found == [0, 34_000, 36_000, 37_000]


def test_locked_heat_is_none():
    made = plan(NEUROPATHY)
    made.lock_heat()
    assert [made.heat_target_mc(i, 0, 0) for i in range(4)] == [0, 0, 0, 0]


def test_the_highest_heat_lasts_a_quarter_of_an_hour():
    """Standard: 41 then 40. Just below, at and above."""
    for heat_ms, target_mc in (
        (LONG_HEAT_MS - 1, 41_000),
        (LONG_HEAT_MS, 40_000),
        (LONG_HEAT_MS + 1, 40_000),
    ):
        assert plan().heat_target_mc(3, 0, heat_ms) == target_mc
    assert LONG_HEAT_MS == 15 * 60_000
    assert plan().heat_target_mc(1, 0, LONG_HEAT_MS) == 38_000
    assert LONG_HEAT_MC[NEUROPATHY] <= 37_000


def test_heat_and_air_are_limited_together():
    """Standard: 50 mmHg above 40 degrees. Neuropathy: 25 mmHg and 36 degrees."""
    for level in range(4):
        assert plan(NEUROPATHY).heat_target_mc(level, 1, 0) <= 36_000
        assert plan(NEUROPATHY).air_target_pa(level, 0, 1) <= 3_334
        assert plan(STANDARD).air_target_pa(level, 0, 1) <= 6_667
    assert plan(STANDARD).air_target_pa(3, 0, 0) == 9_999
    assert plan(NEUROPATHY).air_target_pa(3, 0, 0) == 4_666


def test_air_is_gentle_while_rollers_turn_in_neuropathy():
    for level in (1, 2, 3):
        assert plan(NEUROPATHY).air_target_pa(level, 1, 0) <= MMHG_15_PA
        assert plan(NEUROPATHY).air_target_pa(level, 1, 1) <= MMHG_15_PA
    assert plan(STANDARD).air_target_pa(3, 1, 0) == 9_999


def test_air_levels_stay_under_the_plans_cap():
    first = Plan(NEUROPATHY, 0, shipped("gentle"))
    assert [first.air_target_pa(i, 0, 0) for i in range(4)] == [0, 2_000, 2_000, 2_000]


# --- recipes ------------------------------------------------------------------------


def test_every_recipe_is_whole():
    names = [row[0] for row in RECIPES]
    assert len(set(names)) == len(names) >= 3
    for name, longest_ms, steps in RECIPES:
        assert name == name.lower() and name.strip() == name and name
        assert isinstance(longest_ms, int) and longest_ms >= 0
        assert steps
        for seconds, rollers, vibration, pattern, air in steps:
            assert isinstance(seconds, int) and 0 < seconds < 3_600
            assert rollers in (0, 1, 2, 3) and vibration in (0, 1, 2, 3) and air in (0, 1, 2, 3)
            assert pattern in (NO_AIR, ALTERNATE, BOTH)
            assert (pattern == NO_AIR) == (air == 0), name


def test_no_recipe_rolls_and_squeezes_at_once():
    """Air traps a foot that rollers pull: steps keep them apart."""
    for _, _, steps in RECIPES:
        for _, rollers, _, pattern, _ in steps:
            assert not (rollers and pattern)


def test_recipes_are_found_by_name():
    for i in range(len(RECIPES)):
        assert recipe_index(RECIPES[i][0]) == i
    for name in ("", "Warm feet", "warm feet ", "massage"):
        assert recipe_index(name) == -1
    assert recipe_index("gentle start") == 0


# --- sequencer ----------------------------------------------------------------------


def sequencer(profile=STANDARD, program=1, **settings):
    made = Sequencer(plan(profile))
    made.program = program
    for key in settings:
        setattr(made, key, settings[key])
    return made


def test_fifteen_minutes_at_41_are_over_even_if_the_heater_hardly_gave():
    """In a hot room the governor counts little; the pad was warm all the same. A pause counts
    nothing, a new session begins anew.
    """
    made = sequencer(heat=3)
    made.start()
    for _ in range(LONG_HEAT_MS // 1_000):
        assert made.play(1_000, 0).heat_mc == 41_000
    assert made.play(1_000, 0).heat_mc == LONG_HEAT_MC[STANDARD] == 40_000
    made.start()
    assert made.play(1_000, 0).heat_mc == 41_000
    assert made.play(1_000, LONG_HEAT_MS).heat_mc == 40_000


def moments(made, seconds):
    """The setpoints of every tenth of a second, as tuples."""
    made.start()
    found = []
    for _ in range(seconds * 10):
        points = made.play(100, 0)
        found.append(
            (
                points.rollers_permille,
                points.vibration_permille,
                points.air_pattern,
                points.air_pa,
                points.heat_mc,
            )
        )
    return found


def test_steps_follow_one_another_at_their_times_and_begin_again():
    made = sequencer(program=0)
    found = moments(made, 400)
    for at_s, expected in (
        (0, (400, 0, 0, 0, 0)),
        (59, (400, 0, 0, 0, 0)),
        (60, (400, 400, 0, 0, 0)),
        (119, (400, 400, 0, 0, 0)),
        (120, (0, 0, ALTERNATE, 4_000, 0)),
        (179, (0, 0, ALTERNATE, 4_000, 0)),
        (180, (400, 0, 0, 0, 0)),
        (360, (400, 0, 0, 0, 0)),
    ):
        assert found[at_s * 10] == expected, at_s


def test_a_step_changes_on_its_tenth_and_not_before():
    made = sequencer(program=0)
    found = moments(made, 121)
    changes = [i for i in range(1, len(found)) if found[i] != found[i - 1]]
    assert changes == [599, 1_199]  # the sixtieth second is over with the 600th tenth


def test_start_begins_with_the_first_step():
    made = sequencer(program=0)
    moments(made, 130)
    assert made.step == 2
    made.start()
    assert made.step == 0 and made.play(100, 0).rollers_permille == 400


def test_a_session_lasts_as_long_as_recipe_and_plan_allow():
    assert sequencer(program=0).session_ms() == 300_000
    assert sequencer(program=1).session_ms() == 900_000
    made = sequencer(NEUROPATHY, 1)
    made.plan.first_stage()
    assert made.session_ms() == 300_000


def test_a_level_stays_inside_recipe_person_and_plan():
    for cap in (1, 2, 3):
        for more in (-2, -1, 0, 1, 2):
            made = sequencer(more=more)
            made.plan.intensity_cap = cap
            assert made.level(0) == 0
            for asked in (1, 2, 3):
                assert 1 <= made.level(asked) <= cap
                assert made.level(asked) == max(1, min(asked + more, cap))


def test_the_persons_air_level_replaces_the_recipes_and_never_adds_air():
    made = sequencer(program=0, air=3)
    found = moments(made, 180)
    assert found[0][2:4] == (NO_AIR, 0)
    assert found[1_300][2:4] == (ALTERNATE, 9_999)
    made = sequencer(program=0, air=0)
    assert all(point[2:4] == (NO_AIR, 0) for point in moments(made, 180))


def test_no_moment_of_any_program_breaks_a_joint_rule():
    """Every program, profile, heat, intensity and air choice, every second of the session."""
    for profile in PROFILES:
        for program in range(len(RECIPES)):
            for heat in range(4):
                for more in (-2, 0, 2):
                    for air in (-1, 0, 1, 3):
                        made = sequencer(profile, program, heat=heat, more=more, air=air)
                        made.start()
                        passed_s = 0
                        while passed_s < 900:
                            points = made.play(5_000, 0)
                            passed_s += 5
                            check_moment(profile, points, heat)


def check_moment(profile, points, heat):
    assert points.rollers_permille in ROLLER_PERMILLE[profile]
    assert points.vibration_permille in VIBRATION_PERMILLE[profile]
    assert 0 <= points.air_pa <= AIR_PA[profile][3]
    assert bool(points.air_pattern) == bool(points.air_pa)
    assert points.heat_mc <= HEAT_MC[profile][heat]
    assert bool(points.heat_mc) == bool(heat)
    if points.rollers_permille:
        assert points.air_pa <= ROLLING_PA[profile]
    if points.heat_mc:
        assert points.air_pa <= AIR_HEAT_PA[profile]
    if points.air_pa:
        assert points.heat_mc <= AIR_HEAT_MC[profile]


def test_the_first_stage_holds_for_every_program_and_choice():
    for program in range(len(RECIPES)):
        made = Sequencer(Plan(NEUROPATHY, 0, shipped("gentle")))
        made.program = program
        made.heat, made.more, made.air = 3, 2, 3
        made.start()
        for _ in range(180):
            points = made.play(5_000, 0)
            assert points.heat_mc == 0 and points.air_pa <= MMHG_15_PA
            assert points.rollers_permille <= 300 and points.vibration_permille <= 300
