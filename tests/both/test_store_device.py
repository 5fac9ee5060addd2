"""The store in a whole device: what is remembered, when it is written, and that nobody is hurt by
it. The chip's files and the plant are the judges.
"""

import json
import sys

from sim.fake import chip as chips
from sim.rig import Rig

from .device import PAIRS, driven, evening

BOARDS = ("rpi_pico", "esp32_devkit")


def kept(rig):
    """(settings, counters, lines) as a fresh boot would read them from the chip's files."""
    chips.use(rig.world.chip)
    store = sys.modules["firmware.drivers.store"].Store()
    settings, counters, lines = [store.load(n) for n in ("settings", "counters", "sessions")]
    return (
        json.loads(settings) if settings else None,
        json.loads(counters) if counters else None,
        [json.loads(line) for line in (lines or "").split("\n") if line],
    )


def replug(rig, gone_s=1):
    """Pull the plug and put it back."""
    rig.power(0)
    rig.run(gone_s)
    rig.power(1)
    rig.run(1)


def test_program_and_level_are_remembered_over_the_plug_and_heat_is_not():
    for board in BOARDS:
        rig = Rig(board=board, stage="standard", profile="standard")
        rig.press("program")
        rig.press("up")
        rig.press("heat")
        rig.run(7)
        replug(rig)
        sequencer = rig.device.sequencer
        assert (sequencer.program, sequencer.more, sequencer.heat) == (2, 1, 0)


def test_walking_through_the_programs_writes_once():
    rig = Rig()
    for _ in range(5):
        rig.press("program")
    rig.run(20)
    assert kept(rig)[0] == {"program": "gentle start", "more": 0}
    assert "/kept_settings.b" not in rig.world.chip.files


def test_a_session_is_counted_when_it_has_ended():
    for board in BOARDS:
        for stage, profile in PAIRS:
            rig = evening(stage, heat=2, board=board)
            rig.run(20)
            rig.press("start")
            rig.run(2)
            assert rig.state == "cooling"
            _, counters, lines = kept(rig)
            assert counters["sessions"] == 1 and counters["open"] == 0
            assert 19 <= counters["active_s"] <= 22 and 5 <= counters["heat_s"] <= 22
            assert lines == [
                {
                    "n": 1,
                    "program": "warm feet",
                    "ended": "stopped",
                    "active_s": counters["active_s"],
                    "heat_s": counters["heat_s"],
                }
            ]
            rig.run(30)
            assert rig.trip == "", (board, profile)


def test_the_mark_is_kept_before_any_output_is_on():
    for board in BOARDS:
        for stage, profile in PAIRS:
            rig = Rig(board=board, stage=stage, profile=profile)
            first = []

            def look(world, rig=rig, first=first):
                if not first and driven(world):
                    first.append(kept(rig)[1])

            rig.world.on_tick = look
            rig.feet("none" if profile == "neuropathy" else "both")
            rig.start_session(1)
            rig.run(20)
            assert rig.state == "running"
            assert first[0]["open"] == 1 and first[0]["open_s"] >= 300


def test_feet_that_are_in_already_wait_for_the_mark():
    rig = Rig(stage="standard", profile="standard")
    rig.feet("both")
    rig.run(1)
    rig.press("start")
    rig.run(1)  # and for the latch's proof
    assert rig.state == "running" and kept(rig)[1]["open"] == 1


def test_a_session_that_is_called_off_leaves_no_trace():
    rig = Rig(stage="standard", profile="standard")
    rig.press("start")
    assert rig.state == "ready" and kept(rig)[1]["open"] == 1
    rig.press("start")
    rig.run(1)
    assert rig.state == "idle"
    assert kept(rig)[1]["sessions"] == 0 and kept(rig)[1]["open"] == 0 and kept(rig)[2] == []


def test_the_heat_of_two_sessions_in_a_row_is_counted_once():
    rig = evening(heat=1)
    rig.run(30)
    rig.press("start")  # stop
    rig.run(4)  # quiet enough
    rig.press("heat")
    rig.press("start")
    rig.run(5)
    assert rig.state == "running"
    rig.press("start")
    rig.run(2)
    first, second = kept(rig)[2]
    assert 25 <= first["heat_s"] <= 32 and second["heat_s"] <= second["active_s"] <= 7
    assert kept(rig)[1]["heat_s"] == first["heat_s"] + second["heat_s"]


# --- only with outputs off -----------------------------------------------------------------------


