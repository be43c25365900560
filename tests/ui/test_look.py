"""The look of every page and dialog: nothing cut, nothing overlapping, everything has a name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from b12tracker import assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.difference import difference
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.judgement import Status
from b12tracker.domain.symptoms import Observer, OwnSymptom, Recall
from b12tracker.sharing.formats import Format
from b12tracker.storage.backups import Backup, Backups, Reason
from b12tracker.storage.contents import Contents
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import labels, theme
from b12tracker.ui.dialogs.about_you_dialog import AboutYouDialog
from b12tracker.ui.dialogs.actions_dialog import ActionsDialog
from b12tracker.ui.dialogs.appointment_dialog import AppointmentDialog
from b12tracker.ui.dialogs.backups_dialog import BackupsDialog, Shelf
from b12tracker.ui.dialogs.box_dialog import BoxDialog
from b12tracker.ui.dialogs.catch_up_dialog import CatchUpDialog
from b12tracker.ui.dialogs.draw_dialog import DrawDialog
from b12tracker.ui.dialogs.export_dialog import ExportDialog
from b12tracker.ui.dialogs.follow_dialog import FollowDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.lab_dialog import LabDialog
from b12tracker.ui.dialogs.lock_dialog import LockDialog
from b12tracker.ui.dialogs.locked_dialog import LockedDialog
from b12tracker.ui.dialogs.move_dialog import MoveDialog
from b12tracker.ui.dialogs.passphrase_again_dialog import PassphraseAgainDialog
from b12tracker.ui.dialogs.passphrase_choices_dialog import PassphraseChoicesDialog
from b12tracker.ui.dialogs.passphrase_dialog import SET, PassphraseDialog
from b12tracker.ui.dialogs.paste_dialog import PasteDialog
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.question import Question
from b12tracker.ui.dialogs.recovery_dialog import RecoveryDialog
from b12tracker.ui.dialogs.recovery_key_dialog import RecoveryKeyDialog
from b12tracker.ui.dialogs.reorder_dialog import ReorderDialog
from b12tracker.ui.dialogs.restore_dialog import RestoreDialog
from b12tracker.ui.dialogs.sites_dialog import SitesDialog
from b12tracker.ui.dialogs.skip_dialog import SkipDialog
from b12tracker.ui.dialogs.stretch_dialogs import NotRecordedDialog, PauseDialog
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from b12tracker.ui.dialogs.template_dialog import TemplateDialog
from b12tracker.ui.document import Document
from b12tracker.ui.lock import ELSEWHERE
from b12tracker.ui.passphrase_tasks import REMOVE
from b12tracker.ui.widgets.copy_lock_choice import CopyLockChoice
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.password_choice import PasswordChoice
from b12tracker.ui.widgets.pieces import Complaint
from tests.builders import a_box, a_pause, a_phase, a_plan, facts, judged
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import press, settle
from tests.ui.geometry import faults, seen
from tests.ui.story import (
    DAY,
    INJECTIONS,
    LABS,
    MAINTENANCE,
    PLAN,
    REPLETION,
    STORY,
    SYMPTOMS,
    TODAY,
)
from tests.ui.test_user_text import labels_that_guess

SIZES = [(1024, 640), (1280, 800)]
FOLLOWS = ("fatigue", "tingling", "concentration", "memory")
CATALOGUE = assets.catalogue()
BOXES = (
    a_box(10, "2026-10-31", product="Hydroxocobalamin for injection", lot="A1", lost=1, needles=9),
    a_box(5, "2026-12-01", lot="H25C05", note="Second shelf"),
)

HELD = facts(*STORY)
MISSED = next(dose for dose in judged(TODAY, *STORY).doses if dose.status is Status.MISSED)
NEXT = next(dose for dose in judged(TODAY, *STORY).doses if dose.is_open)
SEEN = replace(SYMPTOMS[0], observer=Observer.OTHER, recall=Recall.WEEK, note="By my daughter")
OWN = facts(
    *STORY,
    OwnSymptom("own-1", "Burning feet"),
    OwnSymptom("own-2", "Cold hands & feet, above all in the morning and after a bath"),
)
RANGE = a_phase("2-3 months", "2026-12-01")
WEEKDAYS = a_phase("mon wed fri", "2026-12-01")
PASTED = (
    "Date\tDose\tSite\tComment\tLot\n"
    "05/10/2026\t1 mg\tleft thigh\t\tH23\n"
    "03/04/2026\t1\tleft shin\tfelt fine\n"
    "06/04/2026\t1000\tleft shin\tfelt fine\n"
    "45321\t1 mg\n"
)
EVERY_CHOICE = (
    ("given", "It was &given on…"),
    ("skip", "It was &skipped because…"),
    ("move", "&Move it to another day…"),
    ("pause", "&Pause from here…"),
    ("not_recorded", "N&obody recorded that time…"),
)


def a_catch_up() -> CatchUpDialog:
    """Return the sheet for six missed doses, each answer in use."""
    doses = [dose for dose in judged(TODAY, PLAN).doses if dose.status is Status.MISSED]
    dialog = CatchUpDialog(None, TODAY, doses)
    for row, answer in zip(dialog.rows, ("given", "skipped", "not_recorded"), strict=False):
        row.answer.choose(answer)
    return dialog


def a_long_catch_up() -> CatchUpDialog:
    """Return the sheet for more doses than are listed, of which nothing is known."""
    plan = a_plan(a_phase("1 day", TODAY - DAY * 210))
    doses = [dose for dose in judged(TODAY, plan).doses if dose.status is Status.MISSED]
    return CatchUpDialog(None, TODAY, doses, calm=True)


def nothing() -> None:
    """There is no key."""


class Invented(Backups):
    """Backups that are nowhere."""

    def __init__(self) -> None:
        super().__init__(Path("/home/margaret/.local/share/b12tracker/backups/logbook-1a2b3c4d"))

    def listed(self) -> list[Backup]:
        now = datetime.combine(TODAY, time(9, 30))
        return [
            Backup(now - timedelta(days=9 * n), self.folder / str(n), list(Reason)[n % len(Reason)])
            for n in range(30)
        ]

    def contents(self, backup: Backup, key: object = None) -> Contents:
        if backup.reason is Reason.ASKED:
            return Contents(fault="locked otherwise, or damaged")
        return Contents(12345, backup.made.date())


def a_report() -> DrawDialog:
    """Return a form for three results, one of them doubted and one of a marker that is new."""
    given = {injection.given_on for injection in INJECTIONS}
    dialog = DrawDialog(None, TODAY, CATALOGUE, LABS, given)
    dialog.day.set_date(INJECTIONS[-1].given_on)
    for marker, value in (("hemoglobin", "135"), ("something else", ""), ("mcv", "")):
        fields = (dialog.rows[0] if marker == "hemoglobin" else dialog._add_row()).fields
        fields.marker.choose(marker)
        fields.value.setText(value)
    dialog.rows[0].fields.unit.choose("g/dL")
    dialog.accept()
    return dialog


KEY = Key(bytes(range(16)), bytes(16))


def a_locked_copy() -> ExportDialog:
    """Return the question what a copy of a locked logbook opens with."""
    dialog = ExportDialog(None, TODAY, locked=True)
    dialog.formats[Format.SQLITE].setChecked(True)
    dialog.copy_lock.another.setChecked(True)
    return dialog


DIALOGS: dict[str, Callable[[], Question]] = {
    "log injection": lambda: InjectionDialog(None, TODAY, HELD),
    "change injection": lambda: InjectionDialog(
        None, TODAY, HELD, (), replace(INJECTIONS[3], about=True, note="Long " * 60)
    ),
    "injection from a box": lambda: InjectionDialog(
        None, TODAY, facts(*STORY, *BOXES), choose_sites=lambda: ()
    ),
    "injection with an emergency": lambda: InjectionDialog(
        None, TODAY, HELD, (), replace(INJECTIONS[3], reactions=("wheeze", "Sore knee"))
    ),
    "injection early in treatment": lambda: InjectionDialog(
        None, TODAY, HELD, (), replace(INJECTIONS[0], reactions=("arrhythmia",))
    ),
    "add a box": lambda: BoxDialog(None, TODAY),
    "change a box": lambda: BoxDialog(None, TODAY, BOXES[0]),
    "time to reorder": lambda: ReorderDialog(None, Patient()),
    "sites": lambda: SitesDialog(None, ()),
    "log symptoms": lambda: SymptomsDialog(
        None, TODAY, CATALOGUE, FOLLOWS, SYMPTOMS, None, lambda: (FOLLOWS, CATALOGUE)
    ),
    "add lab result": lambda: DrawDialog(None, TODAY, CATALOGUE),
    "add lab results": lambda: a_report(),
    "change lab result": lambda: LabDialog(None, TODAY, CATALOGUE, LABS[0]),
    "locked logbook": lambda: LockedDialog(None, Path("Margaret.sqlite")),
    "locked window": lambda: LockDialog(
        None, Path("Margaret.sqlite"), ELSEWHERE, lambda key: None, would_lose=True
    ),
    "set a passphrase": lambda: PassphraseDialog(None, "Set a passphrase", SET),
    "passphrase again": lambda: PassphraseAgainDialog(
        None, "Remove the passphrase", REMOVE, "&Remove the passphrase", KEY
    ),
    "passphrase": lambda: PassphraseChoicesDialog(None, 5, lambda minutes: None),
    "new recovery key": lambda: RecoveryKeyDialog(
        None, "Margaret", KEY.recovery_key, lambda: None, is_new=True
    ),
    "recovery key": lambda: RecoveryKeyDialog(
        None, "Margaret", KEY.recovery_key, lambda: None, is_new=False
    ),
    "export of a locked logbook": lambda: a_locked_copy(),
    "first phase": lambda: PhaseDialog(None, TODAY, Facts()),
    "next phase": lambda: PhaseDialog(None, TODAY, HELD, (REPLETION,)),
    "change phase": lambda: PhaseDialog(None, TODAY, HELD, (REPLETION,), MAINTENANCE),
    "range": lambda: PhaseDialog(None, TODAY, HELD, (), RANGE),
    "weekdays": lambda: PhaseDialog(None, TODAY, HELD, (), WEEKDAYS),
    "enter plan": lambda: PlanDialog(None, TODAY, Facts()),
    "change plan": lambda: PlanDialog(None, TODAY, HELD, PLAN),
    "regimens": lambda: TemplateDialog(None, TODAY, assets.regimens()),
    "planned dose": lambda: ActionsDialog(
        None, "Planned dose", labels.dose_outcome(MISSED, TODAY), EVERY_CHOICE
    ),
    "skip": lambda: SkipDialog(None, TODAY, MISSED.planned),
    "move": lambda: MoveDialog(
        None, TODAY, NEXT, (INJECTIONS[-1].given_on, None), lambda move: judged(TODAY, *STORY)
    ),
    "pause": lambda: PauseDialog(None, TODAY, a_pause("2026-11-01", "2026-12-01", note="Away")),
    "not recorded": lambda: NotRecordedDialog(None, TODAY),
    "catch up": a_catch_up,
    "paste": lambda: PasteDialog(None, TODAY, INJECTIONS),
    "pasted": lambda: PasteDialog(None, TODAY, INJECTIONS, PASTED),
    "long catch up": a_long_catch_up,
    "symptoms there already": lambda: SymptomsDialog(
        None, SYMPTOMS[1].on, CATALOGUE, (*FOLLOWS, "gait"), SYMPTOMS
    ),
    "change symptoms": lambda: SymptomsDialog(None, TODAY, CATALOGUE, FOLLOWS, (), SEEN, None),
    "follow": lambda: FollowDialog(None, CATALOGUE.with_own(OWN), OWN),
    "recovery": lambda: RecoveryDialog(None, assets.recovery()),
    "about you": lambda: AboutYouDialog(None, TODAY, HELD.patient),
    "backups": lambda: BackupsDialog(None, "Backups", Shelf(Invented(), nothing, TODAY, list)),
    "no backups": lambda: BackupsDialog(
        None, "Backups", Shelf(Backups(Path("/home/margaret/none")), nothing, TODAY, list)
    ),
    "restore": lambda: RestoreDialog.of_difference(
        None, "Backup of 3 November (before an import)", difference(facts(*STORY), Facts())
    ),
    "add appointment": lambda: AppointmentDialog(None, TODAY),
    "change appointment": lambda: AppointmentDialog(
        None, TODAY, Appointment(TODAY, "Dr Osei", ("Long " * 30, "Short"), "Long " * 60)
    ),
}
PAGES = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4")


@pytest.fixture(params=[1.0, 1.75], ids=["usual", "large"])
def font(app: QApplication, request: pytest.FixtureRequest) -> float:
    """The system's font, as it is or enlarged."""
    enlarged = app.font()
    enlarged.setPointSizeF(enlarged.pointSizeF() * request.param)
    app.setFont(enlarged)
    return float(request.param)


