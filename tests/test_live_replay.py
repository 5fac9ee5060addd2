"""Whatever hands do, their diary does again: the same trace, tick by tick, the same verdict."""

from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from host_tools.errors import BadInput
from host_tools.live.diary import Diary
from host_tools.live.evening import evening
from host_tools.live.hands import Hands
from host_tools.live.player import Ended, leave
from host_tools.load_all import load_part_once
from sim.faults import FAULTS
from sim.run import run_plain
from sim.scenarios.names import BUTTONS
from sim.scenarios.scenario import load
from sim.scenarios.write import toml_of
from sim.world import World
from tests.outside import NO_FAULT, write

WARM = (("press", "heat"), ("press", "start"), ("feet", "both"))
SIDES = some.sampled_from(("left", "right"))
TOUCHES = some.one_of(
    some.tuples(some.sampled_from(("press", "hold")), some.sampled_from(BUTTONS)),
    some.tuples(some.just("foot"), SIDES),
    some.tuples(some.just("plug"), some.just("")),
    some.tuples(some.just("begin"), some.sampled_from(sorted(FAULTS)), some.integers(0, 30)),
    some.tuples(some.just("end"), some.integers(0, 3)),
)
DEEDS = some.lists(some.tuples(some.integers(0, 400), TOUCHES), max_size=12)


def given_for(scenarios: list[str], stage: str | None = None) -> Namespace:
    return Namespace(scenarios=scenarios, profile=None, board=None, stage=stage, seed=None)


def by_hand(options: Namespace, deeds: list, end_tick: int) -> "tuple[dict, str]":
    """(verdict, session.toml) of an evening in which `deeds`, (tick, verb …), were done."""
    document, scenario = evening(options)
    diary = Diary(document, scenario)
    world = World(scenario.spec)
    world.end_us = scenario.spec["duration_ms"] * 1000
    hands = Hands(world, diary)
    left = sorted(deeds, key=lambda deed: deed[0])

    def tick(world: World) -> None:
        now = world.chip.now_us // 20_000
        while left and left[0][0] <= now:
            do(hands, *left.pop(0)[1])
        if now >= end_tick:
            leave(world)

    world.on_tick = tick
    with pytest.raises(Ended):
        world.run(world.end_us)
    return world.journal.verdict(0.0), toml_of(diary.document(world.chip.now_us, False), "again")


def do(hands: Hands, verb: str, what: object, number: int = 0) -> None:
    """One deed; what makes no sense is refused and leaves nothing."""
    try:
        if verb == "begin":
            places = FAULTS[what].places
            hands.begin(what, places[number % len(places)] if places else None)
        elif verb == "end":
            faults = hands.world.faults
            if faults:
                hands.end(faults[what % len(faults)])
        else:
            getattr(hands, verb)(what)
    except BadInput:
        pass


def again(folder: Path, text: str) -> dict:
    path = write(folder, text, "session.toml")
    return run_plain(load(path, load_part_once).spec)


@settings(max_examples=60, deadline=None)
@given(DEEDS, some.sampled_from(("gentle", "standard")), some.integers(5, 450))
def test_any_evening_by_hand_is_played_again_bit_for_bit(tmp_path_factory, deeds, stage, end):
    warm = [(20 + 50 * i, touch) for i, touch in enumerate(WARM)]
    verdict, text = by_hand(given_for([], stage), warm + deeds, end)
    assert {**again(tmp_path_factory.mktemp("again"), text), "wall_s": 0.0} == verdict


def test_keys_on_top_of_a_file_are_played_again_with_it(tmp_path):
    file = str(write(tmp_path, NO_FAULT))
    deeds = [(300, ("begin", "hose_leak", 0)), (310, ("press", "air")), (400, ("end", 0))]
    verdict, text = by_hand(given_for([file]), deeds, 900)
    assert [event["event"] for event in verdict["events"]].count("fault_ends") == 1
    assert {**again(tmp_path, text), "wall_s": 0.0} == verdict


def test_a_fault_of_the_file_that_was_ended_by_hand_ends_then(tmp_path):
    fault = 'fault = "hose_leak"\nwhere = "left"\nfor_s = 15.0'
    file = str(write(tmp_path, NO_FAULT.replace('feet = "left"', fault)))
    verdict, text = by_hand(given_for([file]), [(600, ("end", 0))], 900)
    assert "for_s = 2.0" in text and "for_s = 15.0" not in text
    assert {**again(tmp_path, text), "wall_s": 0.0} == verdict


def test_what_the_evening_did_not_reach_is_not_in_its_diary(tmp_path):
    _, text = by_hand(given_for([str(write(tmp_path, NO_FAULT))]), [(240, ("press", "up"))], 242)
    assert "hold_ms = -1" in text  # a touch that the end cut short
    assert text.count("[[at]]") == 3 and 'feet = "both"' not in text


def test_a_fault_that_would_have_ended_later_stays_to_the_end_of_its_diary(tmp_path):
    fault = 'fault = "hose_leak"\nwhere = "left"\nfor_s = 15.0'
    file = str(write(tmp_path, NO_FAULT.replace('feet = "left"', fault)))
    verdict, text = by_hand(given_for([file]), [(10, ("press", "air"))], 600)
    assert 'fault = "hose_leak"' in text and "for_s" not in text
    assert {**again(tmp_path, text), "wall_s": 0.0} == verdict


def test_deeds_of_one_instant_happen_one_after_the_other_each_at_a_time_of_its_own(tmp_path):
    at_once = ["brownout", "supply_sag", "reset_loop", "bit_flip"]
    deeds = [(300, ("begin", name, 0)) for name in at_once] + [(300, ("foot", "left"))]
    verdict, text = by_hand(given_for([]), deeds, 400)
    times = [line for line in text.splitlines() if line.startswith("t_s")]
    assert len(times) == 5 and len(set(times)) == 5
    assert {**again(tmp_path, text), "wall_s": 0.0} == verdict
