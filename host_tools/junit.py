"""junit.xml: expectations as test cases, so that any CI shows a broken one in red.

Decides the mapping only: a scenario is a suite, an expectation a case, and so are its accepted
figures where it has some; a run that could not be carried to its end is an error. The attributes
are those Jenkins, GitLab and GitHub's readers share; no clock time stands in it, so that the same
runs give the same bytes. host_tools.sim calls it.
"""

import xml.etree.ElementTree as xml
from typing import Any, NamedTuple

COUNTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}


class Result(NamedTuple):
    """One run as a reader of tests sees it."""

    name: str
    file: str
    summary: dict[str, Any] | None  # None: no verdict, and `failure` says why
    failure: str = ""
    told: tuple[str, ...] = ()  # the lines a person saw on the terminal
    moved: tuple[str, ...] | None = None  # None: nothing was compared


def junit(results: list[Result]) -> str:
    root = xml.Element("testsuites", name="solekeeper")
    for result in results:
        suite = xml.SubElement(root, "testsuite", name=result.name)
        if result.summary is None:
            case = _case(suite, result, "runs to its end")
            message = _legal(result.failure)
            xml.SubElement(case, "error", message=message, type="RunFailed").text = message
        else:
            _properties(suite, result.summary)
            _expectations(suite, result, result.summary)
        if result.told:
            xml.SubElement(suite, "system-out").text = _legal("\n".join(result.told))
        _count(suite)
    _count(root)
    xml.indent(root)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"
    )


def _properties(suite: xml.Element, summary: dict[str, Any]) -> None:
    properties = xml.SubElement(suite, "properties")
    for key in ("board", "stage", "profile", "runtime", "seed", "trace_sha256"):
        xml.SubElement(properties, "property", name=key, value=str(summary[key]))


def _case(suite: xml.Element, result: Result, name: str, wall_s: float = 0.0) -> xml.Element:
    case = xml.SubElement(suite, "testcase", classname=result.name, name=name)
    case.set("file", result.file)
    case.set("time", f"{wall_s:.3f}")
    return case


def _expectations(suite: xml.Element, result: Result, summary: dict[str, Any]) -> None:
    if not summary["expectations"]:
        _case(suite, result, "runs to its end", summary["wall_s"])
    for i, each in enumerate(summary["expectations"]):
        case = _case(suite, result, each["expect"], 0.0 if i else summary["wall_s"])
        if not each["held"]:
            _fail(case, f"expected: {each['expect']}; got: {each['got']}", "Expectation")
    if result.moved is not None:
        case = _case(suite, result, "figures as accepted")
        if result.moved:
            _fail(case, "moved: " + "; ".join(result.moved), "Accepted")


def _fail(case: xml.Element, text: str, kind: str) -> None:
    xml.SubElement(case, "failure", message=text, type=kind).text = text


def _legal(text: str) -> str:
    """Without what XML cannot hold: a dying interpreter may have written anything."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "?" for letter in text)


def _count(element: xml.Element) -> None:
    for attribute, tag in COUNTS.items():
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))
    total_s = sum(float(case.get("time", "0")) for case in element.iter("testcase"))
    element.set("time", f"{total_s:.3f}")
