"""Holds the hazard table to the code: who names whom, and where a row has a hole.

Decides what a complete row is. `problems` takes a table and the facts of a tree, so a test can
show it a table with a hole; `hazard_facts` gathers those of this checkout. A row may be `open`
only while something it names does not exist; the day it does, the table says so. Called by tests
and by hazard_tables.
"""

import re

from host_tools.hazard_facts import Facts
from sim.errors import BadInput
from sim.hazards import PARTS, Hazard, Table
from sim.matrix.plays import read_play, unknown_faults

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
# Named by the contract with the outside, or agreed on, and not built yet: open rows alone say so.
PLANNED_TRIPS = {
    "sensor_stuck", "sensor_disagrees", "sensor_rate", "no_thermal_response", "heats_wrong_foot",
    "rises_unasked", "dose", "pressure_held", "vent_failed", "pressure_sensor", "air_leak",
    "roller_open", "supply_over", "supply_low", "self_test", "clock", "reference", "memory",
    "heater_weak", "ground_fault",
}  # fmt: skip
# A limiter that comes with a trip of its own.
COMES_WITH = {
    "evidence": "no_thermal_response",
    "learned power": "no_thermal_response",
    "pressure and heat": "pressure_held",
    "roller minutes": "roller_open",
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
    """What the row names and nobody built yet; only an open row may."""
    kinds = {True: "limiter", False: "trip"}
    absent = [f"{kinds[n in COMES_WITH]} {n}" for n in row.noticed if _planned(n, known)]
    absent += [f"fault {name}" for play in row.plays for name in unknown_faults(play)]
    absent += [f"limit {name}" for name in row.requires if name not in known.limits]
    absent += [f"firmware/{name}" for name in row.code if f"firmware/{name}" not in known.files]
    return absent + [f"test {name}" for name in row.tests if not _is_test(name, known)]


def _planned(name: str, known: Facts) -> bool:
    """A trip to come, or a limiter whose trip is."""
    name = COMES_WITH.get(name, name)
    return name in PLANNED_TRIPS and name not in known.trips


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
        if name not in {*known.trips, *PLANNED_TRIPS, *HARDWARE, *LIMITERS, BOUNDED}:
            found.append(f"nothing is called {name}: no trip, limiter or hardware")
    found += [f"in_time says {key}" for key in row.in_time if key not in IN_TIME]
    found += [f"at_most says {key}" for key in row.at_most if key not in AT_MOST]
    for play in row.plays:
        if row.open and unknown_faults(play):
            continue
        try:
            read_play(play)
        except BadInput as error:
            found.append(str(error))
    absent = missing(row, known)
    if absent and not row.open:
        found += [f"{name} does not exist" for name in absent if not name.startswith("fault ")]
    if row.open and not absent:
        found.append("open, and nothing it names is missing: close it")
    return found


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
    acts = ("nothing", "feet ", "power ", "press ")
    return any(not play.startswith(acts) for play in row.plays)


def tests_of(row: Hazard, known: Facts) -> list[str]:
    """The row's own tests, and how many more name one of its ids."""
    return [*row.tests, *sorted(more_tests(row, known))]


def more_tests(row: Hazard, known: Facts) -> set[str]:
    """Tests that name one of the row's ids and do not stand in it."""
    ids = {row.id, *row.requires}
    return {name for name, says in known.tests.items() if says & ids} - set(row.tests)
