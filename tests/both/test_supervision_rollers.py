"""Rollers by their true speed and current: a jam and its release, a broken wire, the minutes.
SAF-018 SAF-019 SAF-024 SAF-065 SAF-066.
"""

from firmware.image import ROLLER_LEFT, ROLLER_RIGHT, Inputs, Outputs, Status
from firmware.safety.limits import NEUROPATHY, STANDARD, Limits
from firmware.safety.rollers import Rollers
from firmware.safety.trips import ROLLER_OPEN, TripLatch

from .device import PAIRS, Watch, evening


def kneading(stage, seconds=10):
    rig = evening(stage, heat=0)
    rig.run(seconds)
    assert abs(rig.plant.roller_rpm[0]) > 5.0
    return rig


def test_a_jam_ends_in_half_a_second_and_lets_go_of_everything():
    """SAF-019: the release: windings dead, rail down, bladders open, the other coasts."""
    for stage, _ in PAIRS:
        for foot, side in ((0, "left"), (1, "right")):
            rig = kneading(stage)
            watch = Watch(rig)
            watch.mark()
            rig.fault("roller_jam", side)
            rig.run(1)
            assert rig.trip == "roller_jam"
            assert 0.1 < watch.quiet_s() <= 0.5, watch.quiet_s()
            rig.run(2)
            assert rig.plant.roller_a == 0.0 and list(rig.plant.roller_rpm) == [0.0, 0.0]
            assert list(rig.plant.drive.valve) == [0, 0] and rig.plant.drive.rail_us == 0
            assert rig.plant.drive.roller_permille[foot] == 0


def test_after_a_jam_a_person_starts_the_rollers_the_other_way_and_gently():
    """What they drew in they give back; the first second stays under a third of full speed."""
    for stage, _ in PAIRS:
        rig = kneading(stage)
        before = list(rig.plant.roller_rpm)
        rig.fault("roller_jam", "left", None, 3.0)
        rig.run(4)
        assert rig.trip == "roller_jam"
        rig.feet("none")
        rig.press("start")
        rig.run(4)
        assert rig.trip == "" and rig.state == "idle"
        rig.start_session(0)
        assert rig.state == "running"
        assert max(rig.device.outputs.level[ROLLER_LEFT : ROLLER_RIGHT + 1]) < 333
        rig.run(6)
        assert rig.plant.roller_rpm[0] * before[0] < 0 and rig.plant.roller_rpm[1] * before[1] < 0


def test_a_roller_whose_wire_is_broken_is_told_when_it_should_turn_alone():
    """SAF-066."""
    for stage, _ in PAIRS:
        for side in ("left", "right"):
            rig = kneading(stage)
            rig.fault("roller_open", side)
            rig.run(50)
            assert rig.trip == "roller_open", (stage, side)
            assert rig.world.journal.trips[0]["where"] == side


def test_two_rollers_without_current_are_told_in_seconds():
    """SAF-066."""
    rig = kneading("gentle")
    rig.fault("roller_open", "left")
    rig.fault("roller_open", "right")
    rig.run(3)
    assert rig.trip == "roller_open"


def test_rollers_that_turn_for_minutes_with_one_foot_or_none_on_them_trip_nothing():
    for stage, _ in PAIRS:
        for feet in ("both", "left"):
            rig = kneading(stage)
            rig.feet(feet)
            for _ in range(4):
                rig.press("up")
                rig.run(22)
                rig.press("down")
                rig.run(3)
            assert rig.trip == "", (stage, feet)


def test_no_roller_ever_turns_back_without_having_rested():
    """SAF-024: plant truth, over three turns of both."""
    rig = kneading("standard")
    driven = [[0, 0], [0, 0]]  # by roller: last sign, and when
    rests = []

    def look(world):
        for foot in (0, 1):
            permille = world.plant.drive.roller_permille[foot]
            sign = (permille > 0) - (permille < 0)
            last = driven[foot]
            if sign:
                if last[0] == -sign:
                    rests.append(world.chip.now_us - last[1])
                last[0] = sign
                last[1] = world.chip.now_us

    rig.world.on_tick = look
    rig.run(70)
    assert len(rests) >= 6 and min(rests) >= 300_000, rests


# --- one check at a time --------------------------------------------------------------------


class Bench:
    def __init__(self, profile=STANDARD):
        self.inputs = Inputs()
        self.inputs.rail_mv = 12_000
        self.out = Outputs()
        self.status = Status()
        self.limits = Limits(profile)
        self.rollers = Rollers(self.limits, self.status, TripLatch(self.status))

    def drive(self, left, right, ma, samples):
        self.out.level[ROLLER_LEFT] = left
        self.out.level[ROLLER_RIGHT] = right
        self.inputs.roller_ma = ma
        for _ in range(samples):
            self.inputs.now_ms += 40
            self.rollers.check(self.inputs, self.out)
        return self.status.trip


def test_a_winding_alone_is_judged_after_four_samples_at_its_limit():
    """SAF-066: just below, at and above, in current, duty and time."""
    for ma, duty, samples, told in (
        (29, 500, 4, ROLLER_OPEN),
        (30, 500, 4, 0),
        (31, 500, 4, 0),
        (29, 500, 3, 0),
        (0, 199, 90, 0),
        (0, 200, 4, ROLLER_OPEN),
    ):
        for left, right, where in ((duty, 0, 1), (0, duty, 2)):
            bench = Bench()
            assert bench.drive(left, right, ma, samples) == told, (ma, duty, samples)
            assert bench.status.trip_where == (where if told else 0)


def test_a_roller_told_to_slow_down_may_give_current_back():
    bench = Bench()
    bench.drive(800, 0, 400, 5)
    assert bench.drive(400, 0, -100, 15) == 0
    assert bench.drive(400, 0, -100, 20) == ROLLER_OPEN


def test_without_a_rail_no_roller_is_called_broken():
    """The hardware latch may cut it: the supply's check says so."""
    bench = Bench()
    bench.inputs.rail_mv = 4_999
    assert bench.drive(500, 500, 0, 200) == 0
    bench.inputs.rail_mv = 5_000
    assert bench.drive(500, 500, 0, 60) == ROLLER_OPEN


def test_minutes_of_rolling_are_used_up_in_a_session_and_come_back_with_the_next():
    """SAF-065: just below, at and above; massage without rollers goes on."""
    for profile in (STANDARD, NEUROPATHY):
        bench = Bench(profile)
        seconds = bench.limits.roller_run_max_ms // 1_000
        bench.status.session_ms = 1
        for second in range(seconds + 3):
            most = bench.limits.roller_max_permille if second < seconds else 0
            assert bench.rollers.most == most, second
            bench.rollers.count(400)
            bench.rollers.count(0)
        bench.status.session_ms = 0
        bench.rollers.count(400)
        assert bench.rollers.most == bench.limits.roller_max_permille and bench.status.trip == 0


def test_the_devices_rollers_stop_when_their_minutes_are_used_up():
    """SAF-065: plant truth, with the minutes nearly gone."""
    rig = kneading("gentle")
    rig.device.governor.rollers.run_ms = 897_000
    rig.run(6)
    assert list(rig.plant.roller_rpm) == [0.0, 0.0]
    assert rig.state == "running" and rig.trip == ""
