"""The dice of a campaign, and what a throw becomes.

Decides that the dice have no memory: the number for a key is a hash of seed, run, attempt and the
key's name. So a run does not depend on those before it, and a new line in a campaign leaves every
other draw as it was. `draws` reads the distributions from a file and makes these; `plan` throws.
"""

import hashlib
import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any


@dataclass(frozen=True)
class Dice:
    """The throws of one attempt at one run."""

    seed: int
    run: int
    attempt: int = 0

    def throw(self, what: str) -> float:
        """From 0 up to, not including, 1; 53 bits, the same on every machine."""
        text = f"{self.seed}/{self.run}/{self.attempt}/{what}"
        bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return float((bits >> 11) / (1 << 53))


def short(value: float, low: float, high: float) -> float:
    """Six digits are enough to write down, and what is written down is what is run."""
    return min(max(float(f"{value:.6g}"), low), high)


# Classes instead of closures: a campaign travels to other machines, and closures do not.
@dataclass(frozen=True)
class Always:
    value: Any

    def __call__(self, throw: float) -> Any:
        return self.value


@dataclass(frozen=True)
class Uniform:
    low: float
    high: float

    def __call__(self, throw: float) -> float:
        return short(self.low + (self.high - self.low) * throw, self.low, self.high)


class LogUniform(Uniform):
    def __call__(self, throw: float) -> float:
        ratio = math.log(self.high / self.low)
        return short(self.low * math.exp(ratio * throw), self.low, self.high)


@dataclass(frozen=True)
class Whole:
    low: int
    high: int

    def __call__(self, throw: float) -> int:
        return self.low + int((self.high - self.low + 1) * throw)


@dataclass(frozen=True)
class Chance:
    chance: float

    def __call__(self, throw: float) -> bool:
        return throw < self.chance


@dataclass(frozen=True)
class Choice:
    values: tuple[Any, ...]
    steps: tuple[float, ...]

    def __call__(self, throw: float) -> Any:
        point = throw * self.steps[-1]
        for value, step in zip(self.values, self.steps):
            if point < step:
                return value
        return self.values[-1]  # the last throw below 1 may round up to it


@dataclass(frozen=True)
class Normal:
    mean: float
    deviation: float
    low: float
    high: float

    def __call__(self, throw: float) -> float:
        """The throw is spread over what lies within the ends, so none is thrown away."""
        curve = NormalDist(self.mean, self.deviation)
        first, last = curve.cdf(self.low), curve.cdf(self.high)
        share = min(max(first + (last - first) * throw, 1e-12), 1 - 1e-12)
        return short(curve.inv_cdf(share), self.low, self.high)
