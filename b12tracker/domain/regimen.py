"""Regimens: published phases that can fill a plan; the clinician's numbers replace theirs."""

from dataclasses import dataclass, replace
from datetime import date

from .identity import new_id
from .injection import Route, Substance
from .plan import Every, Phase, Weekday


@dataclass(frozen=True)
class Step:
    """A phase of a regimen, not dated yet.

    Attributes:
        note: what the phase cannot hold, such as the upper end of a number of doses.
    """

    phase: Phase
    note: str = ""


@dataclass(frozen=True)
class Regimen:
    """A published regimen, or a rhythm often heard.

    Attributes:
        region: whose regimen it is.
        indication: for whom; ``nerves`` says whether nerves are involved, None where it does not
            tell.
        by: whose text it is, short; ``source`` names it in full.
        routes: every way of injecting it allows; a phase names one only where there is no choice.
        year: of the text, or “not dated”.
        evidence: ``verified`` where it was read in its source, ``secondary`` where only others
            quote it.
        steps: none where the text points to another one.
    """

    key: str
    region: str
    indication: str
    by: str
    year: str
    evidence: str
    source: str
    steps: tuple[Step, ...] = ()
    nerves: bool | None = None
    substance: Substance | None = None
    routes: tuple[Route, ...] = ()
    note: str = ""

    def phases_from(self, first_dose: date) -> tuple[Phase, ...]:
        """Return phases for a plan, the first on a date and the others following it.

        A pattern of weekdays begins with that date, whatever weekday it is.
        """
        phases = [replace(step.phase, id=new_id()) for step in self.steps]
        if phases:
            every = _begun_on(phases[0].every, first_dose)
            phases[0] = replace(phases[0], first_dose=first_dose, every=every)
        return tuple(phases)


def _begun_on(every: Every, first_dose: date) -> Every:
    if not every.weekdays:
        return every
    shift = first_dose.weekday() - every.weekdays[0].number
    week = list(Weekday)
    return Every(weekdays=tuple(week[(day.number + shift) % 7] for day in every.weekdays))
