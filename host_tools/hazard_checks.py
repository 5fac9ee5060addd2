"""Holds the hazard table to the code: who names whom, and where a row has a hole.

Decides what a complete row is. `problems` takes a table and the facts of a tree, so a test can
show it a table with a hole; `hazard_facts` gathers those of this checkout. Called by tests and by
hazard_tables.
"""

import re

from host_tools.hazard_facts import Facts, Pair
from sim.errors import BadInput
from sim.faults import FAULTS
from sim.hazards import PARTS, Hazard, Table
from sim.matrix.plays import read_play

BOUNDED = "bounded"
# What ends or bounds a hazard without a program: the stage declares it.
HARDWARE = {
    "hardware latch": "a sensor of its own, a comparator, a latched cut of the rail",
    "heat timer": "counts from the first pulse, cuts the gates",
    "valve timer": "lets both valves go that were driven too long without a rest",
    "relief valve": "opens on the manifold, whatever the pump does",
    "supply clamp": "heaters never see more volts than it lets pass",
    "rail": "opens 45 ms after its last keep-alive edge",
    "gate": "a pulse ends by itself within a tick of 20 ms",
    "watchdog": "restarts the chip 2 s after the last proof of life",
    "venting valve": "joins bladder and room while it has no power",
    "bleed": "a .3 mm hole in each bladder",
}
# What takes power away, or keeps it away, without a trip.
LIMITERS = {
    "contact cap": "heat fades out above the profile's cap",
    "heat time": "no heat beyond the allowance of a session",
    "timed heat": "heat rests before the stage's heat timer may expire",
    "proof": "no heat before latch and heat timer have shown that they act, once a power-on",
    "presence": "no heat without a foot whose well was seen empty before",
    "warm well": "no heat while a well is warm at rest",
    "slew": "every output arrives slowly",
    "stop": "the start button's raw contact",
    "session": "which states and answers allow what",
    "dose": "thermal dose lowers the setpoint before it is used up",
    "evidence": "allowed power decays without a confirmed thermal response",
    "learned power": "no more power than this pad needed to hold before",
    "other foot": "not much more power than the other foot takes, none more if it reads far below",
    "foot alone": "no more power than the foot that is least able to cool itself could bear",
    "pressure and heat": "less air on a warm pad, less heat under pressure",
    "roller minutes": "no rollers beyond their minutes of a session",
}
# Parts of the table whose rows are broken things.
BREAKS = {"heater", "sensor", "reading", "air", "roller"}
IN_TIME = {"told_s", "warm_up_s", "hold_s", "off_s", "free_s"}
AT_MOST = {"pad_over_cap_c", "told"}


def problems(table: Table, known: Facts) -> list[str]:
    """Every hole, a line each; an empty list is a whole table."""
    found: list[str] = []
    for row in table.hazards:
        found += [f"{row.id}: {words}" for words in _of_row(row, known)]
    return found + _of_ids(table) + _left_out(table, known) + _of_components(table)


def missing(row: Hazard, known: Facts) -> list[str]:
    """What the row names and is not there."""
    absent = [f"limit {name}" for name in row.requires if name not in known.limits]
    absent += [f"firmware/{name}" for name in row.code if f"firmware/{name}" not in known.files]
    return absent + [f"test {name}" for name in row.tests if not _is_test(name, known)]


def _is_test(name: str, known: Facts) -> bool:
    return name in known.files if name.endswith(".toml") else name in known.tests


def _of_row(row: Hazard, known: Facts) -> list[str]:
    found = []
    if row.part not in PARTS:
        found.append(f"no part is called {row.part}; {', '.join(PARTS)}")
    for key in ("cause", "noticed", "safe", "code", "tests"):
        if not getattr(row, key):
            found.append(f"says no {key}")
    for name in row.noticed:
        if name not in {*known.trips, *HARDWARE, *LIMITERS, BOUNDED}:
            found.append(f"nothing is called {name}: no trip, limiter or hardware")
    found += [f"in_time says {key}" for key in row.in_time if key not in IN_TIME]
    found += [f"at_most says {key}" for key in row.at_most if key not in AT_MOST]
    for play in row.plays:
        try:
            read_play(play)
        except BadInput as error:
            found.append(str(error))
    found += [f"{name} does not exist" for name in missing(row, known)]
    return found + _of_code(row, known) + _of_scenarios(row, known)


