"""The symptoms band: gaps stay gaps, zeros are zeros, and far away means are drawn."""

from datetime import date

import numpy as np
import pytest

from b12tracker.charts.marks import MarkKind
from b12tracker.charts.picture import HitKind
from b12tracker.charts.style import LIGHT
from b12tracker.charts.symptom_means import Period, SymptomMean, period_for, trace
from b12tracker.domain.symptoms import Observer, Recall
from b12tracker.domain.timeline import SymptomPoint, SymptomSeries

from .scenes import DAY, FIVE, SYMPTOMS, Drawing, a_line, a_series, a_state, twenty_years

START = date(2026, 9, 7)
"""A Monday."""

SCORES = {START + n * DAY: 5 for n in range(30) if n not in (10, 11, 20)}
"""Thirty days, two of them missing, and later one more."""


def near(line_scores: dict[date, int], days: int = 40) -> Drawing:
    """Draw scores at a zoom that shows every day."""
    return Drawing(a_state(symptoms=(a_line(line_scores),)), START, START + days * DAY)


def height_of(drawing: Drawing, severity: int) -> float:
    """Return where a severity lies, by the numbers of the scale."""
    zero, ten = sorted((box.top for box in drawing.boxes("rule:symptoms")), reverse=True)
    return zero + (ten - zero) * severity / 10


def test_a_line_breaks_where_a_day_is_missing() -> None:
    drawing = near(SCORES)
    x = drawing.picture.scale.x
    ends = [(piece[0, 0], piece[-1, 0]) for piece in drawing.pieces("symptom:fatigue")]
    wanted = [(0, 9), (12, 19), (21, 29)]
    assert ends == [
        (pytest.approx(x(START + a * DAY)), pytest.approx(x(START + b * DAY))) for a, b in wanted
    ]


def test_a_single_day_is_a_dot() -> None:
    drawing = near({START: 4, START + 5 * DAY: 7})
    assert drawing.pieces("symptom:fatigue") == []
    dots = drawing.boxes("points:fatigue")
    assert [round(dot.middle) for dot in dots] == [
        round(height_of(drawing, 4)),
        round(height_of(drawing, 7)),
    ]


@pytest.mark.parametrize("severity", [0, 1, 10])
def test_scores_lie_at_their_height_and_zero_is_drawn(severity: int) -> None:
    drawing = near({START + n * DAY: severity for n in range(5)})
    (line,) = drawing.pieces("symptom:fatigue")
    assert len(line) == 5
    assert line[:, 1] == pytest.approx(height_of(drawing, severity))
    assert len(drawing.pieces("points:fatigue")) == 5


def test_a_point_is_hit_with_its_line() -> None:
    drawing = near(SCORES)
    mark = drawing.picture.marks[3]
    found = drawing.picture.hit(mark.x + 3, mark.y - 3)
    assert found
    assert found.kind is HitKind.SYMPTOM
    assert found.what == SymptomPoint(START + 3 * DAY, 5, f"entry of {START + 3 * DAY}")
    assert found.of
    assert found.of.name == "Fatigue"


def test_far_away_weekly_means_are_drawn() -> None:
    scores = {START + n * DAY: 2 if n % 7 < 3 else 6 for n in range(28)}
    del scores[START + 20 * DAY]
    state = a_state(symptoms=(a_line(scores),))
    drawing = Drawing(state, START - 300 * DAY, START + 65 * DAY)
    (line,) = drawing.pieces("symptom:fatigue")
    assert len(line) == 4
    means = [mark.what for mark in drawing.marks("bin")]
    assert all(isinstance(one, SymptomMean) for one in means)
    first, _, third, _ = means
    assert first == SymptomMean(START, START + 6 * DAY, pytest.approx(30 / 7), 6, 7)
    assert third == SymptomMean(START + 14 * DAY, START + 19 * DAY, pytest.approx(24 / 6), 6, 6)
    assert line[0, 1] == pytest.approx(
        height_of(drawing, 4) + (height_of(drawing, 5) - height_of(drawing, 4)) * (30 / 7 - 4)
    )


def test_a_week_without_a_score_is_a_gap_in_the_means() -> None:
    scores = {START + n * DAY: 5 for n in range(42) if not 14 <= n < 21}
    drawing = Drawing(a_state(symptoms=(a_line(scores),)), START - 300 * DAY, START + 65 * DAY)
    assert [len(piece) for piece in drawing.pieces("symptom:fatigue")] == [2, 3]


