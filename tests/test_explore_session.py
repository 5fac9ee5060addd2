"""The whole firmware breadth-first, in a short form; and that its judge sees what it is there for.

`make explore` is the long form: over 10^5 states, over 10^6 transitions. Each sabotage below
breaks one thing in the firmware and walks to where it shows: an exploration whose judge is blind
would find nothing in a million transitions.
"""

import random
from collections import Counter

import pytest

from firmware.program.session import COOLING, RUNNING, TABLE, Session
from firmware.safety import governor, presence, trips
from tests.proofs import acts, explore
from tests.proofs.acts import EVENTS
from tests.proofs.explore import SETUPS
from tests.proofs.machine import Broken, Machine

MOST = 1_200  # states of each setup: 12 s in all
ACTS = dict(EVENTS)
STANDARD, GENTLE = SETUPS[:2]


def walk(machine, *words):
    for word in words:
        ACTS[word](machine)
    return machine


def test_in_every_state_of_session_and_governor_the_same_holds():
    states = transitions = settled = 0
    taken = Counter()
    for setup in SETUPS:
        found = explore.explore(setup, MOST, 100)
        assert bool(found.heated) == bool(setup[3])
        states += found.states
        transitions += found.transitions
        settled += found.settled
        taken.update(found.rows)
    print(f"{states} states, {transitions} transitions, {settled} let go")
    assert explore.missing(taken) == []
    assert states >= 5 * MOST and transitions > 20_000 and settled > 40


def test_a_state_that_is_restored_goes_on_as_it_did():
    """Whatever the freezer forgot would show here: a walk from a kept state, twice."""
    dice = random.Random(4)
    for setup in SETUPS[:2]:
        machine = Machine(*setup)
        blank = machine.freezer.save()
        for begin in acts.BEGINNINGS[:3]:
            machine.freezer.restore(blank)
            begin(machine)
            state = machine.freezer.save()
            ends = []
            words = dice.choices(list(ACTS), k=60)
            for _ in range(2):
                machine.freezer.restore(state)
                trail = []
                for word in words:
                    ACTS[word](machine)
                    trail.append(machine.freezer.save())
                ends.append(trail)
                machine.scan(600)
            assert ends[0] == ends[1]


def test_every_object_of_the_firmware_that_changes_is_kept():
    """Found by the collector, not by the walk: objects that a check hides are not forgotten."""
    import gc

    before = {id(each) for each in gc.get_objects()}
    machine = Machine(*STANDARD)
    ours = [
        each
        for each in gc.get_objects()
        if id(each) not in before and type(each).__module__.startswith("firmware.")
    ]
    assert len(ours) > 60
    for each in ours:
        assert id(each) in machine.freezer.known, type(each)


def broken(setup, sabotage, monkeypatch, walked):
    machine = Machine(*setup)
    sabotage(machine, monkeypatch)
    with pytest.raises(Broken) as caught:
        walked(machine)
    return str(caught.value)


def run(machine):
    acts.running(machine)
    return machine


def test_the_judge_sees_a_rail_where_none_may_be(monkeypatch):
    def sabotage(machine, patch):
        patch.setattr(Session, "enter", enter)

    def enter(self, state, now_ms):
        self.state = RUNNING if state == COOLING else state
        self.since_ms = now_ms

    said = broken(STANDARD, sabotage, monkeypatch, lambda m: walk(run(m), "press"))
    assert "running took start" in said


def test_the_judge_sees_a_governor_that_does_not_hear_stop(monkeypatch):
    def sabotage(machine, patch):
        supervise = governor.Governor.supervise

        def deaf(self, want, out):
            down, self.inputs.stop_down = self.inputs.stop_down, 0
            want.stop_seen = self.inputs.stop_presses
            supervise(self, want, out)
            self.inputs.stop_down = down

        patch.setattr(governor.Governor, "supervise", deaf)

    said = broken(STANDARD, sabotage, monkeypatch, lambda m: walk(run(m), "hold or let go"))
    assert "stop down" in said


