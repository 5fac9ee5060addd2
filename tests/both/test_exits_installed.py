"""Files that are not what was installed: told at boot, and nothing comes on. HAZ-101."""

from sim.rig import Rig
from sim.sums_file import PATH as SUMS
from sim.sums_file import sums_text

from .device import evening


def as_bytes(data):
    return data if isinstance(data, bytes) else data.encode()


def test_healthy_files_trip_nothing_over_any_restart():
    rig = Rig()
    for kind in ("hard", "watchdog"):
        rig.world.reset(kind)
        rig.run(2)
        assert rig.trip != "program_changed"
        rig.press("start")
        rig.run(2)
        assert rig.trip == ""


def test_one_wrong_bit_of_any_installed_file_is_told_and_nothing_comes_on():
    """Also where what it reads is a whole description: another resistance, another limit. A press
    of start does not end it, nor does a restart; the right file does. HAZ-101.
    """
    for path in ("/boot.py", "/board.json", "/stage.json", SUMS):
        rig = Rig()
        files = rig.world.chip.files
        right = as_bytes(files[path])
        if path == "/boot.py":
            files[path] = right.replace(b"what", b"whau")
        else:
            at = 0 if path == SUMS else right.index(b"0")  # of a number, which becomes 1
            files[path] = right[:at] + bytes((right[at] ^ 1,)) + right[at + 1 :]
        rig.power(0)
        rig.run(1)
        rig.power(1)
        rig.run(2)
        assert rig.trip == "program_changed", path
        assert rig.status.trip_value == (2 if path == SUMS else 1)
        for _ in range(2):
            rig.press("start")
            rig.run(3)
            assert rig.trip == "program_changed" and rig.device.outputs.rail == 0, path
            rig.world.reset("hard")
            rig.run(2)
            assert rig.trip == "program_changed"
        files[path] = right
        rig.world.reset("hard")
        rig.run(2)
        assert rig.trip == "program_changed"  # until a person says so
        rig.press("start")
        rig.run(3)
        assert rig.trip == "", path


def test_a_missing_file_and_a_missing_or_cut_list_are_told():
    """HAZ-101."""
    lists = [None, "", "noise", "\n" * 4, sums_text({})[1:]]
    whole = Rig().world.chip.files[SUMS]
    lists += [whole[:9], whole[:30], whole[:-12], whole[:-1] + "*\n"]
    gone = sums_text({"/boot.py": "x", "/away.py": "y"})
    for listed in lists + [gone]:
        rig = Rig()
        files = rig.world.chip.files
        if listed is None:
            del files[SUMS]
        else:
            files[SUMS] = listed
        rig.power(0)
        rig.run(1)
        rig.power(1)
        rig.run(2)
        assert rig.trip == "program_changed", listed
        assert rig.status.trip_value > 0


def test_a_file_that_changes_meanwhile_is_told_by_the_next_boot_alone():
    rig = evening("gentle")
    rig.world.chip.files["/stage.json"] += " "
    rig.run(60)
    assert rig.trip == "" and rig.plant.heater_j > 0
    rig.world.reset("watchdog")
    rig.run(2)
    assert rig.trip == "reset_unexpected"  # the restart came first, and its cause is kept
    rig.press("start")
    rig.run(3)
    assert rig.trip == "program_changed" and rig.device.outputs.rail == 0
