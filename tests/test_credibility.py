"""The page about the plant says what the plant does: what it prints is measured again here.

All comparisons, curves and steps are measured anew; of the tornado, whose whole run takes minutes,
the evenings as they are and the bars that matter most. Pictures are not compared by bytes: their
data are.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from host_tools.credibility import short, tables
from host_tools.credibility.evenings import EVENINGS, latch_only, outcome, turned_spec
from host_tools.credibility.outcomes import width
from host_tools.credibility.published import SOURCES
from host_tools.credibility.spread import Factor, factors
from sim.plant import Plant
from sim.plant.parameters import TABLE, VALUES, Instead
from sim.reports.style import styled, svg
from sim.run import run_plain

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "sim" / "plant" / "README.md"
FIGURES = ROOT / "sim" / "plant" / "figures"
# Solvers of two scipy versions differ in the sixth digit; 0.02 °C of a temperature would show.
NEAR = {"rel": 2e-4, "abs": 2e-4}
KEPT = json.loads(short.DATA.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured():
    pytest.importorskip("scipy")
    from host_tools.credibility import figures

    return figures.quick()


def differences(kept, now, at=""):
    """Where two measurements part: addresses, with both values."""
    if isinstance(kept, dict) and isinstance(now, dict):
        if kept.keys() != now.keys():
            return [f"{at}: {sorted(kept.keys() ^ now.keys())}"]
        return [d for key in kept for d in differences(kept[key], now[key], f"{at}/{key}")]
    if isinstance(kept, list) and isinstance(now, list):
        if len(kept) != len(now):
            return [f"{at}: {len(kept)} became {len(now)}"]
        pairs = enumerate(zip(kept, now, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{at}/{i}")]
    same = kept == pytest.approx(now, **NEAR) if isinstance(kept, float) else kept == now
    return [] if same else [f"{at}: {kept} became {now}"]


@pytest.mark.parametrize("part", ["rows", "curves", "steps"])
def test_what_the_page_says_is_what_the_plant_does_now(measured, part):
    assert differences(KEPT[part], measured[part]) == [], "run `make credibility`"


def test_a_plant_that_changed_shows():
    pytest.importorskip("scipy")
    from host_tools.credibility import contact

    with Instead({"core_c": 35.1}):
        rows, _ = contact.at_rest()
    kept = [row for row in KEPT["rows"] if row["topic"] == "rest"]
    assert any("/model" in found for found in differences(kept, rows))


def turns_of(evening, name, end):
    found = next(factor for factor in factors(EVENINGS[evening][1]) if factor.name == name)
    return [(found, found.ends[end])]


def run(evening, turns):
    if EVENINGS[evening][0] == "latch":
        return latch_only(evening, turns)
    return outcome(run_plain(turned_spec(evening, turns)))


def same_evening(kept, now):
    """The page is about the plant: firmware that got a little better does not make it stale."""
    assert now["ended"] == kept["ended"], "run `make credibility`"
    assert now["skin_c"] == pytest.approx(kept["skin_c"], abs=0.1), "run `make credibility`"
    assert now["cem43_min"] == pytest.approx(kept["cem43_min"], rel=0.2), "run `make credibility`"


@pytest.mark.parametrize("evening", EVENINGS)
def test_every_evening_of_the_tornado_is_as_it_says(evening):
    same_evening(KEPT["tornado"][evening]["usual"], run(evening, []))


@pytest.mark.parametrize(
    ("evening", "name", "end"),
    [
        ("session_standard", "contact_w_m2k", "high"),
        ("session_gentle", "roller_foot_a", "high"),
        ("drift_standard", "core_c", "high"),
        ("latch_standard", "heater_scale", "low"),
        ("latch_gentle", "pad_loss_mw_per_k", "low"),
    ],
)
def test_bars_of_the_tornado_are_as_they_say(evening, name, end):
    bar = next(bar for bar in KEPT["tornado"][evening]["bars"] if bar["name"] == name)
    found = run(evening, turns_of(evening, name, end == "high"))
    same_evening(bar[end], found)


@pytest.mark.parametrize("evening", ["drift_standard", "latch_standard"])
def test_the_hottest_found_is_what_its_turns_make(evening):
    climbed = dict(KEPT["tornado"][evening]["climbed"])
    turns = climbed.pop("turns")
    by_name = {factor.name: factor for factor in factors(EVENINGS[evening][1])}
    found = run(evening, [(by_name[name], value) for name, value in turns])
    same_evening(climbed, found)
    assert found["skin_c"] >= max(
        bar[end]["skin_c"] for bar in KEPT["tornado"][evening]["bars"] for end in ("low", "high")
    )


@pytest.mark.parametrize("stage", ["standard", "gentle"])
def test_every_end_of_every_spread_can_be_played(stage):
    for factor in factors(stage):
        for end in factor.ends:
            plain = turned_spec(f"latch_{stage}", [(factor, end)])
            with Instead(plain["plant"]["parameters"]):
                made = Plant(plain["stage"], plain["plant"])
            made.drive.rail_us, made.drive.pump_permille = 20000, 1000
            made.drive.valve[0] = made.drive.roller_permille[0] = 1
            for _ in range(500):
                made.step()
            assert 0.0 < made.skin_c[0] < 60.0, (factor.name, end)


def test_every_parameter_with_a_spread_is_turned():
    turned = {factor.name for factor in factors("standard")}
    assert {row[0] for row in TABLE if row[3][0] != row[3][1]} <= turned
    assert all(isinstance(factor, Factor) and factor.source for factor in factors("gentle"))


def test_a_run_with_other_numbers_leaves_the_table_whole():
    before = dict(VALUES)
    run_spec = turned_spec("session_standard", turns_of("session_standard", "core_c", 1))
    run_plain({**run_spec, "duration_ms": 1000})
    assert before == VALUES


def test_dose_counts_by_times_and_skin_by_degrees():
    bar = {"low": {"skin_c": 36.0, "cem43_min": 0.001}, "high": {"skin_c": 39.0, "cem43_min": 0.1}}
    assert width(bar, 37.0, "skin_c") == 3.0
    assert width(bar, 0.01, "cem43_min") == pytest.approx(4.60517)


def test_every_figure_is_on_the_page_and_every_table_too():
    text = PAGE.read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\(figures/(\w+\.svg)\)", text))
    assert shown == {path.name for path in FIGURES.glob("*.svg")}
    for name in tables.BLOCKS:
        assert f"<!-- generated: {name} -->" in text


def test_every_row_has_a_source_and_every_source_a_row():
    used = {row["source"] for row in KEPT["rows"]}
    assert used == set(SOURCES)


def test_pictures_are_the_same_bytes_when_drawn_again():
    from host_tools.credibility import pictures

    assert pictures.all_of(KEPT).keys() == {path.name for path in FIGURES.glob("*.svg")}
    chart, key = pictures.PICTURES["motor"]
    with styled():
        first, second = (svg(chart(KEPT["curves"][key])) for _ in range(2))
    assert first == second and "<dc:date>" not in first


def test_without_scipy_one_line_says_what_is_missing():
    code = (
        "import sys; sys.modules['scipy'] = None; sys.argv = ['credibility', '--quick']\n"
        "from host_tools.credibility.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "scipy" in done.stderr and "Traceback" not in done.stderr
