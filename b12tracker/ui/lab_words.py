"""The sentences about lab results: where in the cycle, how they read, how they went."""

from collections.abc import Iterable

from b12tracker.domain.lab_drift import LabDrift
from b12tracker.domain.lab_story import CyclePlace, ToldResult
from b12tracker.domain.labs import LabResult
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.plausible import Doubt
from b12tracker.domain.reading import Basis, Verdict

from . import labels

FLAGGED = {
    Verdict.BELOW: "flagged as low",
    Verdict.WITHIN: "flagged as normal",
    Verdict.ABOVE: "flagged as high",
    Verdict.MARKED: "flagged",
}

AGAINST = {Verdict.BELOW: "below", Verdict.WITHIN: "within", Verdict.ABOVE: "above"}


def day_of_cycle(place: CyclePlace) -> str:
    """Return “day 20 since the injection”, or that there was none before."""
    if place.days is None:
        return "before the first injection"
    return f"day {place.days} since the injection"


def where(place: CyclePlace) -> str:
    """Return the day of the cycle and the phase."""
    said = [day_of_cycle(place)]
    if place.phase:
        name = labels.phase_name(place.phase)
        said.append(f"after {name}" if place.over else name)
    return " · ".join(said)


def reported(told: ToldResult) -> str:
    """Return the value as it was reported."""
    return labels.lab_value(told.result, told.marker)


def reading(told: ToldResult) -> str:
    """Return how a result reads and by whose word, in one sentence."""
    basis, verdict = told.reading.basis, told.reading.verdict
    if basis is Basis.TREATMENT:
        return told.marker.note if told.marker else ""
    if basis is Basis.FLAG:
        return _by_flag(told)
    if basis is Basis.NOTHING:
        return "The report gave no range."
    whose = _whose(told)
    if verdict in AGAINST:
        return f"{AGAINST[verdict].capitalize()} {whose}."
    return f"Cannot be told from {whose}."


def printed(told: ToldResult) -> str:
    """Return what the report says besides a value that is read neutrally: a fact, no reading."""
    given, flag = labels.lab_range(told.result), told.result.flag.strip()
    said = [f"range {given}" if given else "", f"flag {flag}" if flag else ""]
    words = ", ".join(part for part in said if part)
    neutral = told.reading.basis is Basis.TREATMENT
    return f"Printed on the report: {words}." if words and neutral else ""


def _by_flag(told: ToldResult) -> str:
    given = labels.lab_range(told.result)
    flagged = f"{FLAGGED[told.reading.verdict].capitalize()} by the laboratory"
    return f"{flagged} ({told.result.flag.strip()}){f'; its range is {given}' if given else ''}."


def _whose(told: ToldResult) -> str:
    published = told.reading.published
    if published is None:
        return f"the laboratory’s range, {labels.lab_range(told.result)}"
    source = published.source.split(",")[0]
    return f"the published adult range, {labels.between(*published.ends)} ({source})"


def beside(one: ToldResult, others: Iterable[ToldResult]) -> str:
    """Return what a result is read with, each with how far away it was drawn."""
    said = [f"{_name(other)} {reported(other)} {_apart(one, other)}" for other in others]
    return f"Beside it: {'; '.join(said)}." if said else ""


def _name(told: ToldResult) -> str:
    return told.marker.short if told.marker else told.result.marker


def _apart(one: ToldResult, other: ToldResult) -> str:
    days = (other.on - one.on).days
    if days == 0:
        return "of the same draw"
    away = labels.counted(abs(days), "day")
    return f"of {labels.short_day(other.on)}, {away} {'later' if days > 0 else 'earlier'}"


def drift(found: LabDrift) -> str:
    """Return the first and the last of a marker's results with their numbers."""
    first, last = (_with_day(one, found.unit) for one in (found.first, found.last))
    return f"{found.marker.short}: {found.count} results, first {first}, last {last}"


def _with_day(one: ToldResult, unit: LabUnit) -> str:
    place = day_of_cycle(one.place).removesuffix(" since the injection")
    return f"{value_in(one, unit)} on {labels.short_day(one.on)} ({place})"


def value_in(one: ToldResult, unit: LabUnit) -> str:
    """Return a value in a unit; where that is not the one reported, both."""
    if one.result.unit == unit.ucum:
        return reported(one)
    sign = f"{one.result.comparator} " if one.result.comparator else ""
    return f"{sign}{rounded(one.value_in(unit))} {unit.symbol} (reported as {reported(one)})"


def rounded(value: float) -> str:
    """Return a converted value to three figures, and all figures before the decimal point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def question(doubt: Doubt) -> str:
    """Return what is asked about a number that is hardly ever seen in its unit."""
    sign = f"{doubt.comparator} " if doubt.comparator else ""
    typed = f"{sign}{labels.number(doubt.value)}"
    seen = "far outside what is seen" if doubt.far else "outside what is usually seen"
    if not doubt.fits:
        return f"{typed} {doubt.unit.symbol} is {seen}. Is the number right?"
    fits = " or ".join(f"{typed} {unit.symbol}" for unit in doubt.fits)
    return f"{typed} {doubt.unit.symbol} is {seen}; {fits} would fit. Is the unit right?"


def short_names(results: Iterable[LabResult], markers: Iterable[Marker]) -> str:
    """Return the short names of the markers measured, in the order they are offered."""
    measured = {result.marker for result in results}
    return ", ".join(marker.short for marker in markers if marker.key in measured)
