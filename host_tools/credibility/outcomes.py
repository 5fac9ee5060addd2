"""How far a factor moves an outcome. Skin counts in degrees, dose by how many times it grows.

Decides the order of the tornado's bars, in the chart as in what is kept.
"""

import math
from typing import Any

OUTPUTS = ("skin_c", "cem43_min")


def width(bar: dict[str, Any], usual: float, output: str) -> float:
    """From the lowest to the highest outcome, the usual one included."""
    values = [bar["low"][output], bar["high"][output], usual]
    if output == "cem43_min":
        values = [math.log(max(value, 1e-12)) for value in values]
    return float(max(values) - min(values))
