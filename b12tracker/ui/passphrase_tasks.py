"""The passphrase of the open logbook: set, changed, taken away; its recovery key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

from .dialogs import passphrase_choices_dialog as choices
from .dialogs.passphrase_again_dialog import PassphraseAgainDialog
from .dialogs.passphrase_choices_dialog import PassphraseChoicesDialog
from .dialogs.passphrase_dialog import CHANGE, RECOVERED, SET, PassphraseDialog
from .dialogs.recovery_key_dialog import RecoveryKeyDialog
from .document import Document
from .errors import tell, told
from .lock import Lock
from .patience import patiently
from .recovery_sheet import print_sheet
from .settings import Settings

SAMPLE = "Nothing of the sample is kept, so it needs no passphrase; open a logbook of your own."
NOTHING_LOCKS = "To be locked, the logbook needs a passphrase. "
REMOVE = (
    "Without a passphrase, whoever has the file of the logbook, or one of its backups, can read "
    "it. Its recovery key is worth nothing then."
)
SHOW = "The recovery key opens the logbook, so it is shown only to who knows the passphrase."
CHANGING = "First the passphrase with which the logbook opens now."


class PassphraseTasks:
    """What a user can do about who can open the logbook.

    Args:
        relock: gives a logbook and its backups another key, or none.
        lock: hides everything, now or when nothing was touched for long.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        relock: Callable[[Logbook, Key | None], None],
        settings: Settings,
        lock: Lock,
    ) -> None:
        self._window, self._document, self._relock = window, document, relock
        self._settings, self._lock = settings, lock

    @told
    def passphrase(self) -> None:
        """Set a passphrase, or ask what is to be done about the one there is."""
        document = self._document()
        if not document.kept:
            tell(self._window, SAMPLE)
        elif document.logbook.key is None:
            self._set(SET)
        else:
            self._choose(document.logbook.key)

    @told
    def lock_now(self) -> None:
        """Hide everything until the passphrase is typed; without one, offer to set one."""
        document = self._document()
        if document.kept and document.logbook.key is None:
            self._set(NOTHING_LOCKS + SET)
        elif document.kept:
            self._lock.lock()
        else:
            tell(self._window, SAMPLE)

    @told
    def offer_new_one(self) -> None:
        """Offer a new passphrase to who came in by the recovery key, once."""
        document = self._document()
        key, recovered, document.recovered = document.logbook.key, document.recovered, False
        if recovered and key:
            self._change(key, RECOVERED, "&Not now")

    def _set(self, why: str) -> None:
        dialog = PassphraseDialog(self._window, "Set a passphrase", why)
        if dialog.exec():
            typed = dialog.answer
            key = patiently(lambda: Key.new(typed))
            if self._give(key, "Passphrase set"):
                self._show_recovery_key(key, is_new=True)

    def _choose(self, key: Key) -> None:
        settings = self._settings
        dialog = PassphraseChoicesDialog(self._window, settings.lock_minutes, self._keep_minutes)
        if not dialog.exec():
            return
        does: dict[str, Callable[[Key], None]] = {
            choices.CHANGE: self._change_asking,
            choices.SHOW: self._show_asking,
            choices.REMOVE: self._remove_asking,
            choices.LOCK: lambda _: self._lock.lock(),
        }
        does[dialog.answer](key)

    def _change_asking(self, key: Key) -> None:
        if self._is_owner("Change the passphrase", CHANGING, "&Go on", key):
            self._change(key, CHANGE)

    def _show_asking(self, key: Key) -> None:
        if self._is_owner("Show the recovery key", SHOW, "&Show it", key):
            self._show_recovery_key(key, is_new=False)

    def _remove_asking(self, key: Key) -> None:
        if self._is_owner("Remove the passphrase", REMOVE, "&Remove the passphrase", key):
            self._give(None, "Passphrase removed")

    def _is_owner(self, title: str, why: str, do_it: str, key: Key) -> bool:
        return bool(PassphraseAgainDialog(self._window, title, why, do_it, key).exec())

    def _change(self, key: Key, why: str, leave: str = "Cancel") -> None:
        dialog = PassphraseDialog(self._window, "New passphrase", why, leave)
        if dialog.exec():
            typed = dialog.answer
            self._give(patiently(lambda: key.with_passphrase(typed)), "Passphrase changed")

    def _give(self, key: Key | None, done: str) -> bool:
        """Give the logbook another key, or none; say whether it has it, whatever its backups do."""
        document = self._document()
        try:
            with waiting():
                self._relock(document.logbook, key)
        except LogbookError as error:
            tell(
                self._window, f"{done}, but: {error}" if document.logbook.key == key else str(error)
            )
        document.read_again()
        self._lock.watch()
        if document.logbook.key == key:
            document.happened.emit(done)
        return document.logbook.key == key

    def _show_recovery_key(self, key: Key, *, is_new: bool) -> None:
        name = self._document().logbook.path.stem
        RecoveryKeyDialog(
            self._window, name, key.recovery_key, lambda: self._print(name, key), is_new=is_new
        ).exec()

    def _print(self, name: str, key: Key) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Recovery key")
        if QPrintDialog(printer, self._window).exec():
            print_sheet(printer, name, key.recovery_key, self._document().today)

    def _keep_minutes(self, minutes: int | None) -> None:
        self._settings.lock_minutes = minutes
        self._lock.watch()


@contextmanager
def waiting() -> Iterator[None]:
    """Show by the pointer that something takes a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
