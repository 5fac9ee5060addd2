"""Every committed description is sound, and each way to get one wrong is refused in one line."""

import copy
import json
import re
from pathlib import Path

import jsonschema
import pytest

from host_tools import board_rules, boards
from host_tools.cli import main
from host_tools.descriptions import FOLDER, KINDS, schema
from host_tools.errors import BadInput

PICO = "rpi_pico.json"
ESP32 = "esp32_devkit.json"
GENTLE = "stages/gentle.json"
FRONT = "front_end.json"
GONE = object()

# file, key, value (GONE: the key is missing), words of the complaint
WRONG = (
    (PICO, "pins.pump_pwm", 2, "pins.pump_pwm: GPIO 2 is taken by pins.vibration_pwm"),
    (PICO, "pins.pump_pwm", GONE, 'pins: "pump_pwm" is missing; declare it'),
    (PICO, "pins.valve_left", GONE, 'pins: "valve_left" is missing; declare it here or in'),
    (PICO, "pins.pomp_pwm", 5, 'pins: unknown key "pomp_pwm"; known: heater_left'),
    (PICO, "pins.pump_pwm", "4", 'pins.pump_pwm: "4" is wrong; it must be integer'),
    (PICO, "pins.pump_pwm", True, "pins.pump_pwm: true is wrong; it must be integer"),
    (PICO, "pins.pump_pwm", 4.0, "4.0 is not an integer"),
    (PICO, "pins.pump_pwm", float("nan"), "NaN is not an integer"),
    (PICO, "pins.pump_pwm", -1, "pins.pump_pwm: -1 is wrong; it must be at least 0"),
    (PICO, "pins.pump_pwm", 31, "the chip has no GPIO 31"),
    (PICO, "pins.pump_pwm", 10, "GPIO 10 is taken by pins.heater_left"),
    (PICO, "pins.vibration_pwm", 28, "PWM on GPIO 28 would outlive a soft reset"),
    (PICO, "pins.vibration_pwm", 22, "is the same PWM channel as GPIO 22 (vibration_pwm)"),
    (PICO, "pins.buzzer_pwm", 5, "shares PWM slice 2 and so its frequency with pump_pwm"),
    (PICO, "pins.lamps", 25, "GPIO 25 is not free: the Pico's own LED"),
    (PICO, "pins.adc0", 22, "pins.adc0: GPIO 22 is no analog input; right would be one of 26"),
    (PICO, "pins.i2c_scl", 22, "are not data and clock of one I2C controller"),
    (PICO, "port", "esp32", 'port: "esp32" does not run on rp2040; "rp2" does'),
    (PICO, "chip", "rp2041", 'chip: "rp2041" is wrong; it must be one of rp2040, esp32'),
    (PICO, "schema", 2, "schema: 2 is wrong; it must be 1"),
    (PICO, "pins", [], "pins: [] is wrong; it must be object"),
    (PICO, "colour", "red", 'unknown key "colour"'),
    (PICO, "name", "My Pico", 'name: "My Pico" is wrong; it must match'),
    (ESP32, "pins.heater_left", 12, "GPIO 12 is not free: strapping"),
    (ESP32, "pins.heater_left", 39, "GPIO 39 is input only and cannot drive this"),
    (ESP32, "pins.heater_left", 7, "GPIO 7 is not free: the flash chip"),
    (ESP32, "pins.heater_left", 3, "GPIO 3 is not free: the serial console"),
    (ESP32, "pins.pump_pwm", 14, "GPIO 14"),
    (ESP32, "pins.buzzer_pwm", 5, "GPIO 5"),
    (ESP32, "pins.adc0", 27, "GPIO 27"),
    (ESP32, "shift_register.clock", 34, "GPIO 34"),
    (ESP32, "shift_register.clock", GONE, 'shift_register: "clock" is missing'),
    (ESP32, "shift_register.bits.valve_left", 0, "bit 0 is taken by"),
    (ESP32, "shift_register.bits.heater_left", 5, 'unknown key "heater_left"'),
    (ESP32, "pins.valve_left", 39, "also in shift_register.bits"),
    (GENTLE, "heater_max_mv", 14500, "heater_max_mw: 4000 is less than heater_max_mv squared"),
    (GENTLE, "heater_tolerance_permille", 200, "at least 4681 would be right"),
    (GENTLE, "heater_mv_per_a", 12000, "full current reads 4003 mV"),
    (GENTLE, "fuse_mc", GONE, '"fuse_mc" is missing; declare it: temperature'),
    (GENTLE, "presence", 1, "presence: 1 is wrong; it must be boolean"),
    (GENTLE, "hardware_latch.trips_mc", GONE, 'hardware_latch: "trips_mc" is missing'),
    (GENTLE, "relief", "yes", 'relief: "yes" is wrong; it must be object or null'),
    (FRONT, "mux.pressure", [0, 5], "channel [0, 5] is taken by"),
    (FRONT, "mux.pressure", [2, 6], "mux.pressure.0: 2 is wrong; it must be at most 1"),
    (FRONT, "mux.pressure", [0, 6, 1], "mux.pressure: [0, 6, 1] is wrong"),
    (FRONT, "mux.pressure", [0], "mux.pressure: [0] is wrong"),
    (FRONT, "mux.left.a", GONE, 'mux: "left.a" is missing'),
    (FRONT, "ladder_mv.up", 2300, "ladder_mv.program: 2400 is too near to up (2300)"),
    (FRONT, "ladder_mv.none", 0, "ladder_mv.none: an open wire reads highest"),
    (FRONT, "presence_foot_mv", 800, "presence_foot_mv: too near"),
)


