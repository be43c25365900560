"""What the timeline's marks and labels say."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from b12tracker import assets
from b12tracker.charts.dose_bins import DoseBin
from b12tracker.charts.picture import HitKind, Mark
from b12tracker.charts.symptom_means import SymptomMean
from b12tracker.domain.judgement import judge
from b12tracker.domain.lab_story import LabTaste
from b12tracker.domain.symptoms import Observer, Recall
from b12tracker.domain.timeline import PhaseBand, SymptomPoint, TimelineState, build_timeline
from b12tracker.ui.timeline_words import mark_text, words
from tests.builders import a_lab_result, an_injection, every, facts
from tests.ui.conftest import speak
from tests.ui.story import STORY, TODAY


@pytest.fixture
def state() -> TimelineState:
    """The story's timeline, with an injection before the plan."""
    held = facts(*STORY, an_injection("2026-09-01"))
    return build_timeline(held, judge(held, TODAY), assets.catalogue())


def mark(what, of=None, kind: HitKind = HitKind.DOSE) -> Mark:
    return Mark(kind, what, 0, 0, 5, 5, of)


def test_doses(state: TimelineState) -> None:
    assert [mark_text(mark(dose), TODAY).split("\n")[0] for dose in state.doses[:4]] == [
        "Given Monday 5 October",
        "Missed: planned for Monday 12 October",
        "Given Monday 19 October",
        "Given Thursday 29 October",
    ]


def test_extras(state: TimelineState) -> None:
    assert [mark_text(mark(extra), TODAY) for extra in state.extras] == [
        "Given Tuesday 1 September\nBefore the plan",
        "Given Sunday 15 November\nTop-up: it met no planned dose\nRight thigh",
    ]


def test_symptoms(state: TimelineState) -> None:
    line = state.symptoms[1]
    assert mark_text(mark(line.series[0].points[1], line), TODAY) == (
        "Pins and needles: 0 of 10\nSaturday 21 November"
    )


@pytest.mark.parametrize(
    ("observer", "recall", "said"),
    [
        (
            Observer.OTHER,
            Recall.DAY,
            "Tired or no energy: 7 of 10\nThursday 19 November\nScored by somebody close to me",
        ),
        (
            Observer.SELF,
            Recall.WEEK,
            "Tired or no energy: 7 of 10\nThe worst in the 7 days to Thursday 19 November",
        ),
        (
            Observer.OTHER,
            Recall.WEEK,
            "Tired or no energy: 7 of 10\nThe worst in the 7 days to Thursday 19 November\n"
            "Scored by somebody close to me",
        ),
    ],
)
def test_scores_of_other_kinds_say_so(
    state: TimelineState, observer: Observer, recall: Recall, said: str
) -> None:
    line = state.symptoms[0]
    point = SymptomPoint(date(2026, 11, 19), 7, "entry", observer, recall)
    assert mark_text(mark(point, line), TODAY) == said


def test_labs(state: TimelineState) -> None:
    mma, b12 = state.labs
    assert mark_text(mark(mma.points[0], mma), TODAY) == (
        "Methylmalonic acid (MMA): 290 nmol/L\n"
        "Wednesday 18 November\n"
        "Day 3 since the injection · after Repletion\n"
        "Flagged as high by the laboratory (H); its range is below 280."
    )
    assert mark_text(mark(b12.points[1], b12), TODAY).split("\n") == [
        "Vitamin B12 (total, serum): > 1476 pmol/L",
        "Wednesday 18 November",
        "Day 3 since the injection · after Repletion",
        "After an injection this level rises whatever the effect, so a high value is not in "
        "itself a reason to change treatment: ask.",
    ]


def test_a_lab_result_tells_the_range_the_flag_and_the_note_of_its_report() -> None:
    result = a_lab_result(
        "2026-11-18", 2000, "pg/mL", range_low=180.0, range_high=914.0, flag="H", note="Fasting"
    )
    held = facts(an_injection("2026-11-01"), result)
    catalogue = assets.catalogue()
    taste = LabTaste({"b12_total": "pmol/L"})
    (panel,) = build_timeline(held, judge(held, TODAY), catalogue, taste).labs
    said = mark_text(mark(panel.points[0], panel), TODAY).split("\n")
    assert said[0] == "Vitamin B12 (total, serum): 1476 pmol/L (reported as 2000 pg/mL)"
    assert said[2] == "Day 17 since the injection"
    assert said[-2:] == ["Printed on the report: range 180–914, flag H.", "Fasting"]


def test_several_together(state: TimelineState) -> None:
    many = DoseBin.__new__(DoseBin)
    assert mark_text(mark(many, kind=HitKind.BIN), TODAY) == (
        "Several doses together\nClick to look closer"
    )
    mean = SymptomMean(TODAY, TODAY, 3, 5, 4)
    assert mark_text(mark(mean, state.symptoms[0], HitKind.BIN), TODAY) == (
        "Tired or no energy: several days together\nZoom in to see each"
    )
    theirs = replace(mean, observer=Observer.OTHER, recall=Recall.WEEK)
    assert mark_text(mark(theirs, state.symptoms[0], HitKind.BIN), TODAY) == (
        "Tired or no energy: several weekly scores, scored by somebody close to me, together\n"
        "Zoom in to see each"
    )


def test_what_has_no_words(state: TimelineState) -> None:
    assert mark_text(mark(state.symptoms[0].series[0].points[0]), TODAY) == ""


@pytest.mark.parametrize(
    ("name", "rhythm", "said"),
    [
        ("Maintenance", "1 month", "Maintenance: monthly"),
        ("", "1 month", "Monthly"),
        ("", "2 weeks", "Every 2 weeks"),
    ],
)
def test_phases(name: str, rhythm: str, said: str) -> None:
    assert words().phase(PhaseBand(name, every(rhythm), TODAY, None)) == said


def test_british_labels() -> None:
    said = words()
    day = date(2026, 11, 3)
    assert said.day(day) == "3 Nov"
    assert said.day_year(day) == "3 Nov 2026"
    assert (said.month(day), said.month_year(day)) == ("Nov", "Nov 2026")
    assert said.week_starts == 0


def test_american_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    said = words()
    day = date(2026, 11, 3)
    assert said.day(day) == "Nov 3"
    assert said.day_year(day) == "Nov 3, 2026"
    assert said.week_starts == 6


def test_a_dose_says_where_it_was_given_and_what_followed(state: TimelineState) -> None:
    said = mark_text(mark(state.doses[2]), TODAY)
    assert said.split("\n")[2:] == ["Right thigh", "Soreness where injected"]
    assert len(mark_text(mark(state.doses[1]), TODAY).split("\n")) == 2