def test_a_mean_stays_the_same_when_the_view_moves() -> None:
    scores = {START + n * DAY: n % 11 for n in range(600)}
    state = a_state(symptoms=(a_line(scores),))
    said: dict[int, SymptomMean] = {}
    for shift in range(20):
        first = START + (30 + shift) * DAY
        for mark in Drawing(state, first, first + 365 * DAY).marks("bin"):
            assert isinstance(mark.what, SymptomMean)
            week = (mark.what.first.toordinal() - 1) // 7
            assert said.setdefault(week, mark.what) == mark.what
    assert len(said) > 20


def test_twenty_years_have_few_points() -> None:
    state = twenty_years()
    drawing = Drawing(state, date(2006, 1, 1), state.today)
    assert len([mark for mark in drawing.marks("bin") if not mark.is_dose]) < 5 * 90


@pytest.mark.parametrize(
    ("px_per_day", "period"),
    [(8, Period(1)), (3, Period(7)), (0.4, Period(months=1)), (0.1, Period(months=3))],
)
def test_periods_grow_as_days_get_narrow(px_per_day: float, period: Period) -> None:
    assert period_for(px_per_day, least=6) == period


def test_periods_are_those_of_the_calendar() -> None:
    days = np.array([date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)])
    ordinals = np.array([day.toordinal() for day in days])
    months = Period(months=1).numbers(ordinals, 0)
    quarters = Period(months=3).numbers(ordinals, 0)
    assert (months - months[0]).tolist() == [0, 1, 3, 4]
    assert (quarters - quarters[0]).tolist() == [0, 1, 1, 2]
    week = np.array([(START + n * DAY).toordinal() for n in range(-1, 8)])
    assert np.diff(Period(7).numbers(week, 0)).tolist() == [1, 0, 0, 0, 0, 0, 0, 1]
    assert np.diff(Period(7).numbers(week, 6)).tolist() == [0, 0, 0, 0, 0, 0, 1, 0]


def test_nothing_scored_is_nothing_drawn() -> None:
    empty = trace((), Period(7), 0)
    assert list(empty.runs()) == []
    drawing = near({START - 200 * DAY: 4})
    assert not drawing.picture.marks
    assert "label:fatigue" in drawing.texts


def test_each_symptom_has_its_colour_and_its_name_in_it() -> None:
    lines = tuple(a_line(SCORES, key) for key in list(SYMPTOMS)[:3])
    drawing = Drawing(a_state(symptoms=lines), START, START + 40 * DAY)
    for line, colour in zip(lines, LIGHT.symptoms, strict=False):
        assert drawing.colours(f"symptom:{line.key}")[1] == colour
        assert drawing.artists[f"label:{line.key}"].get_color() == colour
        assert drawing.texts[f"label:{line.key}"] == line.name


def test_lines_differ_without_colour_near_and_far() -> None:
    lines = tuple(a_line(SCORES, key) for key in FIVE)
    state = a_state(symptoms=lines)
    near_by = Drawing(state, START, START + 40 * DAY)
    shapes = {len(near_by.pieces(f"points:{line.key}")[0]) for line in lines}
    corners = [tuple(np.round(near_by.pieces(f"points:{line.key}")[0][0], 1)) for line in lines]
    assert len(shapes) >= 3
    assert len(set(corners)) >= 4
    far = Drawing(state, START - 700 * DAY, START + 40 * DAY)
    dashes = {str(far.artists[f"symptom:{line.key}"].get_linestyle()) for line in lines}
    assert len(dashes) == 5


def test_more_than_five_symptoms_are_named_as_more() -> None:
    lines = tuple(a_line(SCORES, key) for key in SYMPTOMS)
    drawing = Drawing(a_state(symptoms=lines), START, START + 40 * DAY)
    assert drawing.texts["label:more"] == "and 1 more"
    assert drawing.picture.left_out == (lines[5].name,)
    assert "symptom:mood" in drawing.artists
    assert "symptom:tingling" not in drawing.artists


def test_lines_keep_to_the_plot() -> None:
    scores = {START + n * DAY: n % 11 for n in range(-100, 100)}
    for days in (30, 120, 365):
        drawing = Drawing(a_state(symptoms=(a_line(scores),)), START, START + days * DAY)
        picture = drawing.picture
        for piece in drawing.pieces("symptom:fatigue"):
            assert piece[:, 0].min() >= picture.plot_left_px - 1e-6
            assert piece[:, 0].max() <= picture.plot_right_px + 1e-6


OTHERS = a_series({START + n * DAY: 8 for n in range(5)}, Observer.OTHER)
WEEKS = a_series({START + n * DAY: 9 for n in (6, 13)}, recall=Recall.WEEK)
SEEN_WEEK = a_series({START + 20 * DAY: 2}, Observer.OTHER, Recall.WEEK)
KINDS = (MarkKind.OTHER_OBSERVER, MarkKind.WEEK)