@pytest.fixture(params=["light", "dark"])
def look(app: QApplication, font: float, request: pytest.FixtureRequest) -> str:
    """A look, put on with the font that is used."""
    theme.wear(app, theme.style_for(request.param))
    return str(request.param)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_pages(open_window: OpenWindow, look: str, size: tuple[int, int]) -> None:
    window = open_window(*STORY, *BOXES, size=size)
    window.wear(look)
    window.document.did.emit("13 entries taken from logbook-of-margaret.json, 12 there already")
    for page in PAGES:
        press(page)
        settle()
        assert (window.width(), window.height()) == size, page
        assert faults(window) == [], page


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_pages_of_an_empty_logbook(
    open_window: OpenWindow, font: float, size: tuple[int, int]
) -> None:
    window = open_window(size=size)
    for page in PAGES:
        press(page)
        settle()
        assert faults(window) == [], page
    window.review._choose(0)
    settle()
    assert faults(window) == []


def test_pages_of_the_sample(open_window: OpenWindow, font: float) -> None:
    window = open_window(size=(1024, 640))
    window.actions_by_name["open_sample"].trigger()
    for page in PAGES:
        press(page)
        settle()
        assert faults(window) == [], page
    window.overview.timeline._choose(None)
    settle()
    assert faults(window) == []


