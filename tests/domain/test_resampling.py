"""The interval of a median: the same as drawing every value of every sample."""

from random import Random
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker.domain.resampling import estimate

VALUES = st.lists(st.integers(-80, 80).map(lambda tenths: tenths / 10), min_size=6, max_size=40)


@pytest.mark.parametrize("count", [6, 7, 12, 13, 40])
def test_it_equals_drawing_every_value(count: int) -> None:
    chance = Random(count)
    values = [chance.gauss(0.5, 1) for _ in range(count)]
    medians = sorted(median(chance.choices(values, k=count)) for _ in range(20_000))
    found = estimate(values)
    assert found.median == median(values)
    for end, share in ((found.low, 0.05), (found.high, 0.95)):
        around = [medians[round((share + off) * 20_000)] for off in (-0.015, 0.015)]
        assert around[0] <= end <= around[1]


@given(VALUES)
@settings(max_examples=25)
def test_it_is_the_same_each_time_and_in_any_order(values: list[float]) -> None:
    assert estimate(values) == estimate(values[::-1])


@given(VALUES)
@settings(max_examples=25)
def test_mirrored_values_give_the_mirrored_interval(values: list[float]) -> None:
    found, mirrored = estimate(values), estimate([-value for value in values])
    assert (mirrored.low, mirrored.median, mirrored.high) == (
        -found.high,
        -found.median,
        -found.low,
    )


@given(VALUES)
@settings(max_examples=25)
def test_the_interval_lies_within_the_values_and_around_the_median(values: list[float]) -> None:
    found = estimate(values)
    assert min(values) <= found.low <= found.median <= found.high <= max(values)
    assert found.n == len(values)
