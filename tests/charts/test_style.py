"""The theme table: everything can be told from what it lies on, and from each other."""

import re
from dataclasses import fields
from itertools import combinations

import pytest

from b12tracker.charts.style import DARK, LIGHT, LINE_LOOKS, Style

THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])

MARKS = (
    "on_time",
    "early",
    "late",
    "missed",
    "skipped",
    "top_up",
    "upcoming",
    "tolerance",
    "muted",
    "text",
    "accent",
)


def colours(style: Style) -> list[str]:
    """Return every colour of a theme."""
    found: list[str] = []
    for field in fields(style):
        value = getattr(style, field.name)
        found.extend([value] if isinstance(value, str) else value)
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance as the Web Content Accessibility Guidelines define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_the_published_ratio() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@THEMES
def test_colours_are_six_hexadecimal_digits(style: Style) -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours(style))


@THEMES
@pytest.mark.parametrize("text", ["text", "muted"])
def test_text_can_be_read_wherever_it_lies(style: Style, text: str) -> None:
    grounds = (
        style.background,
        style.surface,
        style.sidebar,
        style.range_band,
        *style.phase_bands,
    )
    for ground in grounds:
        assert contrast(getattr(style, text), ground) >= 4.5


@THEMES
def test_coloured_text_can_be_read(style: Style) -> None:
    assert contrast(style.accent_text, style.accent) >= 4.5
    assert contrast(style.surface, style.top_up) >= 4.5
    for ground in (style.background, style.surface, style.sidebar):
        assert contrast(style.accent, ground) >= 4.5
    for ground in (style.surface, *style.phase_bands):
        assert contrast(style.missed, ground) >= 4.5
    for symptom in style.symptoms:
        assert contrast(symptom, style.surface) >= 4.5


@THEMES
@pytest.mark.parametrize("mark", MARKS)
def test_marks_stand_out_from_every_ground(style: Style, mark: str) -> None:
    for ground in (style.surface, style.range_band, *style.phase_bands):
        assert contrast(getattr(style, mark), ground) >= 3


@THEMES
def test_focus_is_seen_on_every_surface(style: Style) -> None:
    for ground in (style.background, style.surface, style.sidebar):
        assert contrast(style.focus, ground) >= 3


def apart(one: str, other: str) -> float:
    """Return how different two colours look: their distance in the Oklab space."""
    return sum((a - b) ** 2 for a, b in zip(oklab(one), oklab(other), strict=True)) ** 0.5


def oklab(colour: str) -> tuple[float, ...]:
    """Return a colour in Ottosson's Oklab space, in which equal distances look alike."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    cones = (
        (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3),
        (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3),
        (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3),
    )
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in rows)


@THEMES
def test_symptoms_differ_in_colour(style: Style) -> None:
    assert len(style.symptoms) >= 6
    assert min(apart(one, other) for one, other in combinations(style.symptoms, 2)) > 0.08


@THEMES
def test_statuses_differ_in_colour(style: Style) -> None:
    statuses = (style.on_time, style.early, style.late, style.missed, style.top_up, style.upcoming)
    assert min(apart(one, other) for one, other in combinations(statuses, 2)) > 0.08


def test_symptoms_differ_without_colour() -> None:
    assert len(LINE_LOOKS) == len(LIGHT.symptoms) == len(DARK.symptoms)
    assert len({look.dash for look in LINE_LOOKS}) == len(LINE_LOOKS)
    assert len({look.marker for look in LINE_LOOKS[:4]}) == 4