@pytest.mark.parametrize(
    "name", ["logbook", "margaret_hale_injections_2024_to_2026", "Margaret’s own logbook of B12"]
)
def test_the_name_of_the_logbook(
    open_window: OpenWindow, font: float, name: str, tmp_path: Path
) -> None:
    window = open_window()
    Logbook.create(tmp_path / f"{name}.sqlite", "this-copy").close()
    window.show_document(
        Document(Logbook.open(tmp_path / f"{name}.sqlite", "this-copy"), lambda: TODAY, CATALOGUE)
    )
    settle()
    assert faults(window) == []


def test_dialogs(show: Show, look: str) -> None:
    found: dict[str, list[str]] = {}
    for name, make in DIALOGS.items():
        dialog = show(make())
        settle()
        found[name] = faults(dialog)
        room = dialog.screen().availableSize()
        assert dialog.size().boundedTo(room) == dialog.size(), f"{name} is larger than the screen"
        dialog.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_dialogs_on_a_small_screen(show: Show, font: float) -> None:
    found: dict[str, list[str]] = {}
    for name, make in DIALOGS.items():
        dialog = show(make())
        dialog.resize(dialog.width(), min(dialog.height(), 640 - 64))
        settle()
        assert dialog.height() <= 640 - 64, name
        assert dialog.width() <= 1024, name
        found[name] = faults(dialog)
        dialog.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", ["log injection", "add a box", "add lab result", "first phase"])