class Guard:
    """Looks at the pins whenever the flash begins and ends a write. `on` is what it saw."""

    def __init__(self, rig):
        self.rig = rig
        self.on = []
        self.writes = 0
        self.busy = rig.world.flash_busy
        rig.world.flash_busy = self.look

    def look(self, us):
        world = self.rig.world
        self.writes += 1
        self.on += driven(world) + (["rail"] if world.wiring.rail_up else [])
        self.busy(us)
        self.on += driven(world) + (["rail"] if world.wiring.rail_up else [])


def lively(rig, ends):
    """A session with a pause and a changed mind in it, ended by a press or a trip."""
    rig.press("program")
    rig.start_session(2)
    rig.run(7)
    rig.press("up")
    rig.feet("none")
    rig.run(2)
    rig.feet("both")
    rig.run(9)
    if ends == "stop":
        rig.press("start")
    else:
        rig.fault(ends, "left" if ends != "pump_stuck_on" else None)
    rig.run(40)
    rig.press("start")
    rig.run(10)


def test_nothing_is_ever_written_while_an_output_is_on():
    for i in range(6):
        board = BOARDS[i % 2]
        stage, profile = PAIRS[i // 3]
        ends = ("stop", "heater_stuck_on", "pump_stuck_on")[i % 3]
        rig = Rig(board=board, stage=stage, profile=profile, program="circulation")
        guard = Guard(rig)
        lively(rig, ends)
        assert guard.writes >= 6 and guard.on == [], (board, stage, ends, guard.on)


def test_the_guard_sees_a_write_in_a_session():
    rig = evening(heat=1)
    rig.run(5)
    guard = Guard(rig)
    chips.use(rig.world.chip)
    rig.device.hw.store.save("settings", ["x"])
    assert "rail" in guard.on and "pwm" in guard.on


def test_a_choice_made_in_a_session_waits_for_its_end():
    rig = evening(heat=0)
    rig.press("down")
    rig.run(30)
    assert kept(rig)[0] is None
    rig.press("start")
    rig.run(1)
    assert kept(rig)[0] == {"program": "warm feet", "more": -1}


def test_a_write_takes_the_fast_scans_it_costs_and_trips_nothing():
    for board, sector_us in (
        ("rpi_pico", 45_000),
        ("esp32_devkit", 80_000),
        ("rpi_pico", 400_000),  # the slowest a worn sector gets
        ("esp32_devkit", 400_000),
    ):
        for stage, profile in PAIRS:
            rig = Rig(board=board, stage=stage, profile=profile)
            rig.world.chip.sector_us = sector_us
            lost = []

            def look(world, lost=lost):
                lost.append(world.flash_writes)

            rig.world.on_tick = look
            rig.press("program")
            rig.run(8)  # in idle
            assert sum(lost) >= 2 * (sector_us // 20_000)
            rig.start_session(1)  # in ready
            rig.run(3)
            assert rig.state == "running", (board, sector_us, rig.state)
            rig.press("start")
            rig.run(5)  # in cooling
            assert rig.world.journal.trips == []
            assert [e for e in rig.world.journal.events if e["event"] == "reset"] == []
            assert kept(rig)[1]["sessions"] == 1


# --- trips ---------------------------------------------------------------------------------------


def test_a_trip_is_kept_half_a_second_after_it_ended_the_session():
    for board in BOARDS:
        rig = evening(board=board)
        rig.run(10)
        rig.fault("ntc_open", "left.a")
        rig.run(0.8)
        _, counters, lines = kept(rig)
        assert counters["trips"] == 1 and counters["open"] == 0
        assert lines[0]["ended"] == "tripped" and lines[0]["n"] == 1
        assert (lines[0]["trip"], lines[0]["where"]) == ("sensor_open", "left.a")


def test_a_trip_without_a_session_is_kept_too():
    rig = Rig()
    rig.fault("ntc_short", "right.b")
    rig.run(1)
    _, counters, lines = kept(rig)
    assert (counters["sessions"], counters["trips"]) == (0, 1)
    assert (lines[0]["n"], lines[0]["trip"], lines[0]["where"]) == (0, "sensor_short", "right.b")


def test_a_reset_in_a_session_is_a_cut_session_and_a_trip():
    rig = evening()
    rig.run(10)
    rig.fault("cpu_hang")
    rig.run(10)
    _, counters, lines = kept(rig)
    assert [line["ended"] for line in lines] == ["cut", "tripped"]
    assert lines[1]["trip"] == "reset_unexpected"
    assert counters["sessions"] == 1 and counters["open"] == 0


# --- the plug ------------------------------------------------------------------------------------


def consistent(rig, what):
    """After a cut and a boot: one session at most, told once, its time counted once."""
    _, counters, lines = kept(rig)
    numbers = [line["n"] for line in lines]
    assert counters["open"] == 0, what
    assert counters["active_s"] == sum([line["active_s"] for line in lines]), what
    assert counters["heat_s"] == sum([line["heat_s"] for line in lines]), what
    assert numbers == [1] * counters["sessions"], what
    return lines


def test_the_plug_pulled_at_any_moment_leaves_one_true_account():
    endings = []
    for board in BOARDS:
        for ms in list(range(0, 1_200, 37)) + list(range(4_900, 5_700, 37)):
            rig = Rig(board=board, stage="standard", profile="standard", program="gentle start")
            rig.feet("both")
            rig.run(1)
            rig.after(0, {"do": "press", "button": "start", "hold_ms": 80})
            rig.after(5, {"do": "press", "button": "start", "hold_ms": 80})
            rig.after(ms / 1000, {"do": "power", "on": 0})
            rig.run(6)
            joules = rig.plant.heater_j
            rig.power(1)
            rig.run(2)
            assert rig.state == "idle" and rig.trip == "" and rig.plant.heater_j == joules
            if "/kept_counters.a" in rig.world.chip.files:
                lines = consistent(rig, (board, ms))
                endings.append(lines[0]["ended"])
                if lines[0]["ended"] == "cut":
                    assert lines[0]["active_s"] == 300  # all it could have become
                else:
                    assert 3 <= lines[0]["active_s"] <= 4
            else:
                endings.append("")
    assert {"", "cut", "stopped"} == set(endings)


def test_a_cut_at_a_byte_of_a_sessions_last_writes_counts_it_once():
    Cut = sys.modules["sim.fake.flash"].Cut
    endings = []
    for left in range(0, 480, 9):
        rig = Rig(stage="standard", profile="standard", program="gentle start")
        rig.world.chip.rename = "unlink"
        rig.start_session()
        rig.run(3)
        rig.world.chip.supply.left = left
        try:
            rig.press("start")
            rig.run(1)
        except Cut:
            rig.world.power(0)
        rig.world.chip.supply.left = -1
        replug(rig)
        lines = consistent(rig, left)
        endings.append(lines[0]["ended"])
        assert lines[0]["active_s"] == (300 if endings[-1] == "cut" else 3), left
    assert endings[0] == "cut" and endings[-1] == "stopped"


# --- damage --------------------------------------------------------------------------------------


def status(rig):
    return rig.device.commands.answer({"get": "status"})


def test_a_damaged_store_gives_safe_defaults_and_says_so():
    for name in ("settings", "counters", "sessions"):
        for noise in (b"", b"\x00" * 64, b"\xff" * 64, b'9\n{"sessions":7}*00000000'):
            rig = Rig(stage="standard", profile="standard", program="circulation")
            assert rig.device.commands.identity["profile"] == "standard"
            assert status(rig)["store"] == "good"
            for slot in (".a", ".b"):
                rig.world.chip.files["/kept_" + name + slot] = noise
            replug(rig)
            assert rig.state == "idle" and rig.trip == ""
            assert rig.device.commands.identity["profile"] == "neuropathy"
            assert rig.device.session.plan.caps[3] == 0  # no plan: heat stays locked
            also = "counters, " if name == "sessions" else ""  # lines without counters
            assert status(rig)["store"] == "damaged: " + also + name
            replug(rig)  # it was written anew
            assert status(rig)["store"] == "good"


def test_a_store_that_cannot_be_written_allows_a_session_without_heat():
    module = sys.modules["firmware.drivers.store"]
    files = module.os

    class Broken:
        def rename(self, old, new):
            raise OSError(5)

    rig = Rig(stage="standard", profile="standard")
    try:
        module.os = Broken()
        rig.start_session(2)
        rig.run(20)
        assert rig.state == "running" and rig.plant.heater_j == 0
        assert status(rig)["store"] == "not written"
    finally:
        module.os = files


def test_a_host_may_read_the_counters():
    rig = evening(heat=0)
    rig.run(5)
    rig.press("start")
    rig.run(1)
    answer = rig.device.commands.answer({"get": "counters"})
    assert answer["counters"]["sessions"] == 1 and 5 <= answer["counters"]["active_s"] <= 7
