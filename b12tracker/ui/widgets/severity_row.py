"""One symptom and its severity from 0 to 10, by mouse or by typing the number."""

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from b12tracker.domain.symptoms import WORST

TEN_WITHIN_MS = 1200
"""A 0 typed so soon after a 1 means 10."""


class SeverityRow(QWidget):
    """Eleven buttons, 0 to 10, of which one or none is pressed."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._one_typed: QTime | None = None
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
        for each in self._group.buttons():
            each.setChecked(self._group.id(each) == severity)
        self._tell()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits score, arrows go one up or down, Backspace takes the score away."""
        if event.text().isdecimal():
            self._type(int(event.text()))
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

    def _type(self, digit: int) -> None:
        now = QTime.currentTime()
        after_one = self._one_typed is not None and self._one_typed.msecsTo(now) < TEN_WITHIN_MS
        self.set_severity(WORST if digit == 0 and after_one else digit)
        self._one_typed = now if digit == 1 else None

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
