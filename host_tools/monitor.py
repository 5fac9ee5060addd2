"""`solekeeper monitor`: what a device says on its link, live; kept as JSONL and CSV if asked.

Decides what is asked (hello, then the status once a second) and what a person sees. It sends
nothing that could start, stop or change anything. Ends 0 on Ctrl-C or after --seconds, 1 when no
frame came in that time, 2 when the port does not open or goes away. Called by `cli`.
"""

import argparse
import math
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from host_tools.errors import BadInput
from host_tools.live.scene import clock
from host_tools.monitor_files import Files
from host_tools.ports import choose
from host_tools.transport import Lines, Link, PortLost, framed, open_link

ASK_S = 1.0


def add_parser(sub: Any) -> None:
    text = "show what a device says on its link"
    parser = sub.add_parser(
        "monitor", help=text, description=text.capitalize() + "; Ctrl-C ends it."
    )
    add = parser.add_argument
    add("--port", help='serial port, or "sim"; default the only one that looks like a board')
    add("--jsonl", type=Path, metavar="FILE", help="keep every line, with its time")
    add("--csv", type=Path, metavar="FILE", help="keep every status as a row")
    add("--seconds", type=seconds, default=math.inf, metavar="N", help="end by itself")
    parser.set_defaults(run=run)


def seconds(text: str) -> float:
    """A time above 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return value


class Monitor:
    """Listens on `link`, puts everything into `files`, shows it."""

    def __init__(self, link: Link, files: Files) -> None:
        self.link, self.files = link, files
        self.lines = Lines()
        self.frames = 0
        self.device: dict[str, Any] = {}
        self.shown = ""
        self.began_s = time.monotonic()
        self.live = Live(console=Console(), auto_refresh=False) if sys.stdout.isatty() else None

    def watch(self, for_s: float) -> None:
        """Until the time is over, or an exception ends it."""
        asked_s = -math.inf
        while (now_s := time.monotonic() - self.began_s) < for_s:
            if now_s - asked_s >= ASK_S:
                asked_s = now_s
                self.link.write(framed({"get": "status"} if self.device else {"hello": 1}))
            for line, record in self.lines.feed(self.link.read(min(0.1, for_s - now_s))):
                t_s = time.monotonic() - self.began_s
                self.files.add(t_s, line, record)
                if record is not None:
                    self.frames += 1
                    self.take(t_s, record)

    def take(self, t_s: float, record: dict[str, Any]) -> None:
        """Shows one frame: in place on a terminal, else a line for whatever is new."""
        if isinstance(record.get("device"), dict):
            self.device = record["device"]
            text = "hello: " + ", ".join(f"{key} {self.device[key]}" for key in self.device)
        elif "state" in record:
            text = status_words(record)
        else:
            text = str(record)
        if self.live is not None:
            title = " · ".join(str(value) for value in self.device.values())
            foot = f"{self.frames} frames · {self.lines.bad} bad lines · Ctrl-C ends it"
            body = Text(f"{clock(int(t_s * 1000))}  {text}")
            self.live.update(Panel(body, title=Text(title), subtitle=foot, width=76), refresh=True)
        elif text != self.shown:
            print(f"{t_s:8.1f} s  {text}", flush=True)
        self.shown = text

    def summary(self) -> str:
        kept = f"; kept in {' and '.join(self.files.names)}" if self.files.names else ""
        return f"{self.frames} frames, {self.lines.bad} bad lines{kept}"


def status_words(record: dict[str, Any]) -> str:
    """A status in one line."""
    present = record.get("present")
    present = present if isinstance(present, list) else []
    feet = [name for name, there in zip(("left", "right"), present, strict=False) if there]
    parts = [str(record["state"]), f"feet in: {' and '.join(feet) or 'none'}"]
    for name in ("session", "heat"):
        time_ms = record.get(f"{name}_ms")
        parts.append(f"{name} {clock(time_ms).strip() if isinstance(time_ms, int) else '?'}")
    trip = record.get("trip")
    if isinstance(trip, dict):
        where = f" ({trip['where']})" if trip.get("where") else ""
        parts.append(f"TRIP {trip.get('name')}{where}: {trip.get('cause')}; {trip.get('do')}")
    return ", ".join(parts)


def run(given: argparse.Namespace) -> int:
    link = open_link(choose(given.port))
    try:
        monitor = Monitor(link, Files(given.jsonl, given.csv))
        try:
            if monitor.live is not None:
                monitor.live.start()
            monitor.watch(given.seconds)
        except KeyboardInterrupt:
            pass  # the usual way to end it
        except PortLost as lost:
            raise BadInput(f"{link.name}: went away ({lost}) after {monitor.summary()}") from None
        finally:
            if monitor.live is not None:
                monitor.live.stop()
            monitor.files.close()
    finally:
        link.close()
    if not monitor.frames and given.seconds < math.inf:
        said = f"{link.name}: no frame in {given.seconds:g} s, {monitor.lines.bad} bad lines"
        print(said, file=sys.stderr)
        return 1
    print(monitor.summary())
    return 0
