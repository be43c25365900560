"""What the fields of a fact are called, and what they say, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.interruptions import Pause
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom

from . import labels, symptom_words
from .field_labels import LABELS
from .reaction_words import reaction_short
from .reason_words import REASON, why_paused
from .site_words import site_short
from .supply_words import box_name

SEXES = {"female": "Female", "male": "Male"}


@dataclass(frozen=True)
class Names:
    """What facts point at, in words.

    Attributes:
        boxes, phases: names by id.
    """

    catalogue: Catalogue
    boxes: Mapping[str, str]
    phases: Mapping[str, str]

    def symptom(self, key: str) -> str:
        """Return the name of a symptom, or its key where it is not known any more."""
        known = self.catalogue.symptom.get(key)
        return known.name if known else key

    def marker(self, key: str) -> str:
        """Return the name of a marker, or its key where it is not known any more."""
        known = self.catalogue.marker.get(key)
        return known.short if known else key


def names_in(catalogue: Catalogue, facts: Iterable[Fact]) -> Names:
    """Return the names of what can be pointed at among these facts."""
    facts = tuple(facts)
    own = Facts(
        own_symptoms=tuple(one for one in facts if isinstance(one, OwnSymptom)),
        own_markers=tuple(one for one in facts if isinstance(one, OwnMarker)),
    )
    plans = [one for one in facts if isinstance(one, Plan)]
    return Names(
        catalogue.with_own(own),
        {one.id: box_name(one) for one in facts if isinstance(one, Box)},
        {phase.id: labels.phase_name(phase) for plan in plans for phase in plan.phases},
    )


@dataclass(frozen=True)
class Part:
    """Some fields of a fact that are told together, and what they are called."""

    label: str
    fields: tuple[str, ...]


TOGETHER: Mapping[type, tuple[Part, ...]] = {
    LabResult: (
        Part("Value", ("value", "unit", "comparator")),
        Part("Laboratory’s range", ("range_low", "range_high")),
    ),
    Phase: (
        Part("Ends", ("doses", "days", "last_day", "open")),
        Part("Still on time", ("early_days", "late_days")),
    ),
}


def parts_of(kind: type) -> Iterator[Part]:
    """Yield what a kind of fact says, part by part; without phases, scores, and bare keys."""
    together = {name: part for part in TOGETHER.get(kind, ()) for name in part.fields}
    for each in fields(kind):
        part = together.get(each.name)
        if part and part.fields[0] == each.name:
            yield part
        elif part is None and each.name in LABELS:
            yield Part(LABELS[each.name], (each.name,))


def said(fact: Any, part: Part, names: Names) -> str:
    """Return what a part of a fact says; nothing where it says nothing."""
    if len(part.fields) > 1:
        return WHOLE[part.fields[0]](fact, names)
    name = part.fields[0]
    value = getattr(fact, name)
    if value is None or value is False or value in ("", ()):
        return ""
    if name == "reason" and isinstance(fact, Pause):
        return why_paused(value)
    say = SAID.get(name)
    return say(value, names) if say else _plainly(value)


def _plainly(value: Any) -> str:
    match value:
        case bool():
            return "Yes"
        case date():
            return labels.short_day(value)
        case time():
            return f"{value:%H:%M}"
        case float():
            return labels.number(value)
    return str(value)


def _listed(name: Callable[[Any, Names], str]) -> Callable[[Any, Names], str]:
    return lambda values, names: labels.sentence(", ".join(name(value, names) for value in values))


SAID: Mapping[str, Callable[[Any, Names], str]] = {
    "dose_ug": lambda dose, _: labels.dose(dose),
    "substance": lambda code, _: assets.substances()[code].name,
    "route": lambda code, _: assets.routes()[code].name,
    "site": lambda site, _: labels.sentence(site_short(site)),
    "box": lambda box, names: names.boxes.get(box, "One that is gone"),
    "given_by": lambda who, _: labels.GIVEN_BY[who],
    "reactions": _listed(lambda reaction, _: reaction_short(reaction)),
    "observer": lambda who, _: symptom_words.OBSERVER[who],
    "recall": lambda days, _: symptom_words.RECALL[days],
    "marker": lambda key, names: names.marker(key),
    "reason": lambda reason, _: REASON[reason],
    "phase": lambda phase, names: names.phases.get(phase, "One that is gone"),
    "markers": _listed(lambda key, names: names.marker(key)),
    "first_after_days": lambda days, _: labels.length(days),
    "then_every": lambda every, _: labels.sentence(labels.rhythm(every)),
    "questions": lambda questions, _: "\n".join(questions),
    "sex": lambda sex, _: SEXES[sex],
    "follows": _listed(lambda key, names: names.symptom(key)),
    "sites": _listed(lambda site, _: site_short(site)),
    "cause": lambda cause, _: labels.CAUSE[cause],
    "severity": lambda severity, _: labels.SEVERITY[severity],
    "every": lambda every, _: labels.sentence(labels.rhythm(every)),
    "anchor": lambda anchor, _: labels.ANCHOR[anchor],
}
"""How a value is told that is more than text, a number or a date, by the name of its field."""

WHOLE: Mapping[str, Callable[[Any, Names], str]] = {
    "value": lambda result, names: labels.lab_value(
        result, names.catalogue.marker.get(result.marker)
    ),
    "range_low": lambda result, _: labels.lab_range(result),
    "doses": lambda phase, _: labels.sentence(labels.phase_end(phase)),
    "early_days": lambda phase, _: labels.sentence(labels.tolerance(phase)),
}
"""How fields are told together, by the first of them."""