def test_two_observers_never_share_a_line() -> None:
    drawing = Drawing(
        a_state(symptoms=(a_line(SCORES, "fatigue", OTHERS),)), START, START + 40 * DAY
    )
    (theirs,) = drawing.pieces("symptom:fatigue:other")
    assert len(theirs) == 5
    assert theirs[:, 1] == pytest.approx(height_of(drawing, 8))
    for mine in drawing.pieces("symptom:fatigue"):
        assert mine[:, 1] == pytest.approx(height_of(drawing, 5))
    mine, other = (drawing.artists[f"symptom:fatigue{one}"] for one in ("", ":other"))
    assert other.get_edgecolor() == mine.get_edgecolor()
    assert other.get_linestyle() != mine.get_linestyle()
    assert other.get_linewidth() < mine.get_linewidth()
    assert drawing.colours("points:fatigue:other") == (LIGHT.surface, LIGHT.symptoms[0])
    assert drawing.colours("points:fatigue")[0] == LIGHT.symptoms[0]


@pytest.mark.parametrize("days", [40, 300])
def test_a_weekly_score_is_a_bar_over_its_seven_days(days: int) -> None:
    drawing = Drawing(a_state(symptoms=(a_line({}, "fatigue", WEEKS),)), START, START + days * DAY)
    x = drawing.picture.scale.x
    bars = drawing.boxes("weeks:fatigue")
    for bar, number in zip(bars, (0, 7), strict=True):
        assert x(START + (number - 1) * DAY) < bar.left < x(START + number * DAY) + 1e-6
        assert x(START + (number + 6) * DAY) - 1e-6 < bar.right < x(START + (number + 7) * DAY)
        assert bar.middle == pytest.approx(height_of(drawing, 9))
    assert bars[0].right < bars[1].left, "two weeks that touch are two bars"
    assert "symptom:fatigue" not in drawing.artists


def test_a_bar_is_hit_anywhere_along_it() -> None:
    drawing = Drawing(a_state(symptoms=(a_line({}, "fatigue", WEEKS),)), START, START + 40 * DAY)
    for number in range(7):
        found = drawing.picture.hit(
            drawing.picture.scale.x(START + number * DAY), height_of(drawing, 9)
        )
        assert found
        assert isinstance(found.what, SymptomPoint)
        assert found.what.on == START + 6 * DAY


def test_a_weekly_score_by_somebody_else_is_a_hollow_bar() -> None:
    drawing = Drawing(
        a_state(symptoms=(a_line({}, "fatigue", SEEN_WEEK),)), START, START + 40 * DAY
    )
    assert drawing.colours("weeks:fatigue:other") == (LIGHT.surface, LIGHT.symptoms[0])


def test_far_away_weekly_scores_are_means_over_their_span() -> None:
    weeks = a_series({START + n * 7 * DAY: 4 + n % 2 for n in range(300)}, recall=Recall.WEEK)
    state = a_state(symptoms=(a_line({}, "fatigue", weeks),))
    drawing = Drawing(state, START, START + 300 * 7 * DAY)
    means = [mark.what for mark in drawing.marks("bin")]
    assert 50 < len(means) < 90
    assert all(isinstance(one, SymptomMean) and one.recall is Recall.WEEK for one in means)
    assert isinstance(means[2], SymptomMean)
    assert (means[2].last - means[2].first).days >= 21
    assert means[2].span == (means[2].first - 6 * DAY, means[2].last)


@pytest.mark.parametrize(
    ("others", "kinds"),
    [
        ((), []),
        ((OTHERS,), [KINDS[0]]),
        ((WEEKS,), [KINDS[1]]),
        ((SEEN_WEEK,), list(KINDS)),
    ],
)
def test_the_legend_names_observers_and_weeks_only_when_they_are_seen(
    others: tuple[SymptomSeries, ...], kinds: list[MarkKind]
) -> None:
    state = a_state(symptoms=(a_line(SCORES, "fatigue", *others),))
    seen = Drawing(state, START, START + 40 * DAY)
    assert [entry.kind for entry in seen.picture.legend] == kinds
    gone = Drawing(state, START + 100 * DAY, START + 140 * DAY)
    assert gone.picture.legend == ()


def test_bars_keep_to_the_plot() -> None:
    weeks = a_series({START + n * 7 * DAY: 4 for n in range(-20, 20)}, recall=Recall.WEEK)
    drawing = Drawing(a_state(symptoms=(a_line({}, "fatigue", weeks),)), START, START + 30 * DAY)
    for bar in drawing.boxes("weeks:fatigue"):
        assert bar.left >= drawing.picture.plot_left_px - 1e-6
        assert bar.right <= drawing.picture.plot_right_px + 1e-6
