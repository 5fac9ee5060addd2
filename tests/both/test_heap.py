"""The fast scan allocates nothing: on MicroPython the world runs every timer callback with the
heap locked, and this shows it does.
"""

import sys

from sim.rig import Rig

from .device import evening

ON_MICROPYTHON = sys.implementation.name == "micropython"


def test_a_callback_that_allocates_is_caught_where_the_heap_can_be_locked():
    rig = Rig()
    fast = rig.device.fast
    kept = []

    def allocate(_inputs):
        kept.append([1.5, 2.5, len(kept)])

    fast.readings.sample = allocate
    rig.run(0.1)
    assert rig.trip == ("fast_loop_failed" if ON_MICROPYTHON else "")


def test_a_session_with_every_kind_of_trip_runs_under_the_locked_heap():
    for fault, where in (
        ("ntc_open", "left.a"),
        ("heater_stuck_on", "left"),
        ("heater_open", "right"),
        ("pump_stuck_on", None),
    ):
        rig = evening(program="circulation" if fault == "pump_stuck_on" else "warm feet")
        rig.run(20)
        rig.fault(fault, where)
        rig.run(5)
        assert rig.trip not in ("", "fast_loop_failed")
        rig.press("start")
        rig.run(2)
