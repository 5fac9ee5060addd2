"""Hands on the simulated machine: what a key's verb does, by way of the world's agenda.

Decides when it happens: one thing after the other, as hands do it, each at a microsecond that
nothing else on the agenda has, so that the order is the same when the diary is played again. What
stops a session, the plug and faults wait for nothing. May not touch plant,
wiring or chip. `player` calls it.
"""

from typing import Any

from host_tools.live.diary import Diary
from sim import faults
from sim.scenarios.actions import HOLD_MS

TOUCH_US = HOLD_MS * 1000
PAUSE_US = 120_000  # between two presses: the panel has to see that the first is over
FEET = {(False, False): "none", (True, False): "left", (False, True): "right"}
STOPPED_BY_START = ("running", "paused")


class Hands:
    """Each verb gives one line about what it did; BadInput says why it did nothing."""

    def __init__(self, world: Any, diary: Diary) -> None:
        self.world, self.diary = world, diary
        self.free_us = 0  # the last press is over by then

    def moment_us(self, at_once: bool = False) -> int:
        """The first free microsecond from now on, for a touch and for its end."""
        taken = {entry[0] for entry in self.world.agenda.entries}
        taken |= {action["t_us"] for action in self.diary.actions}
        t_us = int(self.world.chip.now_us) + 1  # this instant's tick is over
        t_us = t_us if at_once else max(t_us, self.free_us)
        while t_us in taken or t_us + TOUCH_US in taken:
            t_us += 1
        return t_us

    def _do(self, block: dict[str, Any], at_once: bool = False) -> None:
        t_us = self.moment_us(at_once)
        self.world.agenda.plan(self.diary.add(t_us, block))
        if "press" in block:
            self.free_us = max(self.free_us, t_us + TOUCH_US + PAUSE_US)

    def press(self, button: str) -> str:
        """A short press."""
        names = self.world.journal.modules()[0].STATE_NAMES
        stops = names[self.world.journal.state] in STOPPED_BY_START
        self._do({"press": button}, at_once=button == "start" and stops)
        return f"{button} pressed"

    def hold(self, button: str) -> str:
        """Press and keep pressed; or let go of what is."""
        if button in self.diary.standing(self.moment_us()).down:
            self._do({"release": button})
            return f"{button} let go"
        self._do({"press": button, "hold_ms": -1})
        return f"{button} held"

    def feet(self, feet: str) -> str:
        self._do({"feet": feet})
        return f"feet in: {feet}"

    def foot(self, side: str) -> str:
        """That foot in, or out; the other stays."""
        feet = self.diary.standing(self.moment_us()).feet
        now = {name: feet in (name, "both") for name in ("left", "right")}
        now[side] = not now[side]
        return self.feet(FEET.get((now["left"], now["right"]), "both"))

    def plug(self, _what: str = "") -> str:
        plugged = self.diary.standing(self.moment_us(at_once=True)).plugged
        self._do({"power": "off" if plugged else "on"}, at_once=True)
        return "plug pulled" if plugged else "plug put in"

    def begin(self, name: str, where: str | None) -> str:
        """A fault with its usual value, until somebody ends it."""
        self._do({"fault": name, **({"where": where} if where else {})}, at_once=True)
        return f"fault begun: {name} {where or ''}".strip()

    def end(self, active: Any) -> str:
        """Any fault that acts, the scenario's own too."""
        t_us = self.moment_us(at_once=True)
        name = f"{active.fault.name} {active.where or ''}".strip()
        if active not in self.world.faults:
            return f"{name} was over already"
        self.diary.end(active.fault.name, active.where, active.begun_us, t_us)
        self.world.agenda.add(t_us, faults.end, (self.world, active))
        return f"fault ended: {name}"
