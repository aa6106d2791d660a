"""How unlikely a count is, against counts of the past: a negative binomial tail over a robust mean.

Past windows are first brought to the working days of the present one (see `weights`). Single past
peaks are cut at the median plus three robust standard deviations (1.4826 × MAD, or √median where
that is more), so that last month's surge does not hide this one. The spread of what remains, over
its mean, is the overdispersion; 1 is Poisson. The mean is uncertain by itself: 1/m is added for m
windows (quasi-Poisson prediction).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

import numpy as np

ROBUST = 1.4826  # MAD -> standard deviation of a normal distribution
CUT = 3.0
NEGLIGIBLE = 1e-18
MOST_TERMS = 20_000


@dataclass(frozen=True, slots=True)
class Usual:
    """What is to be expected in one window: the mean, the median, and how far counts spread.

    `windows` is the number of past windows it rests on.
    """

    mean: float
    median: float
    dispersion: float
    windows: int

    def chance(self, count: int) -> float:
        """The probability of so many or more."""
        variance = self.dispersion * self.mean * (1 + 1 / self.windows)
        return tail(count, self.mean, variance)

    def scaled(self, factor: float) -> "Usual":
        """The same where everything is so many times as much."""
        return Usual(self.mean * factor, self.median * factor, self.dispersion, self.windows)


def usual(past: Sequence[float]) -> Usual:
    """From comparable windows, one at least. A mean is never 0: half a count is added to all."""
    counts = np.asarray(past, dtype=float)
    median = float(np.median(counts))
    spread = ROBUST * float(np.median(np.abs(counts - median)))
    kept = np.minimum(counts, median + CUT * max(spread, sqrt(max(median, 1.0))))
    mean = (float(kept.sum()) + 0.5) / len(kept)
    variance = float(kept.var(ddof=1)) if len(kept) > 1 else mean
    return Usual(mean, median, max(1.0, variance / mean), len(kept))


def tail(count: int, mean: float, variance: float) -> float:
    """P(X ≥ count) of a negative binomial with this mean and variance; Poisson where they agree.

    Summed upward from `count`, so that small chances are exact rather than 1 minus nearly 1.
    """
    if count <= 0:
        return 1.0
    if count < mean:
        return max(0.5, 1.0 - _below(count, mean, variance))
    return min(1.0, _sum_from(count, mean, variance))


def _below(count: int, mean: float, variance: float) -> float:
    return sum(exp(_log_mass(k, mean, variance)) for k in range(count)) if count < 2_000 else 0.5


def _sum_from(count: int, mean: float, variance: float) -> float:
    mass = exp(_log_mass(count, mean, variance))
    total, k = mass, count
    for _term in range(MOST_TERMS):
        if mass <= total * NEGLIGIBLE:
            break
        mass *= _ratio(k, mean, variance)
        k += 1
        total += mass
    return total


def _size(mean: float, variance: float) -> float | None:
    """The size parameter r = mean² / (variance - mean); None for Poisson."""
    excess = variance - mean
    return mean * mean / excess if excess > mean * 1e-9 else None


def _log_mass(k: int, mean: float, variance: float) -> float:
    size = _size(mean, variance)
    if size is None:
        return k * log(mean) - mean - lgamma(k + 1)
    share = size / (size + mean)
    ways = lgamma(k + size) - lgamma(size) - lgamma(k + 1)
    return ways + size * log(share) + k * log(1 - share)


def _ratio(k: int, mean: float, variance: float) -> float:
    """Mass at k + 1 over mass at k."""
    size = _size(mean, variance)
    if size is None:
        return mean / (k + 1)
    return (k + size) / (k + 1) * mean / (size + mean)
