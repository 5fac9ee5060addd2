"""Edges of the account of air: what a fill begins with, every entry of its table of holes, a
pressure about nothing, the second look. SAF-059 SAF-060 SAF-061.
"""

from firmware.safety.air_budget import AirBudget
from firmware.safety.trips import AIR_LEAK, PRESSURE_SENSOR

from .checks_bench import LIMITS
from .firmware_bench import Recorder

STAGE = {"pump_ml_s": 50, "bladder_ml_per_mpa": 7_300}


def account(profile=0):
    latch = Recorder()
    return AirBudget(LIMITS[profile], STAGE, latch), latch


def quiet(one, pa, bladders=1):
    """200 ms without the pump."""
    one.step(pa, pa, 0, bladders, 12_000, 1, 9)


def test_a_fill_begins_with_nothing_whatever_the_last_one_left():
    one, _ = account()
    names = "given_ul net_ul blind_ul over taut base_ul before_pa pause missed".split()
    for begin in (None, one.start):
        if begin:
            for name in names:
                setattr(one, name, 77)
            begin()
        assert [getattr(one, name) for name in names] == [0] * 9


def test_every_kilopascal_has_its_hole():
    """A 0.3 mm hole in a bladder and one in the manifold, and an eighth more."""
    for kpa, ul in (
        (0, 0),
        (1, 450),
        (2, 649),
        (3, 808),
        (4, 945),
        (5, 1_069),
        (6, 1_182),
        (7, 1_288),
        (8, 1_389),
        (9, 1_485),
        (10, 1_577),
        (11, 1_665),
        (12, 1_750),
        (13, 1_834),
        (14, 1_915),
        (15, 1_994),
        (16, 1_994),
    ):
        one, _ = account()
        one.taut = 1  # nothing else is looked at
        quiet(one, kpa * 1_000)
        assert one.net_ul == -ul


def test_a_pressure_at_nothing_or_below_explains_nothing_and_a_pascal_explains_seven():
    for pa, slack_ul in ((-500, 36_000), (0, 36_000), (1, 36_008), (2, 36_017)):
        for more, told in ((0, []), (1, [AIR_LEAK])):
            one, latch = account()
            one.taut = 1
            one.net_ul = slack_ul + more
            quiet(one, pa)
            assert latch.codes == told, (pa, more)


def test_the_next_look_comes_after_a_quarter_of_the_air_in_whole_microlitres():
    for profile, blind_ul in ((0, 60_000), (1, 30_000)):
        one, latch = account(profile)
        one.pause, one.before_pa = 3, 1_000
        quiet(one, 1_099)
        assert (one.pause, one.missed, one.blind_ul, latch.calls) == (0, 1, blind_ul, [])
        assert isinstance(one.blind_ul, int)


def test_a_pause_is_looked_at_in_three_rounds_and_two_that_showed_nothing_are_told():
    one, latch = account()
    one.before_pa = 1_000
    for missed in (1, 2):
        one.pause = 1
        for pause in (2, 3, 0):
            assert latch.calls == []
            quiet(one, 1_099)
            assert one.pause == pause
        assert one.missed == missed
    assert latch.calls == [(PRESSURE_SENSOR, 1, 1_099, 1_000, 9)]
