"""The fast scan fires between any two lines of the slow scan, as an interrupt does on the RP2040.

A trace hook stands for the timer. Wherever it strikes, a stop stops, a trip trips, and what the
governor sees is one whole record, never half of one.
"""

import pytest

from firmware.program.session import COOLING, IDLE, TRIPPED
from tests.both.firmware_bench import resting
from tests.both.test_firmware_link import frame
from tests.preempted import copies, every_line, running, trip


@pytest.mark.parametrize("profile", [0, 1])
def test_a_stop_between_any_two_lines_stops_for_good(profile):
    def strike(device):
        device.evening.touch()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        for _ in range(4):
            device.tick()
            assert resting(device.bench.out)
        device.evening.let_go()
        for _ in range(3):
            device.step()
            for _ in range(5):
                device.tick()
                assert resting(device.bench.out)
        assert device.state == COOLING and device.bench.trip == 0

    assert every_line(running(profile), strike, check) > 100


@pytest.mark.parametrize("profile", [0, 1])
def test_a_stop_of_one_sample_between_any_two_lines_stops_for_good(profile):
    def strike(device):
        device.evening.touch()
        device.tick()
        device.evening.let_go()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        for _ in range(3):
            for _ in range(4):
                device.tick()
                assert resting(device.bench.out)
            device.step()
        assert device.state == COOLING

    assert every_line(running(profile), strike, check) > 100


def test_a_press_and_a_hosts_stop_together_start_nothing_at_any_line():
    origin = running(0)
    origin.evening.host.stop = 1

    def strike(device):
        device.evening.touch()
        device.tick()

    def check(device):
        device.evening.let_go()
        device.run(5)
        assert device.state in (COOLING, IDLE) and resting(device.bench.out)

    assert every_line(origin, strike, check) > 100


def test_a_trip_between_any_two_lines_is_taken_and_not_forgotten():
    def check(device):
        device.bench.inputs.pressure_pa = 0
        device.run(30)
        assert device.state == TRIPPED and device.bench.trip and resting(device.bench.out)
        device.press()
        device.run(2)
        assert device.state == IDLE and not device.bench.trip and resting(device.bench.out)

    assert every_line(running(0), trip, check) > 100


def test_the_record_in_front_is_never_touched_while_it_is_in_front():
    """Whatever line the tick strikes, it sees the old record whole or the new one whole."""

    def whole(record):
        return (
            tuple(record.level),
            tuple(record.reverse),
            record.rail,
            record.heated,
            record.beat_ms,
            record.stop_seen,
            record.acknowledge,
        )

    origin = running(0)
    origin.run(1)
    old = whole(origin.buffer.front)
    after = next(copies(origin))
    after.step()
    new = whole(after.buffer.front)
    assert old != new
    seen = set()

    def strike(device):
        seen.add(whole(device.buffer.front))

    def check(device):
        assert device.bench.trip == 0

    assert every_line(origin, strike, check) > 100
    assert seen == {old, new}


def test_a_host_that_talks_meanwhile_changes_none_of_it():
    origin = running(0)
    origin.wire.waiting = frame({"x": 1}) + "noise\n"

    def strike(device):
        device.evening.touch()
        device.tick()
        assert resting(device.bench.out)

    def check(device):
        device.evening.let_go()
        device.run(3)
        assert device.state == COOLING and resting(device.bench.out)

    assert every_line(origin, strike, check) > 100