def _of_code(row: Hazard, known: Facts) -> list[str]:
    """A trip that none of the row's files can raise: a reader would look for it in vain."""
    raised = set().union(*(known.raises.get(f"firmware/{name}", set()) for name in row.code))
    trips = [name for name in row.noticed if name in known.trips]
    return [f"none of its code raises {name}" for name in trips if name not in raised]


def _of_scenarios(row: Hazard, known: Facts) -> list[str]:
    """A scenario that breaks something else than the row's plays proves another row."""
    mine = {_sided(pair) for play in row.plays for pair in _pairs(play)}
    if not mine:
        return []
    found = []
    for name in row.tests:
        breaks = {_sided(pair) for pair in known.played.get(name, ())}
        if not breaks & mine and (breaks or name.startswith("scenarios/faults/")):
            found.append(f"{name} plays none of its faults")
    return found


def _pairs(play: str) -> set[Pair]:
    """(fault, place) of each fault in a play; nothing for one that is none."""
    parts = [each.split() for each in play.split(" + ")]
    known = [part for part in parts if part[0] in FAULTS]
    return {(p[0], p[1] if FAULTS[p[0]].places and len(p) > 1 else "") for p in known}


def _sided(pair: Pair) -> Pair:
    """Both sides are built alike: a fault on the right stands for the same on the left."""
    return pair[0], pair[1].replace("right", "left")


def _of_ids(table: Table) -> list[str]:
    ids = _ids(table)
    found = [f"{name}: no id like HAZ-001" for name in ids if not re.fullmatch(r"HAZ-\d{3}", name)]
    found += [f"{name}: twice" for name in sorted({n for n in ids if ids.count(n) > 1})]
    if ids != sorted(ids):
        found.append("ids do not rise")
    return found + [f"{row.id}: says no answer" for row in table.named if not row.answer]


def _ids(table: Table) -> list[str]:
    return [row.id for row in table.hazards] + [row.id for row in table.named]


def _left_out(table: Table, known: Facts) -> list[str]:
    """Limits, trips, faults and tests that no row has."""
    required = {name for row in table.hazards for name in row.requires}
    noticed = {name for row in table.hazards for name in row.noticed}
    plays = [part for row in table.hazards for play in row.plays for part in play.split(" + ")]
    played = {part.split()[0] for part in plays if part}
    named = {name for row in table.hazards for name in row.tests}
    ids = {*_ids(table), *required}
    found = [f"limit {name} is in no row" for name in sorted(known.limits - required)]
    proved = set().union(*known.tests.values())
    found += [f"limit {name} is named by no test" for name in sorted(known.limits - proved)]
    found += [f"trip {name} is in no row" for name in sorted(known.trips - noticed)]
    found += [f"fault {name} is in no row" for name in sorted(known.faults - played)]
    for test, says in sorted(known.tests.items()):
        found += [f"{test} names {name}, which is no row" for name in sorted(says - ids)]
        if test in known.device and test not in named and not says & ids:
            found.append(f"{test} stands for no row: name it there, or an id in its docstring")
    return found


def _of_components(table: Table) -> list[str]:
    """A component without a field or with an unknown row; a thing that breaks and is no part."""
    ids = {row.id for row in table.hazards}
    found = []
    for part in table.components:
        empty = [key for key in ("rows", "hidden", "proof", "interval") if not getattr(part, key)]
        found += [f"component {part.name}: says no {key}" for key in empty]
        found += [f"component {part.name}: no row {name}" for name in part.rows if name not in ids]
    if table.components:
        placed = {name for part in table.components for name in part.rows}
        broken = [row for row in table.hazards if row.part in BREAKS and _breaks(row)]
        found += [f"{row.id} is of no component" for row in broken if row.id not in placed]
    return found


def _breaks(row: Hazard) -> bool:
    """Some play of it is a fault, and no person's act."""
    return any(breaks(play) for play in row.plays)


def breaks(play: str) -> bool:
    """Whether something is broken in it."""
    return not play.startswith(("nothing", "feet ", "power ", "press "))


def more_tests(row: Hazard, known: Facts) -> set[str]:
    """Tests that name the row and do not stand in it. One that names a limit of the row alone may
    have nothing to do with it: the limits have a table of their own.
    """
    return {name for name, says in known.tests.items() if row.id in says} - set(row.tests)
