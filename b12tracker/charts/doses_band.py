"""The dose band: phases, planned doses and injections, one by one or counted."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from b12tracker.domain.timeline import DoseMark, TimelineState

from .canvas import Box
from .dose_bins import Crowding, parted, with_extras
from .dose_lanes import Lanes
from .far_doses import draw_bins
from .near_doses import draw_singles
from .phases_band import draw_phases
from .sheet import Sheet

FURTHEST = 400
"""An injection lies at most so many days from the dose it meets: a little over a year."""

LEAST_GAP, LEAST_BIN = 0.8, 2.9
"""When marks are counted, and the width of the narrowest bin, in font sizes."""


def draw_dose_band(sheet: Sheet, box: Box, state: TimelineState) -> None:
    """Draw the dose band."""
    lanes = Lanes.within(box, sheet.em)
    draw_phases(sheet, box, state.phases)
    label = sheet.words.doses
    sheet.canvas.text(sheet.label_left, lanes.line, label, sheet.style.text, "label:doses")
    crowding = Crowding(
        sheet.scale, LEAST_GAP * sheet.em, LEAST_BIN * sheet.em, sheet.words.week_starts
    )
    bins_reach = round(3 * crowding.least_bin / sheet.scale.px_per_day)
    first, last = sheet.scale.days_around(FURTHEST + bins_reach)
    single_doses, bins = parted(_doses(state.doses, first, last), crowding)
    extras = [mark for mark in state.extras if first <= mark.on <= last]
    single_extras, bins = with_extras(bins, extras, crowding)
    taken_up = draw_bins(sheet, lanes, bins)
    draw_singles(sheet, lanes, single_doses, single_extras, taken_up)


def _doses(doses: Sequence[DoseMark], first: date, last: date) -> Sequence[DoseMark]:
    planned = attrgetter("dose.slot.planned")
    begin = bisect_left(doses, first, key=planned)
    return doses[begin : bisect_right(doses, last, key=planned)]
