"""A list to choose from: all of it is seen, and what is chosen can be read."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from b12tracker.charts.style import DARK, LIGHT
from b12tracker.ui import theme
from b12tracker.ui.widgets.fields import ROWS_SHOWN, Choice
from tests.charts.test_style import contrast
from tests.ui.conftest import Show
from tests.ui.driving import settle


def opened(show: Show, rows: int) -> Choice:
    choice = Choice("Unit", [(row, f"Row {row}") for row in range(rows)], nothing=None)
    show(choice).showPopup()
    settle()
    return choice


@pytest.mark.parametrize("times", [1, 1.75])
@pytest.mark.parametrize("rows", [1, 2, 5, 30])
def test_the_list_shows_all_its_rows(app: QApplication, show: Show, rows, times) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * times)
    app.setFont(font)
    theme.wear(app, LIGHT)
    choice = opened(show, rows)
    view = choice.view()
    places = [view.visualRect(view.model().index(row, 0)) for row in range(rows)]
    assert all(place.height() >= 40 for place in places)
    seen = [place for place in places if view.viewport().rect().contains(place, proper=False)]
    assert len(seen) == min(rows, ROWS_SHOWN)
    tops = [place.top() for place in places]
    assert all(later - one >= 40 for one, later in pairwise(tops))
    choice.hidePopup()


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_the_chosen_row_can_be_read(app: QApplication, show: Show, style) -> None:
    theme.wear(app, style)
    choice = opened(show, 3)
    view = choice.view()
    picture = view.viewport().grab(view.visualRect(view.currentIndex())).toImage()
    every = [
        QColor(picture.pixel(x, y)).name()
        for x in range(picture.width())
        for y in range(picture.height())
    ]
    assert picture.pixelColor(2, 2).name() == style.focus
    assert style.surface in every, "the words"
    assert contrast(style.surface, style.focus) >= 4.5
    choice.hidePopup()
