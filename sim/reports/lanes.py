"""The pictures of a run that show who did what: outputs as lanes, and a time line of events.

Decides the lanes. An intent is a thin line, what the governor granted is the filled area below it:
the gap is what was taken away. `report` puts the pictures on a page.
"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.reports.style import (
    FAULT,
    INK,
    LEFT,
    PERSON,
    QUIET,
    RIGHT,
    STATES,
    TRIP,
    TimeAxis,
    mark,
    sheet,
)
from sim.reports.thin import lane
from sim.scenarios.names import SESSION_STATES

Columns = dict[str, list[Any]]
# what an action is marked as in the time line; "" is nobody's doing
MARKED = {
    "feet": "feet",
    "contact_w_m2k": "feet",
    "fault": "fault",
    "room_warmer_c": "",
    "supply_v": "",
}
# (label, column granted, column intended or "", full scale (1: on or off), signed, colour)
LANES = (
    ("heat left", "out_heat_left_permille", "intent_heat_left_permille", 1000, False, LEFT),
    ("heat right", "out_heat_right_permille", "intent_heat_right_permille", 1000, False, RIGHT),
    ("roller left", "out_roller_left_permille", "intent_roller_left_permille", 1000, True, LEFT),
    (
        "roller right",
        "out_roller_right_permille",
        "intent_roller_right_permille",
        1000,
        True,
        RIGHT,
    ),
    ("vibration", "out_vibration_permille", "intent_vibration_permille", 1000, False, INK),
    ("pump", "out_pump_permille", "intent_pump_permille", 1000, False, INK),
    ("valve left", "out_valve_left", "", 1, False, LEFT),
    ("valve right", "out_valve_right", "", 1, False, RIGHT),
    ("heater rail", "out_rail_us", "", 1, False, INK),
)


def outputs(columns: Columns, spec: dict[str, Any], verdict: dict[str, Any]) -> Figure:
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, panels = sheet(len(LANES), 5.6)
    for axes, (label, granted, intended, full, signed, colour) in zip(panels, LANES):
        draw_lane(axes, time, columns, granted, intended, full, colour)
        axes.set_ylim(-1.08 if signed else -0.02, 1.08)
        axes.set_yticks([])
        axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=8.5)
        axes.grid(False)
        axes.spines["left"].set_visible(False)
        axes.tick_params(bottom=axes is panels[-1])
        axes.axhline(0, color=QUIET, linewidth=0.6)
        mark(axes, time, spec, verdict)
    time.finish(panels)
    return figure


def draw_lane(
    axes: Axes,
    time: TimeAxis,
    columns: Columns,
    granted: str,
    intended: str,
    full: int,
    colour: str,
) -> None:
    shares = [max(-1.0, min(1.0, value / full)) for value in columns[granted]]
    edges, heights = lane(time.t, shares, time.end)
    axes.stairs(heights, edges, fill=True, color=colour, alpha=0.75, linewidth=0)
    if intended in columns:  # an intent has no sign: it points where the output points
        pairs = zip(columns[intended], shares)
        wanted = [value / full * (-1 if share < 0 else 1) for value, share in pairs]
        edges, heights = lane(time.t, wanted, time.end)
        axes.stairs(heights, edges, baseline=None, color=QUIET, linewidth=0.7)


def timeline(columns: Columns, spec: dict[str, Any], verdict: dict[str, Any]) -> Figure:
    """States as a coloured strip; below it what people did, what was broken, what tripped."""
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, (strip, marks) = sheet(2, 2.2, [1.0, 1.5])
    states(strip, time, columns)
    rows = {"button": [], "feet": [], "fault": [], "trip": []}  # type: dict[str, list[float]]
    for action in spec["at"]:
        row = MARKED.get(action["do"], "button")
        if row:
            rows[row].append(time.at(action["t_us"] / 1e6))
    rows["trip"] = [time.at(trip["at_s"]) for trip in verdict["trips"]]
    colours = {"button": INK, "feet": LEFT, "fault": FAULT, "trip": TRIP}
    for level, (row, times) in enumerate(reversed(rows.items())):
        marks.scatter(times, [level] * len(times), marker="|", s=90, color=colours[row], zorder=3)
    marks.set_yticks(range(len(rows)), list(reversed(rows)), fontsize=8.5)
    marks.set_ylim(-0.6, len(rows) - 0.4)
    marks.grid(axis="x")
    time.finish([strip, marks])
    return figure


def states(axes: Axes, time: TimeAxis, columns: Columns) -> None:
    states, ends = columns["state"], [*time.t, time.end]
    begin, named = 0, set()
    for i in range(1, len(states) + 1):
        if i == len(states) or states[i] != states[begin]:
            code = states[begin]
            name = SESSION_STATES[code] if code < len(SESSION_STATES) else str(code)
            axes.axvspan(ends[begin], ends[i], color=STATES.get(name, PERSON), linewidth=0)
            if ends[i] - ends[begin] > 0.12 * time.end:  # room for the word
                middle = (ends[i] + ends[begin]) / 2
                axes.text(middle, 0.5, name, ha="center", va="center", fontsize=8.5, color=INK)
            named.add(name)
            begin = i
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.set_ylabel("session", rotation=0, ha="right", va="center", fontsize=8.5)
    axes.grid(False)
