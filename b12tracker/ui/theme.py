"""The look of the window, made from the one theme table that charts use too."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from b12tracker import assets
from b12tracker.charts.style import DARK, LIGHT, Style

SMALLEST_POINTS = 10.5
"""Body text is never smaller, and never under the system's own size."""


def style_for(theme: str) -> Style:
    """Return the colours of a look: ``light``, ``dark``, or ``system`` for the system's own."""
    if theme == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


class SystemLook:
    """Tells of every change of the system between light and dark, while it is listened to.

    Args:
        changed: a method of a ``QObject``, so that Qt lets go of it when that is deleted.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._listening = False

    def listen(self, wanted: bool) -> None:
        """Begin or stop listening."""
        if wanted == self._listening:
            return
        self._listening = wanted
        signal = QGuiApplication.styleHints().colorSchemeChanged
        if wanted:
            signal.connect(self._changed)
        else:
            signal.disconnect(self._changed)


def set_font(app: QApplication) -> None:
    """Give the program a font that can be read, on a machine without any fonts too."""
    font = app.font()
    if not QFontDatabase.families():
        font = QFont(_bundled_family())
    font.setPointSizeF(max(font.pointSizeF(), SMALLEST_POINTS))
    app.setFont(font)


def _bundled_family() -> str:
    """Load the font that matplotlib brings; a bare server has none of its own."""
    spec = importlib.util.find_spec("matplotlib")
    folder = Path(spec.origin if spec and spec.origin else "").parent / "mpl-data/fonts/ttf"
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(folder / name))
    return "DejaVu Sans"


def wear(app: QApplication, style: Style) -> None:
    """Put a look on the whole program."""
    app.setStyle("Fusion")
    app.setPalette(_palette(style))
    app.setStyleSheet(_sheet(style, app.font().pointSizeF()))


def _palette(style: Style) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: style.background,
        QPalette.ColorRole.WindowText: style.text,
        QPalette.ColorRole.Base: style.surface,
        QPalette.ColorRole.AlternateBase: style.background,
        QPalette.ColorRole.Text: style.text,
        QPalette.ColorRole.Button: style.surface,
        QPalette.ColorRole.ButtonText: style.text,
        QPalette.ColorRole.BrightText: style.accent_text,
        QPalette.ColorRole.ToolTipBase: style.surface,
        QPalette.ColorRole.ToolTipText: style.text,
        QPalette.ColorRole.PlaceholderText: style.muted,
        QPalette.ColorRole.Highlight: style.focus,
        QPalette.ColorRole.HighlightedText: style.surface,
        QPalette.ColorRole.Link: style.accent,
        QPalette.ColorRole.Mid: style.line,
        QPalette.ColorRole.Light: style.surface,
        QPalette.ColorRole.Dark: style.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    greyed = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text):
        palette.setColor(greyed, role, QColor(style.muted))
    return palette


def _sheet(style: Style, points: float) -> str:
    """Return the style sheet: one rule for each kind of thing, named by its object name."""
    look = "dark" if style is DARK else "light"
    tick = assets.resource("marks", look, "tick.svg").as_posix()
    chevron = assets.resource("icons", look, "chevron.svg").as_posix()
    return f"""
    QToolTip {{ background: {style.surface}; color: {style.text};
        border: 1px solid {style.line}; padding: 6px; }}
    QMenuBar {{ background: {style.background}; padding: 2px 8px; }}
    QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {style.line}; }}
    QMenu {{ background: {style.surface}; border: 1px solid {style.line}; padding: 6px; }}
    QMenu::item {{ padding: 7px 28px 7px 20px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {style.line}; color: {style.text}; }}
    QMenu::separator {{ height: 1px; background: {style.line}; margin: 6px 8px; }}
    QMenu::indicator {{ width: 8px; height: 8px; left: 8px; }}
    QMenu::indicator:checked {{ background: {style.accent}; border-radius: 4px; }}
    QMenu::item:disabled {{ color: {style.muted}; }}

    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}

    #sidebar, #desk {{ background: {style.sidebar}; }}
    #name {{ font-weight: 600; }}
    #nav {{ text-align: left; padding: 9px 16px; border: 1px solid transparent;
        border-left: 3px solid transparent; border-radius: 6px; color: {style.muted};
        background: transparent; }}
    #nav:hover {{ color: {style.text}; }}
    #nav:checked {{ background: {style.surface}; color: {style.text}; font-weight: 600;
        border: 1px solid {style.line}; border-left: 3px solid {style.accent}; }}
    #nav:focus {{ border: 2px solid {style.focus}; }}

    QScrollArea, #page, #body {{ background: {style.background}; border: none; }}
    #headline {{ font-size: {points * 1.85:.1f}pt; font-weight: 600; }}
    #title {{ font-size: {points * 1.6:.1f}pt; font-weight: 600; }}
    #section {{ font-size: {points * 1.15:.1f}pt; font-weight: 600; }}
    #lead {{ font-size: {points * 1.1:.1f}pt; }}
    #muted {{ color: {style.muted}; }}
    #complaint {{ color: {style.missed}; }}
    #card {{ background: {style.surface}; border: 1px solid {style.line}; border-radius: 8px; }}
    #emergency {{ background: {style.surface}; border: 3px solid {style.missed};
        border-radius: 8px; }}
    #urgent {{ background: {style.surface}; border: 3px solid {style.late}; border-radius: 8px; }}
    #advice {{ font-size: {points * 1.1:.1f}pt; font-weight: 600; }}

    QPushButton {{ background: {style.surface}; border: 1px solid {style.line};
        border-radius: 6px; padding: 9px 16px; }}
    QPushButton:hover {{ border-color: {style.muted}; }}
    QPushButton:pressed {{ background: {style.line}; }}
    QPushButton:focus {{ border: 2px solid {style.focus}; padding: 8px 15px; }}
    QPushButton:disabled {{ color: {style.muted}; background: {style.background}; }}
    QPushButton#main {{ background: {style.accent}; color: {style.accent_text}; border: none;
        font-weight: 600; padding: 13px 28px; border-radius: 8px; }}
    QPushButton#main:focus {{ border: 3px solid {style.text}; padding: 10px 25px; }}
    QPushButton#main:disabled {{ background: {style.sidebar}; color: {style.muted}; }}
    QPushButton#link {{ background: transparent; border: 1px solid transparent; padding: 6px 8px;
        color: {style.muted}; }}
    QPushButton#link:hover {{ color: {style.text}; text-decoration: underline; }}
    QPushButton#link:focus {{ border: 2px solid {style.focus}; padding: 5px 7px; }}
    QPushButton#do {{ background: transparent; border: 1px solid transparent; padding: 6px 8px;
        color: {style.accent}; font-weight: 600; }}
    QPushButton#do:focus {{ border: 2px solid {style.focus}; padding: 5px 7px; }}
    QPushButton#segment {{ background: transparent; border: 1px solid transparent;
        padding: 6px 12px; color: {style.muted}; }}
    QPushButton#segment:checked {{ background: {style.surface}; color: {style.text};
        border: 1px solid {style.line}; }}
    QPushButton#segment:focus {{ border: 2px solid {style.focus}; padding: 5px 11px; }}
    QPushButton#score {{ padding: 0; border-radius: 5px; }}
    QPushButton#score:checked {{ background: {style.text}; color: {style.background};
        border-color: {style.text}; font-weight: 600; }}

    QLineEdit, QComboBox, QPlainTextEdit, QSpinBox {{ background: {style.surface};
        border: 1px solid {style.muted}; border-radius: 6px; padding: 8px 10px;
        selection-background-color: {style.focus}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus {{
        border: 2px solid {style.focus}; padding: 7px 9px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: 30px; }}
    QComboBox::down-arrow {{ image: url({chevron}); width: 18px; height: 18px; }}
    QComboBox QAbstractItemView {{ background: {style.surface}; border: 1px solid {style.line};
        padding: 0; outline: none; }}
    QComboBox QAbstractItemView::item {{ padding: 6px 10px; min-height: 28px; border: none;
        color: {style.text}; }}
    QComboBox QAbstractItemView::item:selected {{ background: {style.focus};
        color: {style.surface}; }}
    QCheckBox, QRadioButton {{ spacing: 8px; padding: 4px 2px; border: 2px solid transparent;
        border-radius: 4px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px;
        border: 1px solid {style.muted}; background: {style.surface}; }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: {style.accent}; border-color: {style.accent};
        image: url({tick}); }}
    QRadioButton::indicator {{ border-radius: 10px; }}
    QRadioButton::indicator:checked {{ border: 6px solid {style.accent}; width: 8px; height: 8px; }}
    QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {style.focus}; }}

    QTableView#rows {{ background: {style.surface}; border: 1px solid {style.line};
        border-radius: 8px; gridline-color: {style.line}; outline: none; }}
    QTableView#rows::item {{ padding: 4px 12px; border: none;
        border-bottom: 1px solid {style.line}; }}
    QTableView#rows::item:selected {{ background: {style.line}; color: {style.text}; }}
    QTableView#rows:focus {{ border: 2px solid {style.focus}; }}
    QHeaderView {{ background: {style.surface}; border: none; }}
    QHeaderView::section {{ background: {style.surface}; color: {style.muted}; border: none;
        border-bottom: 1px solid {style.line}; padding: 8px 15px; }}
    QTableCornerButton::section {{ background: {style.surface}; border: none;
        border-bottom: 1px solid {style.line}; }}

    QCalendarWidget QTableView {{ background: {style.surface}; border: none; outline: none;
        selection-background-color: {style.accent}; selection-color: {style.accent_text}; }}
    #qt_calendar_navigationbar {{ background: {style.surface}; }}
    QCalendarWidget QToolButton {{ background: {style.surface}; color: {style.text};
        border: 2px solid transparent; border-radius: 6px; padding: 2px 10px; }}
    QCalendarWidget QToolButton:hover {{ background: {style.sidebar}; }}
    QCalendarWidget QToolButton:focus {{ border-color: {style.focus}; }}
    QCalendarWidget QToolButton:disabled {{ color: {style.line}; }}
    #qt_calendar_prevmonth, #qt_calendar_nextmonth {{ font-size: {points * 1.6:.1f}pt; }}
    #qt_calendar_monthbutton, #qt_calendar_yearbutton {{ font-weight: 600; }}
    #qt_calendar_monthbutton {{ padding-right: 28px; }}
    #qt_calendar_monthbutton::menu-indicator {{ image: url({chevron}); width: 16px; height: 16px;
        subcontrol-origin: border; subcontrol-position: right center; right: 8px; }}

    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {style.line}; border-radius: 5px;
        min-height: 40px; margin: 1px; }}
    QScrollBar::handle:vertical:hover {{ background: {style.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {style.line}; border-radius: 5px;
        min-width: 40px; margin: 1px; }}
    """
