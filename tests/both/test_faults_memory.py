"""One bit flips in a limit or a request: there, until it is written again, and back at the end."""

from firmware.image import CHANNEL_NAMES
from firmware.safety.limit_rows import ROWS
from firmware.safety.limits import STANDARD, Limits
from sim.faults import FAULTS, set_fault
from sim.rig import Rig

from .device import evening


def test_its_places_are_the_firmwares_own_limits_and_requests():
    places = FAULTS["bit_flip"].places
    assert places == tuple([row[1] for row in ROWS]) + CHANNEL_NAMES


def test_a_bit_of_a_limit_flips_in_the_running_device_and_flips_back():
    rig = Rig(stage="standard", profile="standard")
    limits = rig.device.governor.limits
    names = [row[1] for row in ROWS]
    whole = [getattr(Limits(STANDARD), name) for name in names]
    for i in range(len(names)):
        for bit in (0, 3, 29):
            set_fault(rig.world, "bit_flip", names[i], bit, 1)
            flipped = whole[:i] + [whole[i] ^ 1 << bit] + whole[i + 1 :]
            assert [getattr(limits, name) for name in names] == flipped
            set_fault(rig.world, "bit_flip", names[i], bit, 0)
            assert [getattr(limits, name) for name in names] == whole


def test_a_restart_brings_the_right_limit_back_and_the_end_does_not_break_it():
    rig = Rig()
    right = rig.device.governor.limits.rest_ms
    rig.fault("bit_flip", "rest_ms", for_s=2.0)
    rig.run(0.1)
    assert rig.device.governor.limits.rest_ms == right ^ 8
    rig.world.reset("hard")
    rig.run(1)
    assert rig.device.governor.limits.rest_ms == right
    rig.run(3)
    assert rig.device.governor.limits.rest_ms == right


def test_a_flipped_beat_limit_hides_no_hung_loop():
    """The governor compares with a copy of its own."""
    rig = evening()
    rig.run(5)
    rig.fault("bit_flip", "slow_beat_ms", 29)
    rig.fault("slow_hang")
    rig.run(0.5)
    assert rig.world.journal.trips[0]["name"] in ("memory", "slow_loop_dead")
    assert rig.device.outputs.rail == 0


def test_a_flipped_limit_is_told_in_five_seconds_and_a_restart_mends_it():
    """SAF-076: the trip stands over the restart, and a person ends it."""
    rig = evening()
    rig.run(5)
    rig.fault("bit_flip", "contact_cap_mc", 12)
    rig.run(5.1)
    assert rig.trip == "memory" and rig.device.outputs.rail == 0
    rig.press("start")
    rig.run(2)
    assert rig.trip == "memory"
    rig.world.reset("hard")
    rig.run(2)
    assert rig.trip == "memory"
    rig.press("start")
    rig.run(2)
    assert rig.trip == ""


def test_a_bit_of_a_request_is_granted_no_more_than_the_governor_allows_and_soon_gone():
    rig = evening(heat=0)
    rig.run(5)
    for bit in (3, 29):
        rig.fault("bit_flip", "roller_left", bit)
        seen = set()
        rig.world.on_tick = lambda world, seen=seen: seen.add(
            (world.device.buffer.front.level[2], world.device.outputs.level[2] <= 1_000)
        )
        rig.run(0.5)
        asked = {pair[0] for pair in seen}
        assert len(asked) == 2 and max(asked) == min(asked) ^ 1 << bit, asked
        assert all(pair[1] for pair in seen)
        assert rig.device.buffer.front.level[2] == min(asked)


def test_nothing_flips_while_no_device_runs():
    rig = Rig()
    rig.power(0)
    rig.run(0.1)
    rig.fault("bit_flip", "latch_mc", for_s=0.1)
    rig.run(1)
    assert rig.device is None and rig.world.faults == []
