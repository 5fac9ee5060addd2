"""Every mistake in a scenario is one line that names file, key and what would be right."""

import pytest

from host_tools.errors import BadInput
from host_tools.load_all import load_part
from sim.faults import FAULTS
from sim.scenarios.scenario import load
from tests.outside import NO_FAULT, WALK, poorer_stage, write

AT = "[[at]]\nt_s = 20.0\n"
EXPECT = "[[expect]]\n"
TRIP = 'trip = "heater_on_unasked"\nafter_s = 10.0\nwithin_s = 0.2'
HEAT = 'press = "heat"'
FAULT = 'fault = "heater_stuck_on"\nwhere = "left"'
AMBIENT = "ambient_c = 23.0"

# (what is wrong, text replaced in WALK, by what; "" appends), words the line must hold
BAD = (
    # unknown keys, anywhere
    ("[plant]", "[plants]", ("plants: unknown key", 'did you mean "plant"')),
    ("duration_s = 30", "duration_s = 30\nduratoin = 3", ("scenario.duratoin", "duration_s")),
    (AMBIENT, "ambiet_c = 23.0", ("plant.ambiet_c", 'did you mean "ambient_c"')),
    (HEAT, HEAT + "\nholdms = 80", ("at[0].holdms", 'did you mean "hold_ms"', "line 10")),
    ("below = 41.0", "lower = 41.0", ("expect[1].lower", 'did you mean "below"')),
    # missing
    ("[scenario]", "[plan]", ("plan: unknown key",)),
    ("duration_s = 30", "", ("scenario.duration_s: missing", "seconds")),
    ("t_s = 1.0", "", ("at[0].t_s: missing",)),
    ('where = "left"', "", ("at[3].where: missing", "left right")),
    (HEAT, "", ("at[0]: no action", "press release feet fault host power")),
    ("below = 41.0", "", ("expect[1]: no bound", "below above equals")),
    ('session = "tripped"', "", ("expect[2]: nothing expected", "trip plant session")),
    # wrong types
    ("duration_s = 30", 'duration_s = "30"', ("duration_s", '"30" is not a number')),
    ("duration_s = 30", "duration_s = true", ("duration_s: true is not a number",)),
    ("t_s = 2", "t_s = true", ("at[1].t_s: true is not a number",)),
    ("t_s = 2", "t_s = [2]", ("at[1].t_s: a list is not a number",)),
    ("t_s = 2", "t_s = 2026-01-01", ("at[1].t_s: a date is not a number",)),
    ("duration_s = 30", "duration_s = 30\nseed = 1.0", ("seed: 1.0 is not a whole number",)),
    ("duration_s = 30", "duration_s = 30\nseed = -1", ("seed: -1 is out of range",)),
    ('name = "a short walk"', "name = 3", ("scenario.name: 3 is not text",)),
    ("duration_s = 30", 'duration_s = 30\nboard = ""', ("scenario.board", "one line")),
    ('name = "a short walk"', 'name = "a\\nb"', ("scenario.name", "one line")),
    ("[plant]", '[plant]\ncovered = "yes"', ("plant.covered", "neither true nor false")),
    ("[plant]", "[plant]\ncovered = 1", ("plant.covered: 1 is neither true nor false",)),
    (HEAT, HEAT + "\nhold_ms = 80.0", ("hold_ms: 80.0 is not a whole number",)),
    (HEAT, "press = 3", ("at[0].press: 3 is not a button",)),
    ("below = 41.0", 'below = "41"', ('expect[1].below: "41" is not a number',)),
    ("[[at]]\nt_s = 5.0\nfeet", "[at]\nt_s = 5.0\nfeet", ("not TOML",)),
    # not numbers a machine can live with
    (AMBIENT, "ambient_c = nan", ("plant.ambient_c: nan is not a finite number",)),
    (AMBIENT, "ambient_c = -inf", ("plant.ambient_c: -inf is not a finite number",)),
    ("t_s = 5.0", "t_s = nan", ("at[2].t_s: nan is not a finite number", "0 to 30")),
    ("below = 41.0", "below = inf", ("expect[1].below: inf is not a finite number",)),
    # out of range
    (AMBIENT, "ambient_c = 99", ("plant.ambient_c: 99 is out of range", "-10 to 50 °C")),
    (AMBIENT, "contact_area_m2 = 0", ("plant.contact_area_m2: 0 is out of range",)),
    (AMBIENT, "contact_w_m2k = 9000", ("plant.contact_w_m2k: 9000 is out of range",)),
    (AMBIENT, "perfusion = -0.1", ("plant.perfusion: -0.1 is out of range",)),
    ("duration_s = 30", "duration_s = 0", ("duration_s: 0 is out of range",)),
    ("duration_s = 30", "duration_s = 1e9", ("duration_s: 1000000000.0 is out of range", "86400")),
    ("t_s = 5.0", "t_s = -1", ("at[2].t_s: -1 is out of range",)),
    ("t_s = 5.0", "t_s = 30.1", ("at[2].t_s: 30.1 is out of range", "the duration")),
    ("after_s = 10.0", "after_s = 31", ("expect[0].after_s: 31 is out of range",)),
    ("within_s = 0.2", "within_s = 20.5", ("expect[0].within_s: 20.5 is out of range", "20 s")),
    (HEAT, HEAT + "\nhold_ms = 0", ("at[0].hold_ms: 0 is out of range", "-1: until release")),
    (HEAT, HEAT + "\nhold_ms = 29500", ("at[0].hold_ms", "beyond the end at 30 s")),
    (FAULT, FAULT + "\nfor_s = 20.5", ("at[3].for_s", "beyond the end at 30 s")),
    (FAULT, FAULT + "\nfor_s = 0", ("at[3].for_s: 0 is out of range",)),
    (FAULT, 'fault = "brownout"\nvalue = 0', ("at[3].value: 0 is out of range", "ms")),
    # words that do not exist
    ('"standard"\nprofile', '"strong"\nprofile', ("scenario.stage", "strong", "gentle, standard")),
    ('stage = "standard"', 'board = "rpi_pica"', ("scenario.board", "rpi_pica", "rpi_pico")),
    ('profile = "standard"', 'profile = "std"', ("scenario.profile", "neuropathy standard")),
    ('"warm feet"', '"warm feat"', ('"warm feat" is not a program', 'did you mean "warm feet"')),
    ('"warm feet"', '"warm feat"', ('"gentle start" "warm feet" circulation',)),
    ("[plant]", '[plant]\nfeet = "two"', ("plant.feet", "both left right none")),
    (
        HEAT,
        'press = "hat"',
        ('at[0].press: "hat" is not a button', "start program up down heat air"),
    ),
    ('feet = "both"', 'feet = "some"', ("at[2].feet", "both left right none")),
    (HEAT, 'power = "of"', ("at[0].power", "off on")),
    ("heater_stuck_on", "heater_stuck", ("at[3].fault", 'did you mean "heater_stuck_on"')),
    ("heater_stuck_on", "gremlins", ("at[3].fault", "--list-faults")),
    ('where = "left"', 'where = "lift"', ("at[3].where", 'did you mean "left"')),
    ("heater_on_unasked", "heater_unasked", ("expect[0].trip", "heater_on_unasked")),
    ("left.peak_skin_c", "left.skin", ("expect[1].plant", "left.peak_skin_c")),
    (
        'session = "tripped"',
        'session = "over"',
        ("expect[2].session", "completed stopped tripped"),
    ),
    # not yet
    (
        "duration_s = 30",
        'duration_s = 30\nplan = "my.json"',
        ("scenario.plan", "not yet", "unlocked"),
    ),
    # sense
    (HEAT, HEAT + '\nrelease = "heat"', ("at[0]: two actions (press and release)",)),
    (HEAT, HEAT + '\nwhere = "left"', ("at[0].where: goes with fault or contact_w_m2k only",)),
    ('feet = "both"', 'feet = "both"\nhold_ms = 5', ("at[2].hold_ms: goes with press only",)),
    (FAULT, FAULT + "\nvalue = 3", ("at[3].value", "takes none")),
    (FAULT, 'fault = "cpu_hang"\nwhere = "left"', ("at[3].where", "has no place")),
    (FAULT, 'fault = "brownout"\nfor_s = 1', ("at[3].for_s", "one instant")),
    (FAULT, 'fault = "slow_exception"\nfor_s = 1', ("at[3].for_s", "one instant")),
    (FAULT, 'fault = "adc_stuck"\nwhere = "adc0"\nvalue = 4096', ("out of range", "-1 to 4095")),
    (FAULT, 'fault = "adc_stuck"\nwhere = "adc2"', ("at[3].where", 'did you mean "adc')),
    (FAULT, 'fault = "mux_stuck"\nwhere = "s0"\nvalue = 0.5', ("at[3].value", "whole number")),
    (FAULT, 'fault = "bit_flip"\nwhere = "pump"\nvalue = 30', ("at[3].value", "0 to 29 bit")),
    (FAULT, 'fault = "bit_flip"\nwhere = "limit"', ("at[3].where", "contact_cap_mc", "heat_left")),
    (FAULT, 'fault = "clock_scale"\nvalue = 3', ("at[3].value", "0.5 to 2 factor")),
    (FAULT, 'fault = "ntc_noise"\nwhere = "left"\nvalue = -1', ("at[3].value", "degC rms")),
    (TRIP, TRIP + "\nbelow = 3", ("expect[0].below: goes with plant only",)),
    (TRIP, TRIP + '\nsession = "cut"', ("expect[0]: trip and session at once",)),
    ("below = 41.0", "below = 41.0\nabove = 3", ("expect[1]: below and above at once",)),
    ("", AT + 'release = "heat"', ('at[4].release: "heat" is not held',)),
    ("", AT + HEAT + "\nhold_ms = -1\n" + AT + HEAT, ('at[5].press: "heat" is still held',)),
    (HEAT, HEAT + "\nhold_ms = 25000\n" + AT + HEAT, ("is still held at 20 s",)),
    ("", AT + 'power = "on"', ("at[4].power", "already on")),
    ("", AT + 'power = "off"\n' + AT + 'power = "off"', ("at[5].power", "already off")),
    (HEAT, HEAT + "\nfor_s = 1", ("at[0].for_s: goes with fault or feet or power only",)),
    (HEAT, 'power = "on"\nfor_s = 1', ("at[0].for_s", 'power = "off" alone')),
    (HEAT, 'feet = "left"\nfor_s = 29.5', ("at[0].for_s", "beyond the end")),
    (HEAT, "contact_w_m2k = 900", ("at[0].contact_w_m2k: 900 is out of range", "W/m²K")),
    (HEAT, 'contact_w_m2k = 90\nwhere = "feet"', ("at[0].where", "not a side", "left right")),
    (HEAT, "room_warmer_c = 21", ("at[0].room_warmer_c", "-20 to 20 °C than the room was")),
    (HEAT, "supply_v = 31", ("at[0].supply_v: 31 is out of range", "0 to 30 V")),
    (HEAT, "warmer_c = 2", ("at[0].warmer_c: unknown key", "room_warmer_c")),
    (
        "[plant]",
        "[plant]\nroller_foot_a = 0.6",
        ("plant.roller_foot_a: 0.6", "0.1 to 0.5 A"),
    ),
    ("[plant]", "[plant]\nroler_foot_a = 0.2", ("plant.roler_foot_a", 'mean "roller_foot_a"')),
    ("[plant]", "[plant]\nfeet_warmer_c = 9", ("plant.feet_warmer_c: 9 is out of range",)),
    ("[plant]", "[plant]\nntc_percent = -1", ("plant.ntc_percent: -1 is out of range",)),
    (HEAT, 'host = ""', ("at[0].host", "one line")),
    # not even a document
    ("[scenario]", "[scenario", ("not TOML",)),
    ("[plant]", "[plant]\n[plant]", ("not TOML",)),
)


