"""How far a median can be trusted: an interval from drawing the same cycles again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

LEVEL = 0.90
"""How often the interval holds the true median, as it claims; tests/wear_off_trials.py measures."""

PAIRS = 1500
"""Resamples are drawn in pairs, one the mirror of the other."""

SEED = 12
"""The same cycles always give the same interval."""


@dataclass(frozen=True)
class Estimate:
    """A median over ``n`` values, with the ends of its interval."""

    median: float
    low: float
    high: float
    n: int


def estimate(values: Sequence[float]) -> Estimate:
    """Return the median of at least two values with its 90 % interval.

    The interval is the percentile bootstrap (Efron and Tibshirani, An Introduction to the
    Bootstrap, 1993, chapter 13): of very many samples, each drawn from the values with replacement
    and as large, it holds the middle 90 % of their medians.
    """
    ordered = sorted(values)
    chance = Random(SEED)
    medians = sorted(found for _ in range(PAIRS) for found in _mirrored_medians(ordered, chance))
    tail = round((1 - LEVEL) / 2 * len(medians))
    return Estimate(median(ordered), medians[tail], medians[-1 - tail], len(ordered))


def _mirrored_medians(ordered: Sequence[float], chance: Random) -> tuple[float, float]:
    """Return the medians of a resample and of its mirror image, without drawing every value.

    Drawing a value is drawing its place, a uniform number; and the middle ones of n uniform numbers
    follow a beta distribution (David and Nagaraja, Order Statistics, 2003, section 2.3). So a
    thousand cycles take no longer than ten.
    """
    n = len(ordered)
    half = (n + 1) // 2
    low = chance.betavariate(half, n - half + 1)
    rest = n - half
    high = low if n % 2 else 1 - (1 - low) * chance.random() ** (1 / rest)
    places = [min(int(place * n), n - 1) for place in (low, high)]
    above = [ordered[place] for place in places]
    below = [ordered[n - 1 - place] for place in places]
    return sum(above) / 2, sum(below) / 2
