"""The legend: painted marks, in as many lines as it needs."""

from b12tracker.charts.marks import MARK_SHAPES, MarkKind
from b12tracker.charts.style import LIGHT
from b12tracker.ui.timeline_words import LEGEND
from b12tracker.ui.widgets.legend_row import LegendRow
from tests.ui.conftest import Show
from tests.ui.driving import settle

EVERY_KIND = [(MARK_SHAPES[kind], LEGEND[kind]) for kind in MarkKind]


def test_it_flows_where_it_is_narrow(show: Show) -> None:
    legend = show(LegendRow())
    legend.show_entries(EVERY_KIND)
    legend.resize(2000, 20)
    one_line = legend.height()
    legend.resize(300, 20)
    settle()
    assert legend.height() > 3 * one_line
    spots = list(legend._spots())
    for place, spot in enumerate(spots):
        assert spot.right() <= 300
        assert spot.bottom() <= legend.height() + 1
        assert not any(spot.intersects(other) for other in spots[place + 1 :])


def test_every_mark_is_painted_in_its_colour(show: Show) -> None:
    legend = show(LegendRow())
    for kind in MarkKind:
        legend.show_entries([(MARK_SHAPES[kind], LEGEND[kind])])
        legend.resize(200, 30)
        settle()
        image = legend.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(round(legend._line))
            for y in range(image.height())
        }
        assert getattr(LIGHT, MARK_SHAPES[kind].colour).lower() in colours, kind


def test_an_empty_legend(show: Show) -> None:
    legend = show(LegendRow())
    legend.show_entries([])
    assert legend.accessibleName() == "Legend: "
    assert legend.height() > 0
