"""The signs of trips: every trip has one, and a person can tell every two apart."""

from firmware.panel import STATE_COLOURS
from firmware.safety.trips import TRIPS
from firmware.service import FACES
from firmware.signs import BREAK_MS, FAMILIES, LAMPS, LONG, RED, SHORT, face, sign, sound
from sim.rig import Rig

from .device import evening

CODES = [row[0] for row in TRIPS]
LEAST = 2  # steps of difference between any two signs


def distance(one, other):
    """Steps between two signs: lamps that differ, and beeps more or fewer of either kind."""
    lamps = sum([1 for a, b in zip(face(one), face(other)) if a != b])
    (family, number), (other_family, other_number) = sign(one), sign(other)
    return lamps + abs(family - other_family) + abs(number - other_number)


def colourless(one, other):
    """The same for eyes that see no colours: lamps lit or dark, and beeps."""
    lit = sum([1 for a, b in zip(face(one), face(other)) if any(a) != any(b)])
    (family, number), (other_family, other_number) = sign(one), sign(other)
    return lit + abs(family - other_family) + abs(number - other_number)


def test_every_trip_has_a_sign_and_every_sign_a_trip():
    signed = [code for family in FAMILIES for code in family[3]]
    assert sorted(signed) == CODES, "add the new trip's code to a family of firmware/signs.py"
    for _, _, _, codes in FAMILIES:
        assert len(codes) <= LAMPS


def test_no_two_signs_are_alike_nor_nearly():
    nearest = {}
    for one in CODES:
        for other in CODES:
            if one < other:
                nearest[(one, other)] = distance(one, other)
                assert distance(one, other) >= LEAST, (one, other)
                assert colourless(one, other) >= 1, (one, other)
                assert face(one) != face(other) and sound(one) != sound(other), (one, other)
    assert min(nearest.values()) == LEAST  # the bound is the nearest pair, not a wish


def test_families_have_colours_that_differ_in_a_whole_primary():
    """Two colours differ in which of red, green and blue are lit, or in red against green."""
    for i, one in enumerate(FAMILIES):
        for other in FAMILIES[:i]:
            a, b = one[2], other[2]
            assert max(abs(x - y) for x, y in zip(a, b)) >= 10, (one[1], other[1])
            assert [x > 0 for x in a] != [x > 0 for x in b], (one[1], other[1])


def test_long_and_short_beeps_differ_in_pitch_and_length_and_can_be_counted():
    assert SHORT[0] >= 2 * LONG[0] and LONG[1] >= 4 * SHORT[1] and BREAK_MS >= LONG[1]
    for code in CODES:
        notes = sound(code)
        family, number = sign(code)
        assert len([n for n in notes if n == LONG]) == family
        assert len([n for n in notes if n == SHORT]) == number
        assert sum([ms for _, ms in notes]) <= 10_000


def test_no_sign_looks_like_service_mode_or_like_a_state_that_is_no_trip():
    for code in CODES:
        assert face(code)[0] == RED and len(face(code)) == 8
        for frame in FACES:
            assert sum([1 for a, b in zip(frame, face(code)) if a != b]) >= 4
    assert STATE_COLOURS.count(RED) == 1


def test_the_panel_draws_and_sounds_the_sign_of_the_trip_that_stands():
    rig = evening()
    rig.run(2)
    rig.fault("ntc_open", "left.a", for_s=0.3)
    rig.run(0.5)
    chip = rig.world.chip
    assert rig.trip == "sensor_open" and chip.pixels == face(1)
    tones = heard(rig, 12)
    family, number = sign(1)
    assert tones.count(LONG[0]) == family and tones.count(SHORT[0]) == number, tones
    rig.after(0, {"do": "press", "button": "up", "hold_ms": 80})  # any key says it again
    assert heard(rig, 12).count(LONG[0]) == family
    rig.world.agenda.now_us = chip.now_us
    rig.world.reset("watchdog")
    rig.run(1)
    assert chip.pixels == face(1)
    rig.run(2)
    rig.press("start")
    rig.run(1)
    assert rig.state == "idle" and chip.pixels[0] != RED


def heard(rig, seconds):
    """Tones of the buzzer, one entry for each beep, sampled every slow scan."""
    tones, last = [], 0
    for _ in range(int(seconds * 10)):
        rig.run(0.1)
        hz = rig.device.hw.buzzer.tone_hz
        if hz and hz != last:
            tones.append(hz)
        last = hz
    return tones


def test_an_idle_device_shows_no_sign():
    rig = Rig()
    assert rig.world.chip.pixels[0] != RED
