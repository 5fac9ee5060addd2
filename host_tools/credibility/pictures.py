"""Every figure of sim/plant/README.md as SVG text, from the kept measurements.

Decides their names. `__main__` writes them.
"""

from typing import Any

from host_tools.credibility import charts, charts_heat, charts_tornado
from sim.reports.style import styled, svg

# name: (chart, whose curves)
PICTURES = {
    "sensor": (charts.sensor, "sensor"),
    "dose": (charts.dose, "dose"),
    "rest": (charts_heat.rest, "contact"),
    "contact": (charts_heat.contact, "contact"),
    "warmth": (charts_heat.warmth, "warmth"),
    "air": (charts.air, "air"),
    "motor": (charts.motor, "motor"),
}
KINDS = ("session", "drift", "latch")


def all_of(data: dict[str, Any]) -> dict[str, str]:
    """File name -> SVG; the same bytes every time with one version of matplotlib."""
    made = {}
    with styled():
        for name, (chart, key) in PICTURES.items():
            made[f"{name}.svg"] = svg(chart(data["curves"][key]))
        for kind in KINDS:
            evenings = [found for key, found in data["tornado"].items() if key.startswith(kind)]
            made[f"tornado_{kind}.svg"] = svg(charts_tornado.tornado(evenings))
    return made
