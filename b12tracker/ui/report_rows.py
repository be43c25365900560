"""The rows of the report's appendix: every entry of the period, and every figure's definition."""

from collections.abc import Iterator
from datetime import timedelta

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.course import Stretch
from b12tracker.domain.diary import DiaryRow, Kind
from b12tracker.domain.plan import Phase
from b12tracker.domain.report import ReportState
from b12tracker.sharing.report_parts import Table

from . import diary_words, labels, review_words, rhythm_words, wear_off_words

DAY = timedelta(days=1)

ENTRIES = (
    ("Injections, and doses not given", (Kind.INJECTION, Kind.MISSED, Kind.SKIP, Kind.BREAK)),
    ("Laboratory results", (Kind.LAB_RESULT,)),
    ("Symptoms", (Kind.SYMPTOMS,)),
    ("Appointments", (Kind.APPOINTMENT,)),
)
ENTRY_HEADINGS = ("Date", "What", "Details")
PLAN_HEADINGS = ("Phase", "Days", "On time", "A month")
COUNTS_FOR = (
    "An injection counts for the oldest planned dose still open that day; if several could count "
    "for one dose, the closest does. A dose that no injection can meet any more is missed."
)


def appendix(state: ReportState, catalogue: Catalogue) -> Iterator[Table]:
    """Yield the tables of the appendix; the newest rows come first."""
    yield _plan(state)
    yield from _figures(state)
    yield _reactions(state)
    for title, kinds in ENTRIES:
        rows = [row for row in state.rows if row.kind in kinds]
        yield Table(title, ENTRY_HEADINGS, tuple(_entry(row, state, catalogue) for row in rows))
    yield _meanings(state)


def phase_in_words(phase: Phase) -> str:
    """Return “Maintenance: monthly, 1 mg hydroxocobalamin, IM”."""
    rhythm = labels.how_often(phase.every)
    named = f"{phase.name.strip()}: {rhythm}" if phase.name.strip() else labels.sentence(rhythm)
    substance = phase.substance.value if phase.substance else ""
    medicine = f"{labels.dose(phase.dose_ug)} {'' if substance == 'other' else substance}".strip()
    return ", ".join(part for part in (named, medicine, phase.route or "") if part)


def phase_days(stretch: Stretch) -> str:
    """Return the days on which a phase is in force, or how it ends."""
    begins = labels.short_day(stretch.start)
    if stretch.asks_until:
        return f"{begins} to {labels.short_day(stretch.asks_until - DAY)}"
    return f"from {begins}, {labels.phase_end(stretch.phase)}"


def _plan(state: ReportState) -> Table:
    rows = [
        (
            phase_in_words(one.phase),
            phase_days(one),
            labels.tolerance(one.phase),
            labels.monthly(one.phase.every, one.phase.dose_ug).removesuffix(" a month"),
        )
        for one in reversed(state.stretches)
    ]
    return Table("The plan", PLAN_HEADINGS, tuple(rows))


def _figures(state: ReportState) -> Iterator[Table]:
    """Yield the tables of Review; what has no rows is left out of the appendix."""
    review = state.review
    months = review_words.month_rows(review, state.today)
    gaps = review_words.gap_rows(review)
    unlike = rhythm_words.interval_rows(review)
    drift = rhythm_words.drift_rows(review)
    yield _table("Month by month", months)
    yield _table("Longest gaps between injections", gaps)
    yield _table("Intervals unlike the plan", unlike, rhythm_words.intervals_mean(review))
    yield _table("Drift", drift, rhythm_words.DRIFT_MEANS)


def _table(title: str, rows: list[tuple[str, ...]], means: str = "") -> Table:
    return Table(title, rows[0], tuple(rows[1:]), means)


def _reactions(state: ReportState) -> Table:
    names = {one.key: one.name for one in assets.reactions()}
    rows = [
        (labels.short_day(one.given_on), ", ".join(names.get(key, key) for key in one.reactions))
        for one in sorted(state.given, key=lambda one: one.order, reverse=True)
        if one.reactions
    ]
    return Table("Reactions after injections", ("Injection", "Reactions"), tuple(rows))


def _entry(row: DiaryRow, state: ReportState, catalogue: Catalogue) -> tuple[str, ...]:
    return diary_words.row_words(row, state.today, catalogue)


def _meanings(state: ReportState) -> Table:
    said = [("Counting", COUNTS_FOR)] if state.has_plan else []
    if state.wear_off:
        said.append(("Wear-off", wear_off_words.definition(state.wear_off)))
    return Table("What the figures mean", ("", ""), tuple(said))
