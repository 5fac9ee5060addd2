"""The latch of trips: the first wins, and only the right word opens it."""

from firmware.image import Status
from firmware.safety import trips
from firmware.safety.trips import PLACES, QUIET_MS, TRIPS, TripLatch, trip_row
from firmware.units import TIME_MASK

STARTS = (0, 50_000, TIME_MASK - 500, TIME_MASK)


def latched(start_ms=0):
    status = Status()
    latch = TripLatch(status)
    latch.trip(trips.OVER_PRESSURE, 0, 9_000, 7_999, start_ms)
    return latch, status


def test_the_first_trip_wins_and_keeps_everything_about_itself():
    latch, status = latched(70)
    latch.trip(trips.CONTACT_LATCH, 2, 2_900, 2_800, 90)
    latch.trip(trips.SENSOR_OPEN, 3, 0, 250, 110)
    assert status.trip == trips.OVER_PRESSURE
    assert (status.trip_where, status.trip_value, status.trip_limit) == (0, 9_000, 7_999)
    assert status.trip_ms == 70 and status.trips == 1


def test_an_acknowledgement_wants_a_quiet_second():
    """Just below, at and above, across the clock's wrap."""
    for start_ms in STARTS:
        for passed_ms, stands in ((QUIET_MS - 1, 1), (QUIET_MS, 0), (QUIET_MS + 1, 0)):
            latch, status = latched(start_ms)
            latch.acknowledge(1, (start_ms + passed_ms) & TIME_MASK)
            assert bool(status.trip) == bool(stands), (start_ms, passed_ms)


def test_another_cause_keeps_the_trip_standing():
    """It need not be the cause that tripped: while anything complains, nothing is forgotten."""
    latch, status = latched()
    latch.trip(trips.SENSOR_OPEN, 3, 0, 250, 900)
    latch.acknowledge(1, 1_000)
    latch.acknowledge(1, 1_899)
    assert status.trip == trips.OVER_PRESSURE
    latch.acknowledge(1, 1_900)
    assert status.trip == 0


def test_only_the_number_of_the_trip_that_stands_acknowledges_it():
    latch, status = latched()
    for wrong in (-1, 0, 2, 3, 1_000):
        latch.acknowledge(wrong, 5_000)
        assert status.trip
    latch.acknowledge(1, 5_000)
    latch.trip(trips.ROLLER_JAM, 0, 1, 1, 6_000)
    assert status.trips == 2
    latch.acknowledge(1, 9_000)
    assert status.trip == trips.ROLLER_JAM
    latch.acknowledge(2, 9_000)
    assert status.trip == 0


def test_an_acknowledgement_before_any_trip_acknowledges_none_that_comes():
    status = Status()
    latch = TripLatch(status)
    for number in (0, 1, 2):
        latch.acknowledge(number, 10_000)
    latch.trip(trips.ROLLER_JAM, 0, 1, 1, 20_000)
    assert status.trip == trips.ROLLER_JAM and status.trips == 1


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
