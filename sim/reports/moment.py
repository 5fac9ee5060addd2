"""The moment in which an expectation broke: when it was, in words, and a picture around it.

Decides which instant of a run stands for a broken expectation, and which quantity is drawn there.
It may not judge: `scenarios.expect` did, and the full report is `report`'s. host_tools.run_one
calls moments() after a run that broke something. Trace records are 100 ms apart, so an instant is
no sharper than that.
"""

from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from sim.reports.lanes import LANES, draw_lane, states
from sim.reports.style import CAP, FAULT, PAD, SKIN, TimeAxis, mark, sheet
from sim.scenarios.expect import OFF_AFTER

Columns = dict[str, list[Any]]
AROUND_S = 15.0  # to each side: long enough to see what led there, short enough to see it happen
COLUMNS = {
    "peak_skin_c": "skin_c",
    "peak_pad_c": "pad_c",
    "cem43_min": "cem43_min",
    "peak_pressure_mmhg": "pressure_mmhg",
    "end_pressure_mmhg": "pressure_mmhg",
    "heater_energy_j": "heater_j",
    "roller_peak_ma": "roller_ma",
}
SHOWN = (*LANES[:4], *LANES[5:8])


@dataclass(frozen=True)
class Moment:
    """`index` counts the expectations from 0; `column` is empty where none is judged."""

    index: int
    at_s: float
    words: str
    column: str
    bound: float
    title: str

    @property
    def file(self) -> str:
        """Name of its picture."""
        return f"broken_{self.index + 1}.svg"


def moments(
    expectations: list[dict[str, Any]],
    results: list[dict[str, Any]],
    verdict: dict[str, Any],
    columns: Columns,
) -> list[Moment]:
    """One for each expectation that did not hold."""
    made = []
    for i, (expected, result) in enumerate(zip(expectations, results)):
        if not result["held"]:
            find = {"plant": _plant, "trip": _trip, "session": _session}[expected["kind"]]
            at_s, words = find(expected, verdict, columns)
            column = _column(expected) if expected["kind"] == "plant" else ""
            title = f"expected: {result['expect']}; got: {result['got'][:60]}"
            bound = float(expected.get("bound", 0.0))
            made.append(Moment(i, at_s, words, column, bound, title))
    return made


def _column(expected: dict[str, Any]) -> str:
    foot, _, key = expected["path"].rpartition(".")
    return (f"{foot}_" if foot else "") + COLUMNS.get(key, "")


def _plant(
    expected: dict[str, Any], verdict: dict[str, Any], columns: Columns
) -> tuple[float, str]:
    if expected["path"] == OFF_AFTER:
        fault_s = _first(verdict, "fault", 0.0)
        last_s = fault_s + (verdict[OFF_AFTER] or 0.0)
        return last_s, f"the fault at {fault_s:.2f} s, the last joule at {last_s:.2f} s"
    values = columns[_column(expected)]
    if not values:
        return 0.0, ""
    if "end_" in expected["path"]:
        return verdict["sim_s"], f"at the end, {verdict['sim_s']:.1f} s"
    bound = expected["bound"]
    beyond = [i for i, value in enumerate(values) if value >= bound]
    if expected["test"] == "below" and beyond:
        at_s = columns["t_ms"][beyond[0]] / 1000
        return at_s, f"there from {at_s:.1f} s, {len(beyond) / 10:.1f} s in all"
    top = max(range(len(values)), key=values.__getitem__)
    return columns["t_ms"][top] / 1000, f"highest at {columns['t_ms'][top] / 1000:.1f} s"


def _trip(
    expected: dict[str, Any], verdict: dict[str, Any], columns: Columns
) -> tuple[float, str]:
    last_s = expected["after_s"] + (expected["within_s"] or verdict["sim_s"])
    times = [trip["at_s"] for trip in verdict["trips"] if trip["at_s"] >= expected["after_s"]]
    if expected["name"] == "none" and times:
        return times[0], f"at {times[0]:.2f} s"
    if times and times[0] <= last_s:
        return times[0], f"another came at {times[0]:.2f} s"
    if times:
        return times[0], f"{times[0] - last_s:.2f} s too late"
    awaited_s = expected["after_s"] or _first(verdict, "fault", verdict["sim_s"])
    return awaited_s, f"awaited from {expected['after_s']:g} s on, and none came"


def _session(
    expected: dict[str, Any], verdict: dict[str, Any], columns: Columns
) -> tuple[float, str]:
    changes = [event for event in verdict["events"] if event["event"] in ("state", "reset")]
    if not changes:
        return 0.0, "it never began"
    last = changes[-1]
    word = last.get("state") or last.get("kind") or ""
    return last["t_s"], f"the last change was to {word} at {last['t_s']:.1f} s"


def _first(verdict: dict[str, Any], event: str, otherwise_s: float) -> float:
    times = [each["t_s"] for each in verdict["events"] if each["event"] == event]
    return float(times[0]) if times else otherwise_s


def picture(
    moment: Moment, columns: Columns, spec: dict[str, Any], verdict: dict[str, Any]
) -> Figure:
    """The judged quantity with its bound, what was asked and granted, and the session's state."""
    low_s, high_s = moment.at_s - AROUND_S, moment.at_s + AROUND_S
    kept = [i for i, t in enumerate(columns["t_ms"]) if low_s <= t / 1000 <= high_s]
    cut = {name: [values[i] for i in kept] for name, values in columns.items()}
    time = TimeAxis(cut["t_ms"], 1)  # seconds, whatever the length of the run
    time.end = (time.t[-1] + 0.1) if time.t else high_s
    figure, panels = sheet(2 + len(SHOWN), 5.6, [2.6, *[0.42] * len(SHOWN), 0.3])
    panels[0].set_title(moment.title, loc="left", fontsize=8.5)
    if moment.column:
        panels[0].plot(time.t, cut[moment.column], color=SKIN, linewidth=1.6)
        panels[0].axhline(moment.bound, color=CAP, linewidth=1.2, linestyle=(0, (5, 3)))
        panels[0].set_ylabel(moment.column.replace("_", " "))
    else:
        for foot, dash in (("left", "-"), ("right", (0, (4, 2)))):
            for key, colour in (("pad_c", PAD), ("skin_c", SKIN)):
                name = f"{key[:-2]}, {foot}"
                panels[0].plot(time.t, cut[f"{foot}_{key}"], c=colour, ls=dash, label=name)
        panels[0].set_ylabel("°C")
        figure.legend(loc="outside upper center", ncols=4)
    for axes, (label, granted, intended, full, signed, colour) in zip(panels[1:], SHOWN):
        draw_lane(axes, time, cut, granted, intended, full, colour)
        axes.set(ylim=(-1.05 if signed else -0.02, 1.05), yticks=[])
        axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=8)
        axes.grid(False)
    if time.t:
        states(panels[-1], time, cut)
    for axes in panels:
        mark(axes, time, spec, verdict)
        axes.axvline(moment.at_s, color=FAULT, alpha=0.2, lw=5)
    time.finish(panels)
    panels[-1].set_xlim(max(low_s, 0.0), min(high_s, spec["duration_ms"] / 1000))
    return figure
