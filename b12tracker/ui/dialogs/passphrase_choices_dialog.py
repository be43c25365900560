"""What is to be done about the passphrase of the open logbook?"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12tracker.ui.labels import counted
from b12tracker.ui.settings import LOCK_AFTER
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.pieces import GRID

from .actions_dialog import ActionsDialog

CHANGE, SHOW, REMOVE, LOCK = "change", "show", "remove", "lock"

CHOICES = (
    (CHANGE, "&Change the passphrase…"),
    (SHOW, "&Show the recovery key…"),
    (REMOVE, "&Remove the passphrase…"),
    (LOCK, "Loc&k now"),
)
NEVER = "Never by itself"
AFTER = [(minutes, f"After {counted(minutes, 'minute')}") for minutes in LOCK_AFTER]


class PassphraseChoicesDialog(ActionsDialog):
    """Asks what is to be done; when the window locks by itself is kept at once.

    Args:
        minutes: after which it locks now; None for never.
        keep: keeps what is chosen.
    """

    def __init__(
        self,
        parent: QWidget | None,
        minutes: int | None,
        keep: Callable[[int | None], object],
    ) -> None:
        super().__init__(parent, "Passphrase", "This logbook has a passphrase.", CHOICES)
        self.after = Choice("Lock without a key or the mouse", AFTER, NEVER)
        self.after.choose(minutes)
        self.after.activated.connect(lambda _: keep(self.after.chosen(int)))
        self.form.addSpacing(GRID)
        self.ask("&Lock when no key and no mouse was touched", self.after)
        self.cancel.setText("Close")
        self.cancel.setAccessibleName("Close")
