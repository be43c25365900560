"""The timeline with its heading, its ranges and its legend; matplotlib comes in after the paint."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.charts.style import LIGHT, MOST_SYMPTOMS, Style
from b12tracker.domain.timeline import TimelineState
from b12tracker.ui import labels

from .legend_row import LegendRow
from .pieces import GRID, button, card, text

if TYPE_CHECKING:
    from .timeline_canvas import TimelineCanvas

RANGES = (("3 months", 91), ("1 year", 365), ("All", None))
"""The ranges offered, in days that end a little after today."""

NAMES = 2
"""So many markers without room are named; the tip names all."""


LINES, MORE_LINES = 15, 1.3
"""The least height in lines of text, with two symptoms, and for each one more."""


class TimelinePanel(QWidget):
    """Heading, picture and legend. The picture is made when it is first looked at."""

    opened = Signal(object)
    """A mark of the timeline was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas: TimelineCanvas | None = None
        self._state: TimelineState | None = None
        self._style = LIGHT
        self._days: int | None = 365
        self._range: tuple[date, date] | None = None
        self.ranges = QButtonGroup(self)
        self.place = QVBoxLayout()
        self.place.setContentsMargins(0, 0, 0, 0)
        self.sheet: QFrame = card(self.place)
        self.place.setContentsMargins(GRID, GRID, GRID, GRID)
        self.legend = LegendRow()
        self.left_out = text("", "muted")
        self._make_room()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._build_head())
        column.addWidget(self.sheet, 1)
        column.addWidget(self.legend)

    def show_state(self, state: TimelineState) -> None:
        """Show another state; the view follows its range, or stays where the user moved it."""
        self._state = state
        self._make_room()
        if self.canvas:
            moved = (self.canvas.first, self.canvas.last) != self._range
            self.canvas.show_state(state, self._style)
            if not moved:
                self._show_range()

    def wear(self, style: Style) -> None:
        """Put on another look."""
        self._style = self.legend.style_table = style
        if self.canvas and self._state:
            self.canvas.show_state(self._state, style)

    def draw_now(self) -> None:
        """Make the picture if there is none yet."""
        if self.canvas or self._state is None:
            return
        from .timeline_canvas import TimelineCanvas

        self.canvas = TimelineCanvas(self._state, self._style)
        self.canvas.opened.connect(self.opened)
        self.canvas.drawn.connect(self._show_legend)
        self.canvas.drawn.connect(self._say_what_is_left_out)
        self.place.addWidget(self.canvas)
        self._show_range()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the picture once the window is on the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self.draw_now)

    def _make_room(self) -> None:
        """Be high enough to name every symptom that can be drawn."""
        more = max(0, min(len(self._state.symptoms), MOST_SYMPTOMS) - 2) if self._state else 0
        self.sheet.setMinimumHeight(
            round(self.fontMetrics().height() * (LINES + MORE_LINES * more))
        )

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(text("Timeline", "section", wraps=False))
        head.addSpacing(GRID * 2)
        head.addWidget(self.left_out, 1)
        for name, days in RANGES:
            choice = button(name, lambda days=days: self._choose(days), "segment")  # type: ignore[misc]
            choice.setCheckable(True)
            choice.setChecked(days == self._days)
            choice.setAccessibleName(f"Timeline range: {name}")
            self.ranges.addButton(choice)
            head.addWidget(choice)
        return head

    def _choose(self, days: int | None) -> None:
        self._days = days
        self._show_range()

    def _show_range(self) -> None:
        if not (self.canvas and self._state):
            return
        first, last = view_of(self._state, self._days)
        self.canvas.show_view(first, last)
        self._range = (self.canvas.first, self.canvas.last)

    def _show_legend(self) -> None:
        """Name only the kinds of marks that can be seen."""
        from b12tracker.ui.timeline_words import LEGEND

        picture = self.canvas.picture if self.canvas else None
        entries = picture.legend if picture else ()
        self.legend.show_entries([(entry.shape, LEGEND[entry.kind]) for entry in entries])

    def _say_what_is_left_out(self) -> None:
        """Name the markers that had no room, as far as the line has."""
        picture, panels = self.canvas and self.canvas.picture, self._state and self._state.labs
        markers = {panel.marker.short for panel in panels or ()}
        names = [name for name in (picture.left_out if picture else ()) if name in markers]
        self.left_out.setText(f"No room for {_some(names)}" if names else "")
        tip = f"{', '.join(names)}: a taller window has room, or choose in Review which are drawn."
        self.left_out.setToolTip(tip if names else "")


def _some(names: list[str]) -> str:
    """Return the names, or the first two and how many more there are."""
    if len(names) <= NAMES:
        return labels.listed(names)
    return f"{', '.join(names[:NAMES])} and {len(names) - NAMES} more"


def view_of(state: TimelineState, days: int | None) -> tuple[date, date]:
    """Return the first and last day of a range, no longer than there is something to show."""
    everything = state.first - timedelta(days=3)
    if days is None:
        return everything, state.last
    return max(everything, state.last - timedelta(days=days)), state.last
