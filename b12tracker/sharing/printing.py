"""A report on paper: one layout for the preview, the printer and the PDF.

The one part of sharing that knows Qt. A QGuiApplication must be there.
"""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from b12tracker import __version__

from . import report_html as html
from .passwords import locked_pdf
from .report_appendix import appendix, web_page
from .report_charts import MM_PER_INCH, Drawings
from .report_page import LESS_AND_LESS, Sheet, first_page
from .report_parts import ReportText

DOTS = 1200
"""The page is laid out in dots of 1/1200 inch, whatever it is painted on."""

SIDE, TOP, BOTTOM = 14.0, 11.0, 15.0
"""Margins in mm; the foot stands in the lower one."""

HEAD = 8.0
"""Height in mm of the line that names the report on every page but the first."""

SMALL, ROWS = 7.0, 9.0
"""Sizes of the letters of head and foot, and of the appendix, in points."""

SMALLER = 0.9
"""By so much a first page is made smaller that is too long with the least detail."""

FINE = 200
"""A picture of a page is painted with at least so many dots an inch and then made smaller, so that
no thin line of a chart is lost."""

PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class Report:
    """A report laid out on ``a4`` or ``letter``, its first page on one sheet.

    Attributes:
        detail: how much the first page shows: the first of ``LESS_AND_LESS`` that fits.
    """

    def __init__(self, text: ReportText, paper: str) -> None:
        self.text = text
        self.paper = QPageSize(PAPERS[paper])
        self.detail = LESS_AND_LESS[0]
        self._family = QFontInfo(QGuiApplication.font()).family()
        self._drawings = Drawings(text.charts, self._family)
        self._scale = 1.0
        self._first = self._lay_out_first()
        self._rest = self._lay_out_rest()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._first.pageCount() + (self._rest.pageCount() if self._rest else 0)

    @property
    def size(self) -> QSizeF:
        """The size of a page in inches."""
        return self.paper.size(QPageSize.Unit.Inch)

    def draw_page(self, number: int, painter: QPainter, dots_per_inch: float) -> None:
        """Paint a page, counted from 1, with the paper's corner at the painter's origin."""
        painter.save()
        painter.scale(dots_per_inch / DOTS, dots_per_inch / DOTS)
        self._draw_margins(number, painter)
        if self._rest is None or number == 1:
            _draw(self._first, 0, painter, TOP, self._scale)
        else:
            _draw(self._rest, number - 2, painter, TOP + HEAD)
        painter.restore()

    def page_image(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page as a picture."""
        wanted, fine = (self.size * dots_per_inch).toSize(), max(dots_per_inch, FINE)
        image = QImage((self.size * fine).toSize(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        self.draw_page(number, painter, fine)
        painter.end()
        ratio, smooth = Qt.AspectRatioMode, Qt.TransformationMode.SmoothTransformation
        return image.scaled(wanted, ratio.IgnoreAspectRatio, smooth)

    def pdf(self, password: str = "") -> bytes:
        """Return the report as PDF, its fonts embedded and its text selectable.

        Args:
            password: what opens it; empty for a file that anybody can open.
        """
        writer, buffer = _writer(self.paper)
        writer.setTitle(" · ".join(part for part in (self.text.title, self.text.who) if part))
        writer.setCreator(f"B12 Tracker {__version__}")
        self.print_on(writer, 1, self.pages)
        content = bytes(buffer.data().data())
        return locked_pdf(content, password) if password else content

    def print_on(self, device: QPagedPaintDevice, first: int, last: int) -> None:
        """Paint the pages from the first to the last, both included, on a device of whole pages."""
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for number in range(first, last + 1):
            if number > first:
                device.newPage()
            self.draw_page(number, painter, device.logicalDpiX())
        painter.end()

    def web_page(self) -> bytes:
        """Return the report as one HTML document for a browser, its charts inside."""
        first = first_page(self.text, self._drawings, Sheet(self._width), self.detail)
        return web_page(self.text, first, self._family, self.detail.points).encode()

    @property
    def _width(self) -> float:
        return _printed(self.paper, TOP).width()

    def _lay_out_first(self) -> QTextDocument:
        sheet = Sheet(self._width, _px_per_inch())
        for detail in LESS_AND_LESS:
            self.detail = detail
            page = first_page(self.text, self._drawings, sheet, detail)
            laid_out = self._document(page, TOP, detail.points)
            if laid_out.pageCount() == 1:
                return laid_out
        return self._shrunk(laid_out)

    def _shrunk(self, laid_out: QTextDocument) -> QTextDocument:
        """Return a page that no shortening made fit, made smaller until it does."""
        size = laid_out.pageSize()
        while laid_out.pageCount() > 1:
            self._scale *= SMALLER
            laid_out.setPageSize(size / self._scale)
        return laid_out

    def _lay_out_rest(self) -> QTextDocument | None:
        rows = appendix(self.text)
        return self._document(rows, TOP + HEAD, ROWS) if rows else None

    def _document(self, body: str, top: float, points: float) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(_ruler(document, self.paper))
        document.setDocumentMargin(0)
        wraps = QTextOption()
        wraps.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wraps)
        font = self._font()
        font.setPointSizeF(points)
        document.setDefaultFont(font)
        style = html.sheet(self._family, points)
        document.setHtml(html.document(self.text.title, style, body))
        printed = _printed(self.paper, top)
        document.setPageSize(QSizeF(_dots(printed.width()), _dots(printed.height())))
        return document

    def _font(self) -> QFont:
        """Return the font without ligatures: “fl” as one sign is not found by who looks for it."""
        font = QFont(self._family)
        font.setFeature(QFont.Tag("liga"), 0)
        return font

    def _draw_margins(self, number: int, painter: QPainter) -> None:
        """Write the foot, and the line that names the report on every page but the first."""
        font = self._font()
        font.setPixelSize(round(SMALL / 72 * DOTS))
        painter.setFont(font)
        painter.setPen(QColor(html.MUTED))
        size = self.size * DOTS
        width, line = size.width() - 2 * _dots(SIDE), _dots(5)
        foot = QRectF(_dots(SIDE), size.height() - _dots(BOTTOM - 5), width, line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self.text.foot)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"Page {number} of {self.pages}")
        if number > 1:
            whole = " · ".join(part for part in (self.text.who, self.text.about) if part)
            right = Qt.TextElideMode.ElideRight
            said = painter.fontMetrics().elidedText(html.one_line(whole), right, round(width))
            head = QRectF(_dots(SIDE), _dots(TOP - 2), width, line)
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft, said)


def _draw(
    document: QTextDocument, place: int, painter: QPainter, top: float, scale: float = 1.0
) -> None:
    """Paint one page of a document, its upper edge so many mm from that of the paper."""
    size = document.pageSize()
    painter.translate(_dots(SIDE), _dots(top))
    painter.scale(scale, scale)
    painter.translate(0, -place * size.height())
    seen = QRectF(0, place * size.height(), size.width(), size.height())
    painter.setClipRect(seen)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = seen
    document.documentLayout().draw(painter, context)


def _ruler(document: QTextDocument, size: QPageSize) -> QPdfWriter:
    """Return what a document is measured by; nothing is written to it.

    It belongs to the document, which asks it as long as it lives.
    """
    writer, buffer = _writer(size)
    buffer.setParent(writer)
    writer.setParent(document)
    return writer


def _writer(size: QPageSize) -> tuple[QPdfWriter, QBuffer]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    return writer, buffer


def _printed(size: QPageSize, top: float) -> QSizeF:
    """Return the size of the printed part in mm."""
    whole = size.size(QPageSize.Unit.Millimeter)
    return QSizeF(whole.width() - 2 * SIDE, whole.height() - top - BOTTOM)


def _dots(mm: float) -> float:
    return mm / MM_PER_INCH * DOTS


def _px_per_inch() -> float:
    """Return how many pixels Qt counts to an inch in HTML: those of the first screen."""
    return round(QGuiApplication.primaryScreen().logicalDotsPerInchY())
