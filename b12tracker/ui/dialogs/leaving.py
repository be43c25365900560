"""What was entered in a form since it was shown, and the question before a long one is left."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

LONG = 3
"""From so many changed fields on it is asked before a form is left; less is soon typed again."""

LEAVE = "Leave this form? What you entered is not saved."


@dataclass(frozen=True)
class Shown:
    """What the fields of a form held at one time, each by its field."""

    held: dict[QWidget, object]

    def changed_since(self, before: "Shown") -> int:
        """Return how many fields hold something else than before; of several buttons, the new one.

        A field that was made since counts where something was typed into it.
        """
        return sum(
            value != before.held.get(field, "" if _is_typed(field) else value)
            for field, value in self.held.items()
            if value is not False or isinstance(field, QCheckBox)
        )


def shown_in(form: QWidget) -> Shown:
    """Return what the fields of a form hold now; a calendar that opened from one is none."""
    held: dict[QWidget, object] = {}
    fields = (one for one in form.findChildren(QWidget) if one.window() is form)
    for field in fields:
        if isinstance(field, QLineEdit):
            held[field] = field.text()
        elif isinstance(field, QPlainTextEdit):
            held[field] = field.toPlainText()
        elif isinstance(field, QComboBox):
            held[field] = field.currentIndex()
        elif isinstance(field, QAbstractButton) and field.isCheckable():
            held[field] = field.isChecked()
    return Shown(held)


def may_leave(form: QWidget) -> bool:
    """Ask whether what was entered may be lost; Escape and Enter go on with the form."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, form.windowTitle(), LEAVE, parent=form)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAccessibleName(LEAVE)
    go_on = box.addButton("&Go on with the form", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("&Leave it", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    box.exec()
    return box.clickedButton() is leave


def _is_typed(field: QWidget) -> bool:
    return isinstance(field, QLineEdit | QPlainTextEdit)
