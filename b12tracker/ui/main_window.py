"""The main window: the side bar, the four pages, and the quiet line at the bottom."""

from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from b12tracker import assets
from b12tracker.charts.picture import HitKind, Mark
from b12tracker.charts.style import DARK
from b12tracker.domain.diary import Kind
from b12tracker.domain.lab_story import LabTaste
from b12tracker.domain.supplies import Box
from b12tracker.storage.errors import LogbookError

from . import theme
from .actions import build_menus
from .appointment_tasks import AppointmentTasks
from .backup_tasks import BackupTasks
from .check_tasks import CheckTasks
from .daily_backup import DailyBackup
from .dialogs.recovery_dialog import RecoveryDialog
from .document import Document
from .dose_tasks import DoseTasks
from .entry_tasks import EntryTasks
from .file_tasks import FileTasks
from .lock import ELSEWHERE, Lock
from .open_asking import ask_for_key
from .opening import Opening
from .other_windows import OtherWindows
from .pages.diary_page import DiaryPage
from .pages.first_start_page import FirstStartPage
from .pages.overview_page import OverviewPage
from .pages.plan_page import PlanPage
from .pages.review_page import ReviewPage
from .passphrase_tasks import PassphraseTasks
from .quiet_line import QuietLine
from .report_tasks import ReportTasks
from .settings import Settings
from .share_tasks import ShareTasks
from .sidebar import PAGES, Sidebar
from .supply_tasks import SupplyTasks
from .ways_on import Doors
from .words_for_safety import ABOUT, KEYS

OVERVIEW, DIARY, PLAN, REVIEW = range(len(PAGES))


