"""What two versions of one fact say differently, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from b12tracker.domain.facts import Fact
from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.symptoms import SymptomEntry

from . import labels
from .fact_words import Names, Part, parts_of, said

NOTHING = "–"
NOT_SCORED = "Not scored"
NOT_THERE = "Not there"


@dataclass(frozen=True)
class Line:
    """One thing that two versions say differently, in words of both."""

    label: str
    mine: str
    theirs: str


def differences(mine: Fact | None, theirs: Fact | None, names: Names) -> list[Line]:
    """Return what two versions of a fact say differently; of one that is deleted, all it said."""
    if mine and theirs and type(mine) is type(theirs):
        return list(_between(mine, theirs, names))
    there = [Line(*line, NOTHING) for line in _whole(mine, names)]
    return there + [Line(label, NOTHING, words) for label, words in _whole(theirs, names)]


def _between(mine: Any, theirs: Any, names: Names) -> Iterator[Line]:
    for part in parts_of(type(mine)):
        if _values(mine, part) != _values(theirs, part):
            yield _line(part, mine, theirs, names)
    if isinstance(mine, SymptomEntry):
        yield from _scores(mine, theirs, names)
    if isinstance(mine, Plan):
        yield from _phases(mine, theirs, names)


def _values(fact: Any, part: Part) -> list[Any]:
    return [getattr(fact, name) for name in part.fields]


def _line(part: Part, mine: Any, theirs: Any, names: Names) -> Line:
    """Return both words; where these are too coarse to tell the values apart, the values."""
    here, there = (said(fact, part, names) or NOTHING for fact in (mine, theirs))
    if here == there:
        here, there = (" ".join(map(str, _values(fact, part))) for fact in (mine, theirs))
    return Line(part.label, here, there)


def _scores(mine: SymptomEntry, theirs: SymptomEntry, names: Names) -> Iterator[Line]:
    for key in {**mine.scores, **theirs.scores}:
        here, there = (str(entry.scores.get(key, NOT_SCORED)) for entry in (mine, theirs))
        if here != there:
            yield Line(names.symptom(key), here, there)


def _phases(mine: Plan, theirs: Plan, names: Names) -> Iterator[Line]:
    here, there = ({phase.id: phase for phase in plan.phases} for plan in (mine, theirs))
    for phase_id in {**here, **there}:
        before, after = here.get(phase_id), there.get(phase_id)
        if before and after:
            name = labels.phase_name(before)
            for line in _between(before, after, names):
                yield Line(f"{name}: {line.label}", line.mine, line.theirs)
        else:
            yield Line("Phase", _phase(before), _phase(after))
    order = [[one for one in each if one in here and one in there] for each in (here, there)]
    if order[0] != order[1]:
        said = (labels.listed([names.phases.get(one, one) for one in each]) for each in order)
        yield Line("Order of the phases", *said)


def _phase(phase: Phase | None) -> str:
    """Return “Maintenance: monthly, for life”."""
    if phase is None:
        return NOT_THERE
    rhythm = ", ".join([labels.rhythm(phase.every), labels.phase_end(phase)])
    return f"{phase.name}: {rhythm}" if phase.name else labels.sentence(rhythm)


def _whole(fact: Fact | None, names: Names) -> Iterator[tuple[str, str]]:
    """Yield everything that a fact says."""
    if fact is None:
        return
    for part in parts_of(type(fact)):
        words = said(fact, part, names)
        if words:
            yield part.label, words
    if isinstance(fact, SymptomEntry):
        yield from ((names.symptom(key), str(score)) for key, score in fact.scores.items())
    if isinstance(fact, Plan):
        yield from (("Phase", _phase(phase)) for phase in fact.phases)
