"""session.svg: the one picture that tells a whole session. The README shows it.

Decides which five quantities stand for a session. The report's own pictures, with everything in
them, are in `pictures` and `lanes`. `report` calls overview().
"""

from typing import Any

from matplotlib.figure import Figure

from sim.reports.lanes import LANES, draw_lane, states
from sim.reports.style import (
    CAP,
    LATCH,
    LEFT,
    PAD,
    QUIET,
    RIGHT,
    SKIN,
    TimeAxis,
    limits,
    mark,
    sheet,
)
from sim.reports.thin import curve

Columns = dict[str, list[Any]]


def overview(
    columns: Columns, spec: dict[str, Any], verdict: dict[str, Any], lines: dict[str, float]
) -> Figure:
    """The one picture that tells a session: session.svg, and the README's."""
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, panels = sheet(5, 6.4, [0.35, 3.0, 0.8, 0.8, 1.5])
    strip, warm, heat, rollers, air = panels
    states(strip, time, columns)
    for foot, dash in (("left", "-"), ("right", (0, (4, 2)))):
        for key, colour in (("pad_c", PAD), ("skin_c", SKIN)):
            label = f"{key[:-2]}, {foot}"
            values = columns[f"{foot}_{key}"]
            line = curve(time.t, values)
            warm.plot(*line, color=colour, linestyle=dash, linewidth=1.5, label=label)
    named = [(lines["cap_c"], "contact cap", CAP), (lines["latch_c"], "firmware latch", LATCH)]
    limits(warm, named, 2.2, max(warm.get_ylim()[1], lines["latch_c"] + 1.0))
    warm.set_ylabel("°C")
    figure.legend(*warm.get_legend_handles_labels(), loc="outside upper center", ncols=4)
    draw_lane(heat, time, columns, LANES[0][1], LANES[0][2], 1000, SKIN)
    draw_lane(rollers, time, columns, LANES[2][1], LANES[2][2], 1000, QUIET)
    for axes, label, low in ((heat, "heat, left", 0.0), (rollers, "roller, left", -1.05)):
        axes.set(ylim=(low, 1.05), yticks=[])
        axes.set_ylabel(label, rotation=0, ha="right", va="center")
    for foot, colour, at in (("left", LEFT, 0.75), ("right", RIGHT, 0.5)):
        line = curve(time.t, columns[f"{foot}_pressure_mmhg"])
        air.plot(*line, color=colour, linewidth=1.2)
        air.text(1.01, at, foot, transform=air.transAxes, fontsize=8, color=colour)
    air.set_ylabel("air, mmHg")
    air.set_ylim(bottom=0)
    for axes in panels[1:]:
        mark(axes, time, spec, verdict)
    time.finish(panels)
    return figure
