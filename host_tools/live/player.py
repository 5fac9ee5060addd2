"""What happens between two ticks of the world: wait until the next is due, take keys, draw.

Decides what each verb of the key table does, and when a run may end. May not touch the world but
by `hands`. `play` calls tick().
"""

import time
from typing import Any

from host_tools.errors import BadInput
from host_tools.live.diary import Diary
from host_tools.live.figures import History
from host_tools.live.hands import Hands
from host_tools.live.keyboard import Keyboard
from host_tools.live.keymap import BY_KEY
from host_tools.live.menu import begin_menu, end_menu
from host_tools.live.pace import Pace
from host_tools.live.scene import TRACED, Scene, look, title_of
from host_tools.live.screen import FRAME_S, Screen
from host_tools.live.view import lines
from sim.reports.trace_table import Recorder

SHORTEST_US = 100_000  # a run has a record at least
LOOK_S = 0.02  # without waiting, the keys are looked at so often


class Ended(BaseException):
    """The person has had enough."""


def leave(world: Any) -> None:
    """End the run with this tick; with the next if a run of that length would still boot."""
    now_us = world.chip.now_us
    if now_us >= SHORTEST_US and now_us < world.boot_at_us:
        raise Ended


class Player:
    """Stands between the world's ticks."""

    def __init__(self, world: Any, diary: Diary, pace: Pace, recorder: Recorder) -> None:
        self.world, self.diary, self.pace, self.recorder = world, diary, pace, recorder
        self.hands = Hands(world, diary)
        self.history = History(TRACED)
        self.seen = 0  # records
        self.scene = Scene(title_of(world.spec), {}, keys=True)
        self.over = False
        self.looked_s = 0.0

    def tick(self, keyboard: Keyboard, screen: Screen) -> None:
        """After one tick of the world, until the next is due."""
        now_us = self.world.chip.now_us
        sim_s = now_us / 1_000_000
        if len(self.recorder.rows) > self.seen:
            self.seen = len(self.recorder.rows)
            if self.history.wants():
                self.history.add(self.recorder.last())
        while True:
            wait_s = FRAME_S if self.scene.paused else self.pace.ahead_s(sim_s)
            began_s = time.monotonic()
            if wait_s > 0 or began_s - self.looked_s >= LOOK_S:
                for key in keyboard.read(wait_s):
                    self.key(key)
                self.looked_s = time.monotonic()
                self.pace.slept_s += self.looked_s - began_s
                if self.seen and screen.due():
                    self.look(sim_s)
                    screen.draw(lambda width, height: lines(self.scene, width, height))
            if self.over:
                leave(self.world)
            if self.over or not self.scene.paused and self.pace.ahead_s(sim_s) <= 0:
                return

    def look(self, sim_s: float) -> None:
        """Bring the scene up to this moment."""
        scene = self.scene
        scene.row, scene.machine = self.recorder.last(), look(self.world)
        scene.pace, scene.history = self.pace.words(sim_s), self.history.values

    def key(self, key: str) -> None:
        """One key: an open menu takes it, or the table says what it means."""
        scene = self.scene
        row = BY_KEY.get(key)
        try:
            if scene.menu is not None:
                menu, scene.menu = scene.menu, None
                scene.menu = menu.key(key)
            elif row is not None:
                self.do(row.verb, row.what)
            elif key == "escape":
                scene.help = False
        except BadInput as error:
            scene.note = str(error)

    def do(self, verb: str, what: str) -> None:
        scene = self.scene
        if verb == "quit":
            self.over = True
        elif verb == "help":
            scene.help = not scene.help
        elif verb == "pause":
            scene.paused = not scene.paused
            self.pace.afresh()
        elif verb == "pace":
            self.pace.step(int(what))
            scene.note = f"speed {self.pace.words(self.world.chip.now_us / 1_000_000)}"
        elif verb == "begin":
            scene.menu = begin_menu(self.world.spec["stage"], self.begin)
        elif verb == "end":
            if self.world.faults:
                scene.menu = end_menu(self.world.faults, self.end)
            else:
                scene.note = "no fault acts"
        else:
            scene.note = getattr(self.hands, verb)(what)

    def begin(self, name: str, where: str | None) -> None:
        self.scene.note = self.hands.begin(name, where)

    def end(self, active: Any) -> None:
        self.scene.note = self.hands.end(active)
