"""What the device promises, as a table that runs: a short form, and that it can fail."""

from dataclasses import replace

import pytest

from sim.matrix import promises
from sim.matrix.carry import carry
from sim.matrix.plays import Case
from sim.matrix.words import broken_promises, promise_rows

ROWS = {promise.fault: promise for promise in promises.PROMISES}
OPEN = promises.PROMISES[0]
CASE = Case("ntc_open left.a", "standard", "warm-up", "small", "sensor")
CALM = {
    "sim_s": 300.0, "told": [["sensor_open", "left.a", 90.06]], "full_s": -1e-6, "rail_s": 90.1,
    "first_joule_s": [90.02, 90.02], "last_joule_s": [90.05, 90.05], "pad_after_c": 40.0,
    "skin_c": 33.0, "cem43_min": 0.0, "over_s": -1e-6, "pump_s": -1e-6, "roll_s": [-1e-6, -1e-6],
}  # fmt: skip


def failed(promise, case=CASE, **changes):
    return promises.verdict(promise, [(case, {**CALM, **changes})])["failed"]


def test_a_row_is_held_by_the_last_joule_and_the_hottest_pad():
    assert not failed(OPEN)
    assert "0.20 s" in failed(OPEN, last_joule_s=[90.2, 90.2])[0]["why"]
    assert "over cap" in failed(OPEN, pad_after_c=41.21)[0]["why"]


def test_in_idle_time_counts_from_the_first_joule():
    idle = replace(CASE, phase="idle")
    assert not failed(OPEN, idle, first_joule_s=[47.0, 0.0], last_joule_s=[47.06, 0.0])
    assert failed(OPEN, idle, first_joule_s=[47.0, 0.0], last_joule_s=[48.0, 0.0])


def test_a_row_with_a_bound_instead_may_be_late_and_not_hot():
    row = ROWS["one or both of a foot frozen"]
    late = {"first_joule_s": [90.1, 0.0], "last_joule_s": [200.0, 0.0]}
    assert not failed(row, **late) and failed(row, **late, pad_after_c=42.4)


def test_pressure_and_rollers_are_judged_by_their_last_turn():
    row = ROWS["over-pressure, any one valve stuck"]
    case = Case("pump_stuck_on", "standard", "warm-up", "large", "air")
    assert not failed(row, case, over_s=95.0, pump_s=95.2)
    assert failed(row, case, over_s=95.0, pump_s=95.3)
    assert failed(row, case, full_s=121.0)
    row = ROWS["a roller jam, its torque over the cap"]
    case = Case("roller_jam left", "standard", "warm-up", "large", "roller")
    assert not failed(row, case, roll_s=[90.1, 90.6]) and failed(row, case, roll_s=[90.1, 90.7])


def test_every_play_is_one_the_simulator_has_and_no_run_is_there_twice():
    for promise in promises.PROMISES:
        made = promises.cases(promise)
        assert len(made) == len(set(made)) > 0
        for case in made:
            case.spec()  # BadInput names a fault that there is not


@pytest.fixture(scope="module")
def short():
    kept = [(promise, promises.short(promise)) for promise in promises.PROMISES]
    flat = [case for _, cases in kept for case in cases]
    ran = dict(zip(flat, carry(flat, 2, "", lambda row: None)))
    return [promises.verdict(p, [(c, ran[c]) for c in cases]) for p, cases in kept]


def test_every_promise_holds_in_a_short_warm_up(short):
    found = {"promises": short}
    assert broken_promises(found) == []
    assert len(list(promise_rows(found)[1])) == len(promises.PROMISES)
