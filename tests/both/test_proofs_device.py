"""Whole devices whose latch or heat timer is dead: told before heat, and nothing but heat is lost.
SAF-074 SAF-075 HAZ-009 HAZ-011.
"""

from sim.rig import Rig

from .device import PAIRS, evening, waited

MAGENTA = (32, 0, 24)
BOARDS = ("rpi_pico", "esp32_devkit")


def refused(rig):
    return rig.device.commands.answer({"get": "status"})["heat_refused"]


def heat_lamps(rig):
    return [tuple(each) for each in rig.world.chip.pixels][2:5]


class Tested:
    """Ticks in which a test line was driven."""

    ticks = 0

    def look(self, world):
        if world.plant.latch.test or world.plant.heat_timer.test:
            self.ticks += 1


def proves(rig):
    """Until the latch's proof has begun."""
    for _ in range(20):
        if rig.device.outputs.rail:
            break
        rig.run(0.1)
    assert rig.device.outputs.rail == 1 and rig.state == "ready"


def broken(name, stage, board="rpi_pico"):
    """An evening of a device that was broken before anybody came."""
    profile = "standard" if stage == "standard" else "neuropathy"
    rig = Rig(stage=stage, profile=profile, board=board)
    rig.fault(name)
    rig.run(0.1)
    rig.start_session(3)
    return rig


def test_a_dead_latch_is_told_before_heat():
    """HAZ-009, SAF-074: no joule, a lamp and a word; the massage goes on, and start ends it."""
    for stage, _ in PAIRS:
        for board in BOARDS:
            rig = broken("latch_dead", stage, board)
            assert rig.state == "running" and rig.trip == ""
            assert "latch failed its test" in refused(rig)
            assert heat_lamps(rig) == [MAGENTA] * 3
            rig.run(20)
            rig.press("heat")
            rig.run(10)
            assert rig.plant.heater_j == 0.0 and rig.trip == ""
            assert rig.plant.roller_a > 0.0
            rig.press("start")
            rig.run(1)
            assert rig.device.outputs.rail == 0 and rig.state == "cooling"


def test_a_dead_heat_timer_is_told_before_heat():
    """HAZ-011, SAF-075: what the proof itself needs, two fifths of the power for three seconds."""
    for (stage, _), joules in zip(PAIRS, (18.0, 6.0)):
        for board in BOARDS:
            rig = broken("heat_timer_dead", stage, board)
            assert rig.state == "running" and refused(rig) == ""
            rig.run(4)
            assert "timer failed its test" in refused(rig)
            assert heat_lamps(rig) == [MAGENTA] * 3
            spent_j = rig.plant.heater_j
            assert 0.0 < spent_j < joules
            rig.run(20)
            assert rig.plant.heater_j == spent_j and rig.trip == "" and rig.state == "running"
            assert rig.plant.timer_open == 0  # and nobody goes on asking it


def test_healthy_hardware_shows_itself_once_and_delays_heat_by_less_than_five_seconds():
    for (stage, _), most_s in zip(PAIRS, (4.6, 2.8)):
        for board in BOARDS:
            rig = evening(stage, board=board)
            assert rig.device.governor.latch_proof.proved == 1 and rig.plant.latch_open == 0
            begun_s = rig.now_s
            while not rig.device.governor.timer_proof.proved:
                rig.run(0.1)
                assert rig.now_s < begun_s + most_s
            rig.run(3)
            assert rig.device.outputs.level[0] > 200 and refused(rig) == ""
            rig.run(30)
            rig.press("start")
            rig.feet("none")
            rig.run(25)
            waited(rig)
            tested = Tested()
            rig.world.on_tick = tested.look
            rig.start_session(3)
            rig.run(10)
            assert rig.state == "running" and tested.ticks == 0


def test_a_latch_that_closes_again_by_itself_is_no_latch():
    """The rail must stay down after the test line was let go."""
    rig = Rig(stage="gentle")
    plant = rig.plant

    def look(world):
        if plant.latch.by_test and not plant.latch.test:
            plant.latch.forget()

    rig.world.on_tick = look
    rig.start_session(3)
    rig.run(10)
    assert rig.state == "running" and plant.heater_j == 0.0
    assert "latch failed its test" in refused(rig)


def test_a_timer_whose_clock_is_far_off_is_no_timer():
    """HAZ-011: twice as fast or as slow; at 5 % it is as declared."""
    for scale, good in ((0.5, 0), (0.8, 0), (0.95, 1), (1.0, 1), (1.05, 1), (1.25, 0), (2.0, 0)):
        rig = Rig(stage="gentle")
        rig.plant.heat_timer._turn_us = int(rig.plant.heat_timer._turn_us * scale)
        rig.start_session(3)
        rig.run(6)
        assert rig.device.governor.timer_proof.proved == good, scale
        assert ("timer failed its test" in refused(rig)) == (not good), scale


def test_a_chip_whose_clock_is_far_off_gets_no_heat():
    """HAZ-096: the heat timer's oscillator is the second time base, its proof compares the two."""
    for stage, profile in PAIRS:
        for scale, good in ((0.85, 0), (0.95, 1), (1.05, 1), (1.16, 0)):
            rig = Rig(stage=stage, profile=profile)
            rig.fault("clock_scale", value=scale)
            rig.run(0.1)
            rig.start_session(3)
            rig.run(20)
            assert rig.state == "running" and rig.trip == "", (stage, scale, rig.trip)
            assert rig.device.governor.timer_proof.proved == good, (stage, scale)
            assert (rig.plant.heater_j > 18.0) == bool(good), (stage, scale)
            assert ("timer failed its test" in refused(rig)) == (not good), scale


