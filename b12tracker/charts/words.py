"""The words and dates a timeline is written with; the window hands over its own language's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from b12tracker.domain.plan import Every, Unit
from b12tracker.domain.timeline import PhaseBand

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

ONCE = {Unit.DAY: "daily", Unit.WEEK: "weekly", Unit.MONTH: "monthly"}


def _rhythm(every: Every) -> str:
    if every.weekdays:
        return ", ".join(day.title() for day in every.weekdays)
    if every.n_max is not None:
        return f"every {every.n} to {every.n_max} {every.unit}s"
    return ONCE[every.unit] if every.n == 1 else f"every {every.n} {every.unit}s"


def _phase(band: PhaseBand) -> str:
    return f"{band.name}: {_rhythm(band.every)}" if band.name else _rhythm(band.every)


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _number(value: float) -> str:
    """Return three figures, and all figures before the decimal point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


@dataclass(frozen=True)
class TimelineWords:
    """Everything a timeline says; the defaults are English.

    Attributes:
        range: stands in the band of a laboratory's range; ``published`` in that of another.
        phase: a phase's name and rhythm.
        day, month, year: labels of the time axis; ``day_year`` and ``month_year`` name the year.
        number: a laboratory's value.
        taken: doses taken of those planned and closed; ``taken_short`` where room is scarce.
        more: so many symptoms that are followed but not drawn.
        week_starts: 0 for Monday to 6 for Sunday.
    """

    doses: str = "Doses"
    today: str = "today"
    pause: str = "pause"
    range: str = "laboratory’s range"
    published: str = "published range"
    phase: Callable[[PhaseBand], str] = _phase
    day: Callable[[date], str] = lambda day: f"{day.day} {_month(day)}"
    day_year: Callable[[date], str] = lambda day: f"{day.day} {_month(day)} {day.year}"
    month: Callable[[date], str] = _month
    month_year: Callable[[date], str] = lambda day: f"{_month(day)} {day.year}"
    year: Callable[[date], str] = lambda day: str(day.year)
    number: Callable[[float], str] = _number
    taken: Callable[[int, int], str] = lambda taken, closed: f"{taken} of {closed}"
    taken_short: Callable[[int, int], str] = lambda taken, closed: f"{taken}/{closed}"
    more: Callable[[int], str] = lambda count: f"and {count} more"
    week_starts: int = 0


ENGLISH = TimelineWords()
