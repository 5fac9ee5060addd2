"""No more heat, dose, time or sessions than the profile allows, by the plant's truth: the whole
device with its plug, its buttons and its clock chip. HAZ-118 HAZ-119. SAF-080 SAF-082 SAF-084.
"""

from sim.rig import Rig

from .device import PAIRS
from .lengths import some, whole

HOUR_S = 3_600


def chip(rig):
    """The clock chip, to be spoilt."""
    return list(rig.world.chip.i2c.values())[0]


def heated(rig, seconds=60):
    """One session as people have it; the joules it took."""
    before_j = rig.plant.heater_j
    rig.feet("none")
    rig.run(4)
    rig.start_session(3)
    rig.run(seconds)
    assert rig.state == "running" and rig.trip == "", (rig.state, rig.trip)
    rig.press("start")
    rig.feet("none")
    rig.run(4)
    return rig.plant.heater_j - before_j


def replug(rig, gone_s):
    rig.power(0)
    rig.run(gone_s)
    rig.power(1)
    rig.run(1)


def refused(rig):
    return rig.device.commands.report()["heat_refused"]


def test_a_session_within_the_gap_runs_without_heat_and_one_after_it_with():
    rig = Rig(stage="standard", profile="standard")
    assert heated(rig) > 100
    assert refused(rig) == "waits 30 min"
    assert heated(rig) == 0
    replug(rig, 1)
    assert heated(rig) == 0
    replug(rig, 31 * 60)  # no clock chip: nobody knows
    assert heated(rig) == 0
    wait_s = rig.device.session.plan.heat_wait_s
    rig.run(wait_s - 30)
    assert refused(rig) == "waits 1 min"
    rig.run(31)
    assert refused(rig) == "" and heated(rig) > 100


def test_a_session_that_was_cut_waits_like_a_whole_one():
    """HAZ-113 HAZ-118."""
    for stage, profile in PAIRS:
        for what in ("power", "soft_reset", "cpu_hang"):
            rig = Rig(stage=stage, profile=profile)
            rig.start_session(3)
            rig.run(20)
            assert rig.plant.heater_j > 20
            if what == "power":
                replug(rig, 1)
            else:
                rig.fault(what, for_s=5 if what == "cpu_hang" else None)
                rig.run(10)
                if rig.state == "tripped":
                    rig.press("start")  # acknowledges a reset nobody expected
                    rig.run(4)
            assert rig.state == "idle", (what, rig.state)
            assert heated(rig, 20) == 0, (stage, what)


def test_four_hours_without_the_plug_are_a_gap_for_a_clock_chip_alone():
    for there in (1, 0):
        rig = Rig(stage="gentle", profile="neuropathy")
        assert heated(rig) > 10
        chip(rig).missing = 1 - there
        away_s = 4 * HOUR_S + 120
        if not whole():  # the chip alone lives through most of it
            chip(rig).minutes_on += 4 * 60
            away_s = 120
        replug(rig, away_s)
        assert ("waits" in refused(rig)) == (not there)
        assert (heated(rig) > 10) == bool(there)


def test_a_clock_that_is_in_doubt_shortens_no_wait():
    def backwards(part):
        part.minutes_on = -1

    def years(part):
        part.minutes_on = 3 * 527_040

    def stood_still(part):
        part.stopped = 1

    def held(part):
        part.held = 1

    def nonsense(part):
        part.spoilt = {1: 0x7A}

    def am_and_pm(part):
        part.spoilt = {2: 0x41}

    def century(part):
        part.spoilt = {5: 0x81}

    for board in ("rpi_pico", "esp32_devkit"):
        every = (backwards, years, stood_still, held, nonsense, am_and_pm, century)
        for spoil in (held,) if board == "esp32_devkit" else every:
            rig = Rig(board=board, stage="gentle", profile="neuropathy")
            rig.run(120)
            heated(rig, 20)
            rig.power(0)
            rig.run(1)
            away_s = 1_200 if spoil is not backwards and whole() else 60
            rig.run(away_s)
            spoil(chip(rig))
            if spoil is backwards:
                chip(rig).minutes_on = -10
            rig.power(1)
            rig.run(1)
            wait_s = rig.device.session.plan.heat_wait_s
            assert 14_395 <= wait_s <= 14_400, (board, spoil.__name__, wait_s)
            assert heated(rig, 20) == 0


