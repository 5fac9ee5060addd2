"""Other projects' detectors do what their documentation says, on readings made by hand, and their
rig is a fair one.
"""

from sim.matrix.observe import observe
from sim.rig import spec
from sim.rivals import RIVALS
from sim.rivals.ironos import IronOs, IronOs222
from sim.rivals.klipper import Klipper
from sim.rivals.marlin import Marlin

STEP_S = 0.1


def told_s(detector, reading, target_c=41.0, until_s=600.0):
    """When and what `detector` says of `reading(t)`; (None, "") if it never does."""
    for i in range(int(until_s / STEP_S)):
        now_s = i * STEP_S
        celsius = reading(now_s)
        why = detector.check(now_s, celsius, celsius, target_c, target_c > celsius)
        if why:
            return now_s, why
    return None, ""


def flat(celsius):
    return lambda now_s: celsius


def climbing(rate_c_s, most_c=41.0):
    return lambda now_s: min(23.0 + rate_c_s * now_s, most_c)


def sinking(from_s, to_c):
    """At its target until `from_s`, and below it from then on."""
    return lambda now_s: 41.0 if now_s < from_s else to_c


def test_a_pad_that_climbs_like_a_bed_trips_none_of_them():
    for made in (Klipper, Marlin, IronOs222, IronOs):
        assert told_s(made(44.0), climbing(0.2)) == (None, ""), made


def test_klipper_sums_up_what_is_missing_once_a_minute_has_brought_no_two_degrees():
    at_s, why = told_s(Klipper(44.0), flat(23.0))
    assert why == "verify_heater" and 60.0 <= at_s <= 63.0
    at_s, why = told_s(Klipper(44.0), sinking(300.0, 32.0))
    assert why == "verify_heater" and 329.0 <= at_s <= 332.0  # 4 degrees short: 120 after 30 s
    assert told_s(Klipper(44.0), sinking(300.0, 36.5)) == (None, "")  # within its hysteresis


def test_klipper_wants_four_reports_in_a_row_out_of_range():
    at_s, why = told_s(Klipper(44.0), lambda now_s: 41.0 if now_s < 100.0 else 45.0)
    assert why == "max_temp" and 100.9 <= at_s <= 101.3
    at_s, why = told_s(Klipper(44.0), lambda now_s: 41.0 if now_s < 100.0 else -30.0)
    assert why == "min_temp"
    assert told_s(Klipper(44.0), lambda now_s: 45.0 if 100.0 < now_s < 100.5 else 41.0)[1] == ""


def test_marlin_watches_the_way_up_and_guards_what_was_reached():
    at_s, why = told_s(Marlin(44.0), flat(23.0))
    assert why == "heating failed" and 60.0 <= at_s <= 60.3
    at_s, why = told_s(Marlin(44.0), sinking(300.0, 38.5))
    assert why == "thermal runaway" and 319.7 <= at_s <= 320.3
    assert told_s(Marlin(44.0), sinking(300.0, 39.0)) == (None, "")
    assert told_s(Marlin(44.0), flat(44.1))[1] == "MAXTEMP"
    assert told_s(Marlin(44.0), flat(4.9))[1] == "MINTEMP"


def test_without_a_target_a_heater_that_warms_is_told_by_the_highest_temperature_alone():
    for made in (Klipper, Marlin):
        at_s, why = told_s(made(44.0), climbing(0.1, 60.0), target_c=0.0)
        assert at_s > 209.0 and why in ("max_temp", "MAXTEMP")


def test_a_reading_that_keeps_its_temperature_near_the_target_trips_none_of_them():
    for made in (Klipper, Marlin, IronOs222, IronOs):
        assert told_s(made(44.0), flat(40.0)) == (None, ""), made


def test_ironos_asked_for_more_than_three_degrees_in_45_s_and_asks_for_nothing_now():
    at_s, why = told_s(IronOs222(44.0), flat(23.0))
    assert why == "thermal runaway" and 45.0 <= at_s <= 45.3
    assert told_s(IronOs(44.0), flat(23.0)) == (None, "")
    assert told_s(IronOs(44.0), climbing(0.05)) == (None, "")
    for made in (IronOs222, IronOs):
        assert told_s(made(44.0), flat(-38.0))[1] == "converter at its end"


def evening(rival, fault=None, seconds=420.0):
    at = [{"t_us": 5_000_000, "do": "feet", "feet": "both"}]
    if fault:
        what = {"do": "fault", "fault": fault, "where": "left", "value": None, "for_us": None}
        what["t_us"] = 100_000_000
        at.append(what)
    plant = {"hardware_latch": False, "heat_timer": False}
    made = spec(stage="standard", profile="standard", duration_s=seconds, at=at, plant=plant)
    made["watch"] = {"from_us": 100_000_000, "rival": rival, "ask": [5.0, 1e9, 41.0, 44.0]}
    return observe(made)


def test_the_bare_thermostat_reaches_its_target_and_keeps_it():
    row = evening("bare")
    assert row["told"] == [] and 40.8 <= row["pad_c"] <= 41.6


def test_a_rival_cuts_gates_and_rail_when_it_detects():
    row = evening("marlin", "ntc_open")
    assert row["told"][0][0] == "marlin: MINTEMP" and row["told"][0][1] == "left"
    assert max(row["last_joule_s"]) <= row["told"][0][2] + 0.05
    assert row["rail_s"] <= row["told"][0][2] + 0.05


def test_every_rival_runs_and_none_of_our_firmware_does():
    for rival in RIVALS:
        row = evening(rival, seconds=30.0)
        assert row["ended"] == "none" and row["heater_j"] > 0.0, rival
