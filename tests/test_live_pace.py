"""Simulated time beside the wall's, on a clock that the test moves."""

import math

import pytest

from host_tools.live.pace import Pace


class Wall:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_many_small_waits_do_not_drift():
    wall = Wall()
    pace = Pace(5.0, wall)
    for tick in range(1, 5001):
        pace.ahead_s(0.0) if tick == 1 else None
        wall.now_s += max(pace.ahead_s(tick * 0.02), 0.0) + 0.001  # each wait is late by 1 ms
    assert wall.now_s - 100.0 == pytest.approx(5000 * 0.02 / 5.0, abs=0.002)


def test_a_slow_machine_shows_its_real_rate_and_does_not_hurry_afterwards():
    wall = Wall()
    pace = Pace(20.0, wall)
    for tick in range(400):
        pace.ahead_s(tick * 0.02)
        words = pace.words(tick * 0.02)
        wall.now_s += 0.01  # 2×, and not 20×
    assert words == "20×, really 2×"
    assert pace.ahead_s(8.0) > -0.6


def test_the_rates_go_up_and_down_by_steps_and_never_stop():
    pace = Pace(45.0, Wall())
    pace.step(1)
    assert pace.factor == 50.0
    for _ in range(9):
        pace.step(1)
    assert math.isinf(pace.factor) and pace.words(0.0) == "max"
    for _ in range(20):
        pace.step(-1)
    assert pace.words(0.0) == "0.25×"
