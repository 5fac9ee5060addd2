"""report.html is one file that needs nothing else, says what it is, and hides nothing."""

import re
from base64 import b64decode

import pytest

from host_tools.load_all import load_part
from sim.reports.report import page, picture_of_session
from sim.reports.summary import summarise
from sim.reports.thin import SLOTS, curve, lane
from sim.reports.trace_table import Recorder
from sim.reports.trip_words import quantity, trip_in_words
from sim.scenarios.scenario import load
from tests import stub_core
from tests.outside import NO_FAULT, WALK, write


@pytest.fixture
def made(tmp_path):
    """Text of a scenario -> its report and its picture."""

    def make(text):
        scenario = load(write(tmp_path, text), load_part)
        recorder = Recorder()
        verdict = stub_core.run_plain(scenario.spec, recorder.add)
        summary = summarise(scenario, "cpython", verdict)
        columns = recorder.columns()
        html = page(columns, scenario.spec, verdict, summary)
        return html, picture_of_session(columns, scenario.spec, verdict)

    return make


def pictures(html):
    codes = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    return [b64decode(code).decode() for code in codes]


def test_the_report_loads_nothing_from_anywhere(made):
    html, _ = made(WALK)
    assert "<script" not in html and "<link" not in html and "@import" not in html
    assert set(re.findall(r'src="([a-z]+:)', html)) == {"data:"}
    assert "http" not in re.sub(r'base64,[^"]+', "", html)


def test_the_report_says_that_it_is_a_simulation_and_what_it_does_not_know(made):
    html, _ = made(WALK)
    for words in ("a simulation", "not validated on people", "not a medical", "clinical review"):
        assert words in " ".join(html.split())


def test_the_report_names_program_profile_stage_verdict_and_trip_in_words(made):
    html, _ = made(WALK)
    for words in ("warm feet", "standard", "Tripped", "heater_on_unasked", "should be off"):
        assert words in html


def test_every_expectation_stands_in_the_report_with_what_it_got(made):
    html, _ = made(WALK.replace("below = 41.0", "below = 20.0"))
    assert html.count('class="held"') == 2 and html.count('class="broken"') == 1
    assert "2 of 3 expectations held" in html and 'class="verdict bad"' in html


def test_a_run_without_trip_or_expectation_is_calm(made):
    html, _ = made(NO_FAULT[: NO_FAULT.index("[[expect]]")])
    assert 'class="verdict good"' in html and "No trip." in html and "Expectations" not in html


def test_five_pictures_stand_in_the_report_and_each_is_whole(made):
    html, _ = made(WALK)
    drawn = pictures(html)
    assert len(drawn) == 5
    for svg in drawn:
        assert svg.startswith("<?xml") and svg.rstrip().endswith("</svg>")


def test_a_name_cannot_write_into_the_page(made):
    html, _ = made(WALK.replace("a short walk", "<script>alert(1)</script>"))
    assert "<script" not in html and "&lt;script&gt;" in html


def test_a_long_run_stays_small_enough_to_mail(made):
    html, svg = made(WALK.replace("duration_s = 30", "duration_s = 1800"))
    assert len(html) < 1_500_000 and len(svg) < 400_000


def test_a_run_shorter_than_one_record_still_has_a_report(made):
    html, svg = made("[scenario]\nduration_s = 0.1")
    assert len(pictures(html)) == 5 and svg


def test_a_thinned_curve_keeps_its_extremes_and_its_ends():
    t = [float(i) for i in range(10_000)]
    values = [0.0] * 10_000
    values[1234], values[5678] = 9.0, -9.0
    thin_t, thin = curve(t, values)
    assert len(thin) <= 2 * SLOTS + 1 and max(thin) == 9.0 and min(thin) == -9.0
    assert thin_t == sorted(thin_t) and thin_t[-1] == t[-1]


def test_a_thinned_lane_keeps_one_short_pulse_of_either_sign():
    t = [float(i) for i in range(10_000)]
    values = [0.0] * 10_000
    values[1234], values[5678] = 1.0, -1.0
    edges, heights = lane(t, values, 10_000.0)
    assert heights == [0.0, 1.0, 0.0, -1.0, 0.0]
    assert len(edges) == 6 and edges[0] == 0.0 and edges[-1] == 10_000.0


def test_quantities_are_shown_in_units_people_read():
    assert quantity(43_210, "mc") == "43.2 °C"
    assert quantity(800, "mA") == "800 mA"
    assert quantity(14_665, "pa") == "110.0 mmHg"
    assert quantity(3, "ticks") == "3 ticks" and quantity(3, "") == "3"


def test_a_trip_without_words_is_shown_by_its_name():
    trip = {"name": "brand_new", "where": "", "value": 1, "limit": 2, "unit": "", "at_s": 3.0}
    assert trip_in_words(trip) == "brand new (1, limit 2) at 3.00 s"
