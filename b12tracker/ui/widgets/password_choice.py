"""Whether a file that leaves the logbook carries a password, and which."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.sharing.passwords import LEAST, check_password
from b12tracker.ui.passphrase_words import FROM_A_FILE

from .changes import on_change
from .fields import tick
from .new_passphrase_field import NewPassphraseField
from .pieces import GRID, Caption, Complaint, WrongFieldError, text

FORGOTTEN = "Without it nobody can open the file. Tell it by another way than you send the file."


class PasswordChoice(QWidget):
    """A box to tick; the fields for the password show once it is ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.protect = tick("Protect &with a password")
        self.protect.setAccessibleName("Protect with a password")
        self.field = NewPassphraseField("Password", check_password, FROM_A_FILE)
        self.complaint = Complaint()
        self._part, self._why_not = QWidget(), text("", "muted")
        self._lay_out()
        self._part.hide()
        self._why_not.hide()
        self.protect.toggled.connect(self._open)
        on_change(self.field, self.complaint.hush)

    @property
    def wanted(self) -> bool:
        """Whether the file is to carry a password."""
        return self.protect.isChecked() and not self._why_not.text()

    def read(self) -> str:
        """Return the password; empty where none is wanted.

        Raises:
            WrongFieldError: it cannot be taken; the sentence is shown below the fields.
        """
        self.complaint.hush()
        if not self.wanted:
            return ""
        try:
            return self.complaint.read(lambda: self.field.value)
        except WrongFieldError:
            self.field.setFocus()
            raise

    def offer(self, why_not: str = "") -> None:
        """Offer the choice, or say why there is none."""
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self.protect.setVisible(not why_not)
        self._part.setVisible(self.wanted)

    def _open(self) -> None:
        self._part.setVisible(self.wanted)
        if self.wanted and self.isVisible():
            self.field.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        inside = QVBoxLayout(self._part)
        inside.setContentsMargins(GRID * 3, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(Caption(f"Passw&ord, at least {LEAST} characters", self.field))
        inside.addWidget(self.field)
        inside.addWidget(self.complaint)
        inside.addSpacing(GRID // 2)
        inside.addWidget(text(FORGOTTEN, "muted"))
        for part in (self.protect, self._part, self._why_not):
            column.addWidget(part)
