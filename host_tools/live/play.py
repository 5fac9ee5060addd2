"""Plays one evening at the terminal, and gives what any run gives.

Decides what belongs to a live run: world, terminal, player, diary. The world is never run in
slices: it is one run, as `sim.run` makes it, and keys reach it by the agenda alone. `evening`
calls play().
"""

from dataclasses import dataclass, replace
from typing import Any

from host_tools.errors import Cut
from host_tools.live.diary import FILE, Diary
from host_tools.live.keyboard import Keyboard
from host_tools.live.pace import Pace
from host_tools.live.player import Ended, Player
from host_tools.live.screen import Screen
from sim.reports.summary import summarise
from sim.reports.trace_table import Recorder
from sim.run import wall_s
from sim.scenarios.document import Document
from sim.scenarios.scenario import Scenario
from sim.scenarios.write import toml_of
from sim.world import World


@dataclass(frozen=True)
class Played:
    """What run_one gives, and the file that plays it again. `whole`: no key changed it."""

    scenario: Scenario
    run: tuple[dict[str, Any], dict[str, Any], Recorder]
    whole: bool
    files: dict[str, str]


def play(document: Document, scenario: Scenario, factor: float, endless: bool) -> Played:
    """The evening, by hand. `endless`: only a key ends it, so its length is not shown."""
    recorder, pace = Recorder(), Pace(factor)
    world = World(scenario.spec, recorder.add)
    world.end_us = scenario.spec["duration_ms"] * 1000
    diary = Diary(document, scenario)
    player = Player(world, diary, pace, recorder)
    player.scene.duration_ms = 0 if endless else scenario.spec["duration_ms"]
    began_s = wall_s()
    screen = Screen(whole=True)
    with Keyboard(screen.close, screen.open) as keyboard, screen:
        world.on_tick = lambda _world: player.tick(keyboard, screen)
        cut = False
        try:
            world.run(world.end_us)
        except Ended:
            pass
        except KeyboardInterrupt:
            cut = True  # what was played is kept all the same
    verdict = world.journal.verdict(max(wall_s() - began_s - pace.slept_s, 0.0))
    end_us = world.chip.now_us
    whole = end_us >= world.end_us and not diary.touched
    played = scenario if whole else replace(scenario, expectations=[])
    again = diary.document(end_us, whole)
    text = toml_of(again, f"Played by hand; plays itself again: solekeeper sim {FILE}")
    if cut:
        raise Cut({FILE: text, "trace.csv": recorder.csv()})
    summary = summarise(played, "cpython", verdict)
    return Played(played, (summary, verdict, recorder), whole, {FILE: text})
