"""Elapsed time and its wrap."""

from firmware.units import TIME_MASK, elapsed_ms


def test_elapsed_time_is_right_across_the_wrap_of_the_counter():
    assert elapsed_ms(5, TIME_MASK - 4) == 10


def test_elapsed_time_is_zero_at_the_same_instant():
    for now_ms in (0, 1, TIME_MASK):
        assert elapsed_ms(now_ms, now_ms) == 0


def test_elapsed_time_is_right_at_both_ends_of_its_range():
    assert elapsed_ms(TIME_MASK, 0) == TIME_MASK
    assert elapsed_ms(0, 1) == TIME_MASK
