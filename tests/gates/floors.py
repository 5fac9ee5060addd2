"""The floors of the house: who may import whom in firmware/.

FLOORS is the table; a module of firmware/ that is not in it fails, so a new room is a decision.
Called by `tests/test_gates_floors.py`.
"""

from tests.gates.rules import DEVICE_LIBRARY, imports, parse, type_only

CHIP = {"machine", "rp2", "esp32", "neopixel"}

# room: (floor, rooms it may import besides itself). A room is a module or a folder of firmware/.
FLOORS: dict[str, tuple[int, set[str]]] = {
    "units": (0, set()),
    "image": (0, {"units"}),
    "safety": (1, {"units", "image"}),
    "control": (1, {"units", "image"}),
    "drivers": (1, {"units", "image"}),
    "program": (2, {"units", "image", "control"}),
    "link": (2, {"units", "image", "control"}),
    # What the journal's records are made of, and how a trip that stands is written in them.
    "lines": (1, {"units"}),
    "standing": (2, {"units", "image", "safety"}),
    "journal": (3, {"units", "lines", "standing"}),
    # What a person at the panel and what a host may ask: both stand on the session.
    "signs": (0, set()),
    "panel": (4, {"units", "image", "control", "program", "journal", "signs"}),
    "commands": (
        4,
        {"units", "image", "safety", "control", "program", "journal", "link", "ledger"},
    ),
    # What a session costs the next: program's countdowns in the journal.
    "ledger": (4, {"units", "image", "program", "journal"}),
    # What is kept follows from the session and names its trip.
    "scribe": (4, {"units", "image", "program", "journal", "ledger", "standing"}),
    "scan": (5, {"units", "image"}),
    # A boot without scans: it asks nobody below but what a host may be told.
    "service": (5, {"commands", "link"}),
    "entrance": (6, {"drivers", "journal", "program", "safety", "scribe", "service", "signs"}),
    "main": (7, {"*"}),
}


def room(module: str) -> str:
    """`firmware.safety.governor.Governor` lies in `safety`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def complaints(text: str, module: str, package: bool = False) -> list[str]:
    """What `module` (a dotted name under `firmware`) imports against the table."""
    own = room(module)
    if not own:
        return []  # firmware/__init__.py; its imports are empty, `state` and `docstrings` judge it
    if own not in FLOORS:
        return [f"line 1: the room `{own}` has no floor: add it to FLOORS"]
    allowed = FLOORS[own][1]
    skipped = type_only(parse(text))
    found = []
    for line, name in imports(text, module, package):
        top = name.split(".")[0]
        if top == "firmware":
            other = room(name)
            if "*" not in allowed and other != own and other not in allowed:
                floor = FLOORS[own][0]
                found.append(f"line {line}: `{own}` on floor {floor} may not import `{other}`")
        elif top in CHIP:
            if own != "drivers":
                found.append(f"line {line}: `{top}` belongs to drivers/ alone")
        elif top == "time":
            if module != "firmware.drivers.clock":
                found.append(f"line {line}: only drivers/clock reads time")
        elif top not in DEVICE_LIBRARY and line not in skipped:
            found.append(f"line {line}: `{top}` is not on the device, or not decided upon")
    return found
