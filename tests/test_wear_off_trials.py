"""The interval keeps what it claims: a few of the trials behind the table in ARCHITECTURE.md."""

from random import Random

import pytest

from tests.wear_off_trials import FLAT, RISING, UNWELL, Made, holding, replace, row, trial

TIMES = 150

FEWEST, MOST = 121, 148
"""Of 150 intervals that each hold the truth with a chance of 0.9, outside these counts lie fewer
than 1 in 300; the seed is fixed, so it is these 150 each time."""


@pytest.mark.parametrize(
    "made",
    [
        replace(FLAT, cycles=6, logged=1),
        replace(FLAT, cycles=12, logged=1),
        replace(FLAT, cycles=24, logged=1),
        replace(FLAT, cycles=12, logged=1, memory=0.85),
        replace(RISING, cycles=12, logged=1),
    ],
    ids=lambda made: f"{made.name}, {made.cycles} cycles, memory {made.memory}",
)
def test_the_interval_holds_the_truth_as_often_as_it_claims(made: Made) -> None:
    chance = Random(7)
    found = [one for _ in range(TIMES) if (one := trial(made, chance))]
    assert len(found) == TIMES
    assert FEWEST <= round(holding(found, made.truth) * TIMES) <= MOST


def test_a_rise_is_found() -> None:
    chance = Random(7)
    found = [one for _ in range(60) if (one := trial(replace(RISING, cycles=24), chance))]
    assert holding(found, 0) < 0.2


def test_a_line_of_the_table() -> None:
    made = replace(FLAT, name="made", **UNWELL)
    assert row(made, 3).count("|") == 8
    assert row(made, 3) == row(made, 3)