def changed(file: str, key: str, value: object) -> dict:
    """A committed description with one key changed."""
    data = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    place, parts = data, re.findall(r"(?:left|right)\.(?:a|b|latch)|[^.]+", key)
    for part in parts[:-1]:
        place = place[part]
    if value is GONE:
        del place[parts[-1]]
    else:
        place[parts[-1]] = value
    return data


def refused(data: object, folder: Path) -> str:
    """What `check` says of `data`; fails when it says nothing."""
    path = folder / "planted.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        boards.check(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: ") and "\n" not in text
    return text


@pytest.mark.parametrize("name", boards.names("board"))
def test_every_committed_board_is_sound_and_named_after_its_file(name):
    assert boards.load_board(name)["name"] == name


@pytest.mark.parametrize("name", boards.names("stage"))
def test_every_committed_stage_is_sound_and_named_after_its_file(name):
    assert boards.load_stage(name)["name"] == name


def test_the_boards_and_stages_of_the_first_release_are_there():
    assert {"rpi_pico", "esp32_devkit"} <= set(boards.names("board"))
    assert {"gentle", "standard"} <= set(boards.names("stage"))


def test_every_board_is_wired_to_a_front_end_that_exists():
    for name in boards.names("board"):
        wanted = boards.load_board(name)["front_end"]
        assert boards.load_front_end(wanted)["name"] == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_itself_a_sound_schema(kind):
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["additionalProperties"] is False


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case[0]}: {case[1]} = {case[2]!r:.20}")
def test_a_wrong_description_is_refused_with_its_file_its_key_and_what_would_be_right(
    case, tmp_path
):
    file, key, value, said = case
    assert said in refused(changed(file, key, value), tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"pins": 1, "pins": 2}', '"' + "\\", "[" * 100_000, "9" * 10_000],
    ids=["empty", "open", "list", "no key", "key twice", "text", "deep", "long number"],
)
def test_a_file_that_is_no_description_is_refused_in_one_line(text, tmp_path):
    refused(text, tmp_path)


def test_a_missing_file_a_folder_and_bytes_are_refused_in_one_line(tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "absent.json", tmp_path, tmp_path / "bytes.json"):
        with pytest.raises(BadInput, match=re.escape(str(path))):
            boards.check(path)


