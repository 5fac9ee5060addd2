"""Breadth-first over the real firmware: every sequence of quantised events from some beginnings,
each state once; what must hold in all of them is judged tick by tick, and everything is counted.

`make explore` prints the counts; tests/test_explore_session.py runs a short form. Two states are
one when `Machine.key` says so. So it is no proof of the code, but a search in which every state is
a real one, reached by real steps.
"""

import sys
import time
from collections import Counter, deque

from firmware.program.session import EVENT_NAMES, STATE_NAMES, TABLE, TRIP, TRIPPED
from firmware.safety.trips import trip_row
from tests.proofs.acts import BEGINNINGS, EVENTS, settle
from tests.proofs.machine import Broken, Machine

# (stage, profile, plan, whether it may ever heat): said here, not asked of the firmware
SETUPS = (
    ("standard", "standard", "", 1),
    ("gentle", "neuropathy", "unlocked", 1),
    ("gentle", "neuropathy", "", 0),
    ("standard", "neuropathy", "unlocked", 0),
    ("gentle", "standard", "", 0),
)


class Found:
    """Counts of one setup; `rows` taken by (state, event)."""

    def __init__(self):
        self.states = self.transitions = self.depth = self.settled = self.waiting = 0
        self.by_state = Counter()
        self.trips = Counter()
        self.heated = 0
        self.rows = Counter()


def path_to(came, at):
    """The events that lead to a state, in words."""
    words = []
    while at in came:
        at, word = came[at]
        words.append(word)
    return " · ".join(reversed(words))


def explore(setup, most, settle_each):
    """Breadth-first until `most` states are known; each `settle_each`th is let go and settled."""
    machine = Machine(*setup)
    freezer = machine.freezer
    blank = freezer.save()
    found = Found()
    seen = {}
    came = {}
    queue = deque()

    def note(depth):
        """Is this state new? Then it is kept."""
        name = machine.key()
        if name in seen:
            return
        number = seen[name] = len(seen)
        queue.append((freezer.save(), depth, number))
        found.by_state[STATE_NAMES[machine.session.state]] += 1
        found.trips[machine.device.governor.status.trip] += 1
        found.heated += 1 if any(machine.device.outputs.level[:2]) else 0
        found.depth = max(found.depth, depth)
        return number

    at, word = -1, ""
    try:
        for begin in BEGINNINGS:
            freezer.restore(blank)
            word = begin.__name__
            begin(machine)
            number = note(0)
            if number is not None:
                came[number] = (-1, word)
        while queue and len(seen) < most:
            state, depth, at = queue.popleft()
            for word, act in EVENTS:
                freezer.restore(state)
                act(machine)
                found.transitions += 1
                number = note(depth + 1)
                if number is not None:
                    came[number] = (at, word)
                    if number % settle_each == 0:
                        word = "let go"
                        settle(machine)
                        found.settled += 1
    except Broken as error:
        raise Broken("%s: %s: %s · %s" % (setup, error, path_to(came, at), word)) from None
    found.states, found.waiting = len(seen), len(queue)
    found.rows = machine.taken
    return found


def missing(taken):
    """Rows of the session's table, and trips from any state, that were never taken."""
    rows = [(state, event) for state, event, _, _ in TABLE]
    rows += [(state, TRIP) for state in range(len(STATE_NAMES)) if state != TRIPPED]
    return ["%s + %s" % (STATE_NAMES[s], EVENT_NAMES[e]) for s, e in rows if not taken[s, e]]


def main(most=35_000, settle_each=50):
    """Explore every setup and print what there was; the exit code."""
    began_s = time.time()
    total = Counter()
    taken = Counter()
    for setup in SETUPS:
        found = explore(setup, most, settle_each)
        taken.update(found.rows)
        total.update(
            states=found.states, transitions=found.transitions, settled=found.settled,
        )  # fmt: skip
        states = ", ".join("%s %d" % each for each in sorted(found.by_state.items()))
        print("%s stage, %s %s" % setup[:3])
        print(
            "  %d states, %d transitions, depth %d, %d not expanded; %d with heat; %d let go, "
            "all came to rest" % (
                found.states, found.transitions, found.depth, found.waiting, found.heated,
                found.settled,
            )
        )  # fmt: skip
        print("  " + states)
        print("  trips: " + ", ".join(sorted(trip_row(code)[1] for code in found.trips if code)))
    rows = len(TABLE) + len(STATE_NAMES) - 1
    never = missing(taken)
    print("%d of %d rows of the session's table and trips were taken" % (rows - len(never), rows))
    for each in never:
        print("  never: " + each)
    print(
        "%d states, %d transitions, %d let go; nothing broken; %.0f s in %s"
        % (
            total["states"], total["transitions"], total["settled"], time.time() - began_s,
            sys.implementation.name,
        )
    )  # fmt: skip
    return 1 if never else 0


if __name__ == "__main__":
    sys.exit(main(*[int(word) for word in sys.argv[1:]]))
