"""Flash that rots: whatever is lost, no heat, no session and no mark on the feet is forgotten."""

import sys

from sim.rig import Rig

from .device import PAIRS, evening
from .test_store_device import kept, replug, status

DAY_MIN = 24 * 60


def slots(rig, name):
    """Paths of a record's generations, the newest first."""
    files = rig.world.chip.files
    paths = [path for path in files if path[:-1] == "/kept_" + name + "."]
    return sorted(paths, key=lambda path: int(files[path].split(b"\n")[0]), reverse=True)


def rot(rig, path, place=-20):
    """One bit of a file is another."""
    blob = bytearray(rig.world.chip.files[path])
    blob[place] ^= 1
    rig.world.chip.files[path] = bytes(blob)


def waits_min(rig):
    return rig.device.session.plan.heat_wait_s // 60


def test_a_mark_of_which_a_bit_is_lost_buys_no_session_and_no_dose():
    """HAZ-113: the elder generation stands before the session."""
    for stage, profile in PAIRS:
        rig = Rig(stage=stage, profile=profile)
        rig.press("start")  # called off: two generations from then on
        if stage == "gentle":
            rig.press("up")
        rig.run(1)
        rig.press("start")
        rig.run(4)
        rig.start_session(2)
        assert rig.state == "running"
        rig.run(30)
        rig.power(0)
        rig.run(1)
        rot(rig, slots(rig, "counters")[0])
        rig.power(1)
        rig.run(1)
        assert status(rig)["store"] == "damaged: counters", stage
        replug(rig)  # and it is no better at the next boot, when all is whole again
        assert status(rig)["store"] == "good", stage
        assert waits_min(rig) >= DAY_MIN, stage
        assert min(rig.device.governor.dose.day) > 0, stage


def test_a_rotten_elder_generation_costs_a_day_too_and_no_count():
    """Which of two is the younger nobody can tell of one that cannot be read."""
    rig = evening(heat=0)
    rig.run(10)
    rig.press("start")
    rig.run(2)
    before = kept(rig)[1]
    rig.world.chip.files[slots(rig, "counters")[1]] = b"noise"
    replug(rig)
    assert rig.device.commands.identity["profile"] == "neuropathy"
    assert status(rig)["store"] == "damaged: counters"
    rig.run(1)
    after = kept(rig)[1]
    for key in ("sessions", "active_s", "heat_s"):
        assert after[key] == before[key], key


def test_of_settings_and_lines_one_damaged_generation_is_nobodys_loss():
    for name in ("settings", "sessions"):
        rig = evening(heat=0)
        for _ in range(2):  # the session ends, and so does one more
            rig.run(2)
            rig.press("start")
            rig.press("up")
            rig.run(7)
            rig.press("start")
        rot(rig, slots(rig, name)[0])
        replug(rig)
        assert rig.device.commands.identity["profile"] == "standard", name
        assert status(rig)["store"] == "good", name


def marked():
    """Gentle, a mark on the feet was told, and kept."""
    rig = evening("gentle", heat=0)
    rig.press("start")
    rig.feet("none")
    rig.run(25)
    rig.press("start")
    rig.press("down")
    rig.run(2)
    rig.press("start")
    rig.run(2)
    assert kept(rig)[1]["marks"] == 1
    return rig


def test_a_mark_on_the_feet_outlives_what_flash_forgets():
    """HAZ-116."""
    for lost in (1, 2):
        rig = marked()
        for path in slots(rig, "counters")[:lost]:
            rot(rig, path)
        for _ in range(3):
            replug(rig)
            assert rig.device.session.plan.marked, lost
            rig.run(2)
        assert kept(rig)[1]["marks"] >= 1


def test_counters_that_are_gone_beside_lines_that_know_them_are_damaged():
    rig = marked()
    for path in slots(rig, "counters"):
        del rig.world.chip.files[path]
    replug(rig)
    assert status(rig)["store"] == "damaged: counters"
    assert rig.device.session.plan.marked and waits_min(rig) >= DAY_MIN
    replug(rig)
    assert status(rig)["store"] == "good"
    assert rig.device.session.plan.marked and waits_min(rig) >= DAY_MIN


def test_counters_that_are_gone_beside_lines_that_are_rotten_are_damaged_too():
    rig = marked()
    for path in slots(rig, "counters"):
        del rig.world.chip.files[path]
    for path in slots(rig, "sessions"):
        rot(rig, path)
    for _ in range(2):
        replug(rig)
        assert rig.device.session.plan.marked and waits_min(rig) >= DAY_MIN
        rig.run(1)
    assert status(rig)["store"] == "good"


def test_one_rotten_generation_alone_is_repaired_at_once():
    rig = marked()
    younger, elder = slots(rig, "counters")
    for gone, noise in ((younger, elder), (elder, younger)):
        del rig.world.chip.files[gone]
        rig.world.chip.files[noise] = b"noise"
        replug(rig)
        assert status(rig)["store"] == "damaged: counters"
        rig.run(1)
        replug(rig)
        assert status(rig)["store"] == "good"
        rig.run(1)
        younger, elder = (slots(rig, "counters") + [noise])[:2]


def test_a_store_that_cannot_remove_what_is_rotten_still_writes_anew():
    module = sys.modules["firmware.drivers.store"]
    files = module.os

    class Keeps:
        def rename(self, old, new):
            files.rename(old, new)

        def remove(self, _path):
            raise OSError(5)

    rig = marked()
    for path in slots(rig, "counters"):
        rot(rig, path)
    try:
        module.os = Keeps()
        replug(rig)
        rig.run(2)
        assert kept(rig)[1] is not None
    finally:
        module.os = files