def test_an_unknown_name_is_refused_with_the_names_that_exist():
    for load, name in ((boards.load_board, "front_end"), (boards.load_stage, "fierce")):
        with pytest.raises(BadInput, match="is unknown; known: "):
            load(name)
    with pytest.raises(BadInput, match="is unknown; known: reference"):
        boards.load_front_end("other")


def test_hardware_that_a_stage_lacks_is_declared_as_null(tmp_path):
    data = json.loads((FOLDER / GENTLE).read_text(encoding="utf-8"))
    for key in ("hardware_latch", "heat_timer", "valve_timer", "relief"):
        data[key] = None
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(data))
    assert boards.load_stage(str(path))["relief"] is None


def test_no_stuck_select_line_can_hide_from_the_reference():
    """Shared select lines, s0 to s2, stuck at 0 or at 1, for the committed channel table."""
    mux = {name: tuple(place) for name, place in boards.load_front_end()["mux"].items()}
    for line in range(3):
        for level in (0, 1):
            assert board_rules.stuck_shows(mux, line, level), f"s{line} stuck at {level}"


def test_a_reference_beside_the_free_channel_is_refused(tmp_path):
    """[1, 6] is the free channel; at [1, 7] the reference would sit one select bit from it."""
    data = changed(FRONT, "mux.reference", [1, 7])
    data["mux"]["presence_right"] = [1, 0]
    assert "mux.reference: s0 stuck at " in refused(data, tmp_path)


def test_the_power_a_stage_declares_is_judged_at_the_exact_milliwatt(tmp_path):
    """12,600 mV on 42,400 mOhm less 5 % is 3,941.4 mW: 3,941 is too little, 3,942 is enough."""
    assert "at least 3942" in refused(changed(GENTLE, "heater_max_mw", 3941), tmp_path)
    path = tmp_path / "enough.json"
    path.write_text(json.dumps(changed(GENTLE, "heater_max_mw", 3942)))
    boards.check(path)


def test_a_valve_timer_leaves_room_for_the_longest_fill_and_the_shortest_vent(tmp_path):
    """30 s of fill and 10 of hold; 5 s of vent: just below and at, with 10 % of tolerance."""
    assert "at least 45" in refused(changed(GENTLE, "valve_timer.seconds", 44), tmp_path)
    assert "at most 4" in refused(changed(GENTLE, "valve_timer.rests_s", 5), tmp_path)
    path = tmp_path / "enough.json"
    path.write_text(json.dumps(changed(GENTLE, "valve_timer.seconds", 45)))
    boards.check(path)


@pytest.mark.parametrize("name", boards.names("board"))
def test_swapping_any_two_pins_of_a_board_is_either_sound_or_refused_in_words(name, tmp_path):
    board = boards.load_board(name)
    for one in board["pins"]:
        for other in board["pins"]:
            data = copy.deepcopy(board)
            data["pins"][one], data["pins"][other] = board["pins"][other], board["pins"][one]
            for fault in board_rules.board_faults(data):
                assert fault.startswith(("pins.", "shift_register.")), fault


def test_the_command_lists_boards_and_stages(capsys):
    assert main(["boards"]) == 0
    shown = capsys.readouterr().out
    for words in ("rpi_pico", "esp32_devkit", "gentle", "standard", "Raspberry Pi Pico"):
        assert words in shown


def test_the_command_lists_them_as_one_json_document(capsys):
    assert main(["boards", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {row["name"] for row in found["boards"]} >= {"rpi_pico", "esp32_devkit"}
    assert {row["name"] for row in found["stages"]} >= {"gentle", "standard"}


def test_the_command_ends_0_for_a_sound_file_and_2_for_a_wrong_one(tmp_path, capsys):
    assert main(["boards", "check", str(FOLDER / PICO), str(FOLDER / GENTLE)]) == 0
    assert main(["boards", "check", "--json", str(FOLDER / FRONT)]) == 0
    capsys.readouterr()
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(changed(PICO, "pins.pump_pwm", 2)))
    assert main(["boards", "check", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1 and str(path) in shown.err
