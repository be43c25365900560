"""Where on the body: a list for the keyboard, and the same as a picture to click."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12tracker import assets
from b12tracker.domain.injection import Injection, Route, Site
from b12tracker.domain.site_rotation import Rotation, rotate, used_near
from b12tracker.ui import labels
from b12tracker.ui.site_words import site_hint, site_rest, site_short

from .body_picture import BodyPicture
from .fields import Choice
from .pieces import GRID, button, text


class SiteField(QWidget):
    """Asks for a place on the body; says how long each has rested, and which to take next.

    Args:
        others: the other injections, by which it is known what has rested.
        sites: the places the patient uses; empty for all.
        choose_sites: asks which places the patient uses and returns them.
    """

    changed = Signal()

    def __init__(
        self,
        others: Sequence[Injection],
        sites: Sequence[Site],
        today: date,
        choose_sites: Callable[[], tuple[Site, ...]] | None = None,
    ) -> None:
        super().__init__()
        self._others, self._sites, self._today = others, sites, today
        self._choose_sites = choose_sites
        self._route: Route | None = None
        self._on = today
        self.rotation = Rotation((), None)
        self.list = Choice("Site", [])
        self.picture = BodyPicture()
        self.hint = text("", "muted")
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.currentIndexChanged.connect(self._tell)
        self.picture.picked.connect(self.choose)
        self.offer(None, today)

    @property
    def chosen(self) -> Site | None:
        """The place chosen, or None."""
        return self.list.chosen(Site)

    def choose(self, site: Site | None) -> None:
        """Choose a place; one that is not offered is added to the list, so that it stays."""
        if site and self.list.findData(site) < 0:
            self.list.addItem(labels.sentence(site_short(site)), site)
        self.list.choose(site)

    def offer(self, route: Route | None, on: date) -> None:
        """Offer the places for a route on a day; what was chosen stays so."""
        self._route, self._on = route, on
        kept = self.chosen
        of_route = [one.code for one in assets.sites() if route in (None, *one.routes)]
        self.rotation = rotate(self._others, of_route, self._sites, on)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem("Not recorded", None)
        proposed = self.rotation.proposed
        for rest in sorted(self.rotation.rests, key=lambda rest: rest.site is not proposed):
            self.list.addItem(site_rest(rest), rest.site)
        self.choose(kept)
        self.list.blockSignals(False)
        self._tell()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(GRID)
        beside.addStretch(1)
        beside.addWidget(self.hint)
        if self._choose_sites:
            choose = button("Sites you us&e…", self._ask_for_sites, "do")
            beside.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(self.picture)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.list)
        column.addLayout(row)

    def _tell(self) -> None:
        chosen = self.chosen
        near = used_near(self._others, chosen, self._on) if chosen else None
        self.hint.setText(site_hint(self.rotation, chosen, near, self._today))
        self.picture.show_places(self.rotation, chosen)
        self.list.setAccessibleDescription(self.hint.text())
        self.changed.emit()

    def _ask_for_sites(self) -> None:
        if self._choose_sites:
            self._sites = self._choose_sites()
            self.offer(self._route, self._on)
