"""Everything that can be done from a menu or the keyboard, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from . import idle


@dataclass(frozen=True)
class Row:
    """One action: its menu, its text, its keys, and who does it by which method.

    Attributes:
        one_of: whether it is one of several of which the menu shows the one that holds.
    """

    menu: str
    text: str
    keys: str
    does: str
    after_line: bool = False
    one_of: bool = False


ROWS = (
    Row("&Logbook", "&New logbook…", "Ctrl+N", "files.new_logbook"),
    Row("&Logbook", "&Open logbook…", "Ctrl+O", "files.choose_logbook"),
    Row("&Logbook", "Open the &sample", "", "files.open_sample"),
    Row("&Logbook", "&Import…", "", "share.import_file", after_line=True),
    Row("&Logbook", "&Export…", "", "share.export_file"),
    Row("&Logbook", "&Backups…", "", "backups.show_backups"),
    Row("&Logbook", "&Report…", "Ctrl+P", "reports.make_report", after_line=True),
    Row("&Logbook", "&About you…", "", "entries.describe_patient"),
    Row("&Logbook", "&Passphrase…", "", "passphrases.passphrase", after_line=True),
    Row("&Logbook", "Loc&k now", idle.KEYS, "passphrases.lock_now"),
    Row("&Logbook", "&Quit", "Ctrl+Q", "window.close", after_line=True),
    Row("&Edit", "&Undo", "Ctrl+Z", "window.undo"),
    Row("&Edit", "&Redo", "Ctrl+Shift+Z", "window.redo"),
    Row("&Edit", "&Find in the Diary", "Ctrl+F", "window.find_in_diary", after_line=True),
    Row("L&og", "Log &injection…", "Ctrl+I", "entries.log_injection"),
    Row("L&og", "Log &symptoms…", "Ctrl+E", "entries.log_symptoms"),
    Row("L&og", "Add &lab results…", "Ctrl+L", "entries.add_lab_result"),
    Row("L&og", "&Catch up…", "Ctrl+U", "doses.catch_up"),
    Row("L&og", "Paste i&njections…", "Ctrl+Shift+V", "entries.paste_injections"),
    Row("L&og", "Enter a &plan…", "", "entries.enter_plan", after_line=True),
    Row("L&og", "Add a lab chec&k…", "", "checks.add_lab_check"),
    Row("L&og", "Add an appoint&ment…", "", "appointments.add_appointment"),
    Row("L&og", "P&ause the plan…", "", "doses.pause"),
    Row("L&og", "&Time nobody recorded…", "", "doses.not_recorded"),
    Row("L&og", "Choose symptoms to &follow…", "", "entries.choose_symptoms"),
    Row("L&og", "Add a &box…", "Ctrl+B", "supplies.add_box", after_line=True),
    Row("L&og", "Time to &reorder…", "", "supplies.set_reorder_time"),
    Row("L&og", "Sites you &use…", "", "entries.choose_sites"),
    Row("&View", "&Overview", "Ctrl+1", "window.show_overview"),
    Row("&View", "&Diary", "Ctrl+2", "window.show_diary"),
    Row("&View", "&Plan", "Ctrl+3", "window.show_plan"),
    Row("&View", "&Review", "Ctrl+4", "window.show_review"),
    Row("&View", "S&upplies", "Ctrl+5", "window.show_supplies"),
    Row("&View", "&Light", "", "window.look_light", after_line=True, one_of=True),
    Row("&View", "Dar&k", "", "window.look_dark", one_of=True),
    Row("&View", "Like the s&ystem", "", "window.look_system", one_of=True),
    Row("&Help", "&First steps", "", "window.first_steps"),
    Row("&Help", "&What usually recovers when", "", "window.show_recovery"),
    Row("&Help", "&Keyboard", "F1", "window.show_keys"),
    Row("&Help", "&About B12 Tracker", "", "window.show_about"),
)


def build_menus(
    window: QMainWindow, owners: Mapping[str, object], first: Callable[[], object]
) -> dict[str, QAction]:
    """Fill the window's menu bar from the table; return the actions by the name of their method.

    Args:
        owners: the objects whose methods the table names.
        first: is done before each of them.
    """
    actions: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    looks = QActionGroup(window)
    for row in ROWS:
        if row.menu not in menus:
            menus[row.menu] = window.menuBar().addMenu(row.menu)
        menu = menus[row.menu]
        if row.after_line:
            menu.addSeparator()
        owner, method = row.does.split(".")
        does: Callable[[], object] = getattr(owners[owner], method)
        action = QAction(row.text, window)
        action.setShortcut(QKeySequence(row.keys))
        action.triggered.connect(lambda _: first())
        action.triggered.connect(lambda _, does=does: does())
        if row.one_of:
            action.setCheckable(True)
            looks.addAction(action)
        menu.addAction(action)
        actions[method] = action
    return actions
