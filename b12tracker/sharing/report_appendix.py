"""The appendix of a report: every row, in tables whose headings stand on every page."""

from . import report_html as html
from .report_parts import ReportText

BROWSER = """
    body { max-width: 190mm; margin: 8mm auto; overflow-wrap: anywhere; }
    img { max-width: 100%; height: auto; }
    table { border-collapse: collapse; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    .appendix { break-before: page; }
    .foot { margin-top: 8mm; }
    @page { margin: 14mm; }
    """
"""What only a browser needs."""


def appendix(text: ReportText) -> str:
    """Return the tables, as the body of a document; nothing where there are none."""
    tables = [one for one in text.appendix if one.rows]
    if not tables:
        return ""
    title = '<p class="title"><b>Appendix: every entry</b></p>'
    return title + "".join(html.whole_table(one) for one in tables)


def web_page(text: ReportText, first_page: str, family: str, points: float) -> str:
    """Return the whole report as one document for a browser."""
    body = [
        first_page,
        f'<p class="muted foot">{html.said(text.foot)}</p>',
        f'<div class="appendix">{appendix(text)}</div>',
    ]
    style = html.sheet(family, points)
    return html.document(text.title, style, "".join(body), BROWSER)
