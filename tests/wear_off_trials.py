"""What wear-off can and cannot tell, measured on made data: the tables in ARCHITECTURE.md.

    .venv/bin/python -m tests.wear_off_trials

Severity is a level, a slow trend and a rise within each cycle, all known, plus what differs from
day to day: it remembers the day before, as symptoms do. It is entered in whole numbers from 0 to
10, on some days only. The interval ought to hold the true difference in 90 of 100 trials.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, sqrt
from random import Random
from statistics import fmean, linear_regression, median

from b12tracker.domain.cycle_thirds import Thirds, differences, thirds_of
from b12tracker.domain.cycles import Cycle
from b12tracker.domain.resampling import Estimate, estimate
from b12tracker.domain.symptoms import WORST
from b12tracker.domain.wear_off import NEEDED

DAY = timedelta(days=1)
START = date(2020, 1, 1)


def level_of_four(day: int) -> float:
    """Return the severity without a trend."""
    return 4.0


def falls_evenly(day: int) -> float:
    """Return a severity that falls from 8 by a third of a point every 28 days."""
    return 8 - day / 84


def falls_soon(day: int) -> float:
    """Return a severity that falls from 7.5 towards 2.5, half of it within six weeks."""
    return 2.5 + 5 * exp(-day / 60)


def near_nothing(day: int) -> float:
    """Return a severity so small that many days are entered as 0."""
    return 0.5


@dataclass(frozen=True)
class Made:
    """How a patient's entries are made.

    Attributes:
        cycles, days: how many cycles, and the length of each.
        trend: the severity of a day without the rise within its cycle.
        rise: how much worse the last day of a cycle is than its first four tenths.
        noise: standard deviation of what differs from day to day.
        memory: correlation of two days running.
        logged: how often a day is entered.
        silent_when_unwell: by how much less often for each point of severity.
    """

    name: str
    cycles: int = 12
    days: int = 28
    trend: Callable[[int], float] = level_of_four
    rise: float = 0.0
    noise: float = 1.2
    memory: float = 0.6
    logged: float = 0.8
    silent_when_unwell: float = 0.0

    def rise_on(self, day: int) -> float:
        """Return the rise on a day since injection."""
        return self.rise * max(0.0, (day + 0.5) / self.days - 0.4) / 0.6

    @property
    def truth(self) -> float:
        """The rise of the last third minus that of the middle third."""
        thirds: tuple[list[float], ...] = ([], [], [])
        for day in range(self.days):
            thirds[3 * day // self.days].append(self.rise_on(day))
        return fmean(thirds[2]) - fmean(thirds[1])


FLAT = Made("flat")
RISING = Made("rising within the cycle", rise=1.5)
UNWELL = {"logged": 1.0, "silent_when_unwell": 0.12}

TABLE = (
    *(replace(FLAT, cycles=cycles) for cycles in (6, 12, 24, 52)),
    replace(FLAT, name="flat, cycles of 14 days", days=14),
    replace(FLAT, name="flat, memory 0.85", memory=0.85),
    replace(FLAT, name="flat, recovering evenly", trend=falls_evenly),
    replace(FLAT, name="flat, recovering soon", trend=falls_soon),
    replace(FLAT, name="flat, missing when unwell", **UNWELL),
    *(replace(RISING, cycles=cycles) for cycles in (6, 12, 24)),
    replace(RISING, name="rising, recovering evenly", trend=falls_evenly),
    replace(RISING, name="rising, recovering soon", trend=falls_soon),
    replace(RISING, name="rising, twice as noisy", noise=2.4),
    replace(RISING, name="rising, half the days missing", logged=0.5),
    replace(RISING, name="rising, missing when unwell", **UNWELL),
    replace(RISING, name="rising, near 0", trend=near_nothing),
)


TRENDS = (
    *(replace(FLAT, name="flat, recovering soon", trend=falls_soon, cycles=n) for n in (6, 12, 24)),
    replace(RISING, name="rising, recovering soon", trend=falls_soon),
    replace(FLAT, name="flat, recovering evenly", trend=falls_evenly),
)


def scores(made: Made, chance: Random) -> dict[date, float]:
    """Return what the patient entered."""
    found = {}
    fresh = made.noise * sqrt(1 - made.memory**2)
    off = chance.gauss(0, made.noise)
    for day in range(made.cycles * made.days):
        off = made.memory * off + chance.gauss(0, fresh)
        severity = made.trend(day) + made.rise_on(day % made.days) + off
        entered = min(WORST, max(0, round(severity)))
        if chance.random() < made.logged - made.silent_when_unwell * entered:
            found[START + day * DAY] = float(entered)
    return found


def complete(made: Made, chance: Random) -> list[Thirds]:
    """Return the cycles of one patient that have enough scored days in each third."""
    entered = scores(made, chance)
    starts = [START + number * made.days * DAY for number in range(made.cycles)]
    found = [thirds_of(Cycle(start, start + made.days * DAY), entered) for start in starts]
    return [thirds for thirds in found if thirds]


def trial(made: Made, chance: Random) -> Estimate | None:
    """Return what is said about one patient; None when there is not enough data."""
    cycles = complete(made, chance)
    return estimate(differences(cycles)) if len(cycles) >= NEEDED else None


def holding(found: Sequence[Estimate], value: float) -> float:
    """Return how many of 1 intervals hold a value."""
    return fmean(one.low <= value <= one.high for one in found)


def row(made: Made, times: int) -> str:
    """Return one line of the table."""
    chance = Random(made.name)
    tried = [trial(made, chance) for _ in range(times)]
    found = [one for one in tried if one]
    mean = fmean(one.median for one in found)
    return (
        f"| {made.name} | {made.cycles} | {made.truth:.2f} | {said(mean)} | "
        f"{holding(found, made.truth):.0%} | {holding(found, 0):.0%} | "
        f"{1 - len(found) / times:.0%} |"
    )


def trend_left_in(cycles: Sequence[Thirds]) -> list[float]:
    """Return the differences with the slow trend left in."""
    return [cycle.means[2] - cycle.means[1] for cycle in cycles]


def one_line(cycles: Sequence[Thirds]) -> list[float]:
    """Return the differences after taking out one straight line through the levels of all."""
    line = linear_regression([one.middle for one in cycles], [one.level for one in cycles])
    return [
        cycle.means[2] - cycle.means[1] - line.slope * (cycle.dates[2] - cycle.dates[1])
        for cycle in cycles
    ]


def row_of_trends(made: Made, times: int) -> str:
    """Return one line of the table that compares ways to take out the slow trend."""
    chance = Random(made.name)
    tried = [complete(made, chance) for _ in range(times)]
    found = [
        fmean(median(way(cycles)) for cycles in tried)
        for way in (trend_left_in, one_line, differences)
    ]
    return f"| {made.name} | {made.cycles} | {made.truth:.2f} | {' | '.join(map(said, found))} |"


def said(number: float) -> str:
    """Return a number with two decimals; nothing is negative that is written as 0."""
    return f"{round(number, 2) + 0.0:.2f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=600, help="trials for each line")
    times = parser.parse_args().times
    print("| made data | cycles | truth | mean found | holds truth | holds 0 | not enough |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for made in TABLE:
        print(row(made, times), flush=True)
    print("\n| mean found | cycles | truth | trend left in | one line | neighbours |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for made in TRENDS:
        print(row_of_trends(made, times), flush=True)


if __name__ == "__main__":
    main()
