"""Faults of motors: what stands, what coasts, and what the shunt sees of it."""

from .fault_bench import play


def test_a_jammed_roller_stands_at_once_and_takes_its_stall_current():
    frames, twins, _ = play("massage", [("roller_jam", "right", None)], 5)
    assert frames[1]["right_roller_rpm"] == 0.0 and twins[1]["right_roller_rpm"] != 0.0
    assert frames[1]["left_roller_rpm"] == twins[1]["left_roller_rpm"]
    assert frames[2]["roller_ma"] > 2 * twins[2]["roller_ma"]


def test_an_open_roller_coasts_and_takes_no_current_even_jammed():
    frames, twins, _ = play("massage", [("roller_open", "left", None)], 100)
    assert abs(frames[5]["roller_ma"] * 2 - twins[5]["roller_ma"]) < 5.0
    assert 0.0 < abs(frames[1]["left_roller_rpm"]) < abs(twins[1]["left_roller_rpm"])
    assert frames[99]["left_roller_rpm"] == 0.0
    both = [("roller_jam", "left", None), ("roller_open", "left", None)]
    frames, _, _ = play("massage", both, 50)
    assert frames[1]["left_roller_rpm"] == 0.0 and frames[49]["trip_code"] == 0


def test_an_open_vibration_motor_runs_down():
    frames, twins, _ = play("shaken", [("vibration_open", None, None)], 50)
    assert twins[49]["vibration_rpm"] > 500.0
    assert frames[49]["vibration_rpm"] < 0.2 * frames[0]["vibration_rpm"]


def test_a_motor_that_is_whole_again_turns_as_before():
    for name, where in (("roller_jam", "left"), ("roller_open", "right")):
        frames, twins, _ = play("massage", [(name, where, None, 0, 0.1)], 200)
        for column in ("left_roller_rpm", "right_roller_rpm", "roller_ma"):
            assert abs(frames[199][column] - twins[199][column]) < 0.5, (name, column)
