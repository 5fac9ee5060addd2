"""The stage's heat timer and the device that counts it along. SAF-072 HAZ-100."""

from .device import evening, waited

MINUTE_US = 60_000_000
LENGTH_MIN = {"standard": 35, "gentle": 20}


def later(rig, stage, minutes):
    """The evening's heat began so long ago, for both."""
    rig.plant.heat_timer.count_us = int(minutes * MINUTE_US)
    rig.device.governor.heat_timer.passed_ms = int(minutes * 60_000)


def refused(rig):
    answer = rig.device.commands.answer({"get": "status"})
    return answer["heat_refused"]


def heat_lamps(rig):
    return [tuple(each) for each in rig.world.chip.pixels][2:5]


def test_heat_rests_before_the_timer_expires_and_only_lost_power_brings_it_back():
    """SAF-072: even a timer that is as early as its tolerance lets it finds no heat to end."""
    for stage in ("standard", "gentle"):
        rig = evening(stage)
        later(rig, stage, LENGTH_MIN[stage] * 0.93 - 0.1)
        rig.run(4)
        assert rig.status.heat_rests == 0 and rig.plant.heater_j > 0.0
        rig.run(4)
        assert rig.status.heat_rests == 1 and rig.state == "running"
        lamps = heat_lamps(rig)
        assert lamps[0] == lamps[1] == lamps[2] != (0, 0, 0)
        assert "pull the plug" in refused(rig)
        joules = rig.plant.heater_j
        later(rig, stage, LENGTH_MIN[stage] * 0.95)
        rig.run(70)
        assert rig.plant.heater_j == joules and rig.trip == ""
        rig.press("start")  # ends it; massage goes on being served, without heat
        rig.feet("none")
        rig.run(25)
        waited(rig)
        rig.start_session(heat=3)
        assert rig.state == "running"
        rig.run(5)
        assert rig.plant.heater_j == joules and rig.trip == ""
        rig.power(False)
        rig.feet("none")
        rig.run(10)
        rig.power(True)
        rig.run(2)
        assert rig.plant.timer_open == 0 and rig.status.heat_rests == 0
        assert refused(rig).startswith("waits")  # the gap alone, and no pull shortens it
        waited(rig)
        assert refused(rig) == ""
        assert heat_lamps(rig) == [(0, 0, 0)] * 3


def test_a_boot_after_the_watchdog_has_no_heat_until_the_plug_was_pulled():
    """SAF-072: the timer outlives every reset; a second one of them is not told apart."""
    rig = evening("gentle")
    rig.run(5)
    rig.fault("cpu_hang", for_s=3.0)
    rig.run(6)
    assert rig.status.heat_rests == 1 and "pull the plug" in refused(rig)
    assert rig.plant.heat_timer.running == 1


def test_a_brownout_renews_no_heat_timer():
    """HAZ-100: firmware that pulls its own supply down gets no new minutes."""
    rig = evening("gentle")
    rig.run(5)
    before_us = rig.plant.heat_timer.count_us
    for _ in range(3):
        rig.fault("brownout", value=2000.0)
        rig.run(4)
    assert rig.plant.heat_timer.running == 1
    assert rig.plant.heat_timer.count_us >= before_us + 11_900_000
    rig.fault("brownout", value=5500.0)
    rig.run(7)
    assert rig.plant.heat_timer.running == 0