def test_a_bus_that_is_held_does_not_keep_the_device_from_starting():
    """HAZ-119."""
    for board in ("rpi_pico", "esp32_devkit"):
        rig = Rig(board=board, stage="gentle", profile="neuropathy")
        chip(rig).held = 1
        replug(rig, 1)
        assert rig.state == "idle" and heated(rig) > 10 and rig.trip == ""


def test_a_clock_turned_on_in_a_powered_night_is_found_out():
    """HAZ-119."""
    rig = Rig(stage="gentle", profile="neuropathy")
    rig.run(90)  # in the first minute of its life a chip knows no time
    heated(rig, 20)
    chip(rig).minutes_on += 600
    heated(rig, 20)  # looks at it twice
    assert rig.device.commands.report()["clock"] == "lost the pace"
    replug(rig, 60)
    assert rig.device.session.plan.heat_wait_s > 14_000


def test_feet_in_and_out_lengthen_no_session_and_trip_nothing():
    """HAZ-118."""
    rig = Rig(stage="gentle", profile="neuropathy")
    rig.start_session(3)
    begun_s = rig.now_s
    while rig.state in ("running", "paused"):
        rig.feet("none")
        rig.run(55)
        rig.feet("both")
        rig.run(5)
        assert rig.now_s - begun_s < 1_300 and rig.trip == ""
    assert rig.state in ("cooling", "idle") and rig.trip == ""
    assert heated(rig, 10) == 0 if rig.device.session.may_begin(rig.status.session_ms) else True


def test_massage_without_rest_ends_and_start_says_how_long_to_wait():
    """SAF-083."""
    rig = Rig(stage="gentle", profile="neuropathy", program="gentle start")
    rig.device.scribe.ledger.allowance.spent(0, 2_400 - 299, 0)
    rig.run(0.5)
    rig.press("start")
    assert rig.state == "idle"
    # 299 s are left, a session is 300: six seconds of rest for that one
    assert rig.device.commands.report()["start_refused"] == "waits 1 min"
    rig.run(10)
    rig.press("start")
    assert rig.state == "inspecting"


def test_nobody_gets_more_heat_than_the_profile_whatever_is_pressed_pulled_or_waited():
    """A person who wants heat and nothing else, for an hour, with a plug at hand."""
    for stage, profile, most, gap_s, hours in some(
        (
            ("standard", "standard", 3, 1_800, 1),
            ("gentle", "neuropathy", 2, 14_400, 1),
        )
    ):
        rig = Rig(stage=stage, profile=profile)
        starts = []  # when heated sessions began, true seconds
        x = 4_711
        while rig.now_s < hours * HOUR_S:
            before_j = rig.plant.heater_j
            begun_s = rig.now_s
            rig.feet("none")
            rig.run(4)
            if rig.state == "tripped":
                rig.press("start")
                rig.run(4)
            rig.start_session(3)
            x = (x * 1_103 + 377) % 65_521
            rig.run(5 + x % 40)
            if x % 4 == 0:
                replug(rig, x % 900)
            elif x % 4 == 1:
                rig.fault("soft_reset")
                rig.run(2)
            elif x % 4 == 2:
                rig.feet("none")
                rig.run(59)
                rig.feet("both")
                rig.run(10)
                rig.press("start")
            else:
                rig.press("start")
            if rig.plant.heater_j > before_j:
                starts.append(begun_s)
            rig.feet("none")
            rig.run(100 + x % 400)
        for i in range(len(starts) - 1):
            assert starts[i + 1] - starts[i] >= gap_s, (stage, starts)
        assert 1 <= len(starts) <= most, (stage, starts)  # and it is not simply dead
        for foot in (0, 1):
            assert rig.plant.cem43_min[foot] < (4.0 if stage == "standard" else 0.5)
