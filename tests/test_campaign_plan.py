"""A run is a pure function of file, seed and number; every mistake in a campaign is one line."""

import json
import pickle

import pytest

from host_tools.errors import BadInput
from host_tools.load_all import load_part_once
from sim.campaigns.dice import Dice
from sim.campaigns.read import read_campaign
from sim.scenarios.scenario import load
from sim.scenarios.write import toml_of
from tests.campaign_bench import BASE, CAMPAIGN, put


def campaign(tmp_path, text=CAMPAIGN, base=BASE, seed=None):
    return read_campaign(put(tmp_path, text, base), load_part_once, seed, None)


def specs(made, runs=range(1, 40)):
    return [made.scenario(run)[0].spec for run in runs]


def test_the_same_file_seed_and_number_give_the_same_run_in_any_order(tmp_path):
    one = specs(campaign(tmp_path))
    other = campaign(tmp_path)
    backwards = [other.scenario(run)[0].spec for run in range(39, 0, -1)]
    assert backwards[::-1] == one


def test_another_number_and_another_seed_are_other_runs(tmp_path):
    one, other = campaign(tmp_path), campaign(tmp_path, seed=2)
    rooms = [spec["plant"]["ambient_c"] for spec in specs(one) + specs(other)]
    assert len(set(rooms)) == len(rooms)
    noises = [spec["seed"] for spec in specs(one)]
    assert len(set(noises)) == len(noises)


def test_a_campaign_that_travelled_to_another_process_draws_the_same(tmp_path):
    made = campaign(tmp_path)
    assert specs(pickle.loads(pickle.dumps(made))) == specs(made)


def test_a_new_line_in_a_campaign_leaves_the_other_draws_as_they_were(tmp_path):
    before = specs(campaign(tmp_path))
    more = CAMPAIGN.replace("[draw]", "[draw]\nplant.perfusion = { uniform = [0, 1] }")
    after = specs(campaign(tmp_path, more))
    assert [spec["at"] for spec in after] == [spec["at"] for spec in before]
    rooms = [[spec["plant"]["ambient_c"] for spec in each] for each in (before, after)]
    assert rooms[0] == rooms[1]
    assert len({spec["plant"]["perfusion"] for spec in after}) > 30


def test_a_run_written_out_as_a_scenario_file_is_the_same_run(tmp_path):
    made = campaign(tmp_path)
    for run in range(1, 30):
        scenario, document = made.scenario(run)
        path = tmp_path / "again.toml"
        path.write_text(toml_of(document, "remark"), encoding="utf-8")
        again = load(path, load_part_once)
        assert again.spec == scenario.spec and again.expectations == scenario.expectations


def test_draws_stay_within_their_ends_and_reach_for_them(tmp_path):
    rooms = [spec["plant"]["ambient_c"] for spec in specs(campaign(tmp_path), range(1, 300))]
    assert 15.0 <= min(rooms) < 15.5 and 24.5 < max(rooms) <= 25.0
    assert 19.0 < sum(rooms) / len(rooms) < 21.0


def test_chance_is_how_often_and_any_is_every_fault_at_every_place(tmp_path):
    faults = [
        (action["fault"], action["where"])
        for spec in specs(campaign(tmp_path), range(1, 600))
        for action in spec["at"]
        if action["do"] == "fault"
    ]
    assert 0.63 < len(faults) / 599 < 0.77
    assert {"left", "right"} <= {where for name, where in faults if name == "heater_stuck_on"}
    assert len({name for name, _ in faults}) >= 14


def test_a_place_that_needs_a_latch_is_not_drawn_where_there_is_none(tmp_path):
    text = CAMPAIGN.replace('fault = "any"', 'fault = "ntc_open"')
    made = campaign(tmp_path, text)
    stage = {**load_part_once("stage", "standard"), "hardware_latch": None}
    (maybe,) = made.maybes
    blocks = [block for run in range(200) for block in maybe.blocks(Dice(1, run), stage, 12.0)]
    places = {block.table["where"] for block in blocks}
    assert "left.a" in places and "left.latch" not in places and "left.all" not in places


def test_a_length_beyond_the_end_means_it_stays(tmp_path):
    text = CAMPAIGN.replace("[[expect]]", "for_s = 30\n[[expect]]")
    ends = [a["for_us"] for s in specs(campaign(tmp_path, text)) for a in s["at"] if "for_us" in a]
    assert ends and set(ends) == {None}


def test_a_claim_that_counts_from_a_fault_waits_for_a_run_that_has_one(tmp_path):
    text = CAMPAIGN.replace('"left.peak_skin_c"', '"heater_off_after_s"')
    made = campaign(tmp_path, text)
    for run in range(1, 30):
        scenario, _ = made.scenario(run)
        faulty = any(action["do"] == "fault" for action in scenario.spec["at"])
        assert len(scenario.expectations) == faulty


