"""The latch of trips: the first wins, and only the right word opens it."""

from firmware.commands import FAULTS
from firmware.image import Status
from firmware.safety import trips
from firmware.safety.rounds import SLOTS
from firmware.safety.trips import PLACES, QUIET_SCANS, TRIPS, TripLatch, trip_row
from tests.both.firmware_bench import Bench


def latched(now_ms=0):
    status = Status()
    latch = TripLatch(status)
    latch.trip(trips.OVER_PRESSURE, 0, 9_000, 7_999, now_ms)
    return latch, status


def scans(latch, count, acknowledged=0):
    for _ in range(count):
        latch.stand(acknowledged)


def test_the_first_trip_wins_and_keeps_everything_about_itself():
    latch, status = latched(70)
    latch.trip(trips.CONTACT_LATCH, 2, 2_900, 2_800, 90)
    latch.trip(trips.SENSOR_OPEN, 3, 0, 250, 110)
    assert status.trip == trips.OVER_PRESSURE
    assert (status.trip_where, status.trip_value, status.trip_limit) == (0, 9_000, 7_999)
    assert status.trip_ms == 70 and status.trips == 1


def test_an_acknowledgement_wants_quiet_scans():
    """Just below, at and above."""
    for passed, stands in ((QUIET_SCANS - 1, 1), (QUIET_SCANS, 0), (QUIET_SCANS + 1, 0)):
        latch, status = latched()
        scans(latch, passed - 1)
        latch.stand(1)
        assert bool(status.trip) == bool(stands), passed


def test_quiet_is_longer_than_a_round_so_every_slow_check_has_looked():
    assert QUIET_SCANS > SLOTS


def test_a_trip_may_stand_for_ever():
    """The count of quiet scans ends where it means something: nothing grows for days."""
    latch, status = latched()
    scans(latch, 5 * QUIET_SCANS)
    assert latch.quiet == QUIET_SCANS and status.trip
    latch.stand(1)
    assert not status.trip


def test_another_cause_keeps_the_trip_standing():
    """It need not be the cause that tripped: while anything complains, nothing is forgotten."""
    latch, status = latched()
    scans(latch, QUIET_SCANS - 1)
    latch.trip(trips.SENSOR_OPEN, 3, 0, 250, 900)
    scans(latch, QUIET_SCANS - 1, 1)
    assert status.trip == trips.OVER_PRESSURE
    latch.stand(1)
    assert status.trip == 0


def test_only_the_number_of_the_trip_that_stands_acknowledges_it():
    latch, status = latched()
    scans(latch, QUIET_SCANS)
    for wrong in (-1, 0, 2, 3, 1_000):
        latch.stand(wrong)
        assert status.trip
    latch.stand(1)
    assert status.trip == 0
    latch.trip(trips.ROLLER_JAM, 0, 1, 1, 6_000)
    assert status.trips == 2
    scans(latch, QUIET_SCANS, 1)
    assert status.trip == trips.ROLLER_JAM
    latch.stand(2)
    assert status.trip == 0


def test_an_acknowledgement_before_any_trip_acknowledges_none_that_comes():
    for number in (0, 1, 2):
        bench = Bench()
        bench.want.acknowledge = number
        bench.tick(100)
        bench.inputs.pressure_pa = 15_000
        bench.tick(4)
        assert bench.trip == trips.OVER_PRESSURE and bench.status.trips == 1


def test_a_fast_scan_that_stood_still_is_no_quiet_time():
    """Ten seconds later by the clock, and no check has looked since: the cause still stands."""
    bench = Bench()
    bench.inputs.pressure_pa = 15_000
    bench.tick(8)
    assert bench.trip == trips.OVER_PRESSURE
    bench.want.acknowledge = bench.status.trips
    for _ in range(4):
        bench.tick(1, 10_000)
        assert bench.trip == trips.OVER_PRESSURE


def test_ticks_a_little_late_do_not_slip_between_two_looks_of_a_slow_check():
    """A round of 50 ticks of 22 ms is longer than a second; its complaint comes once in it."""
    bench = Bench()
    bench.inputs.reference_mv = 2_900
    bench.tick(200)
    assert bench.trip == trips.REFERENCE
    bench.want.acknowledge = bench.status.trips
    for _ in range(200):
        bench.tick(1, 22)
        assert bench.trip == trips.REFERENCE


def test_every_trip_has_one_code_one_name_and_words():
    codes = [row[0] for row in TRIPS]
    assert codes == sorted(set(codes)) and 0 not in codes
    assert len({row[1] for row in TRIPS}) == len(TRIPS)
    for row in TRIPS:
        assert getattr(trips, row[1].upper()) == row[0]
        assert len(row) == 5 and row[2] and row[3]
        assert trip_row(row[0]) is row
    assert trip_row(0) is None and trip_row(99) is None


def test_every_place_a_trip_can_name_has_a_name():
    for first, kind in (
        (trips.PLACE_A, ".a"),
        (trips.PLACE_B, ".b"),
        (trips.PLACE_LATCH, ".latch"),
    ):
        assert PLACES[first] == "left" + kind and PLACES[first + 1] == "right" + kind
    assert PLACES[trips.PLACE_FOOT] == "left" and PLACES[trips.PLACE_FOOT + 1] == "right"
    assert PLACES[0] == "" and len(set(PLACES)) == len(PLACES)


def test_what_failed_its_proof_is_called_by_its_own_name():
    """`Status.heat_fault` is an index into what the link says."""
    assert FAULTS[0] == "" and len(FAULTS) == 3
    assert "latch" in FAULTS[trips.LATCH_SILENT]
    assert "timer" in FAULTS[trips.TIMER_SILENT]
