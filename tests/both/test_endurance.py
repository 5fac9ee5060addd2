"""A process that runs session after session holds no more memory at the end than when warm.

The long form is `python -m sim.endurance 10000`. Runs on CPython and on MicroPython.
"""

from sim import endurance
from sim.run import run_plain

SESSIONS = 60  # ten of each fault


def test_sixty_sessions_leave_nothing_behind():
    seen = endurance.watch(SESSIONS)
    assert len(seen) == endurance.PARTS and seen[-1][0] == SESSIONS
    assert endurance.left_behind(seen) <= endurance.LEAVES, seen


def test_a_process_that_keeps_its_verdicts_is_caught():
    kept = []

    def keep(plain):
        kept.append(run_plain(plain))

    endurance.run_plain = keep
    try:
        assert endurance.left_behind(endurance.watch(SESSIONS)) > endurance.LEAVES
    finally:
        endurance.run_plain = run_plain
