"""Doses that are counted, and how a capsule shows the count."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from b12tracker.charts.capsules import Capsule, capsules
from b12tracker.charts.dose_bins import Crowding, DoseBin, parted, with_extras
from b12tracker.charts.marks import MarkKind
from b12tracker.charts.time_scale import TimeScale
from b12tracker.domain.judgement import Status
from b12tracker.domain.timeline import DoseMark

from .scenes import DAILY, DAY, MONTHLY, WEEKLY, a_dose, an_extra

START = date(2026, 1, 5)


def crowding(px_per_day: float) -> Crowding:
    """Return what is too close when a day has this width."""
    scale = TimeScale(START, START + 1000 * DAY, 0, 1000 * px_per_day, 0)
    return Crowding(scale, least_gap=10, least_bin=35)


def daily(count: int, missed: tuple[int, ...] = ()) -> list[DoseMark]:
    """Return so many daily doses, some missed, the last three still to come."""
    marks = []
    for number in range(count):
        on = START + number * DAY
        if number >= count - 3:
            marks.append(a_dose(on, Status.UPCOMING, phase=DAILY))
        elif number in missed:
            marks.append(a_dose(on, Status.MISSED, phase=DAILY))
        else:
            marks.append(a_dose(on, Status.ON_TIME, on, DAILY))
    return marks


def test_doses_with_room_are_left_alone() -> None:
    single, bins = parted(daily(40), crowding(px_per_day=11))
    assert len(single) == 40
    assert bins == []


def test_no_dose_is_lost_or_counted_twice() -> None:
    marks = daily(400, missed=(7, 99))
    single, bins = parted(marks, crowding(px_per_day=1))
    assert single == []
    assert [mark for one in bins for mark in one.doses] == marks


def test_a_bin_counts_what_became_of_its_doses() -> None:
    _, (one,) = parted(daily(20, missed=(3, 4)), crowding(px_per_day=1))
    assert (one.taken, one.closed, one.missed) == (15, 17, 2)
    assert one.counts == {MarkKind.ON_TIME: 15, MarkKind.MISSED: 2, MarkKind.UPCOMING: 3}
    assert (one.first, one.last) == (START, START + 19 * DAY)


@pytest.mark.parametrize(
    ("px_per_day", "first_dates"),
    [
        (6, [START, START + 7 * DAY]),
        (1.2, [START, date(2026, 2, 1), date(2026, 3, 1)]),
        (0.4, [START, date(2026, 4, 1), date(2026, 7, 1)]),
        (0.1, [START, date(2027, 1, 1), date(2028, 1, 1)]),
        (0.05, [START, date(2028, 1, 1), date(2030, 1, 1)]),
    ],
)
def test_bins_are_weeks_months_quarters_or_years(
    px_per_day: float, first_dates: list[date]
) -> None:
    _, bins = parted(daily(3000), crowding(px_per_day))
    assert [one.first for one in bins][: len(first_dates)] == first_dates


def test_a_short_stretch_is_not_divided() -> None:
    weeks = [a_dose(START + 7 * n * DAY, Status.UPCOMING, phase=WEEKLY) for n in range(8)]
    months = [a_dose(date(2026, 3 + n, 23), Status.UPCOMING) for n in range(6)]
    single, bins = parted([*weeks, *months], crowding(px_per_day=0.9))
    assert single == months
    assert [len(one.doses) for one in bins] == [8]


def test_a_top_up_is_counted_in_the_bin_of_its_time() -> None:
    _, bins = parted(daily(300), crowding(px_per_day=1.2))
    single, filled = with_extras(bins, [an_extra(START + 40 * DAY)], crowding(px_per_day=1.2))
    assert single == []
    assert [len(one.extras) for one in filled] == [0, 1, *[0] * (len(bins) - 2)]
    assert filled[1].counts[MarkKind.TOP_UP] == 1
    assert filled[1].closed == bins[1].closed


def test_a_few_top_ups_stay_single_and_many_are_counted() -> None:
    few = [an_extra(START + n * DAY) for n in range(3)]
    many = [an_extra(START + (100 + n) * DAY) for n in range(4)]
    single, bins = with_extras([], [*few, *many], crowding(px_per_day=1))
    assert single == few
    assert [one.extras for one in bins] == [tuple(many)]


def test_injections_before_the_plan_are_not_counted_with_top_ups() -> None:
    before = [an_extra(START + n * DAY, before_plan=True) for n in range(5)]
    after = [an_extra(START + (5 + n) * DAY) for n in range(5)]
    _, bins = with_extras([], [*after, *before], crowding(px_per_day=1))
    assert [set(one.counts) for one in bins] == [{MarkKind.BEFORE_PLAN}, {MarkKind.TOP_UP}]


def scale() -> TimeScale:
    """Return a scale of one pixel a day."""
    return TimeScale(START, START + 500 * DAY, 0, 500, 0)


def test_a_capsule_is_shared_by_number() -> None:
    one = DoseBin(START + 50 * DAY, START + 69 * DAY, tuple(daily(20, missed=(3, 4))))
    (capsule,) = capsules([one], scale(), least=5)
    parts = {part.kind: part.right - part.left for part in capsule.parts()}
    width = capsule.right - capsule.left
    assert parts[MarkKind.ON_TIME] == pytest.approx(width * 15 / 20)
    assert parts[MarkKind.MISSED] == pytest.approx(width * 2 / 20)
    assert next(part.kind for part in capsule.parts()) is MarkKind.ON_TIME
    assert [part.first for part in capsule.parts()] == [True, False, False]
    assert [part.last for part in capsule.parts()] == [False, False, True]


def test_capsules_do_not_touch() -> None:
    _, bins = parted(daily(300), crowding(px_per_day=1.2))
    shown = list(capsules(bins, scale(), least=10))
    assert len(shown) > 8
    for before, after in pairwise(shown):
        assert 2 <= after.left - before.right <= 3


def test_a_capsule_gives_way_to_marks_beside_it() -> None:
    one = DoseBin(START + 50 * DAY, START + 60 * DAY, tuple(daily(11)))
    (capsule,) = capsules([one], scale(), 5, taken_up=[(40.0, 52.0), (59.0, 70.0)])
    assert capsule.left >= 52
    assert capsule.right <= 59
    assert capsule.right > capsule.left


def test_a_capsule_is_cut_at_the_edge_of_the_plot() -> None:
    one = DoseBin(START - 30 * DAY, START + 9 * DAY, tuple(daily(40)))
    (capsule,) = capsules([one], scale(), least=5)
    assert capsule.shown == (0, pytest.approx(9.5 + 1, abs=1.6))
    assert min(part.left for part in capsule.parts()) == 0
    assert not any(part.first for part in capsule.parts())
    assert list(capsules([DoseBin(START - 90 * DAY, START - 40 * DAY, ())], scale(), 5)) == []


def test_what_stands_beside_today() -> None:
    capsule = Capsule(DoseBin(START, START), 10, 60, (10, 60))
    assert capsule.beside(None, 2) == (10, 60)
    assert capsule.beside(70, 2) == (10, 60)
    assert capsule.beside(40, 2) == (10, 38)


def test_a_part_keeps_within_its_edges() -> None:
    one = DoseBin(START + 50 * DAY, START + 69 * DAY, tuple(daily(20, missed=(3,))))
    (capsule,) = capsules([one], scale(), least=5)
    for part in capsule.parts():
        xs = [x for x, _ in part.outline(100, 7)]
        ys = [y for _, y in part.outline(100, 7)]
        assert part.left <= min(xs) <= max(xs) <= part.right + 0.5
        assert (min(ys), max(ys)) == (93, 107)
    assert timedelta(1) == DAY
    assert MONTHLY.early_days == 7
