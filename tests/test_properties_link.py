"""The link and its commands under any bytes a host, a modem or a fault may send."""

import json
import os
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.commands import Commands
from firmware.image import Status
from firmware.link import LONGEST, Link, frame, unframe
from firmware.program.session import START
from tests.both.test_firmware_link import Scribe, Sitting, Wire, raw
from tests.gates.tree import ROOT

ANY_TEXT = st.text(st.characters(), max_size=200)  # lone surrogates too
BYTES_TEXT = st.binary(max_size=300).map(lambda data: data.decode("latin-1"))
NEAR_FRAMES = st.builds(
    lambda text, cut, extra: raw(text)[:cut] + extra,
    st.sampled_from(['{"do": "stop"}', '{"hello": 1}', "[]", "{", '{"get": "status"}']),
    st.integers(0, 40),
    st.sampled_from(["", "\n", "*", "*00000000\n", "\x00", "\r\n"]),
)
PIECES = st.lists(st.one_of(ANY_TEXT, BYTES_TEXT, NEAR_FRAMES), max_size=30)

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.text(max_size=10)),
    lambda deeper: st.one_of(
        st.lists(deeper, max_size=3), st.dictionaries(st.text(max_size=6), deeper, max_size=3)
    ),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(["do", "get", "hello", "x", "stop", ""]), JSON)


def commands():
    return Commands({"board": "b"}, Sitting(), Status(), Scribe())


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_bytes_make_the_link_throw_or_grow(pieces):
    made = commands()
    wire = Wire()
    link = Link(wire, made.answer)
    for piece in pieces:
        wire.waiting += piece
        while wire.waiting:
            link.step()
            assert len(link.line) <= LONGEST + 64
    assert link.ignored >= 0
    for line in wire.sent:
        assert line.endswith("\n") and unframe(line[:-1]) is not None


@settings(max_examples=300, deadline=None)
@given(PIECES, RECORDS)
def test_after_any_noise_and_a_line_end_a_frame_is_a_frame(pieces, record):
    line = frame(record)
    if len(line) > LONGEST:
        return
    got = []
    wire = Wire()
    link = Link(wire, got.append)
    wire.waiting = "".join(pieces) + "\n"
    while wire.waiting:
        link.step()
    del got[:]
    wire.waiting = line
    while wire.waiting:
        link.step()
    assert got == [record]


@settings(max_examples=500)
@given(st.one_of(ANY_TEXT, BYTES_TEXT))
def test_any_line_is_a_frame_or_none(line):
    assert unframe(line) is None or isinstance(unframe(line), dict)


@settings(max_examples=150)
@given(RECORDS)
def test_every_record_comes_back_and_only_with_its_checksum(record):
    line = frame(record)[:-1]
    assert unframe(line) == json.loads(json.dumps(record))
    digits = line[-8:]
    assert unframe(line[:-8] + f"{int(digits, 16) ^ 1:08x}") is None


@settings(max_examples=150)
@given(RECORDS)
def test_no_record_does_more_than_stop(record):
    made = commands()
    before = vars(made.session).copy(), made.status.trip
    reply = made.answer(record)
    assert reply is None or isinstance(reply, dict)
    assert made.stop in (0, START)
    if made.stop:
        assert record.get("do") == "stop"
    assert (vars(made.session), made.status.trip) == before
    assert unframe(frame(reply)[:-1]) is not None


# The driver on the real interpreter: the fakes hand over characters, a port hands over bytes.
READ_ALL = """
import sys, time
sys.path[0] = "."
from firmware.drivers.stdio import Stdio
one = Stdio()
text = ""
for _ in range(5):
    text += one.read()
    time.sleep_ms(20)
print("took", text[:4] == "end\\n")
"""
PATIENCE_S = 20  # no measure of anything: without it a read that waits would wait for ever


@pytest.mark.parametrize(
    "noise",
    [b"plain ", b"\xc3", b"\xff\xfe", b"\x80\x81\x82", b"\xf0\x9f", "37 °C".encode()],
    ids=["ascii", "half a character", "no utf-8", "continuations", "quarter", "whole"],
)
def test_noise_on_the_wire_neither_blocks_nor_ends_the_main_loop(micropython, noise):
    """One byte above 127 must not make `read` wait for the bytes after it, nor throw."""
    reading, writing = os.pipe()
    running = subprocess.Popen(
        [micropython, "-c", READ_ALL],
        cwd=ROOT,
        stdin=reading,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    os.close(reading)
    try:
        os.write(writing, b"end\n" + noise)  # and the host keeps the line open, silent
        told = running.communicate(timeout=PATIENCE_S)[0].decode()
    except subprocess.TimeoutExpired:
        running.kill()
        running.communicate()
        pytest.fail("read() waits for bytes that never come")
    finally:
        os.close(writing)
    assert running.returncode == 0 and told.split() == ["took", "True"], told
