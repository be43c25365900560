"""The dose band: phases, planned doses and injections, one by one or counted."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from b12tracker.domain.timeline import DoseMark, TimelineState

from .canvas import Box
from .dose_bins import LEAST_BIN, Crowding, parted, with_extras
from .dose_lanes import Lanes
from .far_doses import draw_bins
from .near_doses import Singles
from .pauses_band import draw_pauses
from .phases_band import draw_phases
from .sheet import Sheet

FURTHEST = 400
"""An injection lies at most so many days from the dose it meets: a little over a year."""

LEAST_GAP, FAR_GAP = 0.8, 1.6
"""When marks are counted, near and far, in font sizes."""

QUARTER_DAYS = 90


def draw_dose_band(sheet: Sheet, box: Box, state: TimelineState) -> None:
    """Draw the dose band."""
    lanes = Lanes.within(box, sheet.em)
    draw_phases(sheet, box, state.phases)
    draw_pauses(sheet, box, state.pauses)
    room = sheet.scale.left - 2 * sheet.label_left + 0.5
    label = sheet.font.elided(sheet.words.doses, room)
    sheet.canvas.text(sheet.label_left, lanes.line, label, sheet.style.text, "label:doses")
    crowding = _crowding(sheet)
    bins_reach = round(3 * crowding.least_bin / sheet.scale.px_per_day)
    first, last = sheet.scale.days_around(FURTHEST + bins_reach)
    single_doses, bins = parted(_doses(state.doses, first, last), crowding)
    extras = [mark for mark in state.extras if first <= mark.on <= last]
    single_extras, bins = with_extras(bins, extras, crowding)
    singles = Singles(sheet, lanes, single_doses, single_extras)
    singles.draw(taken_up=draw_bins(sheet, lanes, bins, singles.on_line))


def _crowding(sheet: Sheet) -> Crowding:
    """Return what is too close; once years are counted, all but rare doses are."""
    least_bin = LEAST_BIN * sheet.em
    years = QUARTER_DAYS * sheet.scale.px_per_day < least_bin
    least_gap = (FAR_GAP if years else LEAST_GAP) * sheet.em
    return Crowding(sheet.scale, least_gap, least_bin, sheet.words.week_starts)


def _doses(doses: Sequence[DoseMark], first: date, last: date) -> Sequence[DoseMark]:
    planned = attrgetter("dose.slot.planned")
    begin = bisect_left(doses, first, key=planned)
    return doses[begin : bisect_right(doses, last, key=planned)]
