"""include: what lies over what, and how a mistake in a part is told."""

import pytest

from host_tools.errors import BadInput
from host_tools.load_all import load_all, load_part
from sim.scenarios.document import read
from sim.scenarios.scenario import load
from sim.scenarios.write import toml_of
from tests.outside import solekeeper, use_stub, write

BASE = """
[scenario]
name = "the base"
stage = "standard"
profile = "standard"
duration_s = 20
[plant]
ambient_c = 18.0
supply_v = 11.0
[[at]]
id = "start"
t_s = 2.0
press = "start"
[[at]]
t_s = 5.0
feet = "both"
[[expect]]
id = "skin"
plant = "left.peak_skin_c"
below = 41.0
"""


@pytest.fixture
def made(tmp_path):
    """Text of a file that includes base.toml -> its Scenario."""
    write(tmp_path, BASE, "base.toml")

    def make(text, name="top.toml"):
        return load(write(tmp_path, text, name), load_part)

    return make


def test_a_file_that_only_includes_is_the_base_under_its_own_name(made):
    scenario = made('include = "base.toml"')
    assert scenario.name == "top"
    assert scenario.spec["stage"]["name"] == "standard" and scenario.spec["duration_ms"] == 20_000
    assert [action["do"] for action in scenario.spec["at"]] == ["press", "feet"]
    assert len(scenario.expectations) == 1


def test_tables_are_laid_over_key_by_key_and_the_including_file_wins(made):
    scenario = made('include = "base.toml"\n[scenario]\nduration_s = 30\n[plant]\nambient_c = 5')
    assert scenario.spec["duration_ms"] == 30_000
    assert scenario.spec["profile"] == "standard"
    assert (scenario.spec["plant"]["ambient_c"], scenario.spec["plant"]["supply_v"]) == (5.0, 11.0)


def test_of_several_includes_the_later_one_wins(made, tmp_path):
    write(tmp_path, "[plant]\nambient_c = 30\n[[at]]\nt_s = 9\npress = 'up'", "warm.toml")
    scenario = made('include = ["base.toml", "warm.toml"]')
    assert scenario.spec["plant"]["ambient_c"] == 30.0
    assert [action["t_us"] for action in scenario.spec["at"]] == [2_000_000, 5_000_000, 9_000_000]
    assert made('include = ["warm.toml", "base.toml"]').spec["plant"]["ambient_c"] == 18.0


def test_blocks_are_added_after_those_of_the_base(made):
    at = made('include = "base.toml"\n[[at]]\nt_s = 5.0\nfeet = "left"').spec["at"]
    assert [action.get("feet") for action in at] == [None, "both", "left"]


def test_a_block_with_the_id_of_an_earlier_one_takes_its_place_whole(made):
    scenario = made(
        'include = "base.toml"\n[[at]]\nid = "start"\nt_s = 3.0\npress = "up"\nhold_ms = 5\n'
        '[[expect]]\nid = "skin"\nsession = "completed"'
    )
    first = {"t_us": 3_000_000, "do": "press", "button": "up", "hold_ms": 5}
    assert scenario.spec["at"][0] == first and len(scenario.spec["at"]) == 2
    assert scenario.expectations == [{"kind": "session", "ended": "completed"}]


def test_drop_takes_a_block_of_the_base_away(made):
    scenario = made('include = "base.toml"\n[[expect]]\nid = "skin"\ndrop = true')
    assert scenario.expectations == []


def test_includes_nest_and_paths_count_from_the_including_file(made, tmp_path):
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", 'include = "../base.toml"\n[plant]\nsupply_v = 13', "mid.toml")
    scenario = made('include = "deep/mid.toml"\n[plant]\nambient_c = 9')
    plant = scenario.spec["plant"]
    assert (plant["supply_v"], plant["ambient_c"]) == (13.0, 9.0)


