"""The link: which lines are frames, and what a host may ask."""

import binascii
import json

from firmware.commands import Commands
from firmware.image import Status
from firmware.link import LONGEST, Link, frame, unframe
from firmware.program.plan import Plan
from firmware.program.session import COOLING, IDLE, OFF, STATE_NAMES, TRIPPED
from firmware.program.true_time import TrueTime
from firmware.safety.trips import PLACES, TRIPS
from sim.rig import read_json

RECORDS = (
    {"hello": 1},
    {"do": "stop"},
    {"get": "status"},
    {"a": [1, -2, None, True, "x*y", {"deep": {}}]},
    {"star": "*00000000", "quote": '"', "back": "\\"},
    {},
)


class Wire:
    """A stdio driver on a string."""

    def __init__(self):
        self.waiting = ""
        self.sent = []

    def read(self):
        text, self.waiting = self.waiting[:64], self.waiting[64:]
        return text

    def write(self, text):
        self.sent.append(text)
UNITS = ("", "code", "mA", "mV", "Pa", "mL", "ms", "mC", "mCEM43", "permille", "files")


def link(answer=lambda record: {"got": record}):
    wire = Wire()
    return Link(wire, answer), wire


def feed(one, wire, text):
    """Let `text` arrive and the slow scan take all of it; returns the answers."""
    wire.waiting += text
    for _ in range(len(text) // 64 + 2):
        one.step()
    sent, wire.sent = wire.sent, []
    return [unframe(line[:-1]) for line in sent]


def raw(text):
    """Any text as a line with its right checksum."""
    return "%s*%08x\n" % (text, binascii.crc32(text.encode()) & 0xFFFFFFFF)


def test_a_frame_is_json_a_star_eight_hex_digits_and_a_newline():
    line = frame({"hello": 1})
    assert line[-1] == "\n" and line[-10] == "*"
    assert json.loads(line[:-10]) == {"hello": 1}
    assert line[-9:-1] == "%08x" % (binascii.crc32(line[:-10].encode()) & 0xFFFFFFFF)
    assert len(line) == len(line[:-10]) + 10


def test_every_record_comes_back_whole():
    for record in RECORDS:
        assert unframe(frame(record)[:-1]) == record


def test_the_checksum_is_the_one_everybody_computes():
    """CRC32 of "123456789" is cbf43926."""
    assert raw("123456789") == "123456789*cbf43926\n"
    assert unframe('{"hello": 1}*%08x' % (binascii.crc32(b'{"hello": 1}') & 0xFFFFFFFF)) == {
        "hello": 1
    }


def test_one_changed_character_anywhere_is_no_frame():
    line = frame({"do": "stop"})[:-1]
    for i in range(len(line)):
        for other in "0a*}x ":
            if other != line[i]:
                assert unframe(line[:i] + other + line[i + 1 :]) is None, (i, other)


def test_a_shortened_or_lengthened_line_is_no_frame():
    line = frame({"get": "status"})[:-1]
    for i in range(len(line)):
        assert unframe(line[:i]) is None
        assert unframe(line[i + 1 :]) is None
    assert unframe(line + "0") is None and unframe("x" + line) is None


def test_a_checksum_has_eight_digits_and_no_more():
    line = frame({"get": "status"})[:-1]
    star = line.rfind("*")
    for digits in ("0" + line[star + 1 :], "0x" + line[star + 1 :], "+" + line[star + 1 :]):
        assert unframe(line[: star + 1] + digits) is None


def test_what_is_no_object_is_no_frame():
    for text in ("1", "null", "[]", '"stop"', "true", "", "{", '{"a":1', "{'a': 1}", "nan"):
        assert unframe(raw(text)[:-1]) is None, text


def test_garbage_is_ignored_and_counted():
    one, wire = link()
    lines = (
        "",
        "*",
        "hello",
        "*00000000",
        '{"do":"stop"}',
        '{"do":"stop"}*',
        "*" * 40,
        "\x00\x01\x7f",
    )
    for i in range(len(lines)):
        assert feed(one, wire, lines[i] + "\n") == []
        assert one.ignored == i + 1


def test_a_frame_is_answered_once():
    one, wire = link()
    assert feed(one, wire, frame({"x": 1})) == [{"got": {"x": 1}}]
    assert feed(one, wire, "") == [] and one.ignored == 0


def test_a_frame_may_arrive_in_pieces_of_any_size():
    line = frame({"x": "in pieces"})
    for size in (1, 2, 7, 63, 64, 65):
        one, wire = link()
        answers = []
        for i in range(0, len(line), size):
            answers += feed(one, wire, line[i : i + size])
        assert answers == [{"got": {"x": "in pieces"}}], size


def test_several_frames_at_once_are_answered_in_their_order():
    one, wire = link()
    text = "".join([frame({"n": i}) for i in range(9)])
    assert feed(one, wire, text) == [{"got": {"n": i}} for i in range(9)]


def test_a_frame_after_garbage_is_still_a_frame():
    one, wire = link()
    assert feed(one, wire, "noise\n" + frame({"x": 1}) + "more\n" + frame({"x": 2})) == [
        {"got": {"x": 1}},
        {"got": {"x": 2}},
    ]
    assert one.ignored == 2


def test_a_hosts_line_end_does_not_matter():
    one, wire = link()
    assert feed(one, wire, frame({"x": 1})[:-1] + "\r\n") == [{"got": {"x": 1}}]


def test_an_endless_line_is_noise_and_takes_no_memory():
    one, wire = link()
    for _ in range(200):
        feed(one, wire, "x" * 64)
        assert len(one.line) <= LONGEST
    assert one.ignored >= 200 * 64 // (LONGEST + 64)
    feed(one, wire, "\n")
    assert feed(one, wire, frame({"x": 1})) == [{"got": {"x": 1}}]


def test_a_line_of_the_longest_length_is_taken():
    """Just below and at."""
    for length in (LONGEST - 1, LONGEST):
        record = {"x": ""}
        record["x"] = "y" * (length - len(frame(record)) + 1)
        line = frame(record)
        assert len(line) - 1 == length
        one, wire = link()
        answered = []
        one.answer = answered.append
        feed(one, wire, line)
        assert answered == [record]


def test_deeply_nested_json_does_no_harm():
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        deep = opening * 80 + "1" + closing * 80
        one, wire = link()
        feed(one, wire, raw('{"a":' + deep + "}"))
        feed(one, wire, raw(opening * 90))
        assert feed(one, wire, frame({"x": 1})) == [{"got": {"x": 1}}]


def test_an_answer_of_none_is_silence():
    one, wire = link(lambda record: None)
    assert feed(one, wire, frame({"x": 1})) == []


# --- commands -----------------------------------------------------------------------


class Granted:
    refusal = ""
    marked = 0
    heat_wait_s = 0
    massage_wait_s = 0


class Sitting:
    """A session as far as commands look at it."""

    def __init__(self):
        self.state = 4
        self.plan = Granted()


class Journal:
    def __init__(self):
        self.due = [0, 0, 0]


class Book:
    true_time = TrueTime(None)


class Scribe:
    ledger = Book()

    def __init__(self):
        self.journal = Journal()

    def report(self):
        return "good"


def commands():
    status = Status()
    status.unseen_wells, status.heat_allowed = 0, [1, 1]
    identity = {"board": "b", "stage": "s", "profile": "p"}
    return Commands(identity, Sitting(), status, Scribe()), status


def test_hello_tells_version_and_identity():
    one, _ = commands()
    answer = one.answer({"hello": 1})
    assert answer == {"hello": 1, "device": {"board": "b", "stage": "s", "profile": "p"}}
    assert one.stop == 0


def test_a_host_is_let_in_at_rest_and_with_everything_written_alone():
    for state in range(8):
        for rail in (0, 1):
            for due in ([0, 0, 0], [0, 1, 0]):
                one, status = commands()
                one.session.state, status.rail = state, rail
                one.scribe.journal.due = due
                answer = one.answer({"do": "service"})
                may = state in (OFF, IDLE, COOLING, TRIPPED) and not rail and not any(due)
                assert one.service == (1 if may else 0) and one.stop == 0
                assert answer == {"done": "service"} if may else "error" in answer


def test_stop_is_the_only_other_thing_a_host_can_do():
    one, _ = commands()
    for record in (
        {"do": "start"},
        {"do": "heat"},
        {"do": "STOP"},
        {"do": 1},
        {"do": None},
        {"do": ["stop"]},
        {"get": "stop"},
        {"start": 1},
        {"stop": 1},
        {},
    ):
        assert "error" in one.answer(record), record
        assert one.stop == 0
    assert one.answer({"do": "stop"}) == {"done": "stop"}
    assert one.stop == 1


def test_status_tells_state_times_and_no_trip():
    one, status = commands()
    status.session_ms, status.heat_ms, status.present = 5, 6, [1, 0]
    assert one.answer({"get": "status"}) == {
        "state": "running",
        "present": [1, 0],
        "session_ms": 5,
        "heat_ms": 6,
        "cem43_permille": [0, 0],
        "cem43_day_permille": [0, 0],
        "heat_refused": "",
        "start_refused": "",
        "clock": "none",
        "store": "good",
        "trip": None,
    }


def test_status_tells_why_the_stage_may_not_heat():
    one, _ = commands()
    for profile, name, told in (
        (0, "standard", ""),
        (1, "gentle", ""),
        (1, "standard", "the hardware latch opens too late for this profile"),
        (0, "gentle", "the hardware latch opens below this profile's heat"),
    ):
        one.session.plan = Plan(profile, 1, read_json("boards/stages/" + name + ".json"))
        assert one.answer({"get": "status"})["heat_refused"] == told


def test_status_tells_that_a_mark_was_seen():
    one, _ = commands()
    one.session.plan = Plan(1, 1, read_json("boards/stages/gentle.json"))
    one.session.plan.mark()
    assert "a mark was seen" in one.answer({"get": "status"})["heat_refused"]


def test_status_tells_how_long_heat_and_massage_wait_in_minutes():
    """SAF-082 SAF-083 SAF-084."""
    one, _ = commands()
    one.session.plan = Plan(0, 1, read_json("boards/stages/standard.json"))
    for wait_s, told in ((0, ""), (1, "waits 1 min"), (60, "waits 1 min"), (61, "waits 2 min")):
        one.session.plan.heat_wait_s = one.session.plan.massage_wait_s = wait_s
        status = one.answer({"get": "status"})
        assert status["heat_refused"] == status["start_refused"] == told


def test_every_trip_at_every_place_is_told_in_words():
    one, status = commands()
    for row in TRIPS:
        for where in range(len(PLACES)):
            status.trip, status.trip_where = row[0], where
            status.trip_value, status.trip_limit = 1_000 + where, -row[0]
            told = one.answer({"get": "status"})["trip"]
            assert told == {
                "name": row[1],
                "where": PLACES[where],
                "value": 1_000 + where,
                "limit": -row[0],
                "unit": row[4],
                "cause": row[2],
                "do": row[3],
            }
            assert row[4] in UNITS


def test_every_state_has_its_word_and_every_answer_fits_a_frame():
    one, status = commands()
    for state in range(len(STATE_NAMES)):
        one.session.state = state
        assert one.answer({"get": "status"})["state"] == STATE_NAMES[state]
        line = frame(one.answer({"get": "status"}))
        assert unframe(line[:-1])["state"] == STATE_NAMES[state]


def test_status_is_a_copy_a_host_cannot_reach_through():
    one, status = commands()
    one.answer({"get": "status"})["present"][0] = 9
    assert status.present == [0, 0]
