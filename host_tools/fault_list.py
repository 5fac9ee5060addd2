"""The table `solekeeper sim --list-faults` prints, made from sim.faults.

Decides the layout only; a fault not in the code is not in the table.
"""

import json
import textwrap

from sim.faults import FAULTS

WIDTH = 78


def fault_list(as_json: bool) -> str:
    rows = [
        {
            "fault": name,
            "where": list(fault.places),
            "value": fault.default,
            "unit": fault.unit,
            "ready": bool(fault.ready),
            "what": fault.says,
        }
        for name, fault in FAULTS.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) if as_json else _text(rows)


def _text(rows: list[dict[str, object]]) -> str:
    lines: list[str] = []
    for ready, title in ((True, "Faults"), (False, "Not yet (refused with exit code 2)")):
        chosen = [row for row in rows if row["ready"] is ready]
        if chosen:
            lines += ["", title] if lines else [title]
        for row in chosen:
            lines += _entry(row)
    return "\n".join(lines)


def _entry(row: dict[str, object]) -> list[str]:
    places, unit = row["where"], row["unit"]
    assert isinstance(places, list)
    default = "" if row["value"] is None else f", {row['value']:g} if not given"
    said = [str(row["what"])]
    if places:
        said.append("where: " + " ".join(places))
    if unit:
        said.append(f"value: {unit}{default}")
    name = f"  {row['fault']:<22}"
    lines: list[str] = []
    for i, text in enumerate(said):
        indent = " " * len(name) if i == 0 else " " * (len(name) + 2)
        lines += textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
    lines[0] = name + lines[0][len(name) :]
    return lines