def test_presses_that_fall_on_each_other_are_drawn_again(tmp_path):
    text = CAMPAIGN + '[[maybe]]\nchance = 1\npress = "up"\nhold_ms = 500\ntimes = 3\n'
    made = campaign(tmp_path, text + "t_s = { uniform = [5, 9.9] }\n")
    for spec in specs(made):
        ups = [action["t_us"] for action in spec["at"] if action.get("button") == "up"]
        assert len(ups) == 3 and ups[0] + 500_000 <= ups[1] and ups[1] + 500_000 <= ups[2]


def test_every_distribution_gives_what_it_says(tmp_path):
    lines = """
plant.ambient_c = { normal = [20, 5], within = [18, 30] }
plant.contact_w_m2k = { log_uniform = [10, 400] }
plant.covered = { chance = 0.25 }
plant.feet = { choice = ["both", "none"], weights = [3, 1] }
scenario.seed = { whole = [5, 7] }
plant.supply_v = 11
"""
    text = CAMPAIGN.replace("plant.ambient_c = { uniform = [15, 25] }", lines)
    made = specs(campaign(tmp_path, text), range(1, 401))
    plants = [spec["plant"] for spec in made]
    rooms = [plant["ambient_c"] for plant in plants]
    assert 18 <= min(rooms) and max(rooms) <= 30 and sum(room < 22 for room in rooms) > 160
    low = sum(plant["contact_w_m2k"] < 63.3 for plant in plants)  # the middle of 10 and 400
    assert 160 < low < 240
    assert 70 < sum(plant["covered"] for plant in plants) < 130
    assert 250 < sum(plant["feet"] == "both" for plant in plants) < 350
    assert {spec["seed"] for spec in made} == {5, 6, 7}
    assert {plant["supply_v"] for plant in plants} == {11.0}


def test_several_bases_are_drawn_like_anything_else(tmp_path):
    (tmp_path / "gentle.toml").write_text(
        BASE.replace('"standard"', '"gentle"', 1).replace('"standard"', '"neuropathy"')
    )
    text = CAMPAIGN.replace('"base.toml"', '{ choice = ["base.toml", "gentle.toml"] }')
    stages = [spec["stage"]["name"] for spec in specs(campaign(tmp_path, text))]
    assert {"standard", "gentle"} == set(stages)


