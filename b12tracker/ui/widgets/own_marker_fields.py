"""Naming a marker that is not in the list, with the unit the laboratory reports it in."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.identity import new_own_key
from b12tracker.domain.labs import OwnMarker

from .fields import FieldError, line
from .pieces import GRID


class OwnMarkerFields(QWidget):
    """Asks for the name and the unit of a marker of the user's own."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._known = {
            words.casefold()
            for marker in catalogue.markers
            for words in (marker.name, marker.short)
        }
        self.name = line("Name of the marker", hint="its name")
        self.unit = line("Unit of the marker", hint="its unit")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.name, 2)
        row.addWidget(self.unit, 1)

    def read(self) -> OwnMarker:
        """Return the new marker.

        Raises:
            FieldError: the name or the unit is missing, or the name is in the list already.
        """
        name, unit = self.name.text().strip(), self.unit.text().strip()
        if name.casefold() in self._known:
            raise FieldError(self.name, f"“{name}” is in the list: choose it there.")
        try:
            return OwnMarker(new_own_key(), name, unit)
        except ValueError as error:
            raise FieldError(self.unit if name else self.name, str(error)) from error
