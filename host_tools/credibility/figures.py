"""Measures everything and keeps it: sim/plant/credibility.json, rounded so that it reads well.

Decides the shape of that file. `quick` is all but the tornado and takes seconds: a test measures
it again and compares. The charts and the page's tables are made from the file alone.
"""

import json
from typing import Any

from host_tools.credibility import air, contact, dose, motor, sensor, steps, warmth
from host_tools.credibility.short import DATA

PARTS = {
    "sensor": sensor.measure,
    "dose": dose.measure,
    "contact": contact.measure,
    "warmth": warmth.measure,
    "air": air.measure,
    "motor": motor.measure,
}


def quick() -> dict[str, Any]:
    """Rows and curves of every part, and the steps."""
    rows: list[dict[str, Any]] = []
    curves: dict[str, Any] = {}
    for name, measure in PARTS.items():
        more, curves[name] = measure()
        rows += more
    found = {"rows": rows, "curves": curves, "steps": steps.measure()}
    return dict(rounded(found))


def rounded(value: Any) -> Any:
    """Seven significant digits, plain types: what another machine gets too."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    return float(f"{float(value):.7g}")


def save(data: dict[str, Any]) -> None:
    DATA.write_text(lines(data) + "\n", encoding="utf-8")


def lines(value: Any, indent: str = "") -> str:
    """JSON with a line for each row and curve: a moved figure is a moved line."""
    if isinstance(value, dict) and any(isinstance(item, (dict, list)) for item in value.values()):
        inner = ",\n".join(
            f"{indent} {json.dumps(key)}: {lines(item, indent + ' ')}"
            for key, item in value.items()
        )
        return "{\n" + inner + f"\n{indent}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = ",\n".join(f"{indent} {lines(item, indent + ' ')}" for item in value)
        return "[\n" + inner + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)
