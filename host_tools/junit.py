"""junit.xml: expectations as test cases, so that any CI shows a broken one in red.

Decides the mapping only: a scenario is a suite, an expectation a case; a run that could not be
carried to its end is an error. host_tools.sim calls it.
"""

import xml.etree.ElementTree as xml
from typing import Any

# (name of the scenario, its summary or None, why there is none)
Result = tuple[str, dict[str, Any] | None, str]


def junit(results: list[Result]) -> str:
    root = xml.Element("testsuites", name="solekeeper")
    for name, summary, failure in results:
        suite = xml.SubElement(root, "testsuite", name=name)
        if summary is None:
            case = _case(suite, name, "runs to its end", 0.0)
            xml.SubElement(case, "error", message=failure, type="RunFailed").text = failure
        else:
            _expectations(suite, name, summary)
        _count(suite)
    _count(root)
    xml.indent(root)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"
    )


def _case(suite: xml.Element, scenario: str, name: str, wall_s: float) -> xml.Element:
    return xml.SubElement(suite, "testcase", classname=scenario, name=name, time=f"{wall_s:.3f}")


def _expectations(suite: xml.Element, name: str, summary: dict[str, Any]) -> None:
    if not summary["expectations"]:
        _case(suite, name, "runs to its end", summary["wall_s"])
    for i, result in enumerate(summary["expectations"]):
        case = _case(suite, name, result["expect"], 0.0 if i else summary["wall_s"])
        if not result["held"]:
            text = f"expected: {result['expect']}; got: {result['got']}"
            xml.SubElement(case, "failure", message=text, type="Expectation").text = text


def _count(element: xml.Element) -> None:
    for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))
    total_s = sum(float(case.get("time", "0")) for case in element.iter("testcase"))
    element.set("time", f"{total_s:.3f}")
