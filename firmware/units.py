"""Units and the wrap of time: the few numbers every room shares.

Decides nothing. Every quantity is an integer whose name ends in its unit: `_ms`, `_us`, `_mc`
(milli-Celsius), `_pa`, `_mv`, `_ma`, `_permille`, `_code` (12-bit ADC counts), `_code16` (filtered
counts times 16). Called from everywhere.
"""

TICK_MS = 20  # the fast scan's period
SLOW_MS = 100  # the slow scan's period
TICK_US = 20_000

# ticks_ms wraps at 2^30 on both ports (12.4 days), so does everything that counts with
# it.
TIME_MASK = 0x3FFFFFFF

FULL = 1000  # permille: an output fully on
FEET = (0, 1)  # 0 left, 1 right
FOOT_NAMES = ("left", "right")


def elapsed_ms(now_ms: int, then_ms: int) -> int:
    """Milliseconds from `then_ms` to `now_ms`, right across one wrap of the port's counter (0 …
    2^30 - 1).
    """
    return (now_ms - then_ms) & TIME_MASK
