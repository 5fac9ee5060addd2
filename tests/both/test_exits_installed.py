"""Files that are not what was installed: told at boot, and nothing is even opened. HAZ-101."""

import sys

from sim.fake import chip as chips
from sim.rig import Rig
from sim.sums_file import PATH as SUMS
from sim.sums_file import sums_text

from .device import evening

MAGENTA, VIOLET, RED, DARK = (32, 0, 24), (24, 0, 32), (40, 0, 0), (0, 0, 0)


def as_bytes(data):
    return data if isinstance(data, bytes) else data.encode()


def changed(rig):
    """How many files the driver itself names, on the rig's chip."""
    chips.use(rig.world.chip)
    return len(sys.modules["firmware.drivers.installed"].changed())


def replug(rig):
    rig.power(0)
    rig.run(1)
    rig.power(1)
    rig.run(2)


def told(rig):
    """The trip that service mode tells, in a word and a number, and the files."""
    answer = rig.world.program.answer({"get": "status"})
    trip = answer["trip"]
    return trip["name"], trip["value"], trip["unit"], answer["changed"]


def test_healthy_files_stop_nothing_over_any_restart():
    rig = Rig()
    assert changed(rig) == 0
    for kind in ("hard", "watchdog"):
        rig.world.reset(kind)
        rig.run(2)
        rig.press("start")
        rig.run(2)
        assert rig.trip == "" and rig.state == "idle"
    rig.world.chip.files["/settings.json"] += " "  # the person's
    rig.world.chip.files["/notes.txt"] = "no program"
    assert changed(rig) == 0


def test_one_wrong_bit_of_an_installed_file_is_told_and_nothing_is_opened():
    """Also where what it reads is a whole description: another resistance, another pin. No press
    and no restart ends it; the right file does. HAZ-101.
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
        replug(rig)
        for kind in ("hard", "watchdog"):
            assert rig.state == "service", path
            names = ["/board.json", SUMS] if path == SUMS else [path]
            assert told(rig) == ("program_changed", len(names), "files", names), path
            joules = rig.plant.heater_j
            rig.feet("both")
            for button in ("heat", "start", "up", "start", "program"):
                rig.press(button)
            rig.run(3)
            wiring = rig.world.wiring
            assert not wiring.rail_up and not any([pwm.duty for pwm in wiring.pwms]), path
            assert rig.plant.heater_j == joules and rig.world.chip.timers == []
            assert rig.world.chip.wdt_deadline_us < 0
            rig.world.reset(kind)
            rig.run(2)
        files[path] = right
        rig.world.reset("hard")
        rig.run(2)
        assert rig.state == "idle" and rig.trip == "", path


def test_the_lamps_show_the_trips_sign_and_violet_in_turns():
    rig = Rig()
    rig.world.chip.files["/stage.json"] += " "
    replug(rig)
    seen = set()
    for _ in range(12):
        rig.run(0.2)
        seen.add(rig.world.chip.pixels)
    assert seen == {(RED,) + (MAGENTA,) * 4 + (DARK,) * 3, (DARK, VIOLET) * 4}


def test_a_missing_file_and_a_missing_cut_or_endless_list_are_counted():
    """HAZ-101."""
    rig = Rig()
    files = rig.world.chip.files
    whole = as_bytes(files[SUMS])
    lists = [b"", b"noise", b"\n" * 4, whole[:9], whole[:30], whole[:-12], b"\xff" * 40 + b"\n"]
    lists += [b"x" * 5_000, b"0 " + b"y" * 127 + b"\n", sums_text({})[1:].encode()]
    for text in lists:
        files[SUMS] = text
        assert changed(rig) >= 1, text
    del files[SUMS]
    assert changed(rig) >= 1
    gone = {"/boot.py": files["/boot.py"], "/away.py": "y"}
    files[SUMS] = sums_text(gone)
    assert changed(rig) == 3  # the one that is gone, and two that every board needs
    files[SUMS] = sums_text({})
    assert changed(rig) == 3
    files[SUMS] = whole
    assert changed(rig) == 0


def test_a_program_file_that_nobody_installed_is_counted_wherever_it_lies():
    """A .py beside its .mpy is what MicroPython runs, and one at the root hides a built-in."""
    rig = Rig()
    files = rig.world.chip.files
    for path in (
        "/firmware/safety/limit_rows.py",
        "/firmware/safety/limit_rows/__init__.py",
        "/binascii.py",
        "/lib/binascii.mpy",
        "/machine.py",
    ):
        files[path] = "pass"
        assert changed(rig) == 1, path
        del files[path]
    assert changed(rig) == 0


def test_any_bit_of_a_description_that_changes_opens_nothing():
    """Told, or no program at all: a prompt, without outputs and watchdog. HAZ-101."""
    states = set()
    for path in ("/board.json", "/stage.json"):
        rig = Rig()
        files = rig.world.chip.files
        right = as_bytes(files[path])
        for step in range(24):
            at = (step * 977 + 31) % len(right)
            files[path] = right[:at] + bytes((right[at] ^ 1 << step % 7,)) + right[at + 1 :]
            try:
                replug(rig)
            except (OSError, KeyError, ValueError, TypeError, IndexError):
                pass  # what main.py leaves of it is the prompt
            states.add(rig.state)
            assert rig.device is None and rig.world.chip.timers == [], (path, at)
            assert rig.world.chip.wdt_deadline_us < 0 and not rig.world.wiring.rail_up
    assert states == {"service", ""}


def test_a_file_that_changes_meanwhile_is_told_by_the_next_boot_alone():
    rig = evening("gentle")
    rig.world.chip.files["/stage.json"] += " "
    rig.run(60)
    assert rig.trip == "" and rig.plant.heater_j > 0
    rig.world.reset("watchdog")
    rig.run(2)
    assert rig.state == "service" and told(rig)[0] == "program_changed"
    assert not rig.world.wiring.rail_up
