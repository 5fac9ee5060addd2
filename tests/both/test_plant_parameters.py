"""One table: every number has a unit, a spread around it, a status and a source."""

from sim.plant.parameters import FROM_STAGE, TABLE, VALUES, Instead, value
from tests.both.plant_bench import stage


def test_every_parameter_is_complete_and_lies_within_its_spread():
    for name, number, unit, spread, status, source in TABLE:
        assert isinstance(number, float), name
        assert unit and source, name
        assert spread[0] <= number <= spread[1], name
        assert status in ("F", "M", "S"), name


def test_no_parameter_stands_twice():
    names = [row[0] for row in TABLE]
    assert len(names) == len(set(names))


def test_a_misspelt_parameter_is_an_error():
    try:
        value("pad_j_kg")
    except KeyError:
        return
    raise AssertionError("no error")


def test_both_stages_declare_what_the_plant_takes_from_them():
    for name in ("gentle", "standard"):
        for key, _unit, _meaning in FROM_STAGE:
            found = stage(name)
            for part in key.split("."):
                found = found[part]
            never = found is None and key == "heat_timer.forgets_rail_s"
            assert isinstance(found, int) or never, key


def test_other_numbers_hold_inside_instead_and_nowhere_else():
    before = dict(VALUES)
    with Instead({"core_c": 36.5}):
        assert value("core_c") == 36.5
        assert value("fat_m") == before["fat_m"]
    assert VALUES == before
    try:
        with Instead({"core_c": 36.5}):
            raise ValueError
    except ValueError:
        assert VALUES == before


def test_instead_of_a_misspelt_parameter_is_an_error():
    try:
        Instead({"core": 36.5})
    except KeyError:
        return
    raise AssertionError("no error")
