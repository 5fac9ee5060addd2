"""What k of n runs say about all runs there could be: the Clopper-Pearson bound.

Decides nothing: it is arithmetic. 0 of n gives 1 - 0.05^(1/n), which is about 3/n. The bound holds
for runs drawn as the campaign draws them, in this model; it says nothing about a device.
"""

import math

CONFIDENCE = 0.95


def at_most(count: int, runs: int, confidence: float = CONFIDENCE) -> float:
    """The largest share that would still give `count` or fewer in `runs` with 5 % chance."""
    if runs <= 0 or count >= runs:
        return 1.0
    if count == 0:
        return float(1.0 - (1.0 - confidence) ** (1.0 / runs))
    low, high = count / runs, 1.0
    for _ in range(60):  # halving: the chance falls as the share grows
        middle = (low + high) / 2
        if _chance_of_at_most(count, runs, middle) > 1.0 - confidence:
            low = middle
        else:
            high = middle
    return high


def _chance_of_at_most(count: int, runs: int, share: float) -> float:
    if share >= 1.0:
        return 0.0
    total = 0.0
    for k in range(count + 1):
        ways = math.lgamma(runs + 1) - math.lgamma(k + 1) - math.lgamma(runs - k + 1)
        total += math.exp(ways + k * math.log(share) + (runs - k) * math.log1p(-share))
    return total


def in_words(count: int, runs: int) -> str:
    """'0 of 1000 (95 %: at most 0.3 %)'."""
    return f"{count} of {runs} (95 %: at most {100 * at_most(count, runs):.2g} %)"
