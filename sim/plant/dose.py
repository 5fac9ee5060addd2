"""Thermal dose as cumulative equivalent minutes at 43 C (CEM43, Sapareto-Dewey).

Decides how a skin temperature counts: R^(43-T) per minute, R = 0.5 at or above 43 C and 0.25
below. Called by the pad's 100 ms thermal step and by nobody else.

The power of two is computed here with multiplications only: libraries differ in the last bit of
exp() (a browser's and a desktop's do), and one bit would break the trace hash.
"""

_LN2 = 0.693147180559945
# 2**n for n = -64 .. 63; exact doubles.
_POWERS = [1.0] * 128
for _n in range(65, 128):
    _POWERS[_n] = _POWERS[_n - 1] * 2.0
for _n in range(63, -1, -1):
    _POWERS[_n] = _POWERS[_n + 1] * 0.5


def exp2(exponent: float) -> float:
    """2**exponent, relative error below 1e-11, the same bits everywhere; clamped to +-63."""
    if exponent > 63.0:
        exponent = 63.0
    elif exponent < -63.0:
        exponent = -63.0
    whole = int(exponent + 64.5)  # rounds: the rest is within +-0.5
    x = (exponent + 64.0 - whole) * _LN2
    series = 1.0 + x * (1.0 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (
        1 / 720 + x * (1 / 5040 + x * (1 / 40320 + x * (1 / 362880)))))))))  # fmt: skip
    return series * _POWERS[whole]


def decay(ratio: float) -> float:
    """exp(-ratio): what is left of a first-order lag after ratio time constants."""
    return exp2(-ratio / _LN2)


def cem43_per_min(skin_c: float) -> float:
    """Equivalent minutes at 43 C that one minute at this skin temperature counts."""
    over_c = skin_c - 43.0
    return exp2(over_c) if over_c >= 0.0 else exp2(over_c + over_c)
