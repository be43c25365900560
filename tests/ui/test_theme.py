"""Light and dark: put on by everything, at once, and to be read in both."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QStyle

from b12tracker.charts.style import DARK, LIGHT
from b12tracker.ui import theme
from tests.ui.conftest import OpenWindow
from tests.ui.driving import press, settle
from tests.ui.story import STORY


class Hints(QObject):
    """What the system says it likes."""

    colorSchemeChanged = Signal(Qt.ColorScheme)

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        super().__init__()
        self._scheme = scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        """Let the user of the system change it."""
        self._scheme = scheme
        self.colorSchemeChanged.emit(scheme)

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme


@pytest.mark.parametrize(
    ("look", "scheme", "style"),
    [
        ("light", Qt.ColorScheme.Dark, LIGHT),
        ("dark", Qt.ColorScheme.Light, DARK),
        ("system", Qt.ColorScheme.Dark, DARK),
        ("system", Qt.ColorScheme.Light, LIGHT),
        ("system", Qt.ColorScheme.Unknown, LIGHT),
    ],
)
def test_style_for(monkeypatch: pytest.MonkeyPatch, look, scheme, style) -> None:
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints(scheme))
    assert theme.style_for(look) is style


def test_the_window_follows_the_system_while_it_is_asked_to(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = Hints(Qt.ColorScheme.Light)
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    window = open_window(*STORY)

    def background() -> str:
        return window.palette().color(QPalette.ColorRole.Window).name()

    hints.turn(Qt.ColorScheme.Dark)
    assert background() == LIGHT.background.lower(), "light was chosen"
    window.look_system()
    assert background() == DARK.background.lower()
    hints.turn(Qt.ColorScheme.Light)
    assert background() == LIGHT.background.lower()
    hints.turn(Qt.ColorScheme.Dark)
    assert background() == DARK.background.lower()
    window.look_dark()
    hints.turn(Qt.ColorScheme.Light)
    assert background() == DARK.background.lower(), "dark was chosen"


def test_buttons_of_a_box_wear_no_icons(app: QApplication) -> None:
    """Some desktops put icons on them that belong to no family of ours."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert not buttons.style().styleHint(hint, None, buttons)
    assert "dialogbuttonbox-buttons-have-icons: 0" in app.styleSheet()


def test_palette(app: QApplication) -> None:
    for style in (DARK, LIGHT):
        theme.wear(app, style)
        palette = app.palette()
        assert palette.color(QPalette.ColorRole.Window).name() == style.background.lower()
        assert palette.color(QPalette.ColorRole.WindowText).name() == style.text.lower()


def test_the_font_is_never_small(app: QApplication) -> None:
    app.setFont(QFont("Sans", 6))
    theme.set_font(app)
    assert app.font().pointSizeF() == theme.SMALLEST_POINTS
    app.setFont(QFont("Sans", 18))
    theme.set_font(app)
    assert app.font().pointSizeF() == 18


def test_a_machine_without_fonts_gets_one(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme.QFontDatabase, "families", list)
    theme.set_font(app)
    assert app.font().family() == "DejaVu Sans"


def pictures(window) -> list:
    """Return a picture of each page."""
    found = []
    for key in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"):
        press(key)
        settle()
        found.append(window.grab().toImage())
    return found


def test_changing_the_look_repaints_everything(open_window: OpenWindow) -> None:
    """A window that changes its look must come out like one that always had it."""
    window = open_window(*STORY)
    light = pictures(window)
    window.wear("dark")
    dark = pictures(window)
    window.wear("light")
    light_again = pictures(window)
    for page, (before, other, after) in enumerate(zip(light, dark, light_again, strict=True)):
        assert before == after, page
        assert before != other, page
    window.wear("dark")
    assert pictures(window) == dark


def test_the_dark_look_is_dark_everywhere(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    window.wear("dark")
    for page, picture in enumerate(pictures(window)):
        pixels = [
            QColor(picture.pixel(x, y)).lightness()
            for x in range(0, picture.width(), 9)
            for y in range(0, picture.height(), 9)
        ]
        bright = sum(lightness > 160 for lightness in pixels) / len(pixels)
        assert bright < 0.06, f"page {page} is bright in {bright:.0%} of its pixels"


def test_a_window_opened_dark_is_the_same_as_one_made_dark(
    open_window: OpenWindow, qtbot, house
) -> None:
    from b12tracker.ui.main_window import MainWindow
    from b12tracker.ui.settings import Settings
    from tests.ui.driving import activate

    changed = open_window(*STORY)
    path = changed.document.logbook.path
    changed.wear("dark")
    expected = pictures(changed)
    opened = MainWindow(house.open(path), house.doors, Settings(), "dark")
    qtbot.addWidget(opened)
    opened.resize(1280, 800)
    opened.show()
    activate(opened)
    found = pictures(opened)
    opened.document.logbook.close()
    assert [one == other for one, other in zip(found, expected, strict=True)] == [True] * 4
