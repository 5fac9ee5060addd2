"""What is remembered, without a device: ring, counters, and what a cut session counts as."""

import json

from firmware.journal import COUNTERS, NAMES, SESSIONS, SETTINGS, Journal
from firmware.lines import LINES
from firmware.standing import members
from firmware.units import TIME_MASK


def reborn(journal, without=()):
    """A journal after a reboot: what this one would have written, but for some records."""
    fresh = Journal()
    for which in (SETTINGS, COUNTERS, SESSIONS):
        text = "".join(journal.pieces(which))
        if which not in without and text:
            fresh.take(which, text)
    fresh.recover()
    return fresh


def last(journal):
    return json.loads(journal.lines[-1])


def counted(journal):
    """Sessions, seconds of massage and of heat, trips, marks."""
    counters = journal.counters()
    return tuple([counters[k] for k in ("sessions", "active_s", "heat_s", "trips", "marks")])


def test_everything_comes_back_as_it_was():
    journal = Journal()
    journal.choose("circulation", -2)
    journal.begin("circulation", 900, 600)
    journal.end("completed", 840, 300, "")
    journal.tripped(',"trip":"sensor_open","where":"left.a","value":8', True)
    fresh = reborn(journal)
    assert (fresh.program, fresh.more) == ("circulation", -2)
    assert counted(fresh) == (1, 840, 300, 1, 0)
    assert fresh.lines == journal.lines
    assert last(fresh)["trip"] == "sensor_open" and last(fresh)["n"] == 0
    assert fresh.due == [0, 0, 0] and fresh.damaged == [0, 0, 0]


def test_a_session_that_was_cut_off_counts_as_all_it_could_have_become():
    journal = Journal()
    journal.begin("warm feet", 900, 600)
    fresh = reborn(journal)
    assert counted(fresh) == (1, 900, 600, 0, 0)
    assert last(fresh)["ended"] == "cut" and last(fresh)["n"] == 1
    assert fresh.open == 0 and fresh.due[COUNTERS] and fresh.due[SESSIONS]
    again = reborn(fresh)
    assert again.counters() == fresh.counters() and len(again.lines) == 1


def test_a_cut_between_a_sessions_line_and_its_counters_counts_it_once():
    marked = Journal()
    marked.begin("warm feet", 900, 600)
    ended = reborn(Journal())
    ended.begin("warm feet", 900, 600)
    ended.end("stopped", 61, 30, "")
    fresh = Journal()
    fresh.take(COUNTERS, "".join(marked.pieces(COUNTERS)))
    fresh.take(SESSIONS, "".join(ended.pieces(SESSIONS)))
    fresh.recover()
    assert counted(fresh) == (1, 61, 30, 0, 0)
    assert len(fresh.lines) == 1 and fresh.open == 0 and fresh.due[COUNTERS]


def test_a_session_that_never_ran_leaves_no_trace():
    journal = Journal()
    journal.begin("warm feet", 900, 600)
    journal.withdraw()
    assert journal.counters()["sessions"] == 0 and journal.open == 0 and journal.lines == []


def test_the_ring_keeps_the_last_sessions_and_forgets_the_oldest():
    journal = Journal()
    for i in range(LINES + 5):
        journal.begin("warm feet", 900, 0)
        journal.end("completed", i, 0, "")
    assert len(journal.lines) == LINES
    assert [json.loads(line)["n"] for line in journal.lines] == list(range(6, LINES + 6))
    assert len("".join(journal.pieces(SESSIONS))) < 2_048  # half a sector
    assert reborn(journal).lines == journal.lines


def test_no_session_number_is_given_twice_after_the_counters_were_lost():
    journal = Journal()
    for _ in range(3):
        journal.begin("warm feet", 900, 0)
        journal.end("completed", 10, 0, "")
    fresh = reborn(journal, without=(COUNTERS,))
    fresh.begin("warm feet", 900, 0)
    assert fresh.open == 4
    assert last(reborn(fresh))["ended"] == "cut"


def test_a_record_that_makes_no_sense_is_damage_and_starts_blank():
    for text in ("", "{", "[]", "7", "null", '"x"', "\x00"):
        for which in (SETTINGS, COUNTERS):
            journal = Journal()
            journal.take(which, text)
            journal.recover()
            assert journal.damaged[which] == 1 and journal.due[which] == 1, text
            assert journal.counters()["sessions"] == 0 and journal.program == ""
    for text in ("{", "[]\n", '{"n":1}\nx\n'):
        journal = Journal()
        journal.take(SESSIONS, text)
        journal.recover()
        assert journal.damaged[SESSIONS] == 1 and journal.lines == [], text


def test_values_out_of_range_are_not_believed():
    journal = Journal()
    journal.take(SETTINGS, '{"program":5,"more":3}')
    journal.take(
        COUNTERS, '{"sessions":-1,"active_s":"9","heat_s":1073741824,"trips":null,"open":[1]}'
    )
    journal.recover()
    assert journal.more == 0
    assert list(journal.counters().values()) == [0] * 5 and journal.open == 0


def test_counters_stop_at_their_end_and_do_not_wrap():
    journal = Journal()
    journal.take(
        COUNTERS,
        '{{"sessions":{0},"active_s":{0},"heat_s":{0},"trips":{0},"marks":{0}}}'.format(TIME_MASK),
    )
    journal.begin("warm feet", 900, 600)
    journal.end("completed", 900, 600, "")
    journal.tripped("", True)
    assert set(journal.counters().values()) == {TIME_MASK}


def test_the_records_are_three_and_heat_is_in_none():
    assert len(NAMES) == 3
    journal = Journal()
    journal.choose("warm feet", 1)
    assert "heat" not in "".join(journal.pieces(SETTINGS))


STOOD = [15, 3, -2_500, 0]


def test_what_stands_comes_back_with_place_and_value():
    journal = Journal()
    journal.stand(STOOD)
    journal.mark(3)
    fresh = reborn(journal)
    assert fresh.standing == STOOD and fresh.marks == 3 and fresh.counters()["marks"] == 3
    fresh.stand([0, 0, 0, 0])
    assert reborn(fresh).standing == [0, 0, 0, 0]


def test_a_code_or_place_that_this_firmware_does_not_have_stands_for_nothing():
    for said in ('"trip":30', '"trip":99', '"trip":15,"where":9', '"trip":15,"where":-1'):
        journal = Journal()
        journal.take(COUNTERS, "{" + said + ',"value":1,"limit":2}')
        assert journal.standing == [0, 0, 0, 0], said
    journal = Journal()
    journal.take(COUNTERS, '{"trip":15,"where":"x","value":[1],"limit":1073741824}')
    assert journal.standing == [15, 0, 0, 0]


def test_a_cut_between_a_trips_line_and_its_counters_counts_it_once_and_it_stands():
    before, after = Journal(), Journal()
    for journal in (before, after):
        journal.begin("warm feet", 900, 600)
    after.tripped("", False)
    after.end("tripped", 61, 30, members(STOOD))
    fresh = Journal()
    fresh.take(COUNTERS, "".join(before.pieces(COUNTERS)))
    fresh.take(SESSIONS, "".join(after.pieces(SESSIONS)))
    fresh.recover()
    assert fresh.trips == 1 and fresh.standing == STOOD and fresh.due[COUNTERS]
    again = reborn(fresh)
    assert again.trips == 1 and again.standing == STOOD
    again.stand([0, 0, 0, 0])
    assert reborn(again).standing == [0, 0, 0, 0] and reborn(again).trips == 1