def test_dialogs_that_complain(show: Show, font: float, name: str) -> None:
    dialog = show(DIALOGS[name]())
    dialog.accept()
    settle()
    assert dialog.isVisible()
    assert faults(dialog) == []


def in_sight(label: QLabel) -> bool:
    """Whether the whole label can be seen, and not scrolled away."""
    return label.visibleRegion().boundingRect() == label.rect()


@pytest.mark.parametrize("name", ["log injection", "add lab result", "first phase", "pause"])
def test_what_is_wrong_is_scrolled_into_sight(show: Show, font: float, name: str) -> None:
    dialog = show(DIALOGS[name]())
    dialog.resize(dialog.width(), 360)
    for field in dialog.findChildren(DateField):
        field.set_date(None)
    settle()
    bar = dialog._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    dialog.accept()
    settle()
    (complaint,) = [each for each in dialog.findChildren(Complaint) if each.text()]
    assert in_sight(complaint)


def test_the_wrong_answer_of_many_is_scrolled_into_sight(show: Show, font: float) -> None:
    dialog = show(DIALOGS["catch up"]())
    dialog.rows[1].answer.choose(None)
    dialog.rows[-1].answer.choose("skipped")
    settle()
    dialog.accept()
    settle()
    assert in_sight(dialog.rows[-1].complaint)


