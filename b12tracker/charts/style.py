"""The one table of colours and line looks, for the window and the charts alike."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LineLook:
    """How a symptom's line is told from the others without its colour.

    Attributes:
        dash: lengths of strokes and gaps in widths of the line, as Qt counts them; empty is solid.
        marker: the name of a shape in ``marks.POINT_SHAPES``.
    """

    dash: tuple[float, ...]
    marker: str


LINE_LOOKS = (
    LineLook((), "circle"),
    LineLook((5, 2), "square"),
    LineLook((1.5, 1.5), "triangle"),
    LineLook((6, 2, 1.5, 2), "diamond"),
    LineLook((3, 1.5), "circle"),
    LineLook((9, 2), "square"),
)


MOST_SYMPTOMS = 5
"""More lines in one band could not be told apart."""


@dataclass(frozen=True)
class Style:
    """One theme. Colours are hexadecimal strings; tests hold their contrast.

    Attributes:
        background: behind everything; ``surface`` is a card, ``sidebar`` the list of pages.
        line: hairlines around cards and fields.
        tolerance: the thin bar under a planned date.
        accent: ruby, for the mark, the main button and today's line only.
        phase_bands: tints of neighbouring phases, in turn.
        range_band: a laboratory's range.
        symptoms: colours of symptom lines, in the order the symptoms are followed.
        grid: lines at the steps of the time axis.
    """

    background: str
    surface: str
    sidebar: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    focus: str
    on_time: str
    early: str
    late: str
    missed: str
    skipped: str
    top_up: str
    upcoming: str
    tolerance: str
    phase_bands: tuple[str, str]
    range_band: str
    symptoms: tuple[str, ...]
    grid: str


LIGHT = Style(
    background="#fbfaf8",
    surface="#ffffff",
    sidebar="#f1efeb",
    line="#ddd9d2",
    text="#22201d",
    muted="#656058",
    accent="#a3123a",
    accent_text="#ffffff",
    focus="#1b6ca8",
    on_time="#00805c",
    early="#2b7bbb",
    late="#b86e00",
    missed="#c03a06",
    skipped="#6b665e",
    top_up="#84439c",
    upcoming="#6b665e",
    tolerance="#8a847a",
    phase_bands=("#efeaf5", "#e9f1ee"),
    range_band="#e8eef4",
    symptoms=("#a05a00", "#1b6ca8", "#9b3f8d", "#00765b", "#6f6700", "#55524d"),
    grid="#e7e4de",
)

DARK = Style(
    background="#1b1a19",
    surface="#262423",
    sidebar="#232120",
    line="#3b3836",
    text="#f0ede8",
    muted="#aba59d",
    accent="#e8638a",
    accent_text="#1b1a19",
    focus="#6fb4ea",
    on_time="#3cc49a",
    early="#6fb4ea",
    late="#f0a63c",
    missed="#ff7a45",
    skipped="#aba59d",
    top_up="#c796e0",
    upcoming="#aba59d",
    tolerance="#807a72",
    phase_bands=("#2f2b38", "#23322d"),
    range_band="#28313a",
    symptoms=("#f0a63c", "#6fb4ea", "#e39bd2", "#3cc49a", "#d6cd54", "#cfcac2"),
    grid="#353230",
)
