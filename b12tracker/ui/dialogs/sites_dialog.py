"""Where on the body do you inject?"""

from PySide6.QtWidgets import QCheckBox, QWidget

from b12tracker import assets
from b12tracker.assets import SiteName
from b12tracker.domain.injection import Route, Site
from b12tracker.ui.widgets.fields import tick
from b12tracker.ui.widgets.pieces import GRID

from .question import Question, muted

WAY = {Route.INTRAMUSCULAR: "muscle", Route.SUBCUTANEOUS: "under the skin"}


class SitesDialog(Question[tuple[Site, ...]]):
    """Asks which places the patient uses; of these the longest rested is proposed."""

    def __init__(self, parent: QWidget | None, sites: tuple[Site, ...]) -> None:
        super().__init__(parent, "Sites you use", "Use these")
        self.ticks: dict[Site, QCheckBox] = {}
        self.form.addWidget(
            muted(
                "Tick the places that were agreed with you. Of these, the one that has rested "
                "longest is proposed. With none ticked, every place is offered."
            )
        )
        self.form.addSpacing(GRID)
        for name in assets.sites():
            made = self.ticks[name.code] = tick(_said(name), name.code in sites)
            self.form.addWidget(made)
        self.form.addStretch(1)
        next(iter(self.ticks.values())).setFocus()

    def read(self) -> tuple[Site, ...]:
        """Return the places ticked, in the order in which they are offered."""
        return tuple(site for site, box in self.ticks.items() if box.isChecked())


def _said(name: SiteName) -> str:
    return f"{name.name} ({' or '.join(WAY[route] for route in name.routes)})"
