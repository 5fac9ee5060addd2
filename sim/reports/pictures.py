"""The pictures of a run that show quantities against their limits: temperatures, dose, pressures.

Decides which lines stand together. Every quantity called "true" is the plant's; what the firmware
believed is drawn thinner beside it. It may not judge. `report` puts the pictures on a page.
"""

from typing import Any

from matplotlib.figure import Figure

from sim.reports.style import (
    CAP,
    HARD,
    INK,
    LATCH,
    LEFT,
    PAD,
    QUIET,
    RIGHT,
    SENSED,
    SET,
    SKIN,
    SOFT,
    Limit,
    TimeAxis,
    limits,
    mark,
    sheet,
)
from sim.reports.thin import curve

Columns = dict[str, list[Any]]
COLOURS = {"left": LEFT, "right": RIGHT}
ROOM_C = 1.2  # free space around what counts; a sensor's nonsense may leave the panel


def belief(column: list[int]) -> list[float]:
    """Milli-Celsius as the firmware keeps it; 0 is "none" and leaves a gap."""
    return [value / 1000.0 if value else float("nan") for value in column]


def heat_limits(lines: dict[str, float]) -> list[Limit]:
    named = [
        (lines["cap_c"], "contact cap", CAP),
        (lines["soft_trip_c"], "soft trip", SOFT),
        (lines["latch_c"], "firmware latch", LATCH),
    ]
    if "hardware_latch_c" in lines:  # with its tolerance: the latest it may open
        named.append((lines["hardware_latch_c"], "hardware latch", HARD))
    return named


def temperatures(
    columns: Columns, spec: dict[str, Any], verdict: dict[str, Any], lines: dict[str, float]
) -> Figure:
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, panels = sheet(2, 6.6)
    for foot, axes in zip(("left", "right"), panels):
        axes.set_title(f"{foot} foot", loc="left", fontsize=9.5)
        axes.set_ylabel("°C")
        curves = (
            (columns[f"{foot}_pad_c"], PAD, 1.8, "-", "pad (true)"),
            (columns[f"{foot}_skin_c"], SKIN, 1.8, "-", "skin (true)"),
            (belief(columns[f"sensed_{foot}_mc"]), SENSED, 0.9, "-", "sensed"),
            (belief(columns[f"set_{foot}_mc"]), SET, 1.0, (0, (1, 1.5)), "set"),
        )
        for values, colour, width, dash, name in curves:
            axes.plot(
                *curve(time.t, values), color=colour, linewidth=width, linestyle=dash, label=name
            )
        mark(axes, time, spec, verdict)
        true_c = columns[f"{foot}_pad_c"] + columns[f"{foot}_skin_c"]
        axes.set_ylim(bottom=min(true_c + [lines["cap_c"] - 6.0]) - ROOM_C)
        limits(axes, heat_limits(lines), 2.4, max(true_c + [lines["latch_c"]]) + ROOM_C)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=4)
    time.finish(panels)
    return figure


def dose(
    columns: Columns, spec: dict[str, Any], verdict: dict[str, Any], lines: dict[str, float]
) -> Figure:
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, panels = sheet(1, 2.7)
    axes = panels[0]
    for foot, colour in COLOURS.items():
        values = columns[f"{foot}_cem43_min"]
        end = values[-1] if values else 0.0
        axes.plot(
            *curve(time.t, values), color=colour, linewidth=1.8, label=f"{foot}: {end:.2g} min"
        )
    mark(axes, time, spec, verdict)
    axes.set_ylabel("CEM43, minutes")
    axes.set_ylim(bottom=0)
    cap = (lines["dose_cap_min"], "session cap", LATCH)
    limits(axes, [cap], 1.8, max(axes.get_ylim()[1], cap[0] * 1.15))
    figure.legend(loc="outside upper center", ncols=2)
    time.finish(panels)
    return figure


def pressures(
    columns: Columns, spec: dict[str, Any], verdict: dict[str, Any], lines: dict[str, float]
) -> Figure:
    time = TimeAxis(columns["t_ms"], spec["duration_ms"])
    figure, panels = sheet(1, 2.9)
    axes = panels[0]
    manifold = curve(time.t, columns["manifold_mmhg"])
    axes.plot(*manifold, color=QUIET, linewidth=0.8, label="manifold")
    for foot, colour in COLOURS.items():
        values = columns[f"{foot}_pressure_mmhg"]
        axes.plot(*curve(time.t, values), color=colour, linewidth=1.5, label=f"{foot} bladder")
    mark(axes, time, spec, verdict)
    axes.set_ylabel("mmHg", color=INK)
    named = [(round(lines["pressure_trip_mmhg"], 1), "pressure trip", LATCH)]
    if "relief_mmhg" in lines:
        named.append((lines["relief_mmhg"], "relief valve", HARD))
    axes.set_ylim(bottom=0)
    limits(axes, named, 1.9, max(axes.get_ylim()[1], lines["pressure_trip_mmhg"] * 1.12))
    figure.legend(loc="outside upper center", ncols=3)
    time.finish(panels)
    return figure
