"""A page of a report as it will be printed, and the way to the others."""

from typing import Protocol

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from .pieces import GRID, button, text


class Pages(Protocol):
    """What can be shown: so many pages of one size in inches."""

    @property
    def pages(self) -> int:
        """How many pages there are."""

    @property
    def size(self) -> QSizeF:
        """The size of a page in inches."""

    def page_image(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page, counted from 1, as a picture."""


class PageView(QWidget):
    """Shows one page as wide as there is room; Previous and Next lead to the others."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 1
        self._shown: Pages | None = None
        self.page = QLabel()
        self.page.setObjectName("desk")
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.page.setMargin(GRID)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self.page)
        self.area.setAccessibleName("Preview")
        self.where = text("", "muted", wraps=False)
        self.back = button("Pre&vious", lambda: self._go(-1), "link")
        self.on = button("&Next", lambda: self._go(1), "link")
        self.back.setAccessibleName("Previous page")
        self.on.setAccessibleName("Next page")
        self._lay_out()

    def show_report(self, report: Pages) -> None:
        """Show another report, at the same page if it has so many."""
        self._shown = report
        self.number = min(self.number, report.pages)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the page as wide as there is room."""
        super().resizeEvent(event)
        self._draw()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addLayout(row)

    def _go(self, pages: int) -> None:
        self.number += pages
        self._draw()
        self.area.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        report = self._shown
        if report is None:
            return
        self.where.setText(f"Page {self.number} of {report.pages}")
        self.page.setAccessibleName(f"Page {self.number} of {report.pages} as it will be printed")
        self.back.setEnabled(self.number > 1)
        self.on.setEnabled(self.number < report.pages)
        ratio = self.devicePixelRatioF()
        width = max(self.area.viewport().width() - GRID * 4, GRID * 20)
        image = report.page_image(self.number, width * ratio / report.size.width())
        image.setDevicePixelRatio(ratio)
        self.page.setPixmap(QPixmap.fromImage(image))
