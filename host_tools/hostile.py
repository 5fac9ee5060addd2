"""`solekeeper hostile`: firmware without limits and main loops without manners, for a day.

Decides what the options mean, which files are left and the exit code. Cases, runs and what is
judged are sim.hostile's. `--publish` puts the digest into docs/, of which `generate` makes
docs/hostile.md (blocks below). host_tools.cli calls add_parser().
"""

import argparse
import json
import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from host_tools.campaign import whole
from host_tools.campaign_progress import Progress
from host_tools.errors import BadInput
from host_tools.firmware_tables import table
from host_tools.output import check_out, publish
from sim.campaigns.code import code
from sim.hostile import cases
from sim.hostile.digest import digest, good, head_words, judged, table_rows
from sim.matrix.carry import carry
from sim.remote import command_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
CORES = os.cpu_count() or 1


def add_parser(sub: Any) -> None:
    """Called by `cli`."""
    parser = sub.add_parser(
        "hostile",
        help="what the declared hardware leaves firmware without any limit, for a day",
        description="Plays firmware that is not ours on the board's pins, and main loops that ask "
        "for everything under our governor, with every declared part at its worst tolerance.",
        epilog="Exit: 0 every judged row held; 1 one did not; 2 bad input.",
    )
    add = parser.add_argument
    add("--short", action="store_true", help="an hour of each plan on the worst gentle foot")
    add("--jobs", type=whole(1, 1024), default=CORES, metavar="J", help="worker processes")
    add("--python", default="", metavar="NAME", help="interpreter of the workers; default PyPy")
    add("--out", type=Path, default=Path("out/hostile"), metavar="DIR", help="default out/hostile")
    add("--publish", action="store_true", help="put the digest into docs/ as well")
    parser.add_argument("--json", action="store_true", help="print the digest as JSON")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    if given.publish and given.short:
        raise BadInput("--publish: only all of it is published; leave --short out")
    check_out(given.out)
    interpreter = given.python or ("pypy3" if shutil.which("pypy3") else "")
    command_of(interpreter)
    todo = cases.short() if given.short else cases.whole()
    with Progress("hostile", len(todo), 0) as progress:
        rows = carry(todo, given.jobs, interpreter, lambda row: progress.took([row]))
    command = ["solekeeper", "hostile", *(["--short"] if given.short else [])]
    command += ["--publish"] if given.publish else []
    name = Path(interpreter).name if interpreter else "this Python"
    head = {"schema": 1, "command": shlex.join(command), "code": code(), "interpreter": name}
    found = {**head, **digest(todo, rows)}
    publish(given.out, {"hostile.json": _json(found)}, keep=True)
    if given.publish:
        publish(DOCS, {"hostile.json": _json(found)}, keep=True)
    if given.json:
        print(_json(found), end="")
    else:
        print(head_words(found))
        for row in found["rows"]:
            figures = f"{row['skin_c']:.2f} °C, {row['doses'][-1]:.3g} min"
            more = f", pressed for {row['pressed_s']:.0f} s" if row["pressed_s"] else ""
            said = "; ".join(row["broken"]) or ("held" if judged(row) else "published")
            print(f"  {row['stage']} {row['play']}: {figures}{more}; {said}")
    return 0 if good(found) else 1


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DOCS / "hostile.json").read_text(encoding="utf-8"))
    return found


def _head() -> str:
    found = _published()
    words = f"{head_words(found)}.\n\nPrinted by `{found['command']}`, code `{found['code']}`, in "
    return f"{words}{found['interpreter']}.\n"


def _kind(kind: str) -> Callable[[], str]:
    return lambda: table(*table_rows(_published(), kind))


BLOCKS: dict[str, Callable[[], str]] = {
    "hostile-head": _head,
    **{f"hostile-{kind}": _kind(kind) for kind in ("firmware", "plug", "requests", "timers")},
}
