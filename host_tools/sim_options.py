"""The options of `solekeeper sim`: what each may say.

Decides names, defaults and bounds; host_tools.sim decides what they lead to.
"""

import argparse
import math
from pathlib import Path

from sim.scenarios.scenario import PROFILES, SEED_MAX


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("scenarios", nargs="*", metavar="SCENARIO", help="a .toml file, or a folder of them")
    add("--board", help="board, instead of the scenario's own")
    add("--stage", help="stage, instead of the scenario's own")
    add(
        "--runtime",
        choices=("cpython", "micropython"),
        default="cpython",
        help="interpreter that runs firmware and plant (default cpython)",
    )
    add("--seed", type=_seed, metavar="N", help="seed of the noise, instead of the scenario's own")
    add(
        "--speed",
        type=_speed,
        metavar="max|N",
        help="N times real time, to watch; default max, and 1 with --live",
    )
    add("--live", action="store_true", help="play it at the terminal: keys, feet, faults; ? helps")
    add("--profile", choices=PROFILES, help="of a --live evening without a scenario")
    add(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder for summary, trace, events, picture, report; without it nothing is written",
    )
    add(
        "--accept",
        action="store_true",
        help="remember each run's figures in accepted/ beside its scenario; later runs must match",
    )
    add("--json", action="store_true", help="print the summary as JSON and nothing else")
    add("--list-faults", action="store_true", help="print what [[at]] fault = … may say, and end")


def _seed(text: str) -> int:
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed <= SEED_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number 0 to {SEED_MAX}")
    return seed


def _speed(text: str) -> float:
    try:
        speed = math.inf if text == "max" else float(text)
    except ValueError:
        speed = math.nan
    if not speed > 0 or (math.isinf(speed) and text != "max"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither max nor a number above 0")
    return speed
