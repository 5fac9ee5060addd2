"""The words and tables of report.html: trips, facts, expectations, numbers, events.

Decides how each is phrased. Every value that came from outside is escaped here. Only `report`
calls it.
"""

from html import escape
from typing import Any

from sim.reports.trip_words import advice, trip_in_words

MOST_EVENTS = 400  # a page is for reading; events.jsonl has them all


def trips(verdict: dict[str, Any]) -> str:
    if not verdict["trips"]:
        return "<p>No trip.</p>"
    first = "".join(
        f"<p>{'First trip' if i == 0 else 'Then'}: <strong>{escape(trip['name'])}</strong>. "
        f"{escape(trip_in_words(trip))}. The guide says: {escape(advice(trip) or 'stop')}.</p>"
        for i, trip in enumerate(verdict["trips"][:5])
    )
    return first


def facts(summary: dict[str, Any], spec: dict[str, Any]) -> str:
    session = summary["session"]
    facts = {
        "Program": session["program"] or spec["program"] or "none",
        "Profile": summary["profile"],
        "Plan": spec["plan"] or "none",
        "Stage": spec["stage"].get("title", summary["stage"]),
        "Board": spec["board"].get("title", summary["board"]),
        "Room": f"{spec['plant']['ambient_c']:g} °C",
        "Active": f"{session['active_s']:.0f} s of {summary['sim_s']:.0f} s simulated",
        "Heated": f"{session['heat_s']:.0f} s",
        "Runtime": f"{summary['runtime']}, seed {summary['seed']}, {summary['wall_s']:.1f} s",
    }
    return "".join(
        f"<div><dt>{key}</dt><dd>{escape(str(value))}</dd></div>" for key, value in facts.items()
    )


def expectations(summary: dict[str, Any], broken: dict[int, tuple[str, str]]) -> str:
    """`broken`: number of an expectation -> (when it was, file of the picture around it)."""
    if not summary["expectations"]:
        return ""
    rows = "".join(
        f'<tr class="{"held" if e["held"] else "broken"}"><td>{"held" if e["held"] else "broken"}'
        f"</td><td>{escape(e['expect'])}</td><td>{escape(str(e['got']))}{_when(broken.get(i))}"
        "</td></tr>"
        for i, e in enumerate(summary["expectations"])
    )
    head = "<tr><th></th><th>Expected</th><th>Got</th></tr>"
    return f'<h2>Expectations</h2><div class="scroll"><table>{head}{rows}</table></div>'


def _when(moment: tuple[str, str] | None) -> str:
    if moment is None:
        return ""
    words, file = moment
    return f' ({escape(words)}; <a href="{escape(file)}">that moment</a>)'


def numbers(summary: dict[str, Any]) -> str:
    plant = summary["plant"]
    rows = (
        ("Highest skin", "peak_skin_c", "{:.2f} °C"),
        ("Highest pad", "peak_pad_c", "{:.2f} °C"),
        ("Thermal dose, CEM43", "cem43_min", "{:.2g} min"),
        ("Highest pressure", "peak_pressure_mmhg", "{:.1f} mmHg"),
        ("Pressure at the end", "end_pressure_mmhg", "{:.1f} mmHg"),
    )
    body = "".join(
        f"<tr><td>{label}</td><td>{form.format(plant['left'][key])}</td>"
        f"<td>{form.format(plant['right'][key])}</td></tr>"
        for label, key, form in rows
    )
    off_s = summary["heater_off_after_s"]
    rest = [
        f"Energy into the pads {plant['heater_energy_j']:.0f} J",
        f"roller current up to {plant['roller_peak_ma']:.0f} mA",
    ]
    if off_s is not None:
        rest.append(f"last joule {off_s * 1000:.0f} ms after the first fault")
    head = "<tr><th></th><th>left</th><th>right</th></tr>"
    return f'<div class="scroll"><table>{head}{body}</table></div><p>{"; ".join(rest)}.</p>'


def events(verdict: dict[str, Any]) -> str:
    rows = []
    for event in verdict["events"][:MOST_EVENTS]:
        rest = " ".join(f"{k} {v}" for k, v in event.items() if k not in ("t_s", "event"))
        rows.append(
            f"<tr><td>{event['t_s']:.2f}</td><td>{escape(str(event['event']))}</td>"
            f"<td>{escape(rest)}</td></tr>"
        )
    left = len(verdict["events"]) - MOST_EVENTS
    more = f"<p>{left} more in events.jsonl.</p>" if left > 0 else ""
    head = "<tr><th>s</th><th>event</th><th></th></tr>"
    return f'<div class="scroll"><table class="events">{head}{"".join(rows)}</table></div>{more}'
