"""What `solekeeper monitor` keeps: every line as JSONL, every status as a row of CSV.

Decides the two layouts. A line is written whole and at once, so whatever ends the monitor, the
files end with a whole line. Called by `monitor`.
"""

import csv
import json
from io import FileIO, StringIO
from pathlib import Path
from typing import Any

from host_tools.errors import BadInput

COLUMNS = (
    "t_s",
    "state",
    "present_left",
    "present_right",
    "session_ms",
    "heat_ms",
    "trip",
    "where",
)


class Files:
    """`jsonl` and `csv` are paths or None."""

    def __init__(self, jsonl: Path | None, csv_path: Path | None) -> None:
        self.jsonl = opened("--jsonl", jsonl)
        self.csv = opened("--csv", csv_path)
        self.names = [str(path) for path in (jsonl, csv_path) if path]
        if self.csv:
            self.put(self.csv, row_text(COLUMNS))

    def add(self, t_s: float, line: str, record: dict[str, Any] | None) -> None:
        """One line of the link; `record` is None for one that is no frame."""
        if self.jsonl:
            what = {"no_frame": line} if record is None else {"frame": record}
            text = json.dumps({"t_s": round(t_s, 3), **what}, ensure_ascii=False)
            self.put(self.jsonl, text + "\n")
        if self.csv and record is not None and "state" in record:
            self.put(self.csv, row_text(status_row(t_s, record)))

    def put(self, file: FileIO, text: str) -> None:
        data = text.encode()
        try:
            if file.write(data) == len(data):
                return
            why = "no more room"
        except OSError as error:
            why = str(error.strerror)
        raise BadInput(f"{file.name}: {why}; what was written is kept")

    def close(self) -> None:
        for file in (self.jsonl, self.csv):
            if file:
                file.close()


def opened(option: str, path: Path | None) -> FileIO | None:
    """The file, new; BadInput where none can be."""
    if path is None:
        return None
    try:
        return path.open("wb", buffering=0)
    except OSError as error:
        raise BadInput(
            f"{option}: {path}: {error.strerror}; give a file that can be made"
        ) from None


def status_row(t_s: float, record: dict[str, Any]) -> list[object]:
    """The cells of one status; what a device does not say stays empty."""
    present, trip = record.get("present"), record.get("trip")
    left, right = ([*present, "", ""] if isinstance(present, list) else ["", ""])[:2]
    trip = trip if isinstance(trip, dict) else {}
    times = [record.get("session_ms", ""), record.get("heat_ms", "")]
    return [
        round(t_s, 3),
        record["state"],
        left,
        right,
        *times,
        trip.get("name", ""),
        trip.get("where", ""),
    ]


def row_text(cells: Any) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
