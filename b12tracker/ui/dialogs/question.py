"""What all dialogs share: a question with fields, an answer, and a sentence under a wrong field."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from b12tracker.storage.errors import LogbookError
from b12tracker.ui.widgets.changes import on_change
from b12tracker.ui.widgets.pieces import (
    GRID,
    Caption,
    Complaint,
    WrongFieldError,
    button,
    empty,
    text,
)

from .leaving import LONG, Shown, may_leave, shown_in

A = TypeVar("A")
V = TypeVar("V")


class Question(QDialog, Generic[A]):
    """A form in one column. Fields go in with ``ask``; ``read`` turns them into the answer.

    What is put into ``below`` stays in sight while the form scrolls.
    """

    def __init__(self, parent: QWidget | None, title: str, do_it: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._answer: A | None = None
        self._keep: Callable[[A], object] = lambda _: None
        self._untouched: tuple[A, A] | None = None
        self._at_first: Shown | None = None
        self._complaints: dict[QWidget, Complaint] = {}
        self._last_complaint = Complaint()
        self._inside = inside = QWidget()
        inside.setObjectName("body")
        self.form = QVBoxLayout(inside)
        self.form.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        self.form.setSpacing(GRID // 2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self.do_it: QPushButton = button(do_it, self.accept, "main")
        self._frame_it()
        self.do_it.setDefault(True)

    @property
    def answer(self) -> A:
        """What was answered; ask only after the dialog was accepted."""
        if self._answer is None:
            raise RuntimeError("the question was not answered")
        return self._answer

    def ask_and_keep(self, keep: Callable[[A], object]) -> bool:
        """Ask, and keep the answer; return whether it was kept.

        Where it cannot be kept, the form says why and stays open: nothing that was entered is lost.

        Args:
            keep: raises ``LogbookError`` where it cannot.
        """
        self._keep = keep
        return bool(self.exec())

    def read(self) -> A:
        """Return the answer that the fields hold.

        Raises:
            WrongFieldError: by way of ``read_field``.
            ValueError: the fields do not go together; the sentence is shown above the buttons.
        """
        raise NotImplementedError

    def accept(self) -> None:
        """Take the answer, or say what is wrong with it and stay."""
        self._hush()
        try:
            said = self.read()
        except WrongFieldError:
            return
        except ValueError as error:
            self._last_complaint.say(str(error))
            return
        answer = _with_changes(*self._untouched, said) if self._untouched else said
        try:
            self._keep(answer)
        except LogbookError as error:
            self.complain(str(error))
            return
        self._answer = answer
        super().accept()

    def reject(self) -> None:
        """Leave the form, but ask first where much would have to be entered again."""
        if not self.holds_much or may_leave(self):
            super().reject()

    @property
    def holds_much(self) -> bool:
        """Whether much was entered since the form was shown."""
        return self._at_first is not None and shown_in(self).changed_since(self._at_first) >= LONG

    def keep_untouched(self, before: A) -> None:
        """Answer with ``before`` but for what the user changes from now on.

        A form shows less than a fact may hold: a dose to six figures, a time without its seconds.
        """
        with suppress(WrongFieldError, ValueError):
            self._untouched = before, self.read()
        self._hush()

    def _hush(self) -> None:
        for complaint in [*self._complaints.values(), self._last_complaint]:
            complaint.say("")

    def ask(self, label: str, field: QWidget, to: QVBoxLayout | None = None) -> QLabel:
        """Put a field into the form, its label above it and room for a sentence below."""
        column = to or self.form
        heading = Caption(label, field)
        complaint = Complaint()
        self._complaints[field] = complaint
        on_change(field, complaint.hush)
        column.addWidget(heading)
        column.addWidget(field)
        column.addWidget(complaint)
        column.addSpacing(GRID)
        return heading

    def take_out(self, part: QVBoxLayout, fields: Iterable[QWidget]) -> None:
        """Empty a part of the form; these were the fields in it."""
        for field in fields:
            self._complaints.pop(field, None)
        empty(part)

    def read_field(self, field: QWidget, value: Callable[[], V]) -> V:
        """Return what a field holds, or show under it what is wrong.

        Raises:
            WrongFieldError: ``value`` raised a ``ValueError``.
        """
        try:
            return value()
        except ValueError as error:
            self._complaints[field].say(str(error))
            field.setFocus()
            self.show_part(self._complaints[field])
            raise WrongFieldError from error

    def tab_through(self, *fields: QWidget) -> None:
        """Let Tab go from field to field in this order, whenever each was made."""
        for earlier, later in pairwise(fields):
            self.setTabOrder(earlier, later)

    def show_part(self, part: QWidget) -> None:
        """Scroll the form until a part of it can be seen."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # it may be new there
        self._scroll.ensureWidgetVisible(part)

    def complain(self, sentence: str) -> None:
        """Show a sentence above the buttons."""
        self._last_complaint.say(sentence)

    def more(self, words: str, *, open_it: bool) -> QVBoxLayout:
        """Add a part of the form that few people need, behind a button."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        opener = button(words, lambda: self._open(part, opener), "do")
        self.form.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(part)
        part.setVisible(open_it)
        opener.setVisible(not open_it)
        return column

    def _open(self, part: QWidget, opener: QPushButton) -> None:
        part.show()
        opener.hide()
        self.fit()
        first = part.nextInFocusChain()
        while first and first.focusPolicy() is Qt.FocusPolicy.NoFocus:  # a heading
            first = first.nextInFocusChain()
        if first:
            first.setFocus()

    def _frame_it(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID * 2)
        foot.setSpacing(GRID)
        foot.addStretch(1)
        self.cancel = button("Cancel", self.reject)
        self.cancel.setMinimumHeight(48)
        foot.addWidget(self.cancel)
        foot.addWidget(self.do_it)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(GRID * 3, GRID, GRID * 3, 0)
        self.below.addWidget(self._last_complaint)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self.below)
        whole.addLayout(foot)

    def fit(self) -> None:
        """Make the dialog as large as its form, and never larger than the screen."""
        inside = self._inside
        wanted = inside.sizeHint()
        room = QGuiApplication.primaryScreen().availableGeometry()
        character = self.fontMetrics().averageCharWidth()
        width = max(wanted.width() + GRID * 3, character * 56)
        foot = self.do_it.sizeHint().height() + self.below.sizeHint().height() + GRID * 6
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else wanted.height()
        self.resize(
            min(width, room.width() - GRID * 4),
            min(max(height, wanted.height()) + foot, room.height() - GRID * 8),
        )

    def showEvent(self, event: object) -> None:
        """Fit the form when it is shown first."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.fit()
        self._at_first = self._at_first or shown_in(self)


def _with_changes(before: Any, shown: Any, said: Any) -> Any:
    """Return ``before`` with those fields that differ between what was shown and what is said."""
    now = {field.name: getattr(said, field.name) for field in fields(said)}
    changed = {name: value for name, value in now.items() if value != getattr(shown, name)}
    return replace(before, **changed)


def muted(words: str) -> QLabel:
    """Return a quiet explanation for a form."""
    return text(words, "muted")
