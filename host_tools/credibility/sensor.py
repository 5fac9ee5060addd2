"""The NTC against a data sheet: what the firmware would read if the bead were that part.

Decides nothing. The divider and Beta curve are the front end's own (host_tools.tables makes the
firmware's table from the same numbers). `measure` is called by `figures`.
"""

import math
from typing import Any

from host_tools.credibility.bench import Row, row
from host_tools.credibility.published import VISHAY_OHM
from host_tools.tables import KELVIN, front_end

NTC = front_end()["ntc"]


def beta_ohm(celsius: float, r25: float = 1.0, beta: float = 1.0) -> float:
    """The plant's resistance at a temperature; r25 and beta scale the nominal values."""
    turn = 1 / (celsius + KELVIN) - 1 / (25 + KELVIN)
    return float(NTC["r25_ohm"] * r25 * math.exp(NTC["beta_k"] * beta * turn))


def read_c(ohm: float, pulldown: float = 1.0) -> float:
    """What a firmware that believes the nominal numbers reads."""
    share = NTC["pulldown_ohm"] * pulldown / (ohm + NTC["pulldown_ohm"] * pulldown)
    seen = NTC["pulldown_ohm"] * (1 - share) / share
    return float(
        1 / (1 / (25 + KELVIN) + math.log(seen / NTC["r25_ohm"]) / NTC["beta_k"]) - KELVIN
    )


def measure() -> tuple[list[Row], dict[str, Any]]:
    worst = read_c(beta_ohm(41.0, 1.01, 0.99), 0.99) - 41.0
    rows = [
        row("sensor", "resistance at 40 °C", "kΩ", 5.311, beta_ohm(40.0) / 1000, "beta", 3),
        row("sensor", "±1 % parts, reads low at 41 °C by", "°C", 0.7, -worst, "stack"),
    ]
    for celsius in (35, 40, 45):
        what = f"another maker's part at {celsius} °C reads"
        got = read_c(VISHAY_OHM[celsius])
        rows.append(row("sensor", what, "°C", float(celsius), got, "vishay"))
    marks = sorted(VISHAY_OHM)
    curves = {
        "model": [[float(t), beta_ohm(t) / 1000] for t in range(0, 61, 2)],
        "data_sheet": [[float(t), VISHAY_OHM[t] / 1000] for t in marks],
        "error": [[float(t), read_c(VISHAY_OHM[t]) - t] for t in marks],
        "low": [[float(t), read_c(beta_ohm(t, 1.01, 0.99), 0.99) - t] for t in range(25, 61, 5)],
        "high": [[float(t), read_c(beta_ohm(t, 0.99, 1.01), 1.01) - t] for t in range(25, 61, 5)],
    }
    return rows, curves
