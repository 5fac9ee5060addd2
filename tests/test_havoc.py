"""Anything at any time: nothing that `sim/havoc/watch.py` holds may break; and a firmware that is
spoilt in one place is found. A million steps: `make hostile`. HAZ-095 HAZ-096.
"""

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from sim.havoc.__main__ import tell
from sim.havoc.acts import HASTY, MOST_S, PACES, RULES, Dice, draw, setup
from sim.havoc.hunt import SCRIPT, hunt, shrink, toml
from sim.havoc.life import Life, live
from sim.remote import Remote, command_of
from sim.rig import spec
from tests.havoc_sabotage import WAYS

PYPY = shutil.which("pypy3") or ""
STEPS = 100_000  # of them so many at every pace; the rest in haste where no PyPy is
MIXED = STEPS if PYPY else 6_000
SABOTAGE = Path("tests/havoc_sabotage.py")
SOON_S = (0.02, 0.02, 0.1, 0.5, 2.0)
CHANCE = st.randoms(use_true_random=False)


class Havoc(RuleBasedStateMachine):
    """One device; Hypothesis chooses, and shrinks what broke."""

    done = 0

    def __init__(self):
        super().__init__()
        self.life = None
        self.dice = None

    @initialize(random=CHANCE)
    def begin(self, random):
        self.life = Life(spec(**setup(random)))

    def act(self, make, random, soon_s):
        dice = self.dice or Dice(random)
        self.dice, dice.random = dice, random
        act = make(dice)
        dice.mash = 0
        then_s = min(max(soon_s, dice.least_s), MOST_S)
        dice.least_s = 0.0
        dice.t_s += then_s
        self.life.step(act, round(then_s * 1e6))
        Havoc.done += 1
        assert not self.life.watch.broken, self.life.watch.broken


def rule_of(make):
    """A rule for a row of the table."""

    def do(self, random, soon_s):
        self.act(make, random, soon_s)

    do.__name__ = make.__name__
    return rule(random=CHANCE, soon_s=st.sampled_from(SOON_S))(do)


for _make, _ in RULES:
    setattr(Havoc, _make.__name__, rule_of(_make))

Havoc.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestHavoc = Havoc.TestCase


def played(steps, paces):
    began_s = time.monotonic()
    tally = hunt(0, steps, 1, PYPY, paces=paces)
    tell(tally, 0, time.monotonic() - began_s, PYPY or "cpython")
    assert not tally.broken, [(case.seed, row["broken"]) for case, row in tally.broken]
    assert tally.steps >= steps
    assert len(tally.trips) > 8
    assert {"running", "paused", "tripped", "inspecting", "cooling"} <= set(tally.states)
    return tally


def test_a_worker_is_let_go_after_some_lives(monkeypatch):
    """What PyPy keeps of each life would else fill the memory of a run of hours."""
    lived = []

    class Worker:
        def __init__(self, *_):
            lived.append(0)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def run(self, given):
            lived[-1] += 1
            return {"steps": 10, "sim_s": 1.0, "broken": []}

    monkeypatch.setattr("sim.havoc.hunt.Remote", Worker)
    monkeypatch.setattr("sim.havoc.hunt.LIVES", 3)
    said = []
    tally = hunt(0, 80, 1, "", told=lambda tally: said.append(tally.steps))
    assert lived == [3, 3, 2] and tally.lives == 8
    assert said == [10 * n for n in range(1, 9)]


def test_nothing_breaks_whatever_is_done():
    print(f"hypothesis: {Havoc.done} steps")
    tally = played(MIXED, PACES)
    assert tally.heats > tally.lives / 10


@pytest.mark.skipif(MIXED == STEPS, reason="PyPy is here: as many were done at every pace")
def test_nothing_breaks_whatever_is_done_in_haste():
    played(STEPS - MIXED, HASTY)


@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_firmware_is_found(way, monkeypatch):
    monkeypatch.setenv("SABOTAGE", way)
    first, tally = 0, None
    while first < 200 and not (tally and tally.broken):
        tally = hunt(first, 1_000, 1, PYPY, SABOTAGE)
        first += tally.lives
    print(
        way,
        "found in life",
        tally.broken[:1] and tally.broken[0][0].seed,
        tally.broken[:1] and tally.broken[0][1]["broken"],
    )
    assert tally.broken, way


@pytest.mark.skipif(not PYPY, reason="no PyPy here: thirteen simulated hours")
def test_a_life_of_days_finds_a_session_more_than_the_day_has(monkeypatch):
    """Life 299 has heat three times; a sound device grants two of them."""
    case = draw(299)
    with Remote(command_of(PYPY), SCRIPT) as sound:
        row = sound.run(case.spec())
    assert (row["heats"], row["broken"]) == (2, [])
    monkeypatch.setenv("SABOTAGE", "forget_the_day")
    with Remote(command_of(PYPY), SABOTAGE) as spoilt:
        found = spoilt.run(case.spec())["broken"]
    assert [each[1] for each in found] == ["more heated sessions than the day has"]


def test_a_life_in_so_many_goes_on_for_days_and_none_in_haste_does():
    hours = [sum(s for _, s in draw(seed).steps) / 3_600 for seed in range(200)]
    assert [seed for seed in range(200) if hours[seed] > 3] == [99, 199]
    assert sum(s for _, s in draw(99, HASTY).steps) < 3_600


def test_what_breaks_is_shrunk_and_written_as_a_scenario():
    case = draw(3)

    def breaks_at_feet(case):
        for i, (act, _) in enumerate(case.steps):
            if act and act["do"] == "feet":
                return {"broken": [[0.0, "feet", ""]], "steps": i + 1}
        return {"broken": [], "steps": len(case.steps)}

    small = shrink(case, breaks_at_feet)
    assert [act["do"] for act, _ in small.steps if act] == ["feet"]
    assert "feet = " in toml(small, "why") and toml(small, "why").startswith("# why\n")


def test_a_life_is_the_same_every_time_it_is_lived():
    made = draw(5).spec()
    steps = made.pop("steps")[:40]
    assert live(made, steps) == live(made, steps)
