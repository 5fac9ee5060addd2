"""Service mode: who is let in, and that nothing can be on meanwhile. And boot.py before it."""

from firmware.link import frame
from sim.boot_file import HAZARDOUS
from sim.rig import Rig, read_json

from .device import evening, full_heat

BOARDS = ("rpi_pico", "esp32_devkit")
VIOLET, DARK = (24, 0, 32), (0, 0, 0)


def say(rig, record):
    rig.after(0, {"do": "host", "line": frame(record).rstrip("\n")})


def heard(rig, word):
    events = rig.world.journal.events
    return [e["line"] for e in events if e["event"] == "link" and word in e["line"]]


def power_up_with(button, hold_ms, **options):
    """A rig whose plug goes in with a finger on a button, let go `hold_ms` later."""
    rig = Rig(**options)
    rig.power(0)
    rig.run(1)
    rig.hold(button)
    rig.power(1)
    rig.after(hold_ms / 1000, {"do": "release", "button": button})
    return rig


def touch_everything(rig):
    """Every button, feet, and what a host can say."""
    rig.feet("both")
    for button in ("start", "heat", "up", "down", "program", "air", "start"):
        rig.press(button)
    for record in ({"do": "start"}, {"do": "heat"}, {"get": "status"}, {"hello": 1}):
        say(rig, record)
        rig.run(0.3)
    rig.run(5)


def nothing_was_on(rig, joules):
    assert rig.plant.heater_j == joules
    wiring = rig.world.wiring
    assert not wiring.rail_up and not any(pwm.duty for pwm in wiring.pwms)
    assert rig.plant.drive.valve == [0, 0]
    assert rig.world.chip.timers == [] and rig.world.chip.wdt_deadline_us < 0


def test_the_program_key_held_for_three_seconds_at_power_on_opens_service_mode():
    for board in BOARDS:
        rig = power_up_with("program", 4_000, board=board)
        rig.run(5)
        assert rig.state == "service" and heard(rig, '"mode": "service"')
        joules = rig.plant.heater_j
        touch_everything(rig)
        assert rig.state == "service" and '"state": "service"' in heard(rig, "state")[-1]
        nothing_was_on(rig, joules)
        pictures = set()
        for _ in range(10):
            rig.run(0.25)
            pictures.add(rig.world.chip.pixels)
        assert pictures == {(VIOLET, DARK) * 4, (DARK, VIOLET) * 4}


def test_a_key_let_go_sooner_or_another_key_opens_nothing():
    for button, hold_ms in (
        ("program", 200),
        ("program", 2_800),
        ("up", 9_000),
        ("down", 9_000),
        ("heat", 9_000),
        ("air", 9_000),
        ("start", 9_000),
    ):
        rig = power_up_with(button, hold_ms)
        rig.run(10)
        assert rig.state in ("idle", "off"), (button, hold_ms, rig.state)


def test_no_wire_of_the_keys_that_breaks_opens_service_mode():
    """Open, the ladder reads as no key; shorted to ground as the lowest; the button as pressed."""
    front = read_json("boards/front_end.json")
    adc, select = front["mux"]["ladder"]
    for mv in (0, 100, 3_200, 3_300):
        rig = Rig()
        rig.power(0)
        rig.run(0.5)
        senses = rig.world.wiring.senses
        senses.feel_keys = lambda senses=senses, mv=mv: senses.put("ladder", mv)
        senses.feel_keys()
        rig.power(1)
        rig.run(5)
        assert rig.state != "service", mv
    rig = Rig()
    rig.fault("button_stuck", "start")
    rig.power(0)
    rig.run(0.5)
    rig.power(1)
    rig.run(5)
    assert rig.state != "service"


def test_a_boot_without_a_key_answers_within_a_second():
    for board in BOARDS:
        rig = Rig(board=board)
        rig.power(0)
        rig.run(0.5)
        rig.power(1)
        rig.run(1.0)
        assert rig.state == "idle"


def test_a_host_is_let_in_at_rest_and_the_next_restart_is_the_device_again():
    for board in BOARDS:
        rig = Rig(board=board)
        say(rig, {"do": "service"})
        rig.run(2)
        assert rig.state == "service" and heard(rig, '"done": "service"')
        touch_everything(rig)
        nothing_was_on(rig, 0.0)
        rig.world.agenda.now_us = rig.world.chip.now_us
        rig.world.reset("hard")
        rig.run(1)
        assert rig.state == "idle" and rig.trip == ""


