"""What a person watches while a simulated session runs: one calm panel, and the pace.

Decides only how a run looks on a terminal and how fast simulated time may pass; it sees trace
records and changes nothing. host_tools.sim puts View.sink() and Pace.sink() behind the recorder.
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from sim.scenarios.names import SESSION_STATES

FRAME_S = 0.1  # ten pictures a second are calm and cost nothing
FEET = ("left", "right")
COLOURS = {"running": "green", "tripped": "bold red", "paused": "yellow", "cooling": "cyan"}


class Pace:
    """Holds simulated time back to `factor` times real time; remembers how long it slept."""

    def __init__(self, factor: float) -> None:
        self.factor, self.slept_s, self._t0 = factor, 0.0, 0.0
        self._records = 0

    def wait(self) -> None:
        """Call once a record, that is once every 100 ms of simulated time."""
        now_s = time.monotonic()
        if self._records == 0:
            self._t0 = now_s
        self._records += 1
        ahead_s = self._t0 + self._records * 0.1 / self.factor - now_s
        if ahead_s > 0:
            time.sleep(ahead_s)
            self.slept_s += ahead_s


class View:
    """The panel. Used with `with`; update() takes the newest trace row by name."""

    def __init__(self, title: str, spec: dict[str, Any]) -> None:
        self.title, self.spec, self._shown_s = title, spec, -1.0
        self._live = Live(console=Console(), auto_refresh=False, transient=True)

    def __enter__(self) -> "View":
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def update(self, row: Callable[[], dict[str, Any]]) -> None:
        now_s = time.monotonic()
        if now_s - self._shown_s >= FRAME_S:
            self._shown_s = now_s
            self._live.update(self._panel(row()), refresh=True)

    def _panel(self, row: dict[str, Any]) -> Panel:
        code = row["state"]
        state = SESSION_STATES[code] if code < len(SESSION_STATES) else str(code)
        head = Text.assemble(
            (clock(row["t_ms"]), "bold"),
            f" of {clock(self.spec['duration_ms'])}   ",
            (state, COLOURS.get(state, "")),
            f"   {self.spec['program'] or ''}",
        )
        body = Group(head, "", _feet(row), "", _lamps(row))
        note = (
            f"simulation · {self.spec['profile']} · {self.spec['stage']['name']} · Ctrl-C ends it"
        )
        return Panel(body, title=self.title, subtitle=note, width=72, border_style="dim")


def clock(t_ms: int) -> str:
    return f"{t_ms // 60000:2d}:{t_ms // 1000 % 60:02d}"


def _feet(row: dict[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column()
    table.add_row("", Text("left", style="dim"), Text("right", style="dim"))
    for name, key, unit in (
        ("pad", "pad_c", "°C"),
        ("skin", "skin_c", "°C"),
        ("air", "pressure_mmhg", "mmHg"),
    ):
        table.add_row(name, *(f"{row[f'{foot}_{key}']:5.1f} {unit}" for foot in FEET))
    for name, key in (("heat", "out_heat"), ("roller", "out_roller")):
        table.add_row(name, *(_bar(row[f"{key}_{foot}_permille"]) for foot in FEET))
    table.add_row(
        "vibration, pump", _bar(row["out_vibration_permille"]), _bar(row["out_pump_permille"])
    )
    return table


def _bar(permille: int) -> Table:
    grid = Table.grid(padding=(0, 1))
    arrow = "◂" if permille < 0 else " "
    bar = ProgressBar(total=1000, completed=abs(permille), width=14)
    grid.add_row(bar, f"{abs(permille) // 10:3d} %{arrow}")
    return grid


def _lamps(row: dict[str, Any]) -> Text:
    lamps = (
        ("rail", row["out_rail_us"], "yellow"),
        ("valve L", row["out_valve_left"], "cyan"),
        ("valve R", row["out_valve_right"], "cyan"),
        ("foot L", row["present_left"], "green"),
        ("foot R", row["present_right"], "green"),
        ("TRIP", row["trip_code"], "bold red"),
    )
    text = Text()
    for name, lit, colour in lamps:
        text.append("● " if lit else "○ ", style=colour if lit else "dim")
        text.append(f"{name}   ", style="" if lit else "dim")
    return text