def refusal(path, **options) -> str:
    with pytest.raises(BadInput) as caught:
        load(path, load_part, **options)
    return str(caught.value)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[2][0])
def test_a_mistake_is_one_line_that_names_file_key_and_what_would_be_right(tmp_path, case):
    old, new, words = case
    assert old in WALK
    text = WALK.replace(old, new, 1) if old else WALK + new
    path = write(tmp_path, text)
    line = refusal(path)
    assert line.startswith(f"{path}: ") and "\n" not in line
    for word in words:
        assert word in line, line


def test_the_walk_the_mistakes_are_made_in_is_itself_right(tmp_path):
    assert load(write(tmp_path, WALK), load_part).name == "a short walk"


def test_counting_from_a_fault_that_nobody_injects_is_refused(tmp_path):
    text = NO_FAULT.replace("left.peak_skin_c", "heater_off_after_s")
    assert "expect[1].plant" in refusal(write(tmp_path, text))
    assert "no [[at]] injects one" in refusal(write(tmp_path, text))


def test_a_table_with_one_bracket_too_few_is_told_how_many(tmp_path):
    text = NO_FAULT[: NO_FAULT.index("[[at]]")] + "[at]\nt_s = 1.0\n"
    assert "write [[at]] with two brackets" in refusal(write(tmp_path, text))


