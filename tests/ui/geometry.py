"""What a careful eye would find on a page: words that are cut, and things that overlap."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
"""Widgets whose parts are Qt's own affair."""

OVER = "over the table"
"""What lies over its neighbour on purpose, and is cut where the table scrolls."""

PARTS = re.compile(r"\s+|(?<=[/-])")
"""Where Qt begins a new line: between words, and inside an address after a stroke."""


def faults(window: QWidget) -> list[str]:
    """Return what is wrong with how a window is laid out, a line each."""
    return [*cut(window), *overlapping(window), *leaving(window)]


def cut(window: QWidget) -> Iterator[str]:
    """Yield the words that have not enough room."""
    for widget in seen(window):
        if isinstance(widget, QLabel):
            wanted = _wanted_by_label(widget)
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
            wanted = widget.sizeHint()
        elif isinstance(widget, QComboBox):
            wanted = _wanted_by_choice(widget)
        else:
            continue
        if widget.width() < wanted.width() or widget.height() < wanted.height():
            has = f"{widget.width()}x{widget.height()}"
            yield f"cut: {_named(widget)} has {has}, needs {wanted.width()}x{wanted.height()}"


def overlapping(window: QWidget) -> Iterator[str]:
    """Yield the pairs of widgets, side by side in one parent, that lie over each other."""
    for parent in [window, *seen(window)]:
        if isinstance(parent, QAbstractScrollArea):
            continue
        found = [each for each in _children(parent) if not each.size().isEmpty()]
        inside = [each for each in found if each.objectName() != OVER]
        for one, other in combinations(inside, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"overlap: {_named(one)} and {_named(other)} in {_named(parent)}"


def leaving(window: QWidget) -> Iterator[str]:
    """Yield what reaches over the edge of its parent, or can only be seen by scrolling aside."""
    for parent in [window, *seen(window)]:
        if isinstance(parent, QScrollArea):
            inside, room = parent.widget(), parent.viewport().width()
            if inside.width() > room:
                yield f"aside: {_named(parent)} is {inside.width()} wide with room for {room}"
        elif not isinstance(parent.parent(), QScrollArea) and parent.objectName() != OVER:
            for child in _children(parent):
                if not parent.rect().contains(child.geometry()):
                    yield f"over the edge: {_named(child)} of {_named(parent)}"


def seen(window: QWidget) -> Iterator[QWidget]:
    """Yield every widget that shows in a window, but not the parts of Qt's own."""
    for child in _children(window):
        yield child
        if not isinstance(child, WHOLE):
            yield from seen(child)


def _children(parent: QWidget) -> list[QWidget]:
    found = [each for each in parent.children() if isinstance(each, QWidget)]
    return [each for each in found if each.isVisible() and not each.isWindow()]


def _wanted_by_label(label: QLabel) -> QSize:
    if not label.text():
        return QSize(0, 0)
    if not label.wordWrap():
        return label.sizeHint()
    edges = label.contentsMargins()
    aside = edges.left() + edges.right() + 2 * label.margin()
    parts = PARTS.split(label.text())
    longest = max(map(label.fontMetrics().horizontalAdvance, parts), default=0)
    return QSize(longest + aside, label.heightForWidth(label.width()))


def _wanted_by_choice(choice: QComboBox) -> QSize:
    """Return the size at which the words chosen fit into the field."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    field: QRect = choice.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        choice,
    )
    words = choice.fontMetrics().horizontalAdvance(choice.currentText())
    return QSize(choice.width() - field.width() + words, choice.fontMetrics().height())


def _named(widget: QWidget) -> str:
    said = getattr(widget, "text", lambda: "")() or widget.accessibleName()
    return f"{type(widget).__name__} “{said[:50]}”"
