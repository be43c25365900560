"""The shapes of marks."""

from itertools import combinations

import pytest

from b12tracker.charts.marks import MARK_SHAPES, OPEN_KINDS, LegendEntry, MarkKind, kind_of
from b12tracker.charts.style import LIGHT
from b12tracker.domain.judgement import OPEN, Status


def test_every_status_has_a_mark() -> None:
    assert {kind_of(status) for status in Status} <= set(MARK_SHAPES)
    assert {kind_of(status) for status in OPEN} == set(OPEN_KINDS)


@pytest.mark.parametrize("kind", MarkKind)
def test_every_mark_has_a_shape_within_its_radius_and_a_colour(kind: MarkKind) -> None:
    shape = MARK_SHAPES[kind]
    assert shape.parts
    for part in shape.parts:
        reach = max(max(abs(x), abs(y)) for x, y in part.points)
        assert 0 < reach + part.stroke / 2 <= 1.05
        assert part.filled or part.stroke
    assert str(getattr(LIGHT, shape.colour)).startswith("#")
    assert LegendEntry(kind).shape is shape


def test_marks_differ_without_colour() -> None:
    said = {
        kind: (shape.parts, shape.scale)
        for kind, shape in MARK_SHAPES.items()
        if kind is not MarkKind.OVERDUE
    }
    for one, other in combinations(said, 2):
        assert said[one] != said[other], f"{one} and {other} look alike"


def test_early_points_back_and_late_points_on() -> None:
    def tip(kind: MarkKind) -> float:
        points = MARK_SHAPES[kind].parts[0].points
        return next(x for x, y in points if y == 0)

    assert tip(MarkKind.EARLY) < -0.9
    assert tip(MarkKind.LATE) > 0.9


def test_missed_is_a_cross_in_an_empty_ring_and_the_largest_mark() -> None:
    missed = MARK_SHAPES[MarkKind.MISSED]
    ring, cross = missed.parts
    assert not ring.filled
    assert cross.filled
    assert (0, 0) not in cross.points
    assert len(cross.points) == 12
    assert missed.scale == max(shape.scale for shape in MARK_SHAPES.values())


def test_open_doses_are_hollow() -> None:
    for kind in OPEN_KINDS:
        assert not any(part.filled for part in MARK_SHAPES[kind].parts)
