"""Inflator, kneading and the room that holds them (thermostats: test_firmware_thermostat)."""

from firmware.control.controls import Controls
from firmware.control.inflator import FILL_MS, LEAD_PA, Inflator
from firmware.control.kneading import TURN_MS, Kneading
from firmware.image import (
    HEAT_LEFT,
    HEAT_RIGHT,
    PUMP,
    ROLLER_LEFT,
    ROLLER_RIGHT,
    VALVE_LEFT,
    VALVE_RIGHT,
    VIBRATION,
    Inputs,
    Intents,
    Status,
)
from firmware.program.plan import HOLD_MS, VENT_MS, air_times
from firmware.program.recipes import ALTERNATE, BOTH, NO_AIR
from firmware.program.sequencer import Setpoints
from tests.both.firmware_bench import PROFILES, healthy

# --- air ----------------------------------------------------------------------------


def inflator(profile=0):
    return Inflator(*air_times(profile))


class Air:
    """An inflator with two bladders that fill and vent; keeps what happened."""

    def __init__(self, profile=0, limp_steps=20):
        self.inflator = inflator(profile)
        self.bladder_pa = [0, 0]
        self.limp = [limp_steps, limp_steps]
        self.steps = []  # (left, right, pump, pressure, part) a tenth of a second

    def run(self, pattern, target_pa, seconds, pump_pa=600):
        one = self.inflator
        for _ in range(seconds * 10):
            joined = [i for i in (0, 1) if (one.left, one.right)[i]]
            pressure_pa = max([self.bladder_pa[i] for i in joined] or [0])
            one.step(pattern, target_pa, pressure_pa)
            self.steps.append((one.left, one.right, one.pump_permille, pressure_pa, one.part))
            for i in (0, 1):
                if not (one.left, one.right)[i]:
                    self.bladder_pa[i] = self.bladder_pa[i] * 9 // 10
                else:
                    self.bladder_pa[i] += (
                        one.pump_permille * pump_pa // 1_000 - self.bladder_pa[i] // 100
                    )
        return self

    def stretches(self, column):
        """[(value, steps), …] of one column."""
        found = []
        for step in self.steps:
            if found and found[-1][0] == step[column]:
                found[-1][1] += 1
            else:
                found.append([step[column], 1])
        return found


def test_no_pattern_is_no_air():
    air = Air().run(NO_AIR, 9_999, 60)
    assert all(step[:3] == (0, 0, 0) for step in air.steps)


def test_alternate_never_joins_both_bladders():
    for profile in PROFILES:
        air = Air(profile).run(ALTERNATE, 4_666, 300)
        assert not any(step[0] and step[1] for step in air.steps)
        assert any(step[0] for step in air.steps) and any(step[1] for step in air.steps)


def test_alternate_takes_the_left_and_the_right_in_turn():
    air = Air().run(ALTERNATE, 4_000, 300)
    sides = [i for i in (0, 1) for _ in ()]
    for step in air.steps:
        side = 0 if step[0] else 1 if step[1] else -1
        if side >= 0 and (not sides or sides[-1] != side):
            sides.append(side)
    assert len(sides) > 5 and sides == [i & 1 for i in range(len(sides))]


def test_both_joins_both_bladders_together():
    air = Air().run(BOTH, 4_000, 300)
    assert all(step[0] == step[1] for step in air.steps)
    assert any(step[0] for step in air.steps)


def test_every_vent_lasts_its_time_and_every_hold_ends_on_its_own():
    """Vent 5 and 10 s, hold 10 and 5 s: to the step."""
    for profile in PROFILES:
        for pattern, column in ((BOTH, 0), (BOTH, 1)):
            air = Air(profile).run(pattern, 2_000, 200)
            vents = [steps for value, steps in air.stretches(column) if not value]
            assert len(vents) > 3
            for steps in vents[:-1]:
                assert steps * 100 >= VENT_MS[profile]
                assert steps * 100 <= VENT_MS[profile] + 100
            holds = [steps for part, steps in air.stretches(4) if part == 1]
            assert len(holds) > 2
            for steps in holds[:-1]:
                assert abs(steps * 100 - HOLD_MS[profile]) <= 100


