"""The tables of sim/plant/README.md, from the measurements kept in sim/plant/credibility.json.

Decides how they look; measures nothing and needs no scipy. `solekeeper generate` calls BLOCKS.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from host_tools.credibility import short
from host_tools.credibility.outcomes import width
from host_tools.credibility.published import KINDS as REFERENCES
from host_tools.credibility.published import SOURCES
from host_tools.credibility.short import data
from host_tools.credibility.spread import SETUP
from host_tools.firmware_tables import table
from sim.plant.parameters import FROM_STAGE, TABLE
from sim.setup import NUMBERS

TOPICS = ("sensor", "rest", "blood", "contact", "pad", "air", "motor", "dose")
KINDS = {"F": "published", "M": "from memory", "S": "own estimate"}
WORST = 5  # bars of an evening the page's table has; the chart has more


def plain(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}".replace("-", "−")


def difference(row: dict[str, Any]) -> str:
    """Signed; of a range the distance from its nearer end."""
    wanted, got, digits = row["published"], row["model"], row["digits"]
    if isinstance(wanted, list):
        low, high = wanted
        if low <= got <= high:
            return "inside"
        apart = got - (low if got < low else high)
    else:
        apart = got - wanted
    shown = plain(apart, digits)
    if float(f"{apart:.{digits}f}") == 0.0:
        return "0"
    sign = "" if apart < 0 else "+"
    if row["unit"] == "°C" or not wanted or isinstance(wanted, list):
        return sign + shown
    return f"{sign}{shown} ({apart / wanted * 100:+.2g} %)".replace("-", "−")


def comparison(topic: str) -> str:
    rows = []
    for row in data()["rows"]:
        if row["topic"] != topic:
            continue
        wanted, digits = row["published"], row["digits"]
        ends = wanted if isinstance(wanted, list) else [wanted]
        shown = " to ".join(plain(end, digits) for end in ends)
        source = row["source"]
        kind = REFERENCES.get(source, "published")
        rows.append((row["what"], kind, f"{shown} {row['unit']}", plain(row["model"], digits),
                     difference(row), SOURCES[source]))  # fmt: skip
    return table(("what", "kind", "reference", "plant", "difference", "source"), rows)


def number(value: float) -> str:
    return f"{value:.6g}"


def parameters() -> str:
    """Every number of the plant; then what a scenario and a stage bring."""
    rows = [
        (f"`{name}`", number(usual), unit, f"{number(ends[0])} to {number(ends[1])}",
         KINDS[status], source)
        for name, usual, unit, ends, status, source in TABLE
    ]  # fmt: skip
    for name, low, high, source in SETUP:
        usual, _, _, unit = NUMBERS[name]
        rows.append((f"`plant.{name}`", number(usual), unit, f"{number(low)} to {number(high)}",
                     "scenario", source))  # fmt: skip
    for key, unit, meaning in FROM_STAGE:
        rows.append((f"`{key}`", "by stage", unit, "", "stage", meaning))
    return table(("parameter", "value", "unit", "spread", "kind", "source or reason"), rows)


def steps() -> str:
    rows = []
    for row in data()["steps"]:
        values = [plain(value, row["digits"]) for value in (*row["steps"], row["truth"])]
        off = row["steps"][0] - row["truth"]
        rows.append((f"{row['what']}, {row['unit']}", *values,
                     f"{off / row['truth'] * 100:+.2g} %".replace("-", "−")))  # fmt: skip
    return table(("figure", "the step", "half", "quarter", "eighth", "integrator", "step off by"),
                 rows)  # fmt: skip


def ended(outcome: dict[str, Any]) -> str:
    return "" if outcome["ended"] == "completed" else str(outcome["ended"]).replace("_", " ")


def end_in_words(value: Any) -> str:
    return f"{value:g}" if not isinstance(value, bool) else "yes" if value else "no"


def whole_row(title: str, spread: str, outcome: dict[str, Any], mark: str = "") -> tuple[str, ...]:
    """An evening as it is, or the hottest one."""
    shown = (title, f"{outcome['skin_c']:.2f}", f"{outcome['cem43_min']:.2g}")
    title, skin, dose = (f"{mark}{text}{mark}" for text in shown)
    return (title, spread, skin, dose, ended(outcome))


def bar_row(bar: dict[str, Any], usual: dict[str, Any]) -> tuple[str, ...]:
    pair = (bar["low"], bar["high"])
    ends = [end_in_words(end) for end in bar["ends"]]
    skin = " to ".join(f"{found['skin_c']:.2f}" for found in pair)
    dose = " to ".join(f"{found['cem43_min']:.2g}" for found in pair)
    other = [(end, ended(found)) for end, found in zip(ends, pair, strict=True)]
    notes = ", ".join(f"{end}: {how}" for end, how in other if how and how != ended(usual))
    return (f"`{bar['name']}`", f"{' to '.join(ends)} {bar['unit']}".strip(), skin, dose, notes)


def tornado() -> str:
    """The widest bars of every evening, and the hottest that was found."""
    rows = []
    for evening in data()["tornado"].values():
        usual, found = evening["usual"], evening["climbed"]
        rows.append(whole_row(evening["title"], "", usual, "**"))
        bars = sorted(evening["bars"], key=lambda b: -width(b, usual["skin_c"], "skin_c"))
        rows += [bar_row(bar, usual) for bar in bars[:WORST]]
        rows.append(whole_row("hottest found", f"{len(found['turns'])} turned at once", found))
    head = ("evening, and what is turned", "spread", "peak skin, °C", "CEM43, min", "how it ended")
    return table(head, rows)


def climbed() -> str:
    """What the hottest found evenings are made of."""
    rows = []
    for evening in data()["tornado"].values():
        turns = evening["climbed"]["turns"]
        made = ", ".join(f"`{name}` {end_in_words(value)}" for name, value in turns)
        rows.append((evening["title"], made))
    return table(("evening", "hottest found with"), rows)


BLOCKS: dict[str, Callable[[], str]] = {
    **{f"plant-{topic}": partial(comparison, topic) for topic in TOPICS},
    "plant-short": short.text,
    "plant-parameters": parameters,
    "plant-steps": steps,
    "plant-tornado": tornado,
    "plant-hottest": climbed,
}
