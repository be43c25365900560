"""Hearing of every change of a field, whatever it is made of."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def on_change(field: QWidget, does: Callable[..., object]) -> None:
    """Do something whenever what stands in a field changes, or in any part of it.

    Args:
        does: a method of a ``QObject``, so that Qt lets go of it when that is deleted.
    """
    for part in (field, *field.findChildren(QWidget)):
        for signal in _signals(part):
            signal.connect(does)


def _signals(part: QWidget) -> Iterator[Any]:
    if isinstance(part, QLineEdit | QPlainTextEdit):
        yield part.textChanged
    elif isinstance(part, QComboBox):
        yield part.currentIndexChanged
    elif isinstance(part, QAbstractButton):
        yield part.toggled
    elif hasattr(part, "changed"):
        yield part.changed
