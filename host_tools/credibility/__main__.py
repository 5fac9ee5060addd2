"""`make credibility`: measures the plant, writes sim/plant/credibility.json and its figures.

Decides only the order. `--quick` leaves the tornado as it was measured last (it takes minutes);
`--draw` measures nothing and draws again. The tables of the page are then `make generate`'s.
"""

import argparse
import time

from host_tools.credibility import charts, charts_heat, charts_tornado, figures, tornado
from sim.reports.style import styled, svg

FOLDER = figures.DATA.parent / "figures"
PICTURES = {
    "sensor": (charts.sensor, "sensor"),
    "dose": (charts.dose, "dose"),
    "rest": (charts_heat.rest, "contact"),
    "contact": (charts_heat.contact, "contact"),
    "warmth": (charts_heat.warmth, "warmth"),
    "air": (charts.air, "air"),
    "motor": (charts.motor, "motor"),
}


def draw() -> None:
    data = figures.load()
    FOLDER.mkdir(exist_ok=True)
    with styled():
        for name, (picture, key) in PICTURES.items():
            text = svg(picture(data["curves"][key]))
            (FOLDER / f"{name}.svg").write_text(text, encoding="utf-8")
        for kind in ("session", "drift", "latch"):
            evenings = [value for key, value in data["tornado"].items() if key.startswith(kind)]
            text = svg(charts_tornado.tornado(evenings))
            (FOLDER / f"tornado_{kind}.svg").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m host_tools.credibility", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="runs at once (2)")
    parser.add_argument("--quick", action="store_true", help="all but the tornado")
    parser.add_argument("--draw", action="store_true", help="only the pictures")
    given = parser.parse_args()
    began_s = time.monotonic()
    if not given.draw:
        data = figures.quick()
        print(f"{len(data['rows'])} comparisons in {time.monotonic() - began_s:.0f} s")
        data["tornado"] = figures.load()["tornado"] if given.quick else {}
        for evening in () if given.quick else tornado.EVENINGS:
            data["tornado"][evening] = figures.rounded(tornado.blow(evening, given.jobs))
            print(f"{evening}: {time.monotonic() - began_s:.0f} s")
        figures.save(data)
    draw()
    print(f"written: {figures.DATA.relative_to(figures.ROOT)} and {len(PICTURES) + 3} figures")


if __name__ == "__main__":
    main()