class MainWindow(QMainWindow):
    """Shows one logbook at a time."""

    def __init__(self, document: Document, doors: Doors, settings: Settings, look: str) -> None:
        super().__init__()
        self.document = document
        self._settings = settings
        self.entries = EntryTasks(
            self, lambda: self.document, lambda doses: self.doses.ask_what_became_of(doses)
        )
        share = ShareTasks(self, lambda: self.document)
        self.files = FileTasks(
            self,
            lambda: self.document,
            self._open_document,
            doors,
            share.merging.merges_instead,
        )
        self._begun: set[Path] = set()
        self.doses = DoseTasks(
            self, lambda: self.document, self.entries.log_injection, self.entries.change
        )
        self.checks = CheckTasks(self, lambda: self.document)
        self.supplies = SupplyTasks(self, lambda: self.document)
        self.appointments = AppointmentTasks(
            self, lambda: self.document, self.entries.change_plan, self.entries.enter_plan
        )
        self.reports = ReportTasks(self, lambda: self.document, lambda: self.review.period)
        self.lock = Lock(self, lambda: self.document, settings)
        self.passphrases = PassphraseTasks(
            self, lambda: self.document, doors.relock, settings, self.lock
        )
        self.backups = BackupTasks(self, lambda: self.document, partial(ask_for_key, self))
        self.opening = Opening(self.entries, self.doses, self.checks, self.appointments)
        owners = {
            "window": self,
            "entries": self.entries,
            "doses": self.doses,
            "checks": self.checks,
            "appointments": self.appointments,
            "reports": self.reports,
            "files": self.files,
            "supplies": self.supplies,
            "share": share,
            "backups": self.backups,
            "passphrases": self.passphrases,
        }
        self.quiet = QuietLine(self.undo)
        self.daily = DailyBackup(self, lambda: self.document, self.quiet.complain)
        self.others = OtherWindows(
            self, lambda: self.document, self.quiet.complain, lambda: self.lock.lock(ELSEWHERE)
        )
        self.actions_by_name = build_menus(self, owners, self.others.notice)
        self.sidebar = Sidebar(self.show_page, self.files.leave_sample)
        self.stack = QStackedWidget()
        self.lock.closed.connect(self._hush)
        self.lock.opened.connect(self._speak_again)
        self._system_look = theme.SystemLook(self._wear_the_systems)
        self._build()
        self.wear(look)
        self.show_document(document)
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self._new_day)
        self._wait_for_midnight()

    def show_document(self, document: Document) -> None:
        """Show another logbook."""
        if document is not self.document:
            self.document.logbook.close()
        self.document = document
        document.lab_taste = self._settings.lab_taste
        document.taste_changed.connect(self._keep_lab_taste)
        while self.stack.count():
            gone = self.stack.widget(0)
            if gone:
                self.stack.removeWidget(gone)
                gone.deleteLater()
        self.overview, self.diary = OverviewPage(document), DiaryPage(document)
        self.plan, self.review = PlanPage(document), ReviewPage(document)
        self.first = FirstStartPage(document)
        for page in (self.overview, self.diary, self.plan, self.review, self.first):
            self.stack.addWidget(page)
        self._connect_pages()
        document.changed.connect(self._offer_undo)
        document.did.connect(self.quiet.say)
        document.happened.connect(self.quiet.note)
        document.complained.connect(self.quiet.complain)
        name = document.logbook.path.stem
        self.sidebar.logbook.setText(document.title)
        self.sidebar.back.setVisible(self.files.left is not None)
        self.setWindowTitle(f"{document.title or name} – B12 Tracker")
        self._wear_pages()
        self._offer_undo()
        self.quiet.clear()
        self.lock.watch()
        self.show_page(OVERVIEW)
        self.daily.after_the_first_paint()

    def first_steps(self) -> None:
        """Ask what the first start asks, from where it was left."""
        self._begun.add(self.document.logbook.path)
        self.stack.setCurrentWidget(self.first)
        self.sidebar.choose(OVERVIEW)
        self.first.begin()

    def offer_first_steps(self) -> bool:
        """Begin the first steps in a new logbook, once; return whether they were begun."""
        try:
            facts = self.document.facts
        except LogbookError:  # the pages tell of it
            return False
        known = self.document.logbook.path in self._begun
        if known or not facts.is_empty or facts.patient.follows:
            return False
        self.first_steps()
        return True

    def show_page(self, number: int) -> None:
        """Show one of the four pages, as the logbook is now."""
        self.others.notice()
        self.stack.setCurrentIndex(number)
        self.sidebar.choose(number)
        page = self.stack.currentWidget()
        if page:
            page.setFocus()

    def show_overview(self) -> None:
        """Show Overview."""
        self.show_page(OVERVIEW)

    def show_diary(self) -> None:
        """Show the Diary, its list ready for the arrow keys."""
        self.show_page(DIARY)
        self.diary.table.setFocus()

    def show_plan(self) -> None:
        """Show the plan."""
        self.show_page(PLAN)

    def show_supplies(self) -> None:
        """Show the boxes on the page of the plan."""
        self.show_page(PLAN)
        self.plan.catch_up()
        QTimer.singleShot(0, self.plan.show_supplies)

    def show_review(self) -> None:
        """Show Review."""
        self.show_page(REVIEW)

    def find_in_diary(self) -> None:
        """Go to the Diary and type what to look for."""
        self.show_page(DIARY)
        self.diary.sought.setFocus()
        self.diary.sought.selectAll()

    def undo(self) -> None:
        """Bring back what was before the last change."""
        self.others.notice()
        text = self.document.undo_stack.undoText()
        self.quiet.clear()
        self.document.undo_stack.undo()
        if text and not self.quiet.complaining:
            self.quiet.note(f"Undone: {text}")

    def redo(self) -> None:
        """Make the last undone change again."""
        self.others.notice()
        text = self.document.undo_stack.redoText()
        self.quiet.clear()
        self.document.redo()
        if text and not self.quiet.complaining:
            self.quiet.say(f"Done again: {text}")

    def look_light(self) -> None:
        """Wear the light look from now on."""
        self._keep_look("light")

    def look_dark(self) -> None:
        """Wear the dark look from now on."""
        self._keep_look("dark")

    def look_system(self) -> None:
        """Follow the system's look from now on."""
        self._keep_look("system")

    def show_keys(self) -> None:
        """Tell what the keys do."""
        QMessageBox.information(self, "Keyboard", KEYS)

    def show_recovery(self) -> None:
        """Tell what usually recovers when, with the sources."""
        RecoveryDialog(self, assets.recovery()).exec()

    def show_about(self) -> None:
        """Tell what the program is, with the words for safety."""
        QMessageBox.information(self, "About B12 Tracker", ABOUT)

    def wear(self, look: str) -> None:
        """Put on a look: ``light``, ``dark`` or ``system``, which follows the system."""
        self._system_look.listen(look == "system")
        self.actions_by_name[f"look_{look}"].setChecked(True)
        self._style = theme.style_for(look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.wear(app, self._style)
        self.sidebar.wear("dark" if self._style is DARK else "light")
        if self.stack.count():
            self._wear_pages()

    def changeEvent(self, event: QEvent) -> None:
        """When the window comes to the front, see whether another one has written the file."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.others.notice()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's size; entries are saved already."""
        self._settings.window = self.saveGeometry()
        super().closeEvent(event)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.quiet)
        body = QWidget()
        body.setObjectName("body")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        self.setMinimumSize(640, 420)

    def _connect_pages(self) -> None:
        self.overview.wanted.connect(self._do)
        self.overview.missed_wanted.connect(self._show_missed)
        self.overview.appointment_opened.connect(self.appointments.change)
        self.overview.timeline.opened.connect(self._open_mark)
        self.diary.opened.connect(self.opening.row)
        self.diary.deleted.connect(self.entries.remove_row)
        self.plan.wanted.connect(self._do)
        self.plan.plan_opened.connect(self.entries.change_plan)
        self.plan.plan_removed.connect(self.entries.remove)
        self.plan.break_opened.connect(self.opening.fact)
        self.first.prescribed.wanted.connect(self.entries.prescribe)
        self.first.prescribed.changed.connect(self.entries.prescribe_anew)
        self.first.prescribed.sample_wanted.connect(self.files.open_sample)
        self.first.left.connect(self.show_overview)
        self.plan.box_wanted.connect(self._do_with_box)
        self.review.questions.asked.connect(self.appointments.ask)
        self.review.wanted.connect(self._do)

    def _open_document(self, document: Document) -> None:
        self.show_document(document)
        self.offer_first_steps()
        self.passphrases.offer_new_one()

    def _wear_the_systems(self) -> None:
        if theme.style_for("system") is not self._style:
            self.wear("system")

    def _wear_pages(self) -> None:
        self.overview.timeline.wear(self._style)
        self.diary.wear(self._style)
        self.review.wear_off.wear(self._style)

    def _do(self, name: str) -> None:
        self.actions_by_name[name].trigger()

    def _do_with_box(self, name: str, box: Box) -> None:
        getattr(self.supplies, name)(box)

    def _open_mark(self, mark: Mark) -> None:
        """Open an entry, or look closer at several together."""
        canvas = self.overview.timeline.canvas
        if mark.kind is HitKind.BIN and canvas and canvas.picture:
            canvas.zoom(0.35, canvas.picture.date_at(mark.x))
        else:
            self.opening.mark(mark)

    def _show_missed(self) -> None:
        self.show_diary()
        self.diary.show_kind(Kind.MISSED)

    def _keep_look(self, look: str) -> None:
        self._settings.theme = look
        self.wear(look)

    def _keep_lab_taste(self, taste: LabTaste) -> None:
        self._settings.lab_taste = taste

    def _hush(self) -> None:
        """Let the menus tell nothing, and do nothing."""
        for action in self.actions_by_name.values():
            action.setEnabled(False)
        for name in ("undo", "redo"):
            self.actions_by_name[name].setText(f"&{name.capitalize()}")

    def _speak_again(self) -> None:
        for action in self.actions_by_name.values():
            action.setEnabled(True)
        self._offer_undo()
        QTimer.singleShot(0, self.passphrases.offer_new_one)

    def _offer_undo(self) -> None:
        stack = self.document.undo_stack
        for name, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(can)
            said = text.replace("&", "&&")
            action.setText(f"&{name.capitalize()}{': ' + said if said else ''}")

    def _wait_for_midnight(self) -> None:
        now = datetime.now()  # noqa: DTZ005 - the wall clock of this place
        midnight = datetime.combine(now.date() + timedelta(days=1), time())
        self._midnight.start(round((midnight - now).total_seconds() * 1000) + 1000)

    def _new_day(self) -> None:
        self._wait_for_midnight()
        self.daily.soon()
        if self.document.logbook.is_open:  # else it is read when it is unlocked
            self.document.read_again()


def page_number(name: str | None) -> int:
    """Return the number of a page by its name; Overview without one."""
    return [page.lower() for page in PAGES].index(name) if name else OVERVIEW
