"""A misspelt word in a test in Python is an error at once, not a test that shows nothing."""

from sim.rig import Rig, spec

WRONG = (
    ("no_such_fault", None, None),
    ("heater_stuck_on", None, None),
    ("heater_stuck_on", "lefty", None),
    ("pump_dead", "left", None),
    ("supply_over", None, 1e9),
    ("supply_over", None, float("nan")),
    ("ntc_open", "left.a", 3.0),
)


def refused(act, *given, **named):
    try:
        act(*given, **named)
    except ValueError:
        return True
    return False


def test_a_rig_refuses_words_and_values_that_mean_nothing():
    rig = Rig()
    for name, where, value in WRONG:
        assert refused(rig.fault, name, where, value), name
    assert refused(rig.feet, "Both")
    assert refused(rig.run, -1)
    assert refused(spec, profile="nope")
    rig.fault("heater_stuck_on", "left")
    rig.run(1)
