"""[sweep] and [matrix]: one file, many runs, each with a number and a name."""

import json

import pytest

from host_tools.errors import BadInput
from host_tools.load_all import load_part
from sim.scenarios.scenario import load, load_runs
from tests.outside import WALK, solekeeper, use_stub, write

SWEEP = WALK + '[sweep]\nkey = "plant.ambient_c"\n'
BY_ID = WALK.replace("[[at]]\nt_s = 10.0", '[[at]]\nid = "weld"\nt_s = 10.0')


def runs(tmp_path, text):
    return load_runs(write(tmp_path, text), load_part)


def rooms(made):
    return [run.spec["plant"]["ambient_c"] for run in made]


def test_a_sweep_over_values_is_a_run_for_each_in_their_order(tmp_path):
    made = runs(tmp_path, SWEEP + "values = [5, 35, 20.5]")
    assert rooms(made) == [5.0, 35.0, 20.5]
    assert [run.name for run in made] == [
        "a short walk 1: ambient_c 5",
        "a short walk 2: ambient_c 35",
        "a short walk 3: ambient_c 20.5",
    ]
    assert [run.stem for run in made] == [
        "walk_1_ambient_c_5",
        "walk_2_ambient_c_35",
        "walk_3_ambient_c_20.5",
    ]


def test_a_sweep_from_to_in_steps_has_both_ends_and_even_steps(tmp_path):
    made = runs(tmp_path, SWEEP + "from = 5\nto = 35\nsteps = 7")
    assert rooms(made) == [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0]
    down = runs(tmp_path, SWEEP + "from = 1.0\nto = 0.0\nsteps = 4")
    assert rooms(down) == [1.0, 0.666666667, 0.333333333, 0.0]


def test_whole_ends_give_whole_numbers_to_a_key_that_wants_them(tmp_path):
    text = WALK + '[sweep]\nkey = "scenario.seed"\nfrom = 1\nto = 5\nsteps = 5'
    assert [run.spec["seed"] for run in runs(tmp_path, text)] == [1, 2, 3, 4, 5]


def test_a_block_is_named_by_its_id(tmp_path):
    text = BY_ID + '[sweep]\nkey = "at.weld.where"\nvalues = ["left", "right"]'
    made = runs(tmp_path, text)
    assert [run.spec["at"][3]["where"] for run in made] == ["left", "right"]
    assert made[1].stem == "walk_2_weld_where_right"


def test_a_matrix_is_every_combination_and_the_last_key_turns_fastest(tmp_path):
    text = BY_ID + '[matrix]\n"scenario.board" = ["rpi_pico", "esp32_devkit"]\n'
    text += "at.weld.t_s = [9.0, 10.0, 11.0]\n"
    made = runs(tmp_path, text)
    pairs = [(run.spec["board"]["name"], run.spec["at"][3]["t_us"]) for run in made]
    assert pairs == [
        (board, t_us)
        for board in ("rpi_pico", "esp32_devkit")
        for t_us in (9_000_000, 10_000_000, 11_000_000)
    ]
    assert made[3].name == "a short walk 4: board esp32_devkit, weld t_s 9"


def test_numbers_are_as_wide_as_the_last_one(tmp_path):
    made = runs(tmp_path, SWEEP + "from = 1\nto = 12\nsteps = 12")
    assert made[0].stem == "walk_01_ambient_c_1" and made[11].stem == "walk_12_ambient_c_12"


def test_stems_are_all_different_and_fit_for_a_folder(tmp_path):
    text = WALK + '[sweep]\nkey = "scenario.name"\n'
    with pytest.raises(BadInput, match="names no value"):
        runs(tmp_path, text + 'values = ["a"]')
    host = WALK.replace('press = "start"', 'host = "x"\nid = "say"')
    text = host + '[sweep]\nkey = "at.say.host"\nvalues = ["../a/b", "../a:b", "ü"]'
    stems = [run.stem for run in runs(tmp_path, text)]
    assert len(set(stems)) == 3
    assert all("/" not in stem and " " not in stem and stem.isascii() for stem in stems)


