"""What is to leave the logbook, and in which format?"""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from b12tracker.sharing.exporting import NOT_LOCKED, Wish, can_be_locked
from b12tracker.sharing.formats import Format
from b12tracker.sharing.selection import Selection
from b12tracker.ui import share_words as words
from b12tracker.ui.widgets.copy_lock_choice import CopyLockChoice
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.one_of import OneOf
from b12tracker.ui.widgets.password_choice import PasswordChoice
from b12tracker.ui.widgets.pieces import GRID, WrongFieldError, text

from .question import muted
from .wide_question import WideQuestion


class ExportDialog(WideQuestion[Wish]):
    """Asks for the format, the period, the notes and a password; the file is asked for next.

    Args:
        locked: whether the logbook has a passphrase.
    """

    def __init__(self, parent: QWidget | None, today: date, *, locked: bool = False) -> None:
        super().__init__(parent, "Export", "&Choose the file…")
        self._locked = locked
        self.formats: dict[Format, QRadioButton] = {}
        self.table = Choice("Table", words.TABLES, nothing="All tables, in one ZIP file")
        self.details = QCheckBox("Say in the titles what each is &for")
        self.first = DateField("First day", today, future=True, quick=False, ahead=False)
        self.last = DateField("Last day", today, future=True, quick=False, ahead=False)
        self.without_notes = QCheckBox("Leave out &notes")
        self.password, self.copy_lock = PasswordChoice(), CopyLockChoice()
        self.form.addWidget(text("Format", "section"))
        self.form.addWidget(self._formats())
        self.form.addSpacing(GRID)
        self.form.addWidget(text("Which days", "section"))
        self.form.addWidget(self._period())
        self.form.addSpacing(GRID)
        self.form.addWidget(text("In your own words", "section"))
        for box in (self.without_notes, self.details):
            box.setMinimumHeight(36)
        self.form.addWidget(self.without_notes)
        explained = muted(words.NOTES)
        explained.setContentsMargins(GRID * 3, 0, 0, 0)
        self.form.addWidget(explained)
        self.form.addSpacing(GRID)
        self.form.addWidget(text("Password", "section"))
        self.form.addWidget(self.password)
        self.form.addWidget(self.copy_lock)
        self.copy_lock.hide()
        self.form.addStretch(1)
        self.formats[Format.CSV].setChecked(True)
        self.everything.setChecked(True)
        self.table.currentIndexChanged.connect(self._offer_password)
        self.password.protect.toggled.connect(self._show_password)
        self.formats[Format.CSV].setFocus()

    def read(self) -> Wish:
        """Return what is wanted."""
        first = self._day(self.first)
        last = self._day(self.last)
        notes = not self.without_notes.isChecked()
        selection = self.read_field(self.last, lambda: Selection(first, last, notes))
        password, unlocked = self._password(), self._is_copy and self.copy_lock.unlocked
        details = self.details.isChecked()
        return Wish(self._format, selection, self._table, details, password, unlocked)

    @property
    def _format(self) -> Format:
        return next(kind for kind, choice in self.formats.items() if choice.isChecked())

    @property
    def _table(self) -> str | None:
        return self.table.chosen(str) if self._format is Format.CSV else None

    @property
    def _is_copy(self) -> bool:
        """Whether a copy of a locked logbook is wanted, which is locked unless that is wished."""
        return self._locked and self._format is Format.SQLITE

    def _password(self) -> str:
        try:
            return self.copy_lock.read() if self._is_copy else self.password.read()
        except WrongFieldError:
            self._show_password()
            raise

    def _offer_password(self) -> None:
        self.password.offer("" if can_be_locked(self._format, self._table) else NOT_LOCKED)
        self.password.setVisible(not self._is_copy)
        self.copy_lock.setVisible(self._is_copy)

    def _show_password(self) -> None:
        self.show_part(self.copy_lock if self._is_copy else self.password)

    def _formats(self) -> OneOf:
        one_of = OneOf()
        parts: dict[Format, QWidget] = {Format.CSV: self.table, Format.ICS: self.details}
        for kind, (name, sentence) in words.FORMATS.items():
            self.formats[kind] = choice = one_of.add(name)
            choice.setAccessibleDescription(sentence)
            one_of.explain(muted(sentence))
            if kind in parts:
                _belongs(one_of, choice, parts[kind])
        one_of.changed.connect(self._offer_password)
        return one_of

    def _period(self) -> OneOf:
        one_of = OneOf()
        days = QWidget()
        column = QVBoxLayout(days)
        column.setContentsMargins(0, 0, 0, 0)
        self.ask("Fi&rst day; leave it empty for the beginning", self.first, column)
        self.ask("&Last day; leave it empty for no end", self.last, column)
        self.everything = one_of.add("All &days")
        self.only = one_of.add("Only a &period", days)
        one_of.explain(muted(words.PERIOD))
        return one_of

    def _day(self, field: DateField) -> date | None:
        """Return the day typed, where a period is wanted at all."""
        if not self.only.isChecked() or not field.line.text().strip():
            return None
        said: Callable[[], date] = lambda: field.date  # noqa: E731
        return self.read_field(field, said)


def _belongs(one_of: OneOf, choice: QRadioButton, part: QWidget) -> None:
    """Show a part below a choice's sentence while it is the one taken."""
    one_of.explain(part)
    part.setVisible(choice.isChecked())
    choice.toggled.connect(part.setVisible)
