"""A question whose answers need room: lists of dates, regimens with their sources."""

from typing import TypeVar

from b12tracker.ui.widgets.pieces import GRID

from .question import Question

A = TypeVar("A")


class WideQuestion(Question[A]):
    """A question that is wider than most."""

    characters = 80
    """As many stand on a line, where the screen is wide enough."""

    def fit(self) -> None:
        """Make it wide enough, and never wider than the screen."""
        super().fit()
        wanted = self.fontMetrics().averageCharWidth() * self.characters
        room = self.screen().availableGeometry().width() - GRID * 4
        self.resize(max(self.width(), min(wanted, room)), self.height())
