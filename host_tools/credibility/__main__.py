"""`make credibility`: measures the plant, writes sim/plant/credibility.json and its figures.

Decides only the order. `--quick` leaves the tornado as it was measured last (it takes minutes);
`--draw` measures nothing and draws again. The tables of the page are then `make generate`'s.
"""

import argparse
import sys
import time
from typing import Any

from host_tools.credibility import short
from host_tools.credibility.evenings import EVENINGS

FOLDER = short.DATA.parent / "figures"


def draw() -> int:
    """All pictures, from the file alone; how many."""
    from host_tools.credibility import pictures

    short.data.cache_clear()
    texts = pictures.all_of(short.data())
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return len(texts)


def measure(jobs: int, quick: bool) -> None:
    from host_tools.credibility import figures, tornado

    began_s = time.monotonic()
    found = figures.quick()
    print(f"{len(found['rows'])} comparisons in {time.monotonic() - began_s:.0f} s", flush=True)
    kept: dict[str, Any] = short.data()["tornado"] if quick else {}
    for evening in () if quick else EVENINGS:
        kept[evening] = figures.rounded(tornado.blow(evening, jobs))
        print(f"{evening}: {time.monotonic() - began_s:.0f} s", flush=True)
    figures.save({**found, "tornado": kept})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m host_tools.credibility", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="runs at once (2)")
    parser.add_argument("--quick", action="store_true", help="all but the tornado")
    parser.add_argument("--draw", action="store_true", help="only the pictures")
    given = parser.parse_args()
    try:
        if not given.draw:
            measure(given.jobs, given.quick)
    except ImportError as error:
        print(f"{error.name} is missing; say pip install -e '.[dev]'", file=sys.stderr)
        return 2
    count = draw()
    print(f"written: sim/plant/{short.DATA.name} and {count} figures; now make generate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
