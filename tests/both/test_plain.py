"""The coding between the interpreters keeps every bit, in either of them."""

import struct

from sim.plain import decode, encode, from_line, to_line

FLOATS = (0.0, -0.0, 0.1, 1.0 / 3.0, -1e-300, 5e-324, 1.7976931348623157e308, float("inf"))


def bits(value):
    return struct.pack(">d", value)


def test_every_float_comes_back_bit_for_bit():
    for value in FLOATS:
        assert bits(from_line(to_line(value))) == bits(value), value
    assert from_line(to_line(float("nan"))) != from_line(to_line(float("nan")))


def test_a_float_is_text_with_its_sixteen_digits():
    assert encode(0.5) == "f:3fe0000000000000"


def test_a_string_that_looks_like_a_float_stays_a_string():
    for text in ("f:3fe0000000000000", "f:", "s:f:", "s:", "", "warm feet", "two\nlines", "37 °C"):
        assert from_line(to_line(text)) == text


def test_a_structure_comes_back_with_its_whole_numbers_and_truths():
    value = {"a": [1, True, False, None, -5, 0.25, {"b": "c"}], "d": []}
    back = from_line(to_line(value))
    assert back == value
    assert back["a"][1] is True and isinstance(back["a"][0], int)


def test_a_tuple_comes_back_as_a_list():
    assert decode(encode((1, 2.0))) == [1, 2.0]