def test_the_judge_sees_heat_in_a_well_that_was_never_empty(monkeypatch):
    def sabotage(machine, patch):
        patch.setattr(presence.Presence, "session_over", lambda self: None)

    def walked(machine):
        walk(run(machine), "press")
        machine.scan(230)  # cool, and quiet for long enough
        walk(machine, "a day later", "press", "heat")
        machine.scan(50)

    assert "not seen empty" in broken(STANDARD, sabotage, monkeypatch, walked)


def test_the_judge_sees_heat_without_a_foot(monkeypatch):
    def sabotage(machine, patch):
        honest = presence.Presence.check

        def check(self, inputs):
            if self.status.session_ms:
                self.status.present = self.seen_empty = self.status.heat_allowed = [1, 1]
            else:
                honest(self, inputs)

        patch.setattr(presence.Presence, "check", check)

    assert "heat without a foot" in broken(
        STANDARD, sabotage, monkeypatch, lambda m: walk(run(m), "feet out")
    )


@pytest.mark.parametrize("key, word", (("down", "mark"), ("program", "could not look")))
def test_the_judge_sees_heat_after_an_answer_that_forbids_it(monkeypatch, key, word):
    def sabotage(machine, patch):
        plan = type(machine.session.plan)
        patch.setattr(plan, "first_stage", lambda self: None)
        patch.setattr(plan, "lock_heat", lambda self: None)

    def walked(machine):
        acts.booted(machine)
        walk(machine, "press", key, "heat", "both in")
        machine.scan(60)

    assert word in broken(GENTLE, sabotage, monkeypatch, walked)


def test_the_judge_sees_heat_where_the_stage_is_not_built_for_it(monkeypatch):
    def sabotage(machine, patch):
        machine.session.plan.refusal = ""

    assert "plan that has none" in broken(SETUPS[4], sabotage, monkeypatch, run)


def test_the_judge_sees_a_trip_that_forgets_itself(monkeypatch):
    def sabotage(machine, patch):
        def stand(self, acknowledged):
            self.status.trip = 0

        patch.setattr(trips.TripLatch, "stand", stand)

    said = broken(STANDARD, sabotage, monkeypatch, lambda m: walk(run(m), "leak", "wait"))
    assert "into a fault" in said


def test_the_judge_sees_a_trip_that_ends_with_its_cause(monkeypatch):
    def sabotage(machine, patch):
        stand = trips.TripLatch.stand
        patch.setattr(trips.TripLatch, "stand", lambda self, _: stand(self, self.status.trips))

    def walked(machine):
        walk(run(machine), "leak", "leak", "wait 1 s", "wait 1 s")

    assert "nobody acknowledged" in broken(STANDARD, sabotage, monkeypatch, walked)


def test_the_judge_sees_a_trip_acknowledged_with_its_cause_there(monkeypatch):
    def sabotage(machine, patch):
        def stand(self, acknowledged):
            if acknowledged == self.status.trips:
                self.status.trip = 0

        patch.setattr(trips.TripLatch, "stand", stand)

    def walked(machine):
        walk(run(machine), "leak", "wait it out", "press", "wait")

    assert "cause there" in broken(STANDARD, sabotage, monkeypatch, walked)


def test_the_judge_sees_a_counter_that_starts_again(monkeypatch):
    def sabotage(machine, patch):
        pass

    def walked(machine):
        run(machine)
        machine.device.governor.status.session_ms = 0
        machine.scan()

    assert "went back" in broken(STANDARD, sabotage, monkeypatch, walked)


def test_the_judge_sees_a_session_that_never_ends(monkeypatch):
    def sabotage(machine, patch):
        patch.setattr(Session, "timed_out", lambda self, now_ms: False)

    said = broken(STANDARD, sabotage, monkeypatch, lambda m: acts.settle(run(m)))
    assert said == "never came to rest: paused"


def test_every_row_of_the_table_is_asked_for():
    taken = Counter({(state, event): 1 for state, event, _, _ in TABLE})
    assert len(explore.missing(taken)) == 7  # a trip, from each state but tripped
    assert "paused + feet in" in explore.missing(Counter())
