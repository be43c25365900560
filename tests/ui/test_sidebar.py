"""The list of pages at the left."""

from PySide6.QtWidgets import QPushButton

from b12tracker.ui.sidebar import PAGES, Sidebar
from tests.ui.conftest import Show
from tests.ui.driving import called, click, press


def test_one_page_at_a_time(show: Show) -> None:
    shown: list[int] = []
    sidebar = show(Sidebar(shown.append, list))
    buttons = sidebar.findChildren(QPushButton, "nav")
    assert [called(button) for button in buttons] == list(PAGES)
    click(buttons[2])
    click(buttons[0])
    assert shown == [2, 0]
    assert [button.isChecked() for button in buttons] == [True, False, False, False]


def test_arrows_go_from_page_to_page(show: Show) -> None:
    shown: list[int] = []
    sidebar = show(Sidebar(shown.append, list))
    sidebar.choose(0)
    sidebar.group.button(0).setFocus()
    press("Down", "Down", "Up")
    assert shown == [1, 2, 1]


def test_each_look_has_its_icons(show: Show) -> None:
    sidebar = show(Sidebar(lambda number: None, list))
    sidebar.wear("light")
    light = sidebar.grab().toImage()
    sidebar.wear("dark")
    assert sidebar.grab().toImage() != light
    assert not any(button.icon().isNull() for button in sidebar.group.buttons())
    assert all(button.height() >= 40 for button in sidebar.group.buttons())
