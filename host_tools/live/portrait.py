"""The picture of the live view for the documentation, from a real simulated session.

Decides the moment that is shown. Not among what a test holds fresh: the drawing library's version
shows in the file. `solekeeper generate --pictures` writes it.
"""

import io

from rich.console import Console, Group
from rich.terminal_theme import TerminalTheme

from host_tools.live.figures import History
from host_tools.live.scene import TRACED, Scene, look, title_of
from host_tools.live.view import lines
from sim.reports.trace_table import Recorder
from sim.rig import Rig

PATH = "docs/live.svg"
WIDTH, HEIGHT = 80, 24
MOMENT_S = 332.0  # the left bladder is filling, the pads are warm
THEME = TerminalTheme(
    (24, 27, 32),
    (214, 218, 224),
    [(24, 27, 32), (232, 92, 92), (120, 190, 110), (222, 184, 80)]
    + [(98, 150, 230), (200, 130, 210), (90, 190, 200), (214, 218, 224)],
)
FORMAT = """<svg class="live" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def scene() -> Scene:
    """A warm evening as it stands at MOMENT_S."""
    recorder, history = Recorder(), History(TRACED)

    def take(record: bytes) -> None:
        recorder.add(record)
        if history.wants():
            history.add(recorder.last())

    rig = Rig()
    rig.world.spec["name"] = "an evening by hand"
    rig.world.trace.sink = take
    rig.start_session(heat=3)
    rig.run(MOMENT_S - rig.now_s)
    return Scene(
        title_of(rig.world.spec),
        recorder.last(),
        machine=look(rig.world),
        pace="1×",
        keys=True,
        history=history.values,
    )


def portrait() -> str:
    """The text of docs/live.svg."""
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    console.print(Group(*lines(scene(), WIDTH, HEIGHT)))
    svg = console.export_svg(title="solekeeper sim --live", theme=THEME, code_format=FORMAT)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
