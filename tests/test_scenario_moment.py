"""A broken expectation says when it broke and leaves a picture around that moment."""

import xml.etree.ElementTree as xml

import pytest
from junitparser import JUnitXml

from host_tools.junit import Result, junit
from host_tools.load_all import load_part
from sim.reports import report
from sim.reports.moment import moments
from sim.reports.summary import summarise
from sim.reports.trace_table import Recorder
from sim.scenarios.scenario import load
from tests import stub_core
from tests.outside import WALK, solekeeper, use_stub, write

HEAD = WALK[: WALK.index("[[expect]]")]


def broken(tmp_path, expectation, head=HEAD):
    """The moments of a run of WALK that was to keep this."""
    scenario = load(write(tmp_path, head + "[[expect]]\n" + expectation), load_part)
    recorder = Recorder()
    verdict = stub_core.run_plain(scenario.spec, recorder.add)
    results = summarise(scenario, "cpython", verdict)["expectations"]
    return moments(scenario.expectations, results, verdict, recorder.columns())


# what was expected, when it broke, words
BROKEN = (
    ('plant = "left.peak_pad_c"\nbelow = 25.0', 7.0, "there from 7.0 s, 23.0 s in all"),
    ('plant = "left.peak_pad_c"\nabove = 39.0', 10.0, "highest at 10.0 s"),
    ('plant = "left.end_pressure_mmhg"\nabove = 3.0', 30.0, "at the end, 30.0 s"),
    ('plant = "heater_energy_j"\nbelow = 60.0', 4.9, "there from 4.9 s"),
    ('plant = "heater_off_after_s"\nbelow = 0.01', 0.02, "the last joule at"),
    ('trip = "none"', 10.1, "at 10.10 s"),
    ('trip = "dose"', 10.1, "another came at 10.10 s"),
    ('trip = "dose"\nafter_s = 3\nwithin_s = 5', 10.1, "2.10 s too late"),
    ('trip = "dose"\nafter_s = 20', 20.0, "awaited from 20 s on, and none came"),
    ('session = "completed"', 1.1, "the last change was to"),
)


@pytest.mark.parametrize("expectation, at_s, words", BROKEN)
def test_a_moment_is_the_instant_in_which_it_broke(tmp_path, expectation, at_s, words):
    (moment,) = broken(tmp_path, expectation)
    assert moment.at_s == pytest.approx(at_s, abs=0.1) and words in moment.words


def test_what_held_has_no_moment(tmp_path):
    assert broken(tmp_path, 'trip = "any"') == []


@pytest.fixture
def run_of(tmp_path, monkeypatch):
    """Text -> (Done, its out folder), with real pictures of moments and no others."""
    use_stub(monkeypatch)
    monkeypatch.setattr(report, "_pictures", lambda *given: "")
    monkeypatch.setattr(report, "picture_of_session", lambda *given: "<svg/>")

    def run(text):
        return solekeeper(
            "sim", write(tmp_path, text), "--out", tmp_path / "out"
        ), tmp_path / "out"

    return run


def test_the_line_says_expected_got_when_and_where_the_picture_is(run_of):
    done, out = run_of(WALK.replace("below = 41.0", "below = 31.0"))
    line, picture = done.out.splitlines()[2:4]
    assert line == (
        "  broken: expected left.peak_skin_c below 31; "
        "got 31.3954 (there from 7.0 s, 23.0 s in all)"
    )
    assert picture.strip() == str(out / "broken_2.svg")


def test_the_picture_is_a_whole_svg_and_the_report_links_it(run_of):
    _, out = run_of(WALK.replace("below = 41.0", "below = 31.0"))
    svg = (out / "broken_2.svg").read_text()
    assert svg.startswith("<?xml") and svg.rstrip().endswith("</svg>") and len(svg) < 200_000
    page = (out / "report.html").read_text()
    assert 'there from 7.0 s, 23.0 s in all; <a href="broken_2.svg">' in page
    assert page.count("<a href=") == 1


def test_every_kind_of_broken_expectation_can_be_drawn(run_of):
    text = HEAD + "".join("[[expect]]\n" + each + "\n" for each, _, _ in BROKEN)
    done, out = run_of(text)
    assert done.code == 1
    assert len(list(out.glob("broken_*.svg"))) == len(BROKEN)


def test_a_run_too_short_for_a_record_still_says_what_broke(run_of):
    text = "[scenario]\nduration_s = 0.1\n[[expect]]\nplant = 'left.peak_skin_c'\nabove = 90"
    done, out = run_of(text)
    assert done.code == 1 and (out / "broken_1.svg").is_file()


def test_a_later_run_that_keeps_everything_takes_the_old_picture_away(run_of):
    _, out = run_of(WALK.replace("below = 41.0", "below = 31.0"))
    assert (out / "broken_2.svg").is_file()
    run_of(WALK)
    assert not list(out.glob("broken_*.svg"))


def test_without_out_nothing_is_drawn(tmp_path, monkeypatch):
    use_stub(monkeypatch)
    path = write(tmp_path, WALK.replace("below = 41.0", "below = 31.0"))
    done = solekeeper("sim", path)
    assert "there from" in done.out and ".svg" not in done.out
    assert [each.name for each in tmp_path.iterdir()] == ["walk.toml"]


def test_junit_is_what_another_reader_of_it_understands(run_of):
    _, out = run_of(WALK.replace("below = 41.0", "below = 31.0"))
    read = JUnitXml.fromfile(str(out / "junit.xml"))
    assert (read.tests, read.failures, read.errors, read.skipped) == (3, 1, 0, 0)
    (suite,) = read
    assert suite.name == "a short walk" and suite.tests == 3 and suite.time == read.time
    cases = list(suite)
    assert [case.classname for case in cases] == ["a short walk"] * 3
    assert all(case.time is not None for case in cases)
    assert [case.name for case in cases if case.result] == ["left.peak_skin_c below 31"]
    assert {each.name for each in suite.properties()} >= {"board", "stage", "seed"}


def test_junit_holds_what_a_person_saw_and_names_the_file(run_of, tmp_path):
    done, out = run_of(WALK.replace("below = 41.0", "below = 31.0"))
    root = xml.parse(out / "junit.xml").getroot()
    assert root.tag == "testsuites"
    (said,) = root.iter("system-out")
    assert said.text.splitlines()[0] in done.out and "broken_2.svg" in said.text
    assert {case.get("file") for case in root.iter("testcase")} == {str(tmp_path / "walk.toml")}
    for element in (root, *root.iter("testsuite")):
        assert {"tests", "failures", "errors", "skipped", "time"} <= set(element.attrib)


def test_junit_shows_moved_figures_as_a_case_of_their_own(run_of, tmp_path, monkeypatch):
    solekeeper("sim", write(tmp_path, WALK), "--accept")
    _, out = run_of(WALK)
    names = [case.get("name") for case in xml.parse(out / "junit.xml").getroot().iter("testcase")]
    assert names[-1] == "figures as accepted" and len(names) == 4
    _, out = run_of(WALK.replace("ambient_c = 23.0", "ambient_c = 22.0"))
    (failure,) = xml.parse(out / "junit.xml").getroot().iter("failure")
    assert failure.get("message").startswith("moved: ")


def test_junit_survives_what_xml_cannot_hold():
    text = junit([Result("a & <b>", "x.toml", None, "died: \x1b[31m \x00 ☃")])
    (error,) = xml.fromstring(text.encode()).iter("error")
    assert error.get("message") == "died: ?[31m ? ☃"
