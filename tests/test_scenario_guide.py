"""What sim/README.md tells a newcomer to write does what it says there."""

import re

import pytest

from host_tools.load_all import load_part, load_part_once
from sim.campaigns.draws import KINDS
from sim.campaigns.read import read_campaign
from sim.scenarios.actions import ACTIONS
from sim.scenarios.expect import KINDS as EXPECTED
from sim.scenarios.expect import PLANT_PATHS, TESTS
from sim.scenarios.scenario import load_runs
from tests.gates.tree import ROOT
from tests.outside import solekeeper, write

TEXT = (ROOT / "sim" / "README.md").read_text(encoding="utf-8")
GUIDE = TEXT[TEXT.index("## Write a scenario") : TEXT.index("## Campaigns")]
CAMPAIGNS = TEXT[TEXT.index("## Campaigns") : TEXT.index("## Tests in Python")]


def blocks(text, kind):
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [inside for word, inside in fences if word == kind]


def test_the_first_scenario_of_the_guide_runs_and_prints_what_the_guide_shows(tmp_path):
    first, _ = blocks(GUIDE, "toml")
    done = solekeeper("sim", write(tmp_path, first, "weld.toml"))
    shown = blocks(GUIDE, "")[0].splitlines()
    assert done.code == 0
    assert done.out.splitlines()[0].startswith(shown[0].removesuffix("…"))
    assert done.out.splitlines()[1] == shown[1]


def test_the_first_change_the_guide_proposes_breaks_as_it_says(tmp_path):
    first, _ = blocks(GUIDE, "toml")
    assert "Change `within_s` to 0.01" in GUIDE
    path = write(tmp_path, first.replace("within_s = 0.2", "within_s = 0.01"), "weld.toml")
    done = solekeeper("sim", path, "--out", tmp_path / "out")
    assert done.code == 1 and "(0.01 s too late)" in done.out
    assert (tmp_path / "out" / "broken_1.svg").is_file() and "broken_1.svg" in GUIDE


def test_the_second_scenario_of_the_guide_is_the_shipped_one_it_shows():
    _, second = blocks(GUIDE, "toml")
    name = "no_room_takes_skin_beyond_the_cap"
    shipped = ROOT / "scenarios" / "programs" / f"{name}.toml"
    for line in second.split("#")[0].splitlines():
        assert line.rstrip() in shipped.read_text(encoding="utf-8").splitlines(), line
    runs = load_runs(shipped, load_part)
    assert runs[1].stem == f"{name}_2_ambient_c_20" and runs[1].stem in GUIDE


def test_the_campaign_of_the_guide_is_one(tmp_path):
    (text,) = blocks(CAMPAIGNS, "toml")
    (tmp_path / "campaigns").mkdir()
    text = text.replace("../scenarios", str(ROOT / "scenarios"))
    path = write(tmp_path / "campaigns", text, "first.toml")
    campaign = read_campaign(path, load_part_once, None, None)
    assert campaign.runs == 1000 and campaign.scenario(17)[0].spec["duration_ms"] == 915_000


@pytest.mark.parametrize("word", (*ACTIONS, *EXPECTED, *TESTS, *KINDS))
def test_every_word_a_person_may_write_stands_in_the_guide(word):
    assert re.search(rf"\b{word}\b", GUIDE + CAMPAIGNS)


@pytest.mark.parametrize("path", PLANT_PATHS)
def test_every_number_of_the_plant_stands_in_the_guide(path):
    assert path.split(".")[-1] in GUIDE


@pytest.mark.parametrize("path", sorted((ROOT / "campaigns").glob("*.toml")), ids=lambda p: p.stem)
def test_every_shipped_campaign_can_be_drawn(path):
    campaign = read_campaign(path, load_part_once, None, None)
    assert campaign.claims
    for run in range(1, 60):
        campaign.scenario(run)