def test_a_host_is_not_let_in_while_anything_is_on_or_asked():
    rig = evening()
    full_heat(rig)
    for _ in range(20):
        say(rig, {"do": "service"})
        rig.run(0.2)
    assert rig.state == "running" and len(heard(rig, "not at rest")) == 20
    rig = Rig()  # the question about the feet is a person's turn
    rig.press("start")
    assert rig.state == "inspecting"
    say(rig, {"do": "service"})
    rig.run(1)
    assert rig.state == "inspecting"


def test_stop_and_then_service_lets_a_host_in_out_of_a_hot_session_cold():
    for board in BOARDS:
        rig = evening(board=board)
        full_heat(rig)
        say(rig, {"do": "stop"})
        rig.run(0.3)
        joules = rig.plant.heater_j
        for _ in range(10):
            if rig.state == "service":
                break
            say(rig, {"do": "service"})
            rig.run(0.5)
        rig.run(2)
        assert rig.state == "service"
        nothing_was_on(rig, joules)
        rig.world.agenda.now_us = rig.world.chip.now_us
        rig.world.reset("hard")
        rig.run(2)
        journal = rig.device.scribe.journal
        assert rig.trip == "" and journal.sessions == 1 and journal.open == 0
        assert '"ended":"stopped"' in journal.lines[-1]


def test_a_trip_is_told_in_service_mode_and_stands_after_it():
    rig = evening()
    rig.fault("ntc_open", "left.b", for_s=0.5)
    rig.run(3)
    assert rig.trip == "sensor_open"
    say(rig, {"do": "service"})
    rig.run(2)
    assert rig.state == "service"
    say(rig, {"get": "status"})
    rig.run(1)
    assert '"name": "sensor_open"' in heard(rig, '"state": "service"')[-1]
    rig.world.agenda.now_us = rig.world.chip.now_us
    rig.world.reset("hard")
    rig.run(1)
    assert rig.trip == "sensor_open" and rig.device.scribe.journal.trips == 1
    rig.run(1)
    rig.press("start")
    rig.run(1)
    assert rig.trip == "" and rig.state == "idle"


def test_ctrl_c_ends_service_mode_and_nothing_else():
    for opened in ("key", "host"):
        rig = power_up_with("program", 4_000) if opened == "key" else Rig()
        if opened == "host":
            say(rig, {"do": "service"})
        rig.run(5)
        rig.fault("ctrl_c")
        rig.run(3)
        assert [e["error"] for e in rig.world.journal.events if e["event"] == "program_ended"]
        nothing_was_on(rig, 0.0)
        for kind in ("soft", "hard"):  # Ctrl-D at the prompt, then machine.reset()
            rig.world.agenda.now_us = rig.world.chip.now_us
            rig.world.reset(kind)
            rig.run(1)
            assert rig.state == "idle" and rig.trip == "" or kind == "hard", (opened, kind)


def test_service_mode_is_no_way_around_an_unexpected_restart():
    """Only what follows service mode is on purpose; the trip before it stays."""
    rig = evening()
    rig.world.agenda.now_us = rig.world.chip.now_us
    rig.world.reset("watchdog")
    rig.run(1)
    assert rig.trip == "reset_unexpected"
    say(rig, {"do": "service"})
    rig.run(2)
    assert rig.state == "service"
    rig.world.agenda.now_us = rig.world.chip.now_us
    rig.world.reset("hard")
    rig.run(1)
    assert rig.trip == "reset_unexpected"


class Broken:
    """A firmware that looks at its pins and throws."""

    def __init__(self, rig, driven):
        self.chip = rig.world.chip
        self.driven = driven
        self.high = None

    def boot(self):
        chip = self.chip
        self.high = [
            pin
            for pin in self.driven
            if chip.level[pin] or chip.pwm[pin].duty or chip.engines[pin].frozen
        ]
        raise OSError("the firmware is broken")


def test_boot_py_makes_every_hazardous_pin_low_before_the_firmware_is_even_imported():
    """A soft reset of an RP2040 leaves gates and PWM as they are; the file takes the pins back."""
    for board in BOARDS:
        rig = evening(board=board)
        full_heat(rig)
        chip = rig.world.chip
        pins = read_json("boards/%s.json" % board)["pins"]
        driven = [pins[name] for name in HAZARDOUS if name in pins]

        firmware, rig.world.firmware = rig.world.firmware, Broken(rig, driven)
        rig.world.agenda.now_us = chip.now_us + 5_000
        for pin in driven:
            chip.level[pin] = 1
        rig.world.reset("soft")
        try:
            rig.run(1)
            raise AssertionError("it booted")
        except OSError:
            pass
        assert rig.world.firmware.high == [], board
        rig.world.firmware = firmware
