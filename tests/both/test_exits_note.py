"""The note to the next boot: what it keeps, over which reset, and that damage is no alibi."""

from sim.fake import chip as chips
from sim.fake import load_firmware
from sim.rig import Rig

load_firmware()

from firmware.drivers.note import FRESH, ON_PURPOSE, RUNNING, TO_SERVICE, Note  # noqa: E402
from firmware.image import Status  # noqa: E402
from firmware.safety import trips  # noqa: E402

PORTS = ("rp2", "esp32")
SMALL = 1 << 30


def chip(port):
    made = chips.Chip(port, 1)
    chips.use(made)
    return made


def tripped(code=trips.OVER_PRESSURE, where=2, value=9_000, limit=-7_999):
    status = Status()
    status.trip, status.trip_where = code, where
    status.trip_value, status.trip_limit = value, limit
    status.trips = 1
    return status


def told(note):
    return note.code, note.where, note.value, note.limit


def words(made):
    return made.scratch if made.port == "rp2" else made.rtc


def test_a_note_outlives_every_reset_and_no_power_off():
    for port in PORTS:
        made = chip(port)
        assert Note(port).how == FRESH
        note = Note(port)
        note.keep(tripped())
        for kind in ("soft", "watchdog", "hard", "soft"):
            made.reset(kind, made.now_us)
            assert told(Note(port)) == (trips.OVER_PRESSURE, 2, 9_000, -7_999), (port, kind)
            assert Note(port).how == RUNNING
        made.reset("power", made.now_us)
        assert Note(port).how == FRESH and Note(port).code == 0


def test_every_trip_at_every_place_with_every_value_comes_back_as_it_was():
    for port in PORTS:
        chip(port)
        for row in trips.TRIPS:
            for where in range(len(trips.PLACES)):
                for value in (0, 1, -1, 12_345, -273_150, (1 << 29) - 1, -(1 << 29)):
                    Note(port).keep(tripped(row[0], where, value, -value - 1))
                    assert told(Note(port)) == (row[0], where, value, -value - 1)


def test_only_what_says_so_ended_on_purpose():
    for port in PORTS:
        made = chip(port)
        note = Note(port)
        note.keep(Status())
        assert Note(port).how == RUNNING
        for how in (ON_PURPOSE, TO_SERVICE):
            note.leave(how)
            made.reset("hard", made.now_us)
            assert Note(port).how == how and Note(port).code == 0
        Note(port).keep(Status())  # the next program runs: again no alibi
        assert Note(port).how == RUNNING


def test_a_trip_stays_in_the_note_of_a_program_that_ends_on_purpose():
    for port in PORTS:
        chip(port)
        note = Note(port)
        note.keep(tripped())
        note.leave(TO_SERVICE)
        again = Note(port)
        assert again.how == TO_SERVICE
        again.leave(ON_PURPOSE)
        assert told(Note(port)) == (trips.OVER_PRESSURE, 2, 9_000, -7_999)
        assert Note(port).how == ON_PURPOSE


def test_one_wrong_bit_is_neither_a_trip_nor_an_alibi():
    for port in PORTS:
        made = chip(port)
        for write in (lambda n: n.keep(tripped()), lambda n: n.leave(ON_PURPOSE)):
            write(Note(port))
            for i in range(4):
                for bit in range(32):
                    words(made)[i] ^= 1 << bit
                    note = Note(port)
                    assert note.how == RUNNING and note.code == 0, (i, bit)
                    words(made)[i] ^= 1 << bit
            assert Note(port).how != RUNNING or Note(port).code


def test_a_note_cut_between_two_words_is_neither():
    """A reset may come between any two stores; the old note was another trip, or none."""
    for port in PORTS:
        made = chip(port)
        for before, after in (
            (Status(), tripped()),
            (tripped(), Status()),
            (tripped(), tripped(trips.DOSE, 1, 260, 250)),
        ):
            for cut in range(1, 4):
                note = Note(port)
                note.keep(before)
                old = list(words(made))[:4]
                whole = told(Note(port))
                after.trips = 2
                note.keep(after)
                new = told(Note(port))
                for i in range(cut, 4):
                    words(made)[i] = old[i]
                seen = Note(port)
                assert told(seen) in (whole, new) or (seen.how == RUNNING and not seen.code)


def test_no_word_needs_more_than_a_small_int():
    for port in PORTS:
        made = chip(port)
        for value in ((1 << 29) - 1, -(1 << 29), -1):
            note = Note(port)
            note.number = 63
            note.keep(tripped(255, 15, value, value))
            note.leave(TO_SERVICE)
            assert all(0 <= word < SMALL for word in list(words(made))[:4])


def test_a_quiet_tick_writes_nothing():
    chip("rp2")
    note = Note("rp2")
    stores = []
    note.memory.store = lambda words: stores.append(list(words))
    status = Status()
    for _ in range(5):
        note.keep(status)
    assert len(stores) == 1
    status = tripped()
    for _ in range(5):
        note.keep(status)
    assert len(stores) == 2
    status.trip = 0
    for _ in range(5):
        note.keep(status)
    assert len(stores) == 3


def heated(board="rpi_pico"):
    rig = Rig(stage="standard", profile="standard", board=board)
    rig.start_session(3)
    rig.run(5)
    assert rig.state == "running"
    return rig


def trip_of(rig):
    status = rig.status
    return status.trip, status.trip_where, status.trip_value, status.trip_limit


def test_a_standing_trip_comes_back_after_every_reset_with_all_it_said():
    for board in ("rpi_pico", "esp32_devkit"):
        for kind in ("soft", "watchdog", "hard"):
            rig = heated(board)
            rig.fault("ntc_open", "right.b", for_s=1.0)
            rig.run(2)
            before = trip_of(rig)
            assert rig.trip == "sensor_open" and before[1] == trips.PLACE_B + 1
            for _ in range(2):
                rig.world.agenda.now_us = rig.world.chip.now_us
                rig.world.reset(kind)
                rig.run(2)
                assert trip_of(rig) == before and rig.state == "tripped", (board, kind)
            rig.press("start")
            rig.run(1)
            assert rig.trip == "" and rig.state == "idle"
            rig.world.agenda.now_us = rig.world.chip.now_us
            rig.world.reset(kind)
            rig.run(2)
            assert rig.trip == "reset_unexpected"  # the old trip is not told twice


def test_a_trip_is_counted_once_whenever_the_reset_comes_after_it():
    """At once, before its line could be written, and long after."""
    for after_s in [0.02 * i for i in range(22)] + [3.0]:
        rig = heated()
        rig.fault("ntc_open", "left.a", for_s=0.2)
        while rig.trip == "":
            rig.run(0.02)
        rig.run(after_s)
        rig.world.agenda.now_us = rig.world.chip.now_us
        rig.world.reset("watchdog")
        rig.run(3)
        journal = rig.device.scribe.journal
        lines = [line for line in journal.lines if "sensor_open" in line]
        assert rig.trip == "sensor_open" and len(lines) == 1, (after_s, journal.lines)
        assert journal.trips == 1, (after_s, journal.trips)
        assert journal.due == [0, 0, 0]


def test_what_a_pulled_plug_makes_the_note_forget_the_journal_says():
    rig = heated()
    rig.fault("ntc_open", "left.a", for_s=0.2)
    rig.run(3)
    rig.power(0)
    rig.run(1)
    rig.power(1)
    rig.run(2)
    assert rig.device.hw.note.how == FRESH
    assert rig.trip == "sensor_open" and rig.state == "tripped"
    assert rig.device.scribe.journal.trips == 1
