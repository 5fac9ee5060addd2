"""The rail has to open when the keep-alive stands still, high as well as low: a reset may freeze
it. HAZ-120.
"""

import sys

from sim.rig import Rig

from .device import PAIRS, evening, full_heat

BOARDS = ("rpi_pico", "esp32_devkit")


def shorted(rig):
    """The fault, and a boot after it."""
    rig.fault("keepalive_shorted")
    rig.run(0.1)
    rig.power(0)
    rig.run(1)
    rig.power(1)
    rig.run(3)


def test_a_rail_that_a_standing_keep_alive_holds_lets_nothing_start_in_that_boot():
    for stage, profile in PAIRS:
        for board in BOARDS:
            rig = Rig(stage=stage, profile=profile, board=board)
            shorted(rig)
            assert rig.trip == "self_test" and rig.state == "tripped", (stage, board, rig.trip)
            assert rig.status.trip_value > 10_000, rig.status.trip_value
            for _ in range(3):
                rig.press("start")
                rig.run(3)
            assert rig.trip == "self_test", (stage, board)
            rig.start_session(3)
            rig.run(10)
            assert rig.plant.heater_j == 0.0 and rig.plant.drive.rail_us == 0, (stage, board)


def test_what_such_a_rail_does_after_a_soft_reset_is_why():
    """One fault that came after the boot's look, and the reset: nothing ends the frozen gate but
    the next boot, and in that one nothing starts.
    """
    for short, most_s in ((0, 0.1), (1, 0.3)):
        rig = evening()
        full_heat(rig)
        if short:
            rig.fault("keepalive_shorted")
            rig.run(0.1)
        from_us = rig.world.chip.now_us + 3_000
        rig.world.agenda.add(from_us, rig.world.reset, ("soft",), 1)
        rig.run(3)
        last_s = (max(rig.world.wiring.last_joule_us) - from_us) / 1_000_000
        assert last_s <= most_s and (last_s > 0.1) == bool(short), (short, last_s)
        assert rig.trip == "reset_unexpected", rig.trip
        rig.press("start")
        rig.run(4)
        assert (rig.trip != "") == bool(short), rig.trip


def test_a_sound_rail_is_not_taken_for_held_and_down_means_what_the_governor_calls_down():
    """SAF-073: the driver lies below the limits and cannot ask them."""
    for stage, profile in PAIRS:
        rig = Rig(stage=stage, profile=profile)
        rig.run(3)
        assert rig.trip == "" and rig.device.hw.held_mv == 0
        supply = rig.device.governor.supply
        assert supply.held_mv == 0
        assert sys.modules["firmware.drivers.held_rail"].DOWN_MV == supply.down_mv


def test_a_rail_that_was_up_at_the_reset_runs_down_and_is_not_taken_for_held():
    for kind in ("soft", "hard", "watchdog"):
        for after_us in (1_000, 7_000, 19_000):
            rig = evening()
            full_heat(rig)
            at_us = rig.world.chip.now_us + after_us
            rig.world.agenda.add(at_us, rig.world.reset, (kind,), 1)
            rig.run(3)
            assert rig.device.hw.held_mv == 0 and rig.trip == "reset_unexpected", (kind, after_us)


def test_a_rail_that_lets_go_again_is_believed_in_the_next_boot():
    rig = Rig(stage="standard", profile="standard")
    shorted(rig)
    assert rig.device.hw.held_mv > 10_000
    rig.world.wiring.shorted = 0
    rig.power(0)
    rig.run(1)
    rig.power(1)
    rig.run(3)
    assert rig.device.hw.held_mv == 0 and rig.trip == "self_test"  # until somebody has seen it
    rig.press("start")
    rig.run(3)
    assert rig.trip == ""


def test_the_look_costs_a_welded_heater_two_edges_of_the_rail_and_no_more():
    """Also in a loop of resets, each as soon as the look has begun."""
    for kind, resets in (("power", 1), ("hard", 8)):
        rig = Rig(stage="standard", profile="standard")
        rig.fault("heater_stuck_on", "left")
        rig.run(0.1)
        joules = rig.plant.heater_j
        for _ in range(resets):
            if kind == "power":
                rig.power(0)
                rig.run(1)
                rig.power(1)
            else:
                rig.world.agenda.now_us = rig.world.chip.now_us
                rig.world.reset(kind)
            rig.run(0.3)
        rig.run(3)
        spent_j = rig.plant.heater_j - joules
        assert 0.0 < spent_j <= 12.0 * 0.061 * resets, (kind, spent_j)
