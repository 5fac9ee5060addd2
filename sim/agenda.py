"""What happens when: a scenario's actions, done at their moment.

Decides the order: cuts (power, resets) happen at their exact instant, before the plant moves; the
rest at the first tick after it. Called by the world twice a tick; acts on the world's parts.
"""

from . import faults
from .faults.power import settle as settle_supply
from .faults.row import feet as feet_of

NEVER = 1 << 60
BOUNCE_US = 3_000  # between two touches of a worn contact


class Agenda:
    """`due_us` is when the next action falls due; `now_us` the instant of the one being done."""

    def __init__(self, world):
        self.world = world
        self.entries = []  # (t_us, order, cut, act, arguments), sorted
        self.added = 0
        self.due_us = NEVER
        self.now_us = 0
        self.presses = 0  # counts fingers' moves
        self.pressed = {}  # button: number of its last move
        self.bounces = {}  # button: how often a worn contact bounces

    def plan(self, action):
        """Put one action of a scenario (a dict, see sim/scenarios) on the agenda."""
        at_us = action["t_us"]
        what = action["do"]
        if what == "press":
            self.add(at_us, self.press, (action["button"], 1))
            if action["hold_ms"] >= 0:
                self.add(at_us + action["hold_ms"] * 1000, self.press, (action["button"], 0))
        elif what == "release":
            self.add(at_us, self.press, (action["button"], 0))
        elif what == "feet":
            self.add(at_us, self.feet, (action["feet"],))
        elif what == "host":
            self.add(at_us, self.host, (action["line"],))
        elif what == "power":
            self.add(at_us, self.world.power, (action["on"],), 1)
        elif what == "contact_w_m2k":
            self.add(at_us, self.contact_w_m2k, (action["where"], action["value"]))
        elif what == "room_warmer_c":
            self.add(at_us, self.room, (action["value"],))
        elif what == "supply_v":
            self.add(at_us, self.supply, (action["value"],))
        else:
            active = faults.make(action["fault"], action["where"], action["value"])
            self.add(at_us, faults.begin, (self.world, active), active.fault.cut)
            if action["for_us"] is not None and active.fault.end is not None:
                self.add(at_us + action["for_us"], faults.end, (self.world, active))

    def add(self, at_us, act, arguments, cut=0):
        """Call `act(*arguments)` when `at_us` has come."""
        self.added += 1
        self.entries.append((at_us, self.added, cut, act, arguments))
        self.entries.sort(key=lambda entry: entry[:2])
        self.due_us = self.entries[0][0]

    def happen(self, now_us, cut):
        """Do everything of this kind that is due."""
        for entry in [e for e in self.entries if e[0] <= now_us and e[2] == cut]:
            self.entries.remove(entry)
            self.now_us = entry[0]
            entry[3](*entry[4])
        self.due_us = self.entries[0][0] if self.entries else NEVER

    def press(self, button, down):
        """A finger on a button, or off it."""
        self.world.journal.note("press" if down else "release", {"button": button})
        self.presses += 1
        self.contact(button, down, self.presses)
        for bounce in range(1, 2 * self.bounces.get(button, 0) + 1):
            at_us = self.now_us + bounce * BOUNCE_US
            self.add(at_us, self.contact, (button, down ^ bounce & 1, self.presses))

    def contact(self, button, down, press):
        """A button's contact closes or opens; what bounces still from an older press is over."""
        if press >= self.pressed.get(button, 0):
            self.pressed[button] = press
            self.world.wiring.senses.touch(button, down)

    def feet(self, feet):
        """Feet in or out."""
        self.world.journal.note("feet", {"feet": feet})
        self.world.plant.set_feet(feet)
        self.world.wiring.senses.feel_feet()

    def contact_w_m2k(self, where, value):
        """A foot shifts on its pad, or both do."""
        self.world.journal.note("contact", {"where": where or "both", "w_m2k": value})
        for foot in feet_of(where):
            self.world.plant.wells[foot].foot.touch(value)

    def room(self, warmer_c):
        """Somebody opens a door."""
        wiring = self.world.wiring
        wiring.ambient_c += warmer_c
        self.world.journal.note("room", {"ambient_c": wiring.ambient_c})
        for well in self.world.plant.wells:
            well.air(wiring.ambient_c)

    def supply(self, volts):
        """The supply gives another voltage from now on; one at fault gives what the fault says."""
        self.world.journal.note("supply", {"volts": volts})
        self.world.wiring.usual_v = volts
        settle_supply(self.world)

    def host(self, line):
        """A host sends one line, as bytes."""
        self.world.journal.note("host", {"line": line})
        self.world.chip.stdin += "".join([chr(byte) for byte in (line + "\n").encode()])
