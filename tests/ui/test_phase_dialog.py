"""The form for a phase: every rhythm, end and anchor fits in; nothing is filled in silently."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from b12tracker.domain.facts import Facts
from b12tracker.domain.plan import Anchor, Every, Open, Phase, Plan, Unit, Weekday
from b12tracker.ui import labels
from b12tracker.ui.dialogs.phase_dialog import NOTHING_YET, PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.widgets.anchor_field import RANGE_NEEDS, WEEKDAYS_NEED
from b12tracker.ui.widgets.pieces import Complaint
from tests.builders import facts, injections

TODAY = date(2026, 11, 22)
WEEKLY = Phase(
    Every(1, Unit.WEEK),
    name="Repletion",
    first_dose=date(2026, 9, 7),
    dose_ug=1000,
    early_days=2,
    late_days=2,
)


@pytest.fixture(autouse=True)
def british(monkeypatch: pytest.MonkeyPatch) -> None:
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    monkeypatch.setattr(labels, "locale", lambda: locale)


def opened(
    qtbot: QtBot,
    phase: Phase | None = None,
    before: tuple[Phase, ...] = (),
    known: Facts | None = None,
) -> PhaseDialog:
    dialog = PhaseDialog(None, TODAY, known or Facts(), before, phase)
    qtbot.addWidget(dialog)
    return dialog


def filled(qtbot: QtBot) -> PhaseDialog:
    """A weekly phase from 7 September, open until reviewed."""
    dialog = opened(qtbot)
    dialog.rhythm.number.setText("1")
    dialog.rhythm.unit.choose(Unit.WEEK)
    dialog.start.first_dose_on.line.setText("7 Sep 2026")
    dialog.end.until_reviewed.setChecked(True)
    return dialog


def answer(dialog: PhaseDialog) -> Phase:
    dialog.accept()
    assert complaints(dialog) == []
    assert dialog.result() == QDialog.DialogCode.Accepted
    return dialog.answer


def complaints(dialog: QDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(Complaint) if one.text()]


def refused(dialog: PhaseDialog) -> str:
    """The one sentence that is said."""
    dialog.setResult(QDialog.DialogCode.Rejected)
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    (sentence,) = complaints(dialog)
    return sentence


def under(dialog: PhaseDialog, field: object) -> str:
    """What stands directly under a field."""
    layout = dialog.form
    places = [layout.itemAt(place).widget() for place in range(layout.count())]
    label = places[places.index(field) + 1]  # type: ignore[arg-type]
    assert isinstance(label, QLabel)
    return label.text()


# Nothing is filled in


def test_a_new_phase_starts_empty(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    with pytest.raises(ValueError, match="Say how often"):
        _ = dialog.rhythm.every
    with pytest.raises(ValueError, match="Say how the phase ends"):
        dialog.end.end(Phase(Every()))
    assert dialog.dose.dose_ug is None
    assert dialog.preview.text() == NOTHING_YET


def test_each_thing_that_is_missing_is_asked_for_under_its_field(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    assert refused(dialog).startswith("Say how often")
    assert under(dialog, dialog.rhythm).startswith("Say how often")
    dialog.rhythm.set_every(Every(1, Unit.WEEK))
    dialog.accept()
    assert under(dialog, dialog.start)
    dialog.start.first_dose_on.line.setText("7 Sep 2026")
    assert refused(dialog) == "Say how the phase ends."
    assert under(dialog, dialog.end) == "Say how the phase ends."
    dialog.end.for_life.setChecked(True)
    assert answer(dialog).open is Open.FOR_LIFE


# Rhythm


def test_a_regular_interval(qtbot: QtBot) -> None:
    assert answer(filled(qtbot)).every == Every(1, Unit.WEEK)


def test_a_range_is_counted_from_the_last_injection_and_says_so(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.rhythm.range.setChecked(True)
    dialog.rhythm.shortest.setText("2")
    dialog.rhythm.longest.setText("3")
    dialog.rhythm.range_unit.choose(Unit.MONTH)
    assert dialog.anchor.why.text() == RANGE_NEEDS
    assert dialog.anchor.choices[Anchor.HYBRID].isHidden()
    phase = answer(dialog)
    assert phase.every == Every(2, Unit.MONTH, 3)
    assert phase.anchor is Anchor.LAST_INJECTION
    assert (phase.early_days, phase.late_days) == (7, 7)


def test_fixed_weekdays_keep_their_days_and_say_so(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.anchor.choices[Anchor.HYBRID].click()
    dialog.rhythm.on_weekdays.setChecked(True)
    assert refused(dialog) == "Choose at least one weekday."
    for day in (Weekday.FRIDAY, Weekday.MONDAY):
        dialog.rhythm.weekdays[day].setChecked(True)
    assert dialog.anchor.why.text() == WEEKDAYS_NEED
    phase = answer(dialog)
    assert phase.every == Every(weekdays=(Weekday.MONDAY, Weekday.FRIDAY))
    assert phase.anchor is Anchor.FIXED


def test_the_anchor_chosen_comes_back_when_the_rhythm_allows_it_again(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.anchor.choices[Anchor.HYBRID].click()
    dialog.rhythm.set_every(Every(2, Unit.MONTH, 3))
    assert dialog.anchor.anchor is Anchor.LAST_INJECTION
    dialog.rhythm.regular.setChecked(True)
    assert dialog.anchor.anchor is Anchor.HYBRID
    assert dialog.anchor.why.isHidden()
    assert not dialog.anchor.choices[Anchor.FIXED].isHidden()


@pytest.mark.parametrize(
    ("shortest", "longest", "sentence"),
    [
        ("", "3", "Say both ends of the range, and days, weeks or months."),
        ("3", "2", "The longer end of the range must be longer than the shorter one."),
        ("2", "13", "The interval must lie between one day and one year."),
        ("2.5", "3", "The interval is a whole number."),
        ("inf", "3", "The interval is a number, such as 1.5."),
        ("nan", "3", "The interval is a number, such as 1.5."),
        ("two", "3", "The interval is a number, such as 1.5."),
    ],
)
def test_a_range_that_cannot_be(qtbot: QtBot, shortest: str, longest: str, sentence: str) -> None:
    dialog = filled(qtbot)
    dialog.rhythm.range.setChecked(True)
    dialog.rhythm.shortest.setText(shortest)
    dialog.rhythm.longest.setText(longest)
    dialog.rhythm.range_unit.choose(Unit.MONTH)
    assert refused(dialog) == sentence
    assert under(dialog, dialog.rhythm) == sentence


# End


def test_every_way_to_end(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.end.after_doses.setChecked(True)
    dialog.end.doses.setText("6")
    assert answer(dialog).doses == 6
    dialog.end.after_time.setChecked(True)
    dialog.end.time.setText("8")
    dialog.end.time_unit.choose("weeks")
    phase = answer(dialog)
    assert (phase.doses, phase.days) == (None, 56)
    dialog.end.time_unit.choose("days")
    assert answer(dialog).days == 8
    dialog.end.on_date.setChecked(True)
    dialog.end.last_day.line.setText("5 March 2027")
    phase = answer(dialog)
    assert (phase.days, phase.last_day) == (None, date(2027, 3, 5))
    dialog.end.for_life.setChecked(True)
    phase = answer(dialog)
    assert (phase.last_day, phase.open) == (None, Open.FOR_LIFE)


def test_only_the_fields_of_the_end_chosen_are_shown(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    fields = (dialog.end.doses, dialog.end.time.parentWidget(), dialog.end.last_day)
    assert [field.isHidden() for field in fields] == [True, True, True]
    dialog.end.on_date.setChecked(True)
    assert [field.isHidden() for field in fields] == [True, True, False]


@pytest.mark.parametrize(("doses", "sentence"), [("0", "1 to 1000"), ("", "Say after how many")])
def test_a_number_of_doses_that_cannot_be(qtbot: QtBot, doses: str, sentence: str) -> None:
    dialog = filled(qtbot)
    dialog.end.after_doses.setChecked(True)
    dialog.end.doses.setText(doses)
    assert sentence in refused(dialog)
    assert sentence in under(dialog, dialog.end)


def test_a_last_day_before_the_first_dose_is_refused_under_the_end(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.end.on_date.setChecked(True)
    dialog.end.last_day.line.setText("6 Sep 2026")
    assert refused(dialog) == "The last day of a phase cannot lie before its first dose."
    assert under(dialog, dialog.end)


# Start, dose, tolerance


def test_a_phase_may_follow_the_one_before(qtbot: QtBot) -> None:
    before = replace(WEEKLY, doses=6)
    dialog = opened(qtbot, before=(before,))
    dialog.rhythm.set_every(Every(1, Unit.MONTH))
    dialog.end.for_life.setChecked(True)
    assert answer(dialog).follows
    dialog.start.on_date.setChecked(True)
    dialog.start.first_dose_on.line.setText("7 Sep 2026")
    assert "must start after “Repletion”" in refused(dialog)
    assert "must start after" in under(dialog, dialog.start)


def test_the_first_phase_asks_for_its_date(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    assert dialog.start.choice.isHidden()
    dialog.start.first_dose_on.line.clear()
    refused(dialog)
    assert under(dialog, dialog.start)


def test_a_dose_out_of_bounds_is_refused_under_it(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.dose.number.setText("31")
    assert refused(dialog).startswith("The dose must be")
    assert under(dialog, dialog.dose).startswith("The dose must be")


def test_the_usual_tolerance_is_suggested_until_the_user_sets_one(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    assert dialog.tolerance.days == (2, 2)
    dialog.rhythm.unit.choose(Unit.MONTH)
    assert dialog.tolerance.days == (7, 7)
    dialog.tolerance.late.selectAll()
    qtbot.keyClicks(dialog.tolerance.late, "4")
    dialog.rhythm.unit.choose(Unit.WEEK)
    phase = answer(dialog)
    assert (phase.early_days, phase.late_days) == (7, 4)


def test_a_tolerance_longer_than_the_interval_is_refused_under_it(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.tolerance.set_days(8, 2)
    assert "cannot be longer than the interval" in refused(dialog)
    assert under(dialog, dialog.tolerance)


# What is shown before saving


def test_the_preview_says_the_rate_the_dose_a_month_and_the_next_dates(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.dose.number.setText("1")
    expected = (
        "Weekly: 4.3 injections and 4.3 mg a month.\nNext: 23 Nov · 30 Nov · 7 Dec · 14 Dec 2026"
    )
    qtbot.waitUntil(lambda: dialog.preview.text() == expected, timeout=2000)


def test_the_rate_is_told_before_the_dates_can_be(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.rhythm.set_every(Every(2, Unit.MONTH, 3))
    said = f"Every 2 to 3 months: 0.33 to 0.5 injections a month.\n{NOTHING_YET}"
    qtbot.waitUntil(lambda: dialog.preview.text() == said, timeout=2000)


def test_each_anchor_shows_the_dates_it_would_give_after_the_last_injection(qtbot: QtBot) -> None:
    """Given on the planned Mondays, but the last one three days late."""
    given = ["2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12"]
    given += ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-12"]
    dialog = opened(qtbot, WEEKLY, known=facts(*injections(*given)))
    assert {anchor: label.text() for anchor, label in dialog.anchor.dates.items()} == {
        Anchor.FIXED: "Next: 23 Nov · 30 Nov · 7 Dec · 14 Dec 2026",
        Anchor.LAST_INJECTION: "Next: 26 Nov · 3 Dec · 10 Dec · 17 Dec 2026",
        Anchor.HYBRID: "Next: 26 Nov · 3 Dec · 10 Dec · 17 Dec 2026",
    }


def test_inside_the_tolerance_hybrid_keeps_the_grid(qtbot: QtBot) -> None:
    given = ("2026-09-07", "2026-09-14", "2026-11-18")
    dialog = opened(qtbot, WEEKLY, known=facts(*injections(*given)))
    dates = {anchor: label.text() for anchor, label in dialog.anchor.dates.items()}
    assert dates[Anchor.HYBRID] == "Next: 23 Nov · 30 Nov · 7 Dec · 14 Dec 2026"
    assert dates[Anchor.LAST_INJECTION] == "Next: 25 Nov · 2 Dec · 9 Dec · 16 Dec 2026"


def test_a_screen_reader_hears_what_an_anchor_means_and_gives(qtbot: QtBot) -> None:
    dialog = opened(qtbot, WEEKLY)
    said = dialog.anchor.choices[Anchor.FIXED].accessibleDescription()
    assert said.startswith(labels.ANCHOR_MEANS[Anchor.FIXED])
    assert "23 Nov" in said


def test_after_an_open_phase_there_are_no_dates_yet(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Phase(Every(1, Unit.MONTH)), before=(WEEKLY,))
    assert dialog.preview.text().endswith("No dates yet: the phase before is open.")


def test_a_first_dose_on_another_weekday_is_told(qtbot: QtBot) -> None:
    mondays = Every(weekdays=(Weekday.MONDAY,))
    on_a_tuesday = replace(WEEKLY, every=mondays, first_dose=date(2026, 9, 8))
    assert opened(qtbot, on_a_tuesday).preview.text().splitlines() == [
        "Once a week: 4.3 injections and 4.3 mg a month.",
        "The first of these days is 14 Sept 2026.",
        "Next: 23 Nov · 30 Nov · 7 Dec · 14 Dec 2026",
    ]
    on_a_monday = replace(on_a_tuesday, first_dose=date(2026, 9, 7))
    assert "The first of these days" not in opened(qtbot, on_a_monday).preview.text()


def test_a_phase_that_is_over_lists_its_dates(qtbot: QtBot) -> None:
    dialog = opened(qtbot, replace(WEEKLY, doses=3))
    assert dialog.preview.text().endswith("Its dates: 7 Sept · 14 Sept · 21 Sept 2026")
    longer = opened(qtbot, replace(WEEKLY, doses=8))
    assert longer.preview.text().endswith("12 Oct 2026 …")


# Changing one


@pytest.mark.parametrize(
    "phase",
    [
        replace(WEEKLY, anchor=Anchor.HYBRID, doses=12),
        replace(WEEKLY, anchor=Anchor.LAST_INJECTION, days=14, goal="Feel warm feet"),
        replace(WEEKLY, days=15, early_days=0, late_days=6),
        replace(WEEKLY, last_day=date(2027, 3, 5), dose_ug=250.0),
        replace(WEEKLY, open=Open.FOR_LIFE, dose_ug=None),
        replace(WEEKLY, every=Every(weekdays=(Weekday.TUESDAY, Weekday.SATURDAY)), early_days=0),
        replace(WEEKLY, every=Every(2, Unit.MONTH, 3), anchor=Anchor.LAST_INJECTION),
    ],
)
def test_a_phase_that_is_only_looked_at_stays_as_it_is(qtbot: QtBot, phase: Phase) -> None:
    assert answer(opened(qtbot, phase)) == phase


def test_the_plan_dialog_hands_over_the_other_plans_and_the_injections(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Facts] = []

    class Left(PhaseDialog):
        def exec(self) -> int:
            handed.append(self._facts)
            return 0

    monkeypatch.setattr("b12tracker.ui.dialogs.plan_dialog.PhaseDialog", Left)
    old, new = Plan((replace(WEEKLY, id="old", first_dose=date(2024, 1, 1)),)), Plan((WEEKLY,))
    known = facts(old, new, *injections("2026-09-07"))
    dialog = PlanDialog(None, TODAY, known, new)
    qtbot.addWidget(dialog)
    dialog.add.click()
    assert handed == [replace(known, plans=(old,))]


@pytest.mark.parametrize("kind", ["regular", "range"])
def test_tab_goes_down_the_form_to_what_is_chosen(qtbot: QtBot, kind: str) -> None:
    dialog = filled(qtbot)
    rhythm, end = dialog.rhythm, dialog.end
    rhythm.range.setChecked(kind == "range")
    end.on_date.setChecked(True)
    dialog.anchor.choices[Anchor.LAST_INJECTION].setChecked(True)
    with qtbot.waitExposed(dialog):
        dialog.show()
    fields = {
        "regular": [rhythm.regular, rhythm.number, rhythm.unit],
        "range": [rhythm.range, rhythm.shortest, rhythm.longest, rhythm.range_unit],
    }
    dialog.name.setFocus()
    for field in [dialog.name, *fields[kind], dialog.start.first_dose_on.line]:
        assert dialog.focusWidget() is field
        dialog.focusNextPrevChild(True)
    dialog.focusNextPrevChild(True)
    assert dialog.focusWidget() is end.on_date
    dialog.tolerance.late.setFocus()
    dialog.focusNextPrevChild(True)
    assert dialog.focusWidget() is dialog.anchor.choices[Anchor.LAST_INJECTION]


def test_a_complaint_leads_to_the_field_that_is_wrong(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.end.after_time.setChecked(True)
    refused(dialog)
    assert dialog.focusWidget() is dialog.end.time
    dialog.rhythm.on_weekdays.setChecked(True)
    refused(dialog)
    assert dialog.focusWidget() is dialog.rhythm.weekdays[Weekday.MONDAY]
