"""Which markers: a box to tick for each, in two columns."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from b12tracker.domain.catalogue import Catalogue

from .pieces import GRID

COLUMNS = 2


class MarkersField(QWidget):
    """Asks for markers; nothing is ticked before it is asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(0)
        rows = -(-len(catalogue.markers) // COLUMNS)
        for place, marker in enumerate(catalogue.markers):
            box = QCheckBox(marker.name)
            box.setMinimumHeight(36)
            self.boxes[marker.key] = box
            grid.addWidget(box, place % rows, place // rows)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def keys(self) -> tuple[str, ...]:
        """The markers ticked, in the order they are offered.

        Raises:
            ValueError: none is.
        """
        ticked = tuple(key for key, box in self.boxes.items() if box.isChecked())
        if not ticked:
            raise ValueError("Choose at least one thing to measure.")
        return ticked

    def set_keys(self, keys: Iterable[str]) -> None:
        """Tick these markers and no others."""
        wanted = set(keys)
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)