def unnamed(window: QWidget) -> Iterator[str]:
    """Yield the controls of which a screen reader could not say what they are."""
    buddies = {label.buddy() for label in window.findChildren(QLabel) if label.buddy()}
    for widget in seen(window):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        named = widget.accessibleName() or widget in buddies
        if isinstance(widget, QAbstractButton):
            named = named or widget.text()
        if takes_keys and not named:
            yield f"{type(widget).__name__} in {type(widget.parent()).__name__}"


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(show: Show, name: str) -> None:
    dialog = show(DIALOGS[name]())
    dialog.findChildren(QWidget)
    assert list(unnamed(dialog)) == []


def test_every_control_of_the_window_has_a_name(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    for page in PAGES:
        press(page)
        settle()
        assert list(unnamed(window)) == [], page


@pytest.mark.parametrize("name", DIALOGS)
def test_no_hint_can_be_taken_for_a_value(show: Show, name: str) -> None:
    fields = show(DIALOGS[name]()).findChildren(QLineEdit)
    assert [one for one in fields if re.fullmatch(r"[\d.,: ]+", one.placeholderText())] == []


def test_a_long_catch_up_makes_only_what_is_looked_at() -> None:
    """A date field for each of three years' weekly doses would keep the user waiting."""
    dialog = a_long_catch_up()
    assert len(dialog.rows) == 200
    assert dialog.findChildren(DateField) == []
    dialog.rows[7].answer.choose("given")
    assert dialog.findChildren(DateField) == [dialog.rows[7].day]


@pytest.mark.parametrize("name", DIALOGS)
def test_no_label_of_a_dialog_guesses_at_rich_text(show: Show, name: str) -> None:
    assert labels_that_guess(show(DIALOGS[name]())) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_the_letters_of_a_dialog_are_told_apart(show: Show, name: str) -> None:
    dialog = show(DIALOGS[name]())
    away = [part for kind in (PasswordChoice, CopyLockChoice) for part in dialog.findChildren(kind)]
    away = [part for part in away if part.isHidden()]  # where one is shown, the other is not
    found = [label for label in dialog.findChildren(QLabel) if label.buddy()]
    found += dialog.findChildren(QAbstractButton)
    said = [one.text() for one in found if not any(part.isAncestorOf(one) for part in away)]
    letters = [words[words.index("&") + 1].upper() for words in said if "&" in words]
    assert len(set(letters)) == len(letters), sorted(letters)


@pytest.mark.parametrize("name", DIALOGS)
def test_every_letter_of_a_dialog_leads_somewhere(show: Show, name: str) -> None:
    dialog = show(DIALOGS[name]())
    for label in dialog.findChildren(QLabel):
        if "&" in label.text() and label.isVisible():
            buddy = label.buddy()
            assert buddy is not None, label.text()
            assert buddy.focusPolicy() & Qt.FocusPolicy.TabFocus, label.text()