def test_a_swept_file_gets_a_folder_for_each_run_and_one_junit(tmp_path, monkeypatch):
    use_stub(monkeypatch)
    from sim.reports import report

    monkeypatch.setattr(report, "page", lambda *given: "")
    monkeypatch.setattr(report, "picture_of_session", lambda *given: "")
    path = write(tmp_path, SWEEP + "values = [5, 35]")
    done = solekeeper("sim", path, "--json", "--out", tmp_path / "out")
    assert done.code == 0 and len(json.loads(done.out)) == 2
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "junit.xml", "walk_1_ambient_c_5", "walk_2_ambient_c_35",
    ]  # fmt: skip


# what is appended to WALK, words the line must hold
BAD = (
    ("[sweep]\nvalues = [1]", ("sweep.key: missing",)),
    ('[sweep]\nkey = "plant.ambient_c"', ("sweep.from: missing", "values")),
    ('[sweep]\nkey = "plant.ambient_c"\nvalues = []', ("sweep.values", "at least one")),
    ('[sweep]\nkey = "plant.ambient_c"\nvalues = 3', ("sweep.values", "not a list")),
    ('[sweep]\nkey = "plant.ambient_c"\nvalues = [[1]]', ("sweep.values: a list is neither",)),
    ('[sweep]\nkey = "plant.ambient_c"\nvalue = [1]', ('did you mean "values"',)),
    ('[sweep]\nkey = "plant.ambient_c"\nvalues = [1]\nsteps = 3', ("sweep.steps: stands beside",)),
    ('[sweep]\nkey = "plant.ambient_c"\nfrom = 1\nto = 2', ("sweep.steps: missing",)),
    ('[sweep]\nkey = "plant.ambient_c"\nfrom = 1\nto = 2\nsteps = 1', ("sweep.steps: 1 is out",)),
    ('[sweep]\nkey = "plant.ambient_c"\nfrom = nan\nto = 2\nsteps = 3', ("sweep.from: nan",)),
    ('[sweep]\nkey = "ambient_c"\nvalues = [1]', ("sweep.key", "names no value", "plant.KEY")),
    ('[sweep]\nkey = "at.weld.t_s"\nvalues = [1]', ("sweep.key", "no [[at]]", "id =")),
    (
        '[sweep]\nkey = "plant.ambient_c"\nvalues = [20, 99]',
        ("plant.ambient_c: 99 is out of range", "(from sweep.values[1])"),
    ),
    (
        '[sweep]\nkey = "plant.ambiet_c"\nvalues = [20]',
        ("plant.ambiet_c: unknown key", 'did you mean "ambient_c"', "sweep.values[0]"),
    ),
    ("[matrix]", ("matrix: is empty",)),
    ("[matrix]\nplant.ambient_c = 3", ("matrix.plant.ambient_c", "not a list")),
    ("[matrix]\nplant.ambient_c = [99]", ("plant.ambient_c: 99", "matrix.plant.ambient_c[0]")),
    ("[matrix]\nfoo = [1]", ("matrix.foo", "names no value")),
    (
        "[matrix]\nscenario.seed = [1]\n[sweep]\nkey = 'scenario.seed'\nvalues = [1]",
        ("sweep: stands beside [matrix]",),
    ),
    (
        f"[matrix]\nscenario.seed = {list(range(40))}\nplant.ambient_c = {list(range(26))}",
        ("matrix: makes 1040 runs; at most 1000",),
    ),
    ("[[sweep]]", ("sweep", "not a table")),
)


@pytest.mark.parametrize("text, words", BAD, ids=lambda value: str(value)[:60])
def test_a_mistake_is_one_line_that_names_file_and_key(tmp_path, text, words):
    path = write(tmp_path, WALK + text)
    with pytest.raises(BadInput) as caught:
        load_runs(path, load_part)
    line = str(caught.value)
    assert line.startswith(f"{path}: ") and "\n" not in line
    for word in words:
        assert word in line, line


def test_where_one_run_is_asked_a_sweep_is_refused(tmp_path):
    path = write(tmp_path, SWEEP + "values = [1, 2]")
    with pytest.raises(BadInput, match="2 runs; one scenario"):
        load(path, load_part)
