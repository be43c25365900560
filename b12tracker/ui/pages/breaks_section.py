"""The part of the Plan page about pauses, and times nobody recorded."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.interruptions import NotRecorded, Pause
from b12tracker.ui import labels
from b12tracker.ui.reason_words import why_paused
from b12tracker.ui.widgets.pieces import GRID, button, card, text

Does = Callable[[Fact], None]


def breaks_section(
    facts: Facts, wanted: Callable[[str], None], change: Does, remove: Does
) -> QFrame:
    """Return a sheet that lists them, with what can be done.

    Args:
        wanted: asks the window for one of its actions, by name.
    """
    column = QVBoxLayout()
    column.setSpacing(GRID)
    column.addWidget(text("Pauses, and times nobody recorded", "section"))
    stretches: list[Pause | NotRecorded] = [*facts.pauses, *facts.not_recorded]
    for stretch in sorted(stretches, key=lambda one: one.start, reverse=True):
        column.addLayout(_line(stretch, change, remove))
    if not stretches:
        column.addWidget(
            text("None. In a pause nothing is due; time nobody recorded is never missed.", "muted")
        )
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(button("Pause the plan…", lambda: wanted("pause")))
    row.addWidget(button("Time nobody recorded…", lambda: wanted("not_recorded")))
    row.addStretch(1)
    column.addLayout(row)
    return card(column)


def _line(stretch: Pause | NotRecorded, change: Does, remove: Does) -> QHBoxLayout:
    said = _said(stretch)
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(text(said), 1)
    for words, does in (("Change…", change), ("Delete", remove)):
        made = button(words, lambda does=does: does(stretch), "do")  # type: ignore[misc]
        made.setAccessibleName(f"{words} {said}")
        row.addWidget(made)
    return row


def _said(stretch: Pause | NotRecorded) -> str:
    start = labels.short_day(stretch.start)
    until = f"to {labels.short_day(stretch.end)}" if stretch.end else "until it is known"
    if isinstance(stretch, NotRecorded):
        return f"Not recorded: {start} {until}"
    return f"Pause: {start} {until}, {why_paused(stretch.reason).lower()}"