def test_a_scenario_put_together_and_written_out_is_the_same_run(made, tmp_path):
    scenario = made('include = "base.toml"\n[[at]]\nt_s = 1.25\nhost = "say \\"hello\\" \\\\ ü"')
    path = write(tmp_path, toml_of(read(scenario.path), "a remark"), "top_again.toml")
    again = load(path, load_part)
    assert again.spec == {**scenario.spec, "name": "top_again"}


# text of the including file, words of the line; the first word begins it
BAD = (
    ('include = "bass.toml"', ("top.toml: include: ", "bass.toml", "No such file")),
    ("include = 3", ("top.toml: include: 3 is neither",)),
    ('include = [""]', ("top.toml: include: ",)),
    ('include = "top.toml"', ("top.toml: include: ", "includes itself")),
    ('include = "round.toml"', ("round.toml: include: ", "includes itself")),
    ('include = "swept.toml"', ("top.toml: include: ", "swept.toml has a [sweep]")),
    ('include = "wrong.toml"', ("wrong.toml: plant.ambiet_c: unknown key", "ambient_c")),
    ('include = "base.toml"\n[plant]\nambient_c = 99', ("top.toml: plant.ambient_c: 99",)),
    ('include = "base.toml"\n[[at]]\nt_s = 3\npress = "hat"', ("top.toml: at[0].press", "line 2")),
    ('include = "base.toml"\n[[at]]\nid = "a b"\nt_s = 3', ("top.toml: at[0].id", "one word")),
    ('include = "base.toml"\n[[at]]\nid = 3\nt_s = 3', ("top.toml: at[0].id", "not text")),
    ('include = "base.toml"\n[[at]]\nid = "x"\ndrop = true', ("top.toml: at[0].drop", '"x"')),
    ('include = "base.toml"\n[[at]]\ndrop = true', ("top.toml: at[0].drop", "goes with id")),
    (
        'include = "base.toml"\n[[at]]\nid = "start"\ndrop = false',
        ("top.toml: at[0].drop", "drop = true"),
    ),
    (
        'include = "base.toml"\n[[at]]\nid = "start"\ndrop = true\nt_s = 3',
        ("top.toml: at[0].t_s: unknown key",),
    ),
    (
        'include = "base.toml"\n' + '[[at]]\nid = "x"\nt_s = 3\npress = "up"\n' * 2,
        ("top.toml: at[1].id", "twice"),
    ),
)


@pytest.mark.parametrize("text, words", BAD, ids=lambda value: str(value)[:50])
def test_a_mistake_names_the_file_it_stands_in(made, tmp_path, text, words):
    write(tmp_path, 'include = "top.toml"', "round.toml")
    write(tmp_path, '[sweep]\nkey = "plant.ambient_c"\nvalues = [1]', "swept.toml")
    write(tmp_path, "[scenario]\nduration_s = 3\n[plant]\nambiet_c = 3", "wrong.toml")
    with pytest.raises(BadInput) as caught:
        made(text)
    line = str(caught.value)
    assert line.startswith(str(tmp_path / words[0].split(":")[0])) and "\n" not in line
    for word in words:
        assert word in line, line


def test_opening_a_folder_leaves_out_parts_whose_name_begins_with_an_underscore(tmp_path):
    (tmp_path / "_parts").mkdir()
    write(tmp_path / "_parts", BASE, "base.toml")
    write(tmp_path, BASE, "_other.toml")
    write(tmp_path, 'include = "_parts/base.toml"', "top.toml")
    loaded, _ = load_all([str(tmp_path)], None, None, None)
    assert [each.stem for each in loaded] == ["top"]
    assert load_all([str(tmp_path / "_other.toml")], None, None, None)[0][0].stem == "_other"


def test_an_included_scenario_runs(tmp_path, monkeypatch):
    use_stub(monkeypatch)
    write(tmp_path, BASE, "base.toml")
    done = solekeeper("sim", write(tmp_path, 'include = "base.toml"', "top.toml"))
    assert done.code == 0 and done.out.startswith("top: completed")
