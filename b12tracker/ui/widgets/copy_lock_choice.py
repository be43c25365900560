"""What a copy of a locked logbook opens with."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.sharing.passwords import check_password
from b12tracker.ui.passphrase_words import FROM_A_LOGBOOK

from .changes import on_change
from .new_passphrase_field import NewPassphraseField
from .one_of import OneOf
from .pieces import GRID, Caption, Complaint, WrongFieldError, text

ANOTHER = (
    "Nobody can open the copy without it: it has no recovery key. Tell it to whoever is to read "
    "the copy by another way than the file goes."
)
NONE = "Whoever has the file can read everything in it."


class CopyLockChoice(QWidget):
    """The passphrase of the logbook, another one, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.field = NewPassphraseField("Passphrase of the copy", check_password, FROM_A_LOGBOOK)
        self.complaint = Complaint()
        one_of = OneOf()
        self.same = one_of.add("The copy opens with the sa&me passphrase")
        self.another = one_of.add("It gets anoth&er passphrase", self._another())
        self.none = one_of.add("It needs no pa&ssphrase", text(NONE, "complaint"))
        self.same.setChecked(True)
        on_change(self.field, self.complaint.hush)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(one_of)

    @property
    def unlocked(self) -> bool:
        """Whether the copy needs no passphrase."""
        return self.none.isChecked()

    def read(self) -> str:
        """Return the passphrase of the copy; empty where it gets none of its own.

        Raises:
            WrongFieldError: it cannot be taken; the sentence is shown below the fields.
        """
        self.complaint.hush()
        if not self.another.isChecked():
            return ""
        try:
            return self.complaint.read(lambda: self.field.value)
        except WrongFieldError:
            self.field.setFocus()
            raise

    def _another(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(Caption("Passphrase &of the copy", self.field))
        column.addWidget(self.field)
        column.addWidget(self.complaint)
        column.addWidget(text(ANOTHER, "muted"))
        return part
