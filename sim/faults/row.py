"""One row of the table of faults, one fault that acts, and how a part finds its own among them.

Decides how a place's name is read. Called by every file of this folder.
"""

SIDES = ("left", "right")
NOWHERE = ()
BEADS = {"a": (0,), "b": (1,), "latch": (2,), "all": (0, 1, 2)}
NTC = (
    "left",
    "right",
    "left.a",
    "left.b",
    "left.latch",
    "left.all",
    "right.a",
    "right.b",
    "right.latch",
    "right.all",
)


class Fault:
    """`places` are the legal `where`s (empty: it takes none; or a function that gives them).

    `default` None: it takes no value; else `unit`, `low`, `high` and `whole` say which. `begin`
    and `end` get (world, active); `end` None: it happens at one instant. `cut`: it acts at its
    exact instant, before the plant moves on, and not at the next tick. `dies`: a reset ends it.
    """

    def __init__(self, name, places, says, begin, end, value=None, unit="", cut=0, dies=0):
        self.name = name
        self.where = places
        self.says = says
        self.begin = begin
        self.end = end
        low, high = 0.0, 0.0
        default: float | None = None
        if value is not None:
            default, low, high = value
        self.default = default
        self.low, self.high = low, high
        self.unit = unit
        self.whole = unit in WHOLE
        self.cut = cut
        self.dies = dies

    @property
    def ready(self):
        """Whether it can be played; one without a handler is refused by name."""
        return self.begin is not None

    @property
    def places(self):
        """Every legal place, as a tuple of names."""
        return self.where() if callable(self.where) else self.where


# a value in these units has no fraction
WHOLE = ("code", "0/1", "bounces", "bit")


class Active:
    """A fault that acts, or will: `kept` is whatever its part has to remember."""

    def __init__(self, fault, where, value):
        self.fault = fault
        self.where = where
        self.value = value
        self.begun_us = 0
        self.kept = None


def feet(where):
    """Foot numbers a place means; both when it names none."""
    if not where:
        return (0, 1)
    return (0,) if where.startswith("left") else (1,) if where.startswith("right") else (0, 1)


def beads(where):
    """Sensor numbers (a, b, latch) a place means: a side alone is its two surface sensors."""
    return BEADS[where.split(".")[1]] if "." in where else (0, 1)


def acting(world, names, foot=None):
    """The faults of these names (a string: one name) that act on this foot, oldest first."""
    names = (names,) if isinstance(names, str) else names
    return [
        active
        for active in world.faults
        if active.fault.name in names and (foot is None or foot in feet(active.where))
    ]


def last(world, names, foot=None):
    """The youngest of them, or None: of two that exclude each other the later one counts."""
    found = acting(world, names, foot)
    return found[-1] if found else None
