"""Slow work goes on beside the window, which is painted meanwhile and takes no keys."""

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from b12tracker.ui.patience import patiently
from tests.ui.conftest import Show


def test_the_window_lives_on_meanwhile(show: Show) -> None:
    line = show(QLineEdit())
    assert isinstance(line, QLineEdit)
    ticks: list[bool] = []
    timer = QTimer(line, interval=10)
    timer.timeout.connect(lambda: ticks.append(_waits()))
    timer.start()
    assert patiently(lambda: time.sleep(0.3) or 7) == 7
    timer.stop()
    assert len(ticks) > 5
    assert all(ticks)
    assert not _waits()


def _waits() -> bool:
    cursor = QApplication.overrideCursor()
    return cursor is not None and cursor.shape() is Qt.CursorShape.WaitCursor


def test_what_goes_wrong_comes_back(app: QApplication) -> None:
    def fail() -> None:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        patiently(fail)
    assert not _waits()


def test_what_is_over_at_once_is_not_waited_for(app: QApplication) -> None:
    assert [patiently(lambda number=number: number) for number in range(50)] == list(range(50))
