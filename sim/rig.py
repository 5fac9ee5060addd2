"""The Python face: a device on a desk, with hands.

Decides nothing: it is a World with verbs for tests and notebooks, on both interpreters. `from sim
import Rig`; `sim/README.md` shows it.
"""

import json

from .faults import FAULTS
from .setup import setup
from .world import World

FEET = ("both", "left", "right", "none")
ROOT = "/".join(__file__.replace("\\", "/").split("/")[:-2]) or "."


def read_json(path):
    """A description of the checkout, by its path there."""
    with open(ROOT + "/" + path) as file:
        return json.load(file)


def spec(
    board="rpi_pico",
    stage="gentle",
    profile="neuropathy",
    plan="unlocked",
    program="warm feet",
    duration_s=900,
    seed=1,
    plant=None,
    at=(),
):
    """A run's plain description with every default filled in. `plant` changes the setup."""
    one_of(profile, ("standard", "neuropathy"), "profile")
    return {
        "name": "rig",
        "board": read_json("boards/%s.json" % board),
        "stage": read_json("boards/stages/%s.json" % stage),
        "front_end": read_json("boards/front_end.json"),
        "profile": profile,
        "plan": plan,
        "program": program,
        "duration_ms": int(duration_s * 1000),
        "seed": seed,
        "plant": setup(plant or {}),
        "at": list(at),
    }


def one_of(word, words, what):
    """A misspelt word must not become a test that shows nothing."""
    if word not in words:
        raise ValueError("%r is no %s; one of %s" % (word, what, " ".join(words)))


def checked(name, where, value):
    """The value of a fault that may be there, its default for None; else ValueError."""
    one_of(name, FAULTS, "fault")
    fault = FAULTS[name]
    places = fault.places
    if places:
        one_of(where, places, "place for " + name)
    elif where is not None:
        raise ValueError("%s has no place" % name)
    if value is None:
        return fault.default
    if fault.default is None or not fault.low <= value <= fault.high:
        raise ValueError("%s takes %s to %s, not %r" % (name, fault.low, fault.high, value))
    return value


class Rig:
    """One device. Verbs act now; `run` lets time pass. `plant` is the truth, `status` what the
    firmware's governor says.
    """

    def __init__(self, **options):
        self.world = World(spec(**options))
        self.plant = self.world.plant
        self.run(0.5)

    @property
    def now_s(self):
        """Seconds since power-on."""
        return self.world.chip.now_us / 1_000_000

    @property
    def device(self):
        """The firmware's objects of this boot, or None while it is off or booting."""
        return self.world.device

    @property
    def status(self):
        """The governor's Status."""
        return self.world.device.governor.status

    @property
    def state(self):
        """The session's state as a word, "service" in service mode, "" while nothing runs."""
        if self.world.device is None:
            return "" if self.world.program is None else "service"
        names = self.world.journal.modules()[0].STATE_NAMES
        return names[self.world.device.session.state]

    @property
    def trip(self):
        """Name of the first trip that stands, "" for none."""
        if self.world.device is None:
            return ""
        row = self.world.journal.modules()[1].trip_row(self.status.trip)
        return row[1] if row else ""

    def run(self, seconds):
        """Let `seconds` pass (to the end of the slow scan that reaches them)."""
        if not seconds >= 0:
            raise ValueError("%r seconds cannot pass" % (seconds,))
        self.world.run(self.world.chip.now_us + int(seconds * 1_000_000))

    def after(self, seconds, action):
        """Plan a scenario action (a dict as scenarios make it, without t_us) `seconds` from now,
        exact to the microsecond.
        """
        action = dict(action)
        # this instant's tick is over
        action["t_us"] = self.world.chip.now_us + 1 + int(seconds * 1_000_000)
        self.world.agenda.plan(action)

    def press(self, button, hold_ms=80):
        """Press and release, then half a second of patience."""
        self.after(0, {"do": "press", "button": button, "hold_ms": hold_ms})
        self.run(0.5)

    def hold(self, button):
        """Press and keep pressed."""
        self.after(0, {"do": "press", "button": button, "hold_ms": -1})

    def release(self, button):
        """Let go."""
        self.after(0, {"do": "release", "button": button})

    def feet(self, feet):
        """ "both", "left", "right" or "none"."""
        one_of(feet, FEET, "feet")
        self.after(0, {"do": "feet", "feet": feet})

    def fault(self, name, where=None, value=None, for_s=None):
        """Begin a fault at the next tick."""
        value = checked(name, where, value)
        for_us = None if for_s is None else int(for_s * 1_000_000)
        self.after(
            0, {"do": "fault", "fault": name, "where": where, "value": value, "for_us": for_us}
        )

    def power(self, on):
        """Plug in or pull the plug."""
        self.after(0, {"do": "power", "on": on})

    def start_session(self, heat=0):
        """An evening begins: heat, start, the inspection where it is asked, then both
        feet in.
        """
        for _ in range(heat):
            self.press("heat")
        self.press("start")
        if self.state == "inspecting":
            self.press("up")
        self.feet("both")
        self.run(1.0)