def test_a_clock_that_slows_down_in_a_hot_session_buys_no_heat_beyond_the_heat_timers_minutes():
    """HAZ-096: after the proof the timer counts by itself, 20 minutes and 5 %."""
    rig = evening("gentle")
    rig.run(20)
    assert rig.device.governor.timer_proof.proved
    rig.fault("clock_scale", value=0.7)
    rig.run(1_000)
    assert rig.state == "running"
    rig.run(240)
    assert rig.plant.timer_open and rig.trip == "heater_no_current"
    spent_j = rig.plant.heater_j
    rig.run(60)
    assert rig.plant.heater_j == spent_j > 1_000.0
    assert max(rig.plant.cem43_min) < 0.25


def test_a_timer_in_the_middle_of_a_turn_is_proved_all_the_same():
    """After a blink of the supply it counts on where the firmware begins anew."""
    for stage, _ in PAIRS:
        for share in (0, 2, 5, 9, 10, 11, 13, 15, 18, 19):
            profile = "standard" if stage == "standard" else "neuropathy"
            rig = Rig(stage=stage, profile=profile)
            timer = rig.plant.heat_timer
            timer.running = 1
            timer.count_us = timer._turn_us * share // 10
            rig.start_session(3)
            rig.run(7)
            assert rig.device.governor.timer_proof.proved == 1, (stage, share)
            assert refused(rig) == "" and rig.trip == ""


def test_start_ends_the_proof_at_once_and_the_next_session_proves_anew():
    rig = Rig(stage="gentle")
    for _ in range(3):
        rig.press("heat")
    rig.press("start")
    rig.after(0, {"do": "press", "button": "up", "hold_ms": 80})
    proves(rig)
    rig.after(0, {"do": "press", "button": "start", "hold_ms": 80})
    rig.run(0.3)
    assert rig.device.outputs.rail == 0 and rig.device.outputs.latch_test == 0
    assert rig.state == "idle" and rig.status.proof == 0 and refused(rig) == ""
    rig.run(5)
    assert rig.plant.latch_open == 0
    rig.start_session(3)
    rig.run(10)
    assert rig.status.proof == 1 and rig.plant.heater_j > 5.0


def test_feet_that_come_during_the_proof_wait_for_it_and_may_be_warmed():
    """No output while it goes on, and it is no session that would want them out again."""
    for stage, _ in PAIRS:
        profile = "standard" if stage == "standard" else "neuropathy"
        rig = Rig(stage=stage, profile=profile)
        for _ in range(3):
            rig.press("heat")
        rig.press("start")
        if stage == "gentle":
            rig.after(0, {"do": "press", "button": "up", "hold_ms": 80})
        proves(rig)
        rig.feet("both")
        rig.run(0.3)
        assert rig.state == "ready" and rig.plant.roller_a == 0.0
        rig.run(1.5)
        assert rig.state == "running"
        rig.run(8)
        assert rig.plant.heater_j > 5.0


def test_a_latch_that_heat_has_opened_stays_open_whatever_the_test_line_does():
    """No firmware rearms it: the second flip-flop remembers what opened it."""
    rig = evening("standard", heat=0)
    rig.plant.latch.fake_hot = 1  # the bead's comparator, not the line
    rig.run(0.3)
    rig.plant.latch.fake_hot = 0
    assert rig.plant.latch_open == 1
    rig.plant.latch.test = 1
    rig.run(0.3)
    rig.plant.latch.test = 0
    rig.press("start")
    rig.run(60)
    assert rig.plant.latch_open == 1


def test_a_failed_proof_is_forgotten_with_the_power_alone():
    rig = broken("latch_dead", "standard")
    rig.press("start")
    rig.feet("none")
    rig.run(25)
    rig.start_session(3)
    assert "latch failed its test" in refused(rig)
    rig.power(False)
    rig.feet("none")
    rig.run(10)
    rig.power(True)
    rig.run(2)
    assert "latch failed its test" not in refused(rig)


def test_a_session_without_heat_proves_nothing_and_begins_at_once():
    rig = Rig(stage="gentle", plan="")
    rig.start_session(0)
    assert rig.state == "running" and rig.status.proof == 0


def test_whatever_proof_failed_air_is_served_stop_stops_and_bladders_vent():
    """A failed self-test blocks heat alone; a flipped limit ends everything, and vents too."""
    for name, where, stop in (
        ("latch_dead", None, "press"),
        ("heat_timer_dead", None, "press"),
        ("latch_dead", None, "host"),
        ("latch_dead", None, "plug"),
        ("bit_flip", "vent_ms", "itself"),
    ):
        rig = Rig(stage="standard", profile="standard", program="circulation")
        if where is None:
            rig.fault(name)
        rig.run(0.1)
        rig.start_session(3)
        for _ in range(80):
            if max(rig.plant.bladder_mmhg) > 15.0:
                break
            rig.run(1)
        assert max(rig.plant.bladder_mmhg) > 15.0, name
        if stop == "press":
            rig.press("start")
        elif stop == "host":
            rig.device.commands.answer({"do": "stop"})
        elif stop == "plug":
            rig.power(False)
        else:
            rig.fault(name, where)
            rig.run(5.1)
            assert rig.trip == "memory"
        rig.run(0.5)
        assert not rig.world.wiring.rail_up, (name, stop)
        rig.run(10)
        assert max(rig.plant.bladder_mmhg) < 5.0, (name, stop)
