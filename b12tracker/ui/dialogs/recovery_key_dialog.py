"""The recovery key, to be written down or printed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.ui.recovery_sheet import letters
from b12tracker.ui.widgets.fields import line, tick
from b12tracker.ui.widgets.pieces import GRID, button, card, text

from .question import muted
from .wide_question import WideQuestion

WHAT = (
    "It opens the logbook and its backups when the passphrase is forgotten, and goes on working "
    "when the passphrase is changed."
)
WHERE = (
    "Write it down or print it, and keep it where you keep your passport, not beside the computer. "
    "It is saved in no file; whoever knows the passphrase can see it again."
)
NOT_YET = (
    "That is not the last group of the key; type its five letters as they stand above, or tick the "
    "box when you have it on paper."
)
LARGER = 1.4
"""The key, over the size of the text."""


class RecoveryKeyDialog(WideQuestion[None]):
    """Shows the recovery key; when it is new, until it is on paper.

    Args:
        key: in groups.
        prints: prints it on a page.
        is_new: whether nobody can have it on paper yet.
    """

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        key: str,
        prints: Callable[[], object],
        *,
        is_new: bool,
    ) -> None:
        super().__init__(parent, "Recovery key", "&Done")
        self._last, self._is_new = key.rpartition("-")[2], is_new
        self.key = self._shown(key)
        self.print = button("&Print it…", prints)
        self.last = line("Last group of the key")
        self.written = tick("I have &written it down")
        self.written.setAccessibleName("I have written it down")
        self.form.addWidget(text(f"Recovery key of {name}", "section"))
        self.form.addWidget(text(WHAT))
        sheet = card()
        sheet.layout().addWidget(self.key)  # type: ignore[union-attr]
        self.form.addSpacing(GRID)
        self.form.addWidget(sheet)
        self.form.addSpacing(GRID)
        self.form.addWidget(muted(WHERE))
        self.form.addSpacing(GRID)
        self.form.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.cancel.hide()
        if is_new:
            self._ask_for_paper()
        self.form.addStretch(1)
        (self.print if is_new else self.do_it).setFocus()

    @property
    def holds_much(self) -> bool:
        """Nothing here would have to be entered again."""
        return False

    def read(self) -> None:
        """Return when the key is on paper, as far as one can know."""
        if self._is_new and not self.written.isChecked():
            self.read_field(self.last, self._check)

    def reject(self) -> None:
        """Leave by Escape only where the key is on paper already."""
        self.accept()

    def _ask_for_paper(self) -> None:
        self.form.addSpacing(GRID)
        self.ask("Type its &last group, to see that it is on paper", self.last)
        self.form.addWidget(self.written)

    def _check(self) -> None:
        if self.last.text().strip().upper() != self._last:
            raise ValueError(NOT_YET)

    def _shown(self, key: str) -> QWidget:
        shown = text(key)
        font = letters()
        font.setPointSizeF(self.font().pointSizeF() * LARGER)
        shown.setFont(font)
        shown.setStyleSheet(f"font-family: '{font.family()}'; font-size: {font.pointSizeF()}pt")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        select = Qt.TextInteractionFlag
        shown.setTextInteractionFlags(
            select.TextSelectableByMouse | select.TextSelectableByKeyboard
        )
        shown.setAccessibleName(f"Recovery key: {' '.join(key)}")
        return shown
