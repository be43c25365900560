"""The part of the Plan page about boxes: what is left, and how long it lasts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from b12tracker.domain.stock import BoxState, Stock
from b12tracker.domain.supplies import Box
from b12tracker.ui.supply_words import box_line, box_name, how_long
from b12tracker.ui.widgets.pieces import GRID, button, card, text

Does = Callable[[str, Box], None]
"""Does something with a box, by the name of the task."""


@dataclass(frozen=True)
class Supplies:
    """The sheet, the button at which the keys begin, and the rows that a narrow page stacks."""

    sheet: QFrame
    add: QPushButton
    rows: list[QBoxLayout]


def supplies_section(stock: Stock, wanted: Callable[[str], None], does: Does) -> Supplies:
    """Return a sheet that lists the boxes, those with ampoules first, with what can be done.

    Args:
        wanted: asks the window for one of its actions, by name.
    """
    column = QVBoxLayout()
    column.setSpacing(GRID)
    column.addWidget(text("Supplies", "section"))
    column.addWidget(text(how_long(stock), "" if stock.boxes else "muted"))
    lines: list[QBoxLayout] = [
        _line(state, stock, does) for state in sorted(stock.boxes, key=lambda state: not state.left)
    ]
    for line in lines:
        column.addLayout(line)
    column.addSpacing(GRID)
    row = QHBoxLayout()
    row.setSpacing(GRID)
    add = button("Add a box…", lambda: wanted("add_box"))
    row.addWidget(add)
    if stock.boxes:
        row.addWidget(button("Time to reorder…", lambda: wanted("set_reorder_time")))
    row.addStretch(1)
    column.addLayout(row)
    return Supplies(card(column), add, lines)


def _line(state: BoxState, stock: Stock, does: Does) -> QBoxLayout:
    name = box_name(state.box)
    said = QVBoxLayout()
    said.setSpacing(0)
    said.addWidget(text(name))
    said.addWidget(text(box_line(state, stock), "muted"))
    choices = QHBoxLayout()
    choices.setSpacing(GRID)
    for words, task in _choices(state, stock):
        made = button(words, lambda task=task: does(task, state.box), "do")  # type: ignore[misc]
        made.setAccessibleName(f"{words} {name}")
        choices.addWidget(made)
    choices.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addLayout(said, 1)
    row.addLayout(choices)
    return row


def _choices(state: BoxState, stock: Stock) -> list[tuple[str, str]]:
    choices = [("Change…", "change_box"), ("Delete", "remove_box")]
    if not state.left:
        return choices
    if state.box.expired(stock.today):
        return [("Thrown away", "throw_away"), *choices]
    return [("One was broken", "break_ampoule"), *choices]
