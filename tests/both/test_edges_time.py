"""Edges of how long a session lasts, and a trip: the longest step that counts, the rest after
power-on, the quiet after the last complaint. SAF-005 SAF-025.
"""

from firmware.image import Outputs, Status
from firmware.safety.duration import Duration
from firmware.safety.trips import SESSION_TIME, TripLatch

from .checks_bench import LIMITS
from .firmware_bench import Recorder


def test_a_step_counts_for_a_minute_at_most():
    for step_ms, counted_ms in ((59_999, 59_999), (60_000, 60_000), (60_001, 60_000)):
        status, out = Status(), Outputs()
        one = Duration(LIMITS[0], status, Recorder(), 0)
        out.rail = 1
        one.check(out, step_ms)
        assert status.session_ms == counted_ms


def test_a_rest_begins_with_the_power_and_not_before():
    """SAF-025: what was counted by then stands until a whole rest is over."""
    for rest_ms, left_ms in ((89_999, 500), (90_000, 0)):
        status, out = Status(), Outputs()
        one = Duration(LIMITS[0], status, Recorder(), 0)
        status.session_ms = 500
        for now_ms in (30_000, 60_000, rest_ms):
            one.check(out, now_ms)
        assert status.session_ms == left_ms


def test_an_acknowledged_trip_is_forgotten_in_the_60th_quiet_scan():
    status = Status()
    latch = TripLatch(status)
    latch.trip(SESSION_TIME, 0, 1, 2, 3)
    for _ in range(59):
        latch.stand(1)
    assert status.trip == SESSION_TIME and latch.quiet == 59
    latch.trip(SESSION_TIME, 0, 1, 2, 3)
    assert latch.quiet == 0
    for _ in range(59):
        latch.stand(1)
    assert status.trip == SESSION_TIME
    latch.stand(0)  # quiet for long enough, but nobody has acknowledged it
    assert status.trip == SESSION_TIME and latch.quiet == 60
    latch.stand(1)
    assert status.trip == 0 and latch.quiet == 60
