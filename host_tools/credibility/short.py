"""What the measurements come to, in a few sentences at the top of sim/plant/README.md.

Decides the sentences; every number in them is looked up in sim/plant/credibility.json. `tables`
hands them to `solekeeper generate`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from host_tools.credibility.outcomes import width

DATA = Path(__file__).resolve().parents[2] / "sim" / "plant" / "credibility.json"


@cache
def data() -> dict[str, Any]:
    """The committed measurements."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def apart(source: str, unit: str) -> float:
    """The largest difference among the rows of one source."""
    rows = [row for row in data()["rows"] if row["source"] == source and row["unit"] == unit]
    return max(abs(float(row["model"] - row["published"])) for row in rows)


def of(source: str) -> dict[str, Any]:
    """The first row of a source."""
    return dict(next(row for row in data()["rows"] if row["source"] == source))


def widest(evening: str, count: int) -> str:
    found = data()["tornado"][evening]
    usual = found["usual"]["skin_c"]
    bars = sorted(found["bars"], key=lambda bar: -width(bar, usual, "skin_c"))
    return ", ".join(f"`{bar['name']}`" for bar in bars[:count])


def text() -> str:
    skin = data()["steps"][0]
    halved = abs(skin["steps"][0] - skin["steps"][1])
    palm, boyko, forearm = of("palm"), of("boyko"), of("song")
    evenings = data()["tornado"]
    hottest = "; ".join(
        f"{found['title'][0].lower()}{found['title'][1:]}: {found['climbed']['skin_c']:.1f} °C, "
        f"CEM43 {found['climbed']['cem43_min']:.2g} min"
        for found in evenings.values()
    )
    colder = boyko["model"] - boyko["published"][1]
    lines = [
        f"**Arithmetic and layers are not what is uncertain.** Half the step moves peak skin by "
        f"{halved:.4f} °C. Cells of 0.05 mm instead of six layers move a skin or a pad by at most "
        f"{apart('pennes', '°C'):.2f} °C.",
        f"**The foot is.** In a warm session on the standard stage these move peak skin most: "
        f"{widest('session_standard', 5)}. Firmware can set none of them.",
        f"**Blood flow is the weakest part.** It may rise to {palm['model']:.0f} times rest, "
        f"between forearm skin ({forearm['published'][0]:.0f} to {forearm['published'][1]:.0f}) "
        f"and the palm's ({palm['published'][0]:.1f} to {palm['published'][1]:.1f}). The sole is "
        "skin of the palm's kind, so cooling by blood may be overstated. `perfusion = 0` is the "
        "honest worst case.",
        f"**At rest the sole is {colder:.2f} °C warmer** than that of veterans with diabetes. A "
        "colder foot starts lower and the same pad heats it less.",
        f"**Several numbers at once go well beyond one.** Hottest found: {hottest}.",
    ]
    return "".join(f"- {line}\n" for line in lines)