def test_a_value_where_a_table_belongs_is_refused(tmp_path):
    text = "plant = 3\n" + NO_FAULT.replace("[plant]\nambient_c = 23.0\n", "")
    assert "plant: 3 is not a table" in refusal(write(tmp_path, text))


# fault line, what the stage has not, word of the complaint
LACKS = (
    ('fault = "pump_stuck_on"', {"air": False, "relief": None}, "air"),
    ('fault = "valve_stuck_on"\nwhere = "left"', {"air": False, "relief": None}, "air"),
    ('fault = "roller_jam"\nwhere = "left"', {"rollers": False}, "rollers"),
    ('fault = "ntc_open"\nwhere = "left.latch"', {"hardware_latch": None}, "hardware latch"),
    ('fault = "ntc_open"\nwhere = "left.all"', {"hardware_latch": None}, "hardware latch"),
)


@pytest.mark.parametrize("fault, changes, word", LACKS)
def test_a_fault_on_a_part_the_stage_lacks_is_refused(tmp_path, fault, changes, word):
    stage = poorer_stage(tmp_path, **changes)
    path = write(tmp_path, WALK.replace(FAULT, fault))
    load(path, load_part)
    line = refusal(path, stage=str(stage))
    assert "at[3]" in line and f"needs {word}" in line.replace("needs a ", "needs "), line
    assert "stage poor has not" in line


def test_a_fault_that_cannot_be_played_is_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(FAULTS["heater_leak"], "begin", None)
    line = refusal(write(tmp_path, WALK.replace("heater_stuck_on", "heater_leak")))
    assert "at[3].fault" in line and "not yet" in line and "ntc_open" in line


def test_a_file_that_is_not_there_not_text_or_a_folder_is_one_line(tmp_path):
    missing = tmp_path / "missing.toml"
    assert "No such file" in refusal(missing) and str(missing) in refusal(missing)
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[scenario]\nname = "Füße"'.encode("latin-1"))
    assert "not UTF-8" in refusal(latin)
    assert "a scenario file" in refusal(tmp_path)
    deep = write(tmp_path, "a = " + "[" * 9000 + "]" * 9000)
    assert "not TOML" in refusal(deep)


def test_the_command_lines_own_board_is_blamed_on_the_command_line(tmp_path):
    line = refusal(write(tmp_path, WALK), board="nine")
    assert line.startswith("--board: ") and "nine" in line