def test_air_begins_with_a_vent():
    """What was inflated before a change of pattern goes down first."""
    for profile in PROFILES:
        for first, second in ((NO_AIR, ALTERNATE), (ALTERNATE, BOTH), (BOTH, ALTERNATE)):
            air = Air(profile).run(first, 4_000, 23)
            air.steps = []
            air.run(second, 4_000, VENT_MS[profile] // 1_000)
            assert all(step[:3] == (0, 0, 0) for step in air.steps), (first, second)
            air.run(second, 4_000, 2)
            assert air.steps[-1][0] or air.steps[-1][1]


def test_the_end_of_air_vents_both_at_once():
    air = Air().run(BOTH, 4_000, 12)
    assert air.steps[-1][:2] == (1, 1)
    air.steps = []
    air.run(NO_AIR, 4_000, 5)
    assert all(step[:3] == (0, 0, 0) for step in air.steps)


def test_the_pump_rests_while_anything_vents():
    for pattern in (ALTERNATE, BOTH):
        air = Air().run(pattern, 9_999, 200)
        assert not any(step[2] for step in air.steps if not step[0] and not step[1])


def test_the_aim_climbs_no_faster_than_the_ramp_and_never_past_the_target():
    """15 and 8 mmHg a second."""
    for profile, step_pa in ((0, 200), (1, 106)):
        one = inflator(profile)
        last_pa = 0
        for _ in range(2_000):
            one.step(BOTH, 4_666, last_pa)  # a bladder that follows perfectly
            if one.left:
                assert one.aim_pa <= last_pa + step_pa
                assert one.aim_pa <= 4_666
                last_pa = one.aim_pa
            else:
                last_pa = 0


def test_the_aim_never_runs_far_ahead_of_a_limp_bladder():
    one = inflator()
    for _ in range(200):
        one.step(BOTH, 9_999, 0)
        assert one.aim_pa <= LEAD_PA
    for _ in range(50):
        one.step(BOTH, 9_999, -2_857)  # an open sensor reads below nothing
        assert one.aim_pa <= LEAD_PA and 0 <= one.pump_permille <= 1_000


def test_the_pump_stops_at_the_aim():
    one = inflator()
    for _ in range(60):
        one.step(BOTH, 4_000, 0)
    assert one.pump_permille > 0
    for pressure_pa in (4_000, 4_001, 15_000, 44_285):
        one.step(BOTH, 4_000, pressure_pa)
        assert one.pump_permille == 0


def test_a_bladder_that_never_fills_is_let_go():
    """Thirty seconds of filling and the hold, then the vent: nobody waits for a leak."""
    air = Air().run(BOTH, 9_999, 120, 0)
    runs = [steps for value, steps in air.stretches(0) if value]
    assert runs[0] * 100 <= FILL_MS + HOLD_MS[0] + 200


def test_extreme_pressures_make_no_extreme_requests():
    for pressure_pa in (-1_000_000, -2_857, 0, 1, 44_285, 1_000_000):
        one = inflator()
        for pattern in (BOTH, ALTERNATE):
            for _ in range(500):
                one.step(pattern, 9_999, pressure_pa)
                assert 0 <= one.pump_permille <= 1_000
                assert one.left in (0, 1) and one.right in (0, 1)


# --- rollers ------------------------------------------------------------------------


def test_rollers_turn_after_their_time_and_not_before():
    one = Kneading()
    ways = []
    for _ in range(3 * TURN_MS // 100):
        one.step(500)
        ways.append(one.reverse)
    steps = TURN_MS // 100
    assert ways[: steps - 1] == [0] * (steps - 1)
    assert ways[steps - 1 : 2 * steps - 1] == [1] * steps
    assert ways[2 * steps - 1] == 0


def test_the_other_roller_turns_three_seconds_later():
    one = Kneading()
    ways = []
    for _ in range(2 * TURN_MS // 100):
        one.step(500)
        ways.append((one.reverse, one.follows))
    steps = TURN_MS // 100
    assert ways[steps - 1 : steps + 28] == [(1, 0)] * 29
    assert ways[steps + 29 : 2 * steps - 1] == [(1, 1)] * (steps - 30)


def test_standing_still_starts_the_period_again_the_other_way():
    one = Kneading()
    for _ in range(TURN_MS // 100 - 1):
        one.step(1)
    one.step(0)
    one.step(0)
    for _ in range(TURN_MS // 100 - 1):
        one.step(1)
        assert one.reverse == one.follows == 1
    one.step(1)
    assert one.reverse == 0


# --- together -----------------------------------------------------------------------


def controls():
    inputs, status, intents = healthy(Inputs()), Status(), Intents()
    room = Controls(lambda code16: code16, 12_000, 100, inflator())
    return room, inputs, status, intents


def test_setpoints_at_rest_ask_for_nothing_whatever_stood_there():
    room, inputs, status, intents = controls()
    status.ceiling = [1_000] * 8
    for i in range(8):
        intents.level[i] = 777
    room.step(Setpoints(), inputs, status, intents)
    assert intents.level == [0] * 8


def test_each_thermostat_sees_the_hottest_of_its_own_foots_three():
    """The latch's own bead too: whichever sits nearest the heat keeps the pad below its aim."""
    room, inputs, status, intents = controls()
    for bead in ("a_code16", "b_code16", "latch_code16"):
        for foot in (0, 1):
            for other in ("a_code16", "b_code16", "latch_code16"):
                setattr(inputs.feet[foot], other, 30_000 + foot)
            setattr(inputs.feet[foot], bead, 31_000 + foot)
        room.step(Setpoints(), inputs, status, intents)
        assert room.sensed_mc == [31_000, 31_001]


def test_only_a_foot_that_may_be_heated_asks_for_heat():
    """Its own ceiling says so, from 1 permille on; whether it was ever allowed says nothing."""
    for ceilings in ([1_000, 0], [0, 1_000], [0, 0], [1, 0], [0, 1], [1_000, 1_000]):
        for allowed in ([0, 0], [1, 1]):
            room, inputs, status, intents = controls()
            status.heat_allowed = allowed
            status.ceiling = ceilings + [1_000] * 6
            points = Setpoints()
            points.heat_mc = 41_000
            for _ in range(300):
                room.step(points, inputs, status, intents)
            assert [bool(intents.level[HEAT_LEFT]), bool(intents.level[HEAT_RIGHT])] == [
                bool(ceilings[0]),
                bool(ceilings[1]),
            ]


def test_a_ceiling_of_nothing_ends_the_climb_and_the_next_begins_where_the_pad_is():
    room, inputs, status, intents = controls()
    points = Setpoints()
    points.heat_mc = 41_000
    status.ceiling = [1_000] * 8
    for _ in range(300):
        room.step(points, inputs, status, intents)
    assert intents.level[HEAT_LEFT] and intents.level[HEAT_RIGHT]
    status.ceiling = [0] * 8
    room.step(points, inputs, status, intents)
    assert intents.level[:2] == [0, 0]
    assert [one.set_mc for one in room.thermostats] == [0, 0]
    status.ceiling = [1_000] * 8
    room.step(points, inputs, status, intents)
    pad_mc = inputs.left.a_code16  # the bench's table is none
    assert [one.set_mc for one in room.thermostats] == [pad_mc + 10, pad_mc + 10]


def test_every_setpoint_reaches_its_channel():
    room, inputs, status, intents = controls()
    points = Setpoints()
    points.rollers_permille = 400
    points.vibration_permille = 300
    points.air_pattern = BOTH
    points.air_pa = 4_000
    for _ in range(60):
        room.step(points, inputs, status, intents)
    assert intents.level[ROLLER_LEFT] == intents.level[ROLLER_RIGHT] == 400
    assert intents.level[VIBRATION] == 300
    assert intents.level[VALVE_LEFT] == intents.level[VALVE_RIGHT] == 1_000
    assert intents.level[PUMP] > 0
    assert intents.reverse[0] != intents.reverse[1]  # against each other, as thumbs do
