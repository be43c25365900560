"""The font: widths that can be relied on, and no noise about a font that is missing."""

import logging

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from b12tracker.charts.fonts import FALLBACK, POINTS_PER_PX, ChartFont


@pytest.mark.parametrize("px", [9, 12, 16, 21])
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["Maintenance: monthly", "Jan 2026", "<150", "jgpÅ µmol/L", "1"])
def test_a_text_is_never_wider_than_was_said(text: str, px: int, bold: bool) -> None:
    font = ChartFont(px=px)
    figure = Figure(figsize=(4, 1), dpi=100)
    written = figure.text(0, 0, text, fontproperties=font.properties(bold))
    width = written.get_window_extent(FigureCanvasAgg(figure).get_renderer()).width
    assert width <= font.width(text, bold) <= 1.12 * width + 2


def test_the_size_is_in_pixels() -> None:
    assert ChartFont(px=12).properties().get_size_in_points() == pytest.approx(12 * POINTS_PER_PX)
    assert ChartFont(px=24).width("today") == pytest.approx(
        2 * ChartFont(px=12).width("today"), 0.1
    )


def test_a_family_the_system_lacks_is_replaced_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        lacking = ChartFont("No Such Font At All").properties()
    assert lacking.get_family() == [FALLBACK]
    assert not caplog.records


def test_what_does_not_fit_is_elided() -> None:
    font = ChartFont()
    assert font.elided("Maintenance", 500) == "Maintenance"
    cut = font.elided("Maintenance", 60)
    assert cut.endswith("…")
    assert "Maintenance".startswith(cut[:-1])
    assert font.width(cut) <= 60
    assert font.elided("Maintenance", 8) == ""
    assert font.elided("", 8) == ""
