"""The live view of a run that nobody plays: below the cursor, made from its records alone.

Decides only what a record gives the scene; the run may be in another process, so there is no panel
and no list of faults. run_one calls it.
"""

from types import TracebackType
from typing import Any

from host_tools.live.figures import History
from host_tools.live.pace import Pace
from host_tools.live.scene import TRACED, Scene, title_of
from host_tools.live.screen import Screen
from host_tools.live.view import lines
from sim.reports.trace_table import Recorder


class Watch:
    """Used with `with`; `update` after every record."""

    def __init__(self, spec: dict[str, Any], pace: Pace) -> None:
        self.screen = Screen(whole=False)
        self.pace, self.history = pace, History(TRACED)
        self.scene = Scene(title_of(spec), {}, spec["duration_ms"])

    def __enter__(self) -> "Watch":
        self.screen.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.screen.close()

    def update(self, recorder: Recorder) -> None:
        if self.history.wants():
            self.history.add(recorder.last())
        if self.screen.due():
            self.scene.row, self.scene.history = recorder.last(), self.history.values
            self.scene.pace = self.pace.words(self.scene.row["t_ms"] / 1000)
            self.screen.draw(lambda width, height: lines(self.scene, width, height - 1))
