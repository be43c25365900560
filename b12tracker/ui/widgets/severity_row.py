"""One symptom and its severity from 0 to 10, by mouse or by typing the number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from b12tracker.domain.symptoms import WORST


class SeverityRow(QWidget):
    """Eleven buttons, 0 to 10, of which one or none is pressed.

    A number that is typed is followed by the next row. After a 1 the row waits, however long: a 0
    makes it 10, and any other digit is meant for the next row.

    Attributes:
        following: what the keys go to once a number is typed; None while the row stands alone.
    """

    changed = Signal()

    reached = Signal()
    """The keys have come to this row."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.following: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._waits_for_0 = False
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(4)
        for severity in range(WORST + 1):
            row.addWidget(self._button(severity), 1)
        self._tell()

    @property
    def severity(self) -> int | None:
        """The number pressed, 0 to 10; None while there is none."""
        pressed = [self._group.id(each) for each in self._group.buttons() if each.isChecked()]
        return pressed[0] if pressed else None

    def set_severity(self, severity: int | None) -> None:
        """Press one number, or none."""
        self._waits_for_0 = False
        for each in self._group.buttons():
            each.setChecked(self._group.id(each) == severity)
        self._tell()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits score, arrows go one up or down, Backspace takes the score away."""
        if event.text().isdecimal():
            self.type_digit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self.set_severity(0 if self.severity is None else min(WORST, self.severity + 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self.set_severity(max(0, (self.severity or 0) - 1))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_severity(None)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys come here now, so that the row can be scrolled into sight."""
        super().focusInEvent(event)
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A 0 typed after coming back is a 0."""
        super().focusOutEvent(event)
        self._waits_for_0 = False

    def type_digit(self, digit: int) -> None:
        """Take a digit as if it were typed here."""
        waited, following = self._waits_for_0, self.following
        if waited and digit and isinstance(following, SeverityRow):
            following.setFocus()
            following.type_digit(digit)
            return
        self.set_severity(WORST if waited and not digit else digit)
        self._waits_for_0 = digit == 1
        if following and not self._waits_for_0:
            following.setFocus()

    def _button(self, severity: int) -> QPushButton:
        made = QPushButton(str(severity))
        made.setObjectName("score")
        made.setCheckable(True)
        made.setAccessibleName(f"{self.name}: {severity}")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.setFocusProxy(self)
        made.setMinimumSize(32, 40)
        made.clicked.connect(self._clicked)
        self._group.addButton(made, severity)
        return made

    def _clicked(self) -> None:
        pressed = self._group.id(self.sender())  # type: ignore[arg-type]
        again = not self._group.button(pressed).isChecked()
        self.set_severity(None if again else pressed)

    def _tell(self) -> None:
        scored = "not scored" if self.severity is None else f"{self.severity} of 10"
        self.setAccessibleName(f"{self.name}, {scored}")
