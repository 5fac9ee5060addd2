"""Those who look for harm: the search is one, pairs are whole, and a short form of both."""

import argparse
import json
import shutil

import pytest

from host_tools import pairs as host_pairs
from host_tools.cli import main
from host_tools.load_all import load_part_once
from sim.adversary import bounds, genome, pairs
from sim.adversary.search import FAMILY, Evening, Search
from sim.faults import FAULTS
from sim.matrix.plays import STAGES, read_play
from sim.setup import FLAGS
from tests.outside import solekeeper

MIDDLE = (0.5,) * len(genome.GENES)
PYPY = shutil.which("pypy3") or ""
CALM = {"skin_c": 33.0, "pad_c": 34.0, "cem43_min": 0.0, "mmhg": 30.0, "told": []}


def fault_of(evening):
    return next(b.table for b in evening.document().blocks["at"] if "fault" in b)


def test_every_fault_is_searched_with_but_those_that_neither_warm_nor_squeeze():
    reached = {name for kind in genome.KINDS for name in genome.attacks(kind)}
    left = set(FAULTS) - reached
    assert left == {"roller_jam", "roller_open", "vibration_open", "serial_garbage"}


@pytest.mark.parametrize("name", genome.SIZES)
def test_every_value_that_is_drawn_is_one_the_fault_takes(name):
    fault = FAULTS[name]
    for share in (0.0, 0.25, 0.4999, 0.5, 0.75, 1.0):
        assert fault.low <= genome.worth(name, share) <= fault.high


def test_signed_values_reach_both_signs_and_their_ends():
    assert genome.worth("ntc_drift", 0.0) == -60.0 and genome.worth("ntc_drift", 1.0) == 60.0
    assert genome.worth("ntc_drift", 0.5) == 0.05


@pytest.mark.parametrize("kind", genome.KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_what_is_known_to_be_bad_is_an_evening_that_can_be_built(stage, kind):
    for point, (name, where, _) in zip(genome.known(kind)[::4], genome.KNOWN[kind]):
        evening = Evening(stage, kind, point, load_part_once)
        assert evening.sensible()
        assert (fault_of(evening)["fault"], fault_of(evening).get("where", "")) == (name, where)


def test_a_bound_is_broken_just_above_it():
    at = {"skin_c": 44.0, "cem43_min": 2.5, "mmhg": 30.0}
    assert bounds.broken("standard", at) == []
    for name, word in (("skin_c", "°C skin"), ("cem43_min", "CEM43"), ("mmhg", "mmHg")):
        over = {**at, name: bounds.bound("standard", name) + 0.01}
        (said,) = bounds.broken("standard", over)
        assert word in said
        assert bounds.share("standard", name, over) > 1.0
    assert bounds.broken("gentle", {**at, "skin_c": 41.01, "cem43_min": 0.0})


def test_evolution_finds_a_peak_that_scatter_does_not():
    """On a plant of its own, whose worst lies somewhere in the middle."""

    def gang(cases):
        found = []
        for case in cases:
            plant = case.document().tables["plant"].table
            away = abs(plant["ambient_c"] - 17.3) / 10 + abs(plant["contact_w_m2k"] - 90) / 40
            away += abs(plant["supply_v"] - 12.1) + abs(plant["contact_area_m2"] - 0.0155) * 500
            found.append({**CALM, "skin_c": 40 - away})
        return found

    search = Search(gang, load_part_once, 1)
    search.run(6_000)
    scattered = [each.row["skin_c"] for each in search.found[: 6_000 // 12]]
    best = search.worst("standard", "skin_c")[0].row["skin_c"]
    assert 40 - best < (40 - max(scattered)) / 2


def test_the_same_seed_searches_the_same_evenings():
    def run():
        search = Search(lambda cases: [CALM for _ in cases], load_part_once, 7)
        search.run(4 * FAMILY)
        return [each.evening.point for each in search.found]

    assert run() == run()


def test_pairs_are_every_latent_fault_with_every_other_of_the_table():
    made = pairs.pairs()
    assert len({str(pair) for pair in made}) == len(made)
    played = {word for play in pairs.seconds() for word in play.split()[:1]}
    assert played == set(FAULTS) - set(pairs.SET_ASIDE)
    for latent, why in pairs.LATENT:
        assert why
        if not FLAGS.get(latent):
            assert read_play(latent).actions
    assert {pair.latent for pair in pairs.pairs(short=True)} == {each[0] for each in pairs.LATENT}


def test_a_latent_fault_comes_before_the_evening_or_is_missing_from_the_plant():
    spec = pairs.Pair("relief", "pump_stuck_on", "gentle", "hold").spec()
    assert spec["plant"]["relief"] is False and spec["plant"]["hardware_latch"] is True
    spec = pairs.Pair("rail_stuck_on", "heater_stuck_on left", "gentle", "hold").spec()
    faults = [(act["t_us"], act["fault"]) for act in spec["at"] if act["do"] == "fault"]
    assert faults == [(200_000, "rail_stuck_on"), (600_000_000, "heater_stuck_on")]


@pytest.mark.skipif(not PYPY, reason="no PyPy here: the short forms take minutes without")
def test_a_short_search_and_a_few_pairs_hold_every_bound(tmp_path):
    """All that is known to be bad, with a family of others; and two of each latent fault."""
    found = solekeeper(
        "adversary", "--budget", str(4 * FAMILY), "--jobs", "1", "--out", str(tmp_path), "--json"
    )
    assert found.code == 0, found.out + found.err
    worst = json.loads(found.out)["worst"]
    assert worst["standard skin_c"]["skin_c"] > 40.5  # it found what is known
    assert (tmp_path / "standard_skin_c.toml").is_file()
    found = solekeeper("pairs", "--short", "--jobs", "1", "--json")
    assert found.code == 0, found.out + found.err


def test_pairs_of_one_latent_fault_alone_and_a_name_that_is_none(capsys):
    assert main(["pairs", "--latent", "relieve"]) == 2
    assert "relief" in capsys.readouterr().err
    assert main(["pairs", "--latent", "clamp", "--publish"]) == 2
    given = argparse.Namespace(short=False, latent="clamp", publish=False)
    todo = host_pairs.asked(given)
    assert {pair.latent for pair in todo} == {"clamp"}
    assert "supply_over" in {pair.second for pair in todo}
    assert all(pair.spec()["plant"]["clamp"] is False for pair in todo[:4])
