"""Tables for the documentation that are read from the firmware's own data: limits, session,
programs, trips.

Decides only how they look. `firmware.program` and `firmware.safety` import nothing of the port
here, so no fakes are needed. Called by `generate`.
"""

from collections.abc import Callable, Iterable

from firmware import signs
from firmware.program.recipes import RECIPES
from firmware.program.session import EVENT_NAMES, STATE_NAMES, TABLE, TIMEOUT_MS
from firmware.safety.limit_rows import ROWS
from firmware.safety.trips import PROGRAM_CHANGED, TRIPS

UNITS = (
    ("_permille_s", 1, "‰/s"),
    ("_permille", 1, "‰"),
    ("_samples", 1, "samples"),
    ("_ticks", 1, "ticks"),
    ("_sessions", 1, "sessions"),
    ("_code", 1, "code"),
    ("_mc", 1000, "°C"),
    ("_ms", 1, "ms"),
    ("_ma", 1, "mA"),
    ("_pa", 133.322, "mmHg"),
    ("_mv", 1000, "V"),
    ("_ml", 1, "mL"),
)
PLURALS = ("samples", "ticks", "sessions")
AIR = ("–", "left, right", "both")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def with_unit(name: str, value: int) -> str:
    """`value` of a limit in a unit for people: long times in minutes, temperatures in degrees."""
    if name.startswith("cem43_") and not name.startswith("cem43_trip"):
        return f"{value / 1000:g} CEM43 min"
    if name.endswith("_ms") and value % 60_000 == 0:
        return f"{value // 60_000} min"
    if name.endswith("_ms") and value >= 1_000:
        return f"{value // 1000} s"
    for ending, scale, unit in UNITS:
        if name.endswith(ending):
            if scale == 1:
                return f"{value:,} {unit[:-1] if value == 1 and unit in PLURALS else unit}"
            # whole pascals of a whole mmHg are 0.003 off: not what anybody chose
            return f"{value / scale:.{3 if unit == 'mmHg' else 4}g} {unit}"
    return f"{value:,}"


def limits() -> str:
    rows = [
        (row[0], f"`{row[1]}`", with_unit(row[1], row[2]), with_unit(row[1], row[3]), row[4])
        for row in ROWS
    ]
    return table(("id", "limit", "standard", "neuropathy", "why"), rows)


def limits_short() -> str:
    """The rows a person meets, for the first page."""
    wanted = (
        "contact_cap",
        "soft_trip_mc",
        "latch_mc",
        "session_max",
        "heat_max",
        "cem43_session",
        "cem43_day",
        "pressure_trip",
    )
    rows = [
        (f"`{row[1]}`", with_unit(row[1], row[2]), with_unit(row[1], row[3]))
        for row in ROWS
        if row[1].startswith(wanted)
    ]
    return table(("limit", "standard", "neuropathy"), rows)


def session() -> str:
    rows = [
        (STATE_NAMES[state], EVENT_NAMES[event], STATE_NAMES[following], action.replace("_", " "))
        for state, event, following, action in TABLE
    ]
    rows.append(("any", "trip", "tripped", "everything off"))
    waits = ", ".join(f"{STATE_NAMES[i]} {ms // 1000} s" for i, ms in enumerate(TIMEOUT_MS) if ms)
    return table(("state", "event", "next", "what happens"), rows) + f"\nTimeouts: {waits}.\n"


def programs() -> str:
    rows = []
    for name, longest_ms, steps in RECIPES:
        length = f"{longest_ms // 60_000} min" if longest_ms else "the plan's"
        shown = "; ".join(
            f"{seconds} s: rollers {rollers}, vibration {vibration}, "
            f"air {AIR[pattern]} {level or ''}".rstrip()
            for seconds, rollers, vibration, pattern, level in steps
        )
        rows.append((name, length, shown))
    return table(("program", "length", "steps, repeated"), rows)


def shown(code: int) -> tuple[str, str]:
    """(lamps, beeps) of a trip, as a person reads them."""
    family, number = signs.sign(code)
    if not family:
        return "red alone", "–"
    lamps = f"{signs.FAMILIES[family - 1][1]} {number}"
    if code == PROGRAM_CHANGED:  # service mode opens no PWM pin: which one may be what changed
        return f"{lamps}, and violet in turns", "silent"
    return lamps, f"{family} long, {number} short"


def trips() -> str:
    return table(
        ("code", "name", "what happened", "what to do", "lamps", "beeps"),
        [
            (str(code), f"`{name}`", cause, act, *shown(code))
            for code, name, cause, act, _ in TRIPS
        ],
    )


BLOCKS: dict[str, Callable[[], str]] = {
    "limits": limits,
    "limits-short": limits_short,
    "session": session,
    "programs": programs,
    "trips": trips,
}