# what is replaced in CAMPAIGN ("" appends), by what, words the line must hold
BAD = (
    ("[draw]", "[drew]", ("drew: unknown key", 'did you mean "draw"')),
    ('base = "base.toml"', "", ("campaign.base: missing",)),
    ('"base.toml"', '"bass.toml"', ("campaign.base", "bass.toml", "no such file")),
    ('"base.toml"', "3", ("campaign.base", "not a file name")),
    ("[campaign]", "[campaign]\nrun = 3", ("campaign.run", 'did you mean "runs"')),
    ("[campaign]", "[campaign]\nruns = 0", ("campaign.runs: 0 is out of range",)),
    ("plant.ambient_c", "plant.ambiet_c", ("plant.ambiet_c", 'did you mean "ambient_c"')),
    ("plant.ambient_c", "ambient_c", ("draw.ambient_c", "names no value")),
    ("at.feet.t_s", "at.foot.t_s", ("draw.at.foot.t_s", "base.toml", "one of heat start feet")),
    ("at.feet.t_s", "expect.skin.below", ("draw.expect.skin.below", "does not vary")),
    ("uniform = [15, 25]", "uniform = [15, 99]", ("plant.ambient_c: 99", "out of range")),
    ("uniform = [15, 25]", "uniform = [25, 15]", ("ambient_c.uniform: 25 is above 15",)),
    ("uniform = [15, 25]", "uniform = [15]", ("ambient_c.uniform", "not a pair")),
    ("uniform = [15, 25]", "uniform = [nan, 1]", ("ambient_c.uniform: nan",)),
    ("{ uniform = [15, 25] }", "[15, 25]", ("draw.plant.ambient_c: is a list", "choice")),
    ("{ uniform = [15, 25] }", "{}", ("ambient_c: no distribution", "uniform log_uniform")),
    ("uniform = [15, 25]", "uniform = [1, 2], chance = 1", ("uniform and chance at once",)),
    ("uniform = [15, 25]", "uniform = [1, 2], within = [1, 2]", ("ambient_c.within: unknown",)),
    ("uniform = [15, 25]", "log_uniform = [0, 2]", ("log_uniform: 0 has no logarithm",)),
    ("uniform = [15, 25]", "normal = [20, 0], within = [1, 2]", ("normal", "above 0")),
    ("uniform = [15, 25]", "normal = [20, 1]", ("ambient_c.within: missing",)),
    ("uniform = [15, 25]", "whole = [1.5, 2]", ("whole: 1.5", "whole numbers")),
    ("uniform = [15, 25]", "choice = []", ("choice", "at least one")),
    ("uniform = [15, 25]", "choice = [15, true]", ("plant.ambient_c: true is not a number",)),
    ("uniform = [15, 25]", "choice = [15], weights = [0]", ("weights: are all 0",)),
    ("uniform = [15, 25]", "choice = [15], weights = [1, 2]", ("weights", "list of 1 numbers")),
    (
        "uniform = [3, 5]",
        "uniform = [3, 50]",
        ("at[2].t_s: 50.0 is out of", "(from draw.at.feet.t_s)"),
    ),
    ("chance = 0.7", "", ("maybe[0].chance: missing", "block at line 7")),
    ("chance = 0.7", "chance = 1.1", ("maybe[0].chance: 1.1 is out of range",)),
    ("chance = 0.7", "chance = 1\ntimes = 0.5", ("maybe[0].times", "whole number")),
    ("t_s = { uniform = [5, 11] }", "", ("maybe[0].t_s: missing",)),
    ("uniform = [5, 11]", "uniform = [5, 13]", ("maybe[0].t_s: 13", "out of range")),
    ('fault = "any"', 'fault = "eny"', ("maybe[0].fault", "not a fault")),
    ('fault = "any"', 'fault = { choice = ["ntc_open", "x"] }', ("maybe[0].fault", '"x"')),
    ('fault = "any"', 'fault = "ntc_open"\nwhere = "s0"', ("maybe[0].where", "not a place")),
    ('fault = "any"', 'fault = "ntc_open"\nfor_s = "x"', ("maybe[0].for_s", "seconds")),
    ('fault = "any"', 'press = "up"\nfor_s = 3', ("maybe[0].for_s", "not with press")),
    ('fault = "any"', 'power = "on"\nfor_s = 3', ("maybe[0].for_s", 'goes with power = "off"')),
    ('fault = "any"', 'press = "up"\nfeet = "left"', ("maybe[0]: two actions",)),
    ('fault = "any"', "", ("maybe[0]: no action",)),
    ("below = 41.3", "lower = 41.3", ("expect[0].lower", 'did you mean "below"')),
    ("", "[maybe]", ("not TOML",)),
)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[1].replace("\n", " ") or case[0])
def test_a_mistake_is_one_line_that_names_file_and_key(tmp_path, case):
    old, new, words = case
    assert old in CAMPAIGN
    path = put(tmp_path, CAMPAIGN.replace(old, new, 1) if old else CAMPAIGN + new)
    with pytest.raises(BadInput) as caught:
        read_campaign(path, load_part_once, None, None)
    line = str(caught.value)
    assert line.startswith(f"{path}: ") and "\n" not in line
    for word in words:
        assert word in line, line


def test_a_mistake_in_the_base_is_blamed_on_the_base(tmp_path):
    with pytest.raises(BadInput, match="base.toml: scenario.stage"):
        campaign(tmp_path, base=BASE.replace('stage = "standard"', 'stage = "strong"'))


def test_a_base_that_is_many_runs_is_refused(tmp_path):
    sweep = '[sweep]\nkey = "plant.ambient_c"\nvalues = [20]\n'
    with pytest.raises(BadInput, match=r"campaign.base.*\[sweep\]"):
        campaign(tmp_path, base=BASE + sweep)


def test_a_spec_is_plain_data_that_another_interpreter_can_be_given(tmp_path):
    for spec in specs(campaign(tmp_path), range(1, 20)):
        assert json.loads(json.dumps(spec)) == spec


def test_every_module_a_run_needs_is_part_of_what_code_means():
    """Else results of two versions of it would share a ledger."""
    import subprocess
    import sys

    from sim.campaigns.code import COUNTS
    from tests.gates.tree import ROOT

    show = (
        "import sys, sim.run, sim.rig\n"
        "sim.rig.Rig()\n"
        "print(*[m.__file__ for m in list(sys.modules.values()) if getattr(m, '__file__', None)])"
    )
    said = subprocess.run([sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True)
    needed = {path for path in said.stdout.split() if path.startswith(str(ROOT) + "/sim")}
    counted = {str(path) for pattern in COUNTS for path in ROOT.glob(pattern)}
    assert len(needed) > 30 and needed <= counted
