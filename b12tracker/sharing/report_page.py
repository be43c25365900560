"""The first page of a report: all of it on one sheet, the less telling parts giving way first."""

from dataclasses import dataclass
from itertools import chain

from . import report_html as html
from .report_charts import Drawings
from .report_parts import FigureLine, Lines, ReportText, Table


@dataclass(frozen=True)
class Detail:
    """How much of the report its first page shows; what is left out stands in the appendix.

    Attributes:
        points: size of the letters.
        strip, wear_off: heights of the charts in mm; 0 leaves the chart out.
        plan, gaps, labs, changes, reactions, questions: how many of each.
        letters: the longest sentence.
    """

    points: float = 9.0
    strip: float = 60
    wear_off: float = 38
    plan: int = 5
    gaps: int = 3
    labs: int = 9
    changes: int = 9
    reactions: int = 4
    questions: int = 5
    letters: int = 260


LESS_AND_LESS = (
    Detail(),
    Detail(strip=50, wear_off=32),
    Detail(strip=50, wear_off=32, gaps=2, changes=7, labs=7, plan=4),
    Detail(8.5, strip=50, wear_off=32, gaps=2, changes=7, labs=7, plan=4),
    Detail(8.5, strip=42, wear_off=0, gaps=2, changes=6, labs=6, plan=4, letters=200),
    Detail(8.0, strip=42, wear_off=0, gaps=1, changes=5, labs=5, plan=3, letters=160),
    Detail(7.5, 36, 0, plan=3, gaps=1, labs=4, changes=4, reactions=2, letters=120),
    Detail(7.5, 30, 0, plan=2, gaps=1, labs=3, changes=3, reactions=1, letters=80),
)
"""The first of these that fits on the sheet is taken. The counts of doses, the figure of wear-off
and the five questions are in all of them."""

TITLE_LETTERS = 60
"""The longest title of a section."""

DOSES_MM, BAND_MM = 30.0, 15.0
"""What the band of doses needs, and what the symptoms and laboratory values need each."""

LEFT_SHARE, RIGHT_SHARE = 45, 52
"""Of the width, in percent; the table of laboratory values needs a little more than half."""


@dataclass(frozen=True)
class Sheet:
    """What the page is written on.

    Attributes:
        width: of the printed part, in mm.
        px_per_inch: how many of the pixels that sizes in HTML are counted in make an inch.
    """

    width: float
    px_per_inch: float = 96.0

    @property
    def right(self) -> float:
        """The width of the right one of two columns, in mm."""
        return self.width * RIGHT_SHARE / 100


def first_page(text: ReportText, drawings: Drawings, sheet: Sheet, detail: Detail) -> str:
    """Return the first page with so much detail, as the body of a document."""
    return "".join(
        [
            _head(text, detail),
            _lines(text.plan, detail.plan, detail),
            _strip(text, drawings, sheet, detail),
            _figures(text.doses, detail),
            _lines(text.injections, 3, detail),
            _columns(_left(text, detail), _right(text, drawings, sheet, detail)),
        ]
    )


def _head(text: ReportText, detail: Detail) -> str:
    who = html.shortened(text.who, detail.letters)
    return (
        f'<p class="title"><b>{html.said(text.title)}</b></p>'
        + (f'<p class="who"><b>{html.said(who)}</b></p>' if who else "")
        + html.paragraph(text.about, "muted")
    )


def _strip(text: ReportText, drawings: Drawings, sheet: Sheet, detail: Detail) -> str:
    pictures = drawings.timeline(sheet.width, _strip_height(text, detail))
    words = [text.charts.timeline_said, "Legend"]
    return "".join(
        html.image(picture, said, sheet.px_per_inch)
        for picture, said in zip(pictures, words, strict=False)
    )


def _strip_height(text: ReportText, detail: Detail) -> float:
    """Return the height in mm: a logbook without symptoms or laboratory values needs less."""
    state = text.charts.timeline
    bands = bool(state and state.symptoms) + bool(state and state.labs)
    return min(detail.strip, DOSES_MM + BAND_MM * bands)


def _columns(left: str, right: str) -> str:
    """Put two columns beside each other; where one is empty the other has the whole width."""
    if not (left and right):
        return left + right
    cells = (
        f'<td class="column" width="{LEFT_SHARE}%">{left}</td>'
        f'<td class="column" width="{100 - LEFT_SHARE - RIGHT_SHARE}%"></td>'
        f'<td class="column" width="{RIGHT_SHARE}%">{right}</td>'
    )
    return (
        f'<p class="space">{html.EMPTY}</p>'
        f'<table width="100%" border="0" cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>'
    )


def _left(text: ReportText, detail: Detail) -> str:
    return "".join(
        [
            _questions(text.questions, detail),
            _lines(text.changes, detail.changes, detail),
            _table(text.gaps, detail.gaps, detail),
            _lines(text.reactions, detail.reactions, detail),
        ]
    )


def _right(text: ReportText, drawings: Drawings, sheet: Sheet, detail: Detail) -> str:
    return _table(text.labs, detail.labs, detail) + _wear_off(text, drawings, sheet, detail)


def _figures(figures: tuple[FigureLine, ...], detail: Detail) -> str:
    if not figures:
        return ""
    rows = "".join(
        f"<tr><td><nobr>{html.said(one.name)}</nobr></td>"
        f"<td><nobr><b>{html.said(one.value)}</b></nobr></td>"
        f'<td class="means">{html.said(html.shortened(one.means, detail.letters))}</td></tr>'
        for one in figures
    )
    body = f'<table width="100%" border="0" cellspacing="0" cellpadding="0">{rows}</table>'
    return html.heading("Doses against the plan") + body


def _wear_off(text: ReportText, drawings: Drawings, sheet: Sheet, detail: Detail) -> str:
    chart = drawings.wear_off(sheet.right, detail.wear_off) if detail.wear_off else []
    said = "".join(
        html.image(picture, text.charts.wear_off_said, sheet.px_per_inch) for picture in chart
    )
    return _lines(text.wear_off, len(text.wear_off.lines), detail) + said


def _questions(questions: Lines, detail: Detail) -> str:
    asked = [f"{n}. {said}" for n, said in enumerate(questions.lines, start=1)]
    return _lines(Lines(questions.title, tuple(asked)), detail.questions, detail)


def _lines(lines: Lines, most: int, detail: Detail) -> str:
    if not lines.lines:
        return ""
    shown = [html.paragraph(html.shortened(one, detail.letters)) for one in lines.lines[:most]]
    title = html.heading(html.shortened(lines.title, TITLE_LETTERS))
    return "".join([title, *shown, _more(len(lines.lines) - most)])


def _table(one: Table, most: int, detail: Detail) -> str:
    if not one.rows:
        return ""
    rows = [[html.shortened(cell, detail.letters // 4) for cell in row] for row in one.rows[:most]]
    return "".join(
        chain(
            [html.heading(one.title), html.table(rows, one.headings)],
            [_more(len(one.rows) - most), html.paragraph(one.means, "muted")],
        )
    )


def _more(left_out: int) -> str:
    return html.paragraph(f"and {left_out} more in the appendix", "muted") if left_out > 0 else ""
