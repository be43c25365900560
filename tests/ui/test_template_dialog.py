"""Published regimens in the window: chosen by hand, dated by hand, never silently."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.plan import Every, Phase, Plan, Unit
from b12tracker.ui import labels
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.template_dialog import YOUR_CLINICIAN, TemplateDialog
from b12tracker.ui.widgets.pieces import Complaint

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def british(monkeypatch: pytest.MonkeyPatch) -> None:
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    monkeypatch.setattr(labels, "locale", lambda: locale)


@pytest.fixture
def dialog(qtbot: QtBot) -> TemplateDialog:
    made = TemplateDialog(None, TODAY, assets.regimens())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def complaints(dialog: QDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(Complaint) if one.text()]


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def titles(dialog: TemplateDialog) -> list[str]:
    return [dialog.regimens.item(row).text() for row in range(dialog.regimens.count())]


def test_nothing_is_chosen_before_the_user_chooses(dialog: TemplateDialog) -> None:
    assert dialog.regimens.regimen is None
    assert dialog.first_dose.line.text() == ""
    dialog.accept()
    assert complaints(dialog) == ["Choose a regimen from the list."]


def test_the_date_of_the_first_dose_is_asked_for(dialog: TemplateDialog) -> None:
    dialog.regimens.select("eu-andres")
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert len(complaints(dialog)) == 1
    assert dialog.focusWidget() is dialog.first_dose.line


def test_it_gives_the_phases_from_that_date(dialog: TemplateDialog) -> None:
    dialog.regimens.select("eu-andres")
    dialog.first_dose.line.setText("23 Nov 2026")
    dialog.accept()
    first, *later = dialog.answer
    assert (first.first_dose, first.days, first.every) == (MONDAY, 7, Every(1, Unit.DAY))
    assert [phase.follows for phase in later] == [True, True]


def test_regions_are_headings_that_cannot_be_chosen(dialog: TemplateDialog) -> None:
    listed = titles(dialog)
    for region in {regimen.region for regimen in assets.regimens()}:
        heading = dialog.regimens.item(listed.index(region))
        assert heading.flags() == Qt.ItemFlag.NoItemFlags
        assert listed.count(region) == 1
    assert len(listed) == len(assets.regimens()) + 9


def test_every_line_differs_and_tells_a_screen_reader_its_region(dialog: TemplateDialog) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [dialog.regimens.item(row).data(role) for row in range(dialog.regimens.count())]
    spoken = [line for line in said if line]
    assert len(set(spoken)) == len(assets.regimens())
    assert "United Kingdom: Nerves involved: hydroxocobalamin (Product information)" in spoken
    assert dialog.regimens.accessibleName()


def test_the_regimen_chosen_is_told_with_its_rates_its_source_and_its_year(
    dialog: TemplateDialog,
) -> None:
    dialog.regimens.select("us-stabler-2013")
    said = words(dialog)
    assert YOUR_CLINICIAN in said
    assert "Weekly, 1 mg, for 4 weeks\n4.3 injections and 4.3 mg a month" in said
    assert "For four to eight weeks." in said
    assert "Lexi-Drugs, cyanocobalamin, citing Stabler" in said
    assert "Year: 2013" in said
    assert "Not verified: the text itself was not read" in said
    dialog.regimens.select("nl-fk")
    said = words(dialog)
    assert "Stabler" not in said
    assert "Into a muscle (IM) or under the skin (SC)" in said
    assert "Year: not dated" in said
    assert "Verified: it was read in this source." in said


def test_a_text_without_a_schedule_cannot_be_used(dialog: TemplateDialog) -> None:
    dialog.regimens.select("uk-bsh-2014")
    dialog.first_dose.line.setText("today")
    dialog.accept()
    assert complaints(dialog) == [
        "This text gives no schedule of its own: choose the one it points to."
    ]


def test_it_can_be_done_with_the_keyboard(dialog: TemplateDialog, qtbot: QtBot) -> None:
    assert dialog.focusWidget() is dialog.regimens
    assert dialog.regimens.regimen is None
    qtbot.keyClick(dialog.regimens, Qt.Key.Key_Down)
    assert dialog.regimens.regimen is assets.regimens()[0]
    for _ in range(6):  # over the heading of the next region
        qtbot.keyClick(dialog.regimens, Qt.Key.Key_Down)
    assert dialog.regimens.regimen is assets.regimens()[6]
    qtbot.keyClick(dialog.regimens, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.first_dose.line
    qtbot.keyClicks(dialog.first_dose.line, "23 Nov 2026")
    qtbot.keyClick(dialog.first_dose.line, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(dialog.answer) == len(assets.regimens()[6].steps)


def opened_plan(qtbot: QtBot, plan: Plan | None = None) -> PlanDialog:
    made = PlanDialog(None, TODAY, Facts(), plan)
    qtbot.addWidget(made)
    return made


def test_a_plan_starts_from_a_regimen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose(dialog: TemplateDialog) -> int:
        dialog.regimens.select("uk-bnf-no-neuro")
        dialog.first_dose.line.setText("23 Nov 2026")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(TemplateDialog, "exec", choose)
    plan_dialog = opened_plan(qtbot)
    assert not plan_dialog.start_from.isHidden()
    plan_dialog.start_from.click()
    assert plan_dialog.start_from.isHidden()
    assert "Every 2 to 3 months · 1 mg · for life · follows the phase before" in words(plan_dialog)
    assert "0.33 to 0.5 injections and 333 to 500 µg a month" in words(plan_dialog)
    plan_dialog.accept()
    repletion, maintenance = plan_dialog.answer.phases
    assert (repletion.doses, repletion.first_dose) == (6, MONDAY)
    assert maintenance.every == Every(2, Unit.MONTH, 3)


def test_a_regimen_that_was_left_changes_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TemplateDialog, "exec", lambda _: 0)
    plan_dialog = opened_plan(qtbot)
    plan_dialog.start_from.click()
    assert plan_dialog.phases == []


def test_phases_that_are_there_are_never_replaced(qtbot: QtBot) -> None:
    plan_dialog = opened_plan(qtbot, Plan((Phase(Every(), first_dose=MONDAY),)))
    assert plan_dialog.start_from.isHidden()
