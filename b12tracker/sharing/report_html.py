"""The pieces of HTML a report is written in: what both Qt's rich text and a browser understand."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from .report_charts import MM_PER_INCH, Picture
from .report_parts import Table

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")

EMPTY = "&nbsp;"
"""In an empty cell; without it Qt loses the space below a table that ends with one."""

UNBROKEN = 14
"""A cell of so few letters is not broken over two lines."""

INK, MUTED = "#1c1a18", "#4c4842"


def one_line(words: str) -> str:
    """Return words on one line, without what cannot be printed."""
    return " ".join(UNPRINTABLE.sub(" ", words).split())


def said(words: str) -> str:
    """Return words as they may stand in HTML."""
    return escape(one_line(words))


def shortened(words: str, letters: int) -> str:
    """Return words in at most so many letters, cut between two words where that can be."""
    whole = one_line(words)
    if len(whole) <= letters:
        return whole
    cut = whole[: letters - 1]
    return f"{cut.rpartition(' ')[0] if ' ' in cut[letters // 2 :] else cut} …"


def heading(words: str) -> str:
    """Return the title of a section."""
    return f'<p class="section"><b>{said(words)}</b></p>' if words else ""


def paragraph(words: str, look: str = "") -> str:
    """Return a paragraph; ``look`` is the name of its rule."""
    return f'<p class="{look or "plain"}">{said(words)}</p>' if words else ""


def row(cells: Iterable[str], head: bool = False) -> str:
    """Return a row of a table; the words of its cells are made fit for HTML."""
    tag = "th" if head else "td"
    inside = (f'<{tag} align="left">{_cell(cell)}</{tag}>' for cell in cells)
    return f"<tr>{''.join(inside)}</tr>"


def _cell(words: str) -> str:
    """Return the words of a cell; a date or a value stays on one line."""
    inside = said(words)
    return f"<nobr>{inside}</nobr>" if 0 < len(words) <= UNBROKEN else inside or EMPTY


def table(rows: Sequence[Sequence[str]], headings: Sequence[str] = (), look: str = "") -> str:
    """Return a table whose headings stand on every page it goes over."""
    head = f"<thead>{row(headings, head=True)}</thead>" if any(headings) else ""
    body = "".join(row(cells) for cells in rows)
    return (
        f'<table class="{look or "rows"}" width="100%" border="0" cellspacing="0" cellpadding="0">'
        f"{head}<tbody>{body}</tbody></table>"
    )


def whole_table(one: Table, look: str = "") -> str:
    """Return a table with its title and what it means."""
    return heading(one.title) + paragraph(one.means, "muted") + table(one.rows, one.headings, look)


def image(picture: Picture, words: str, px_per_inch: float) -> str:
    """Return a picture; ``words`` say what it shows."""
    width, height = (
        round(mm / MM_PER_INCH * px_per_inch) for mm in (picture.width, picture.height)
    )
    return (
        f'<p class="picture"><img src="{picture.source}" width="{width}" height="{height}" '
        f'alt="{said(words)}"></p>'
    )


def sheet(family: str, points: float) -> str:
    """Return the rules of the page, with letters of a size."""
    small = points - 0.8
    return f"""
    body {{ font-family: '{family}'; font-size: {points}pt; color: {INK}; }}
    p {{ margin-top: 0px; margin-bottom: 2px; }}
    p.title {{ font-size: {points + 6}pt; margin-bottom: 0px; }}
    p.who {{ font-size: {points + 1}pt; margin-bottom: 0px; }}
    p.section {{ font-size: {points + 0.8}pt; margin-top: 7px; margin-bottom: 2px; }}
    p.muted, td.means {{ font-size: {small}pt; color: {MUTED}; }}
    p.space {{ font-size: 4pt; margin-bottom: 0px; }}
    p.picture {{ margin-top: 4px; margin-bottom: 0px; }}
    td, th {{ vertical-align: top; padding-right: 8px; padding-bottom: 1px; }}
    table.rows td {{ font-size: {small}pt; }}
    th {{ font-size: {small}pt; font-weight: normal; color: {MUTED}; }}
    table.rows td, table.rows th {{ border-bottom: 1px solid #d9d5cd; padding-top: 1px; }}
    td.column {{ padding: 0px; }}
    """


def document(title: str, style: str, body: str, more_style: str = "") -> str:
    """Return a whole document."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{said(title)}</title><style>{style}{more_style}</style></head>"
        f"<body>{body}</body></html>"
    )
