"""The published regimens to choose from, grouped by region."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from b12tracker.domain.regimen import Regimen
from b12tracker.ui import regimen_words

LINES = 14

LOOK = """
    QListWidget { border: 1px solid palette(mid); border-radius: 6px; padding: 4px; }
    QListWidget:focus { border: 2px solid palette(highlight); padding: 3px; }
    QListWidget::item { padding: 4px 8px; }
"""


class RegimenList(QListWidget):
    """A list with a heading for each region; nothing is chosen before the user chooses."""

    def __init__(self, regimens: Iterable[Regimen]) -> None:
        super().__init__()
        self.setAccessibleName("Published regimens")
        self.setStyleSheet(LOOK)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(self.fontMetrics().height() * LINES)
        self._by_key: dict[str, Regimen] = {}
        for region, group in groupby(regimens, key=lambda regimen: regimen.region):
            self._add_heading(region)
            for regimen in group:
                self._add(regimen)

    @property
    def regimen(self) -> Regimen | None:
        """The regimen that is chosen."""
        chosen = self.selectedItems()
        return self._by_key[chosen[0].data(Qt.ItemDataRole.UserRole)] if chosen else None

    def select(self, key: str) -> None:
        """Choose a regimen by its key."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.setCurrentRow(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand before the first line until one is chosen, so that the down key chooses it."""
        super().focusInEvent(event)
        if self.regimen is None:
            self.selectionModel().clearCurrentIndex()

    def _add_heading(self, region: str) -> None:
        heading = QListWidgetItem(region, self)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys pass it by
        font = self.font()
        font.setBold(True)
        heading.setFont(font)
        heading.setForeground(self.palette().placeholderText())

    def _add(self, regimen: Regimen) -> None:
        self._by_key[regimen.key] = regimen
        title = regimen_words.title(regimen)
        item = QListWidgetItem(title, self)
        item.setData(Qt.ItemDataRole.UserRole, regimen.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{regimen.region}: {title}")
