"""What stands until a person acts outlives whatever takes the supply: a mark on the feet, a trip
that nobody acknowledged, the count of trips, and the age of a day's dose.
"""

import json

from sim.rig import Rig

from .device import evening, full_heat
from .lengths import whole


def without_power(rig, seconds):
    """The plug is pulled for so long; afterwards the boot is over."""
    rig.power(0)
    rig.run(seconds)
    rig.power(1)
    rig.run(2)


def begun(rig, answer):
    """Heat 3 and start, the inspection answered, feet in."""
    for _ in range(3):
        rig.press("heat")
        rig.run(0.4)
    rig.press("start")
    rig.run(1)
    rig.press(answer)
    rig.run(1)
    rig.feet("both")
    rig.run(30)


def unlocked(seen=0):
    """Numb feet whose plan is at its last stage and says that so many marks were seen."""
    rig = Rig(stage="gentle", profile="neuropathy", plan="unlocked")
    files = rig.world.chip.files
    settings = json.loads(files["/settings.json"])
    files["/settings.json"] = json.dumps(dict(settings, marks_seen=seen))
    without_power(rig, 2)
    return rig


def test_a_mark_outlives_plug_and_reset_until_the_plan_says_it_was_seen():
    for away in ("plug", "watchdog", "hard"):
        rig = unlocked()
        rig.run(1)
        begun(rig, "down")
        assert rig.state == "running" and rig.plant.heater_j == 0.0
        rig.press("start")
        rig.feet("none")
        rig.run(25)
        if away == "plug":
            without_power(rig, 2)
        else:
            rig.world.agenda.now_us = rig.world.chip.now_us
            rig.world.reset(away)
            rig.run(3)
            assert rig.trip == "reset_unexpected"
            rig.press("start")
            rig.run(2)
        assert rig.device.session.plan.marked == 1, away
        assert "mark" in rig.device.commands.report()["heat_refused"], away
        begun(rig, "up")
        assert rig.state == "running" and rig.plant.heater_j == 0.0, away
        assert rig.device.session.plan.session_ms == 300_000, away


def test_a_mark_that_the_plan_has_seen_locks_nothing_and_a_new_one_does():
    rig = unlocked(1)
    rig.run(1)
    begun(rig, "down")
    rig.press("start")
    rig.feet("none")
    rig.run(25)
    without_power(rig, 2)
    assert rig.device.session.plan.marked == 0 and rig.device.scribe.journal.marks == 1
    begun(rig, "up")
    assert rig.plant.heater_j > 0.0


def test_a_mark_is_kept_before_anything_can_be_on():
    rig = unlocked()
    rig.run(1)
    rig.press("start")
    rig.run(1)
    rig.press("down")
    rig.run(0.5)
    without_power(rig, 2)
    assert rig.device.session.plan.marked == 1


def test_a_trip_that_nobody_acknowledged_stands_again_after_a_loss_of_power():
    for seconds in (0.05, 2, 100):
        rig = evening()
        full_heat(rig)
        rig.fault("ntc_open", "left.a", for_s=0.3)
        rig.run(3)
        assert rig.trip == "sensor_open"
        without_power(rig, seconds)
        assert rig.trip == "sensor_open" and rig.state == "tripped", seconds
        assert rig.status.trip_where == 3 and rig.device.scribe.journal.trips == 1, seconds
        joules = rig.plant.heater_j
        rig.press("heat")
        rig.run(5)
        assert rig.plant.heater_j == joules
        rig.press("start")
        rig.run(2)
        assert rig.trip == "" and rig.state == "idle", seconds
        without_power(rig, seconds)
        assert rig.trip == "" and rig.state == "idle", seconds
        assert rig.device.scribe.journal.trips == 1, seconds


def test_a_cut_at_any_moment_around_a_trip_loses_neither_trip_nor_count():
    for after_ms in range(60, 600, 30):
        rig = evening()
        rig.run(5)
        rig.fault("ntc_open", "left.a", for_s=0.3)
        rig.run(after_ms / 1_000)
        without_power(rig, 2)
        journal = rig.device.scribe.journal
        lines = [line for line in journal.lines if "trip_n" in json.loads(line)]
        assert journal.trips == len(lines), (after_ms, journal.lines)
        assert rig.trip == ("sensor_open" if lines else ""), after_ms
    assert journal.trips == 1


def test_hours_without_power_make_the_day_older_once_and_not_at_each_plug():
    """A dose that no session's waits outlive: booked by hand, as after feet from a bath."""
    rig = unlocked()
    rig.run(1)
    for _ in range(2):  # the first lets the clock chip count, the second takes its stamp
        rig.device.scribe.ledger.note([0] * 5)
        rig.run(62)
    rig.device.governor.dose.recall(450, 450, 600)
    rig.run(3)
    away_s = 11_400 if whole() else 1_200
    without_power(rig, away_s)
    assert away_s + 400 < rig.status.day_s < away_s + 900
    for _ in range(6):
        without_power(rig, 2)
        assert away_s + 400 < rig.status.day_s < away_s + 900, rig.status.day_s
    assert rig.status.cem43_day_permille[0] == 450
