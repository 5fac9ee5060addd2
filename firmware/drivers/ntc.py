"""NTC counts to temperature, for control and display.

Decides the conversion only. Safety does not come here: it compares raw counts with thresholds of
its own (safety/raw_limits), so that one wrong table cannot blind both. Called by the slow scan.
"""

from .ntc_table import TABLE_MC


def to_mc(code16: int) -> int:
    """Milli-Celsius for a filtered reading (12-bit code times 16, 0 … 65,520). Linear between
    entries 64 codes apart.

    Within 0.03 °C of the Beta equation from 5 to 60 °C; outside -40 … 125 °C the ends of the
    table.
    """
    i = code16 >> 10
    low_mc = TABLE_MC[i]
    return low_mc + ((TABLE_MC[i + 1] - low_mc) * (code16 & 1023) >> 10)
