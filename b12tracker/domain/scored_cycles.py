"""Symptoms in cycles: which cycles count, and by how much the last third of each differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from .cycle_lines import CycleLine, cycle_line
from .cycle_thirds import Scores, Thirds, differences, thirds_of
from .cycles import Cycle
from .facts import Facts
from .symptoms import Observer, Recall


def daily_scores(facts: Facts) -> dict[str, Scores]:
    """Return the patient's own scores of the day, by symptom and date."""
    found: defaultdict[str, defaultdict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for entry in facts.symptoms:
        if entry.observer is Observer.SELF and entry.recall is Recall.DAY:
            for key, severity in entry.scores.items():
                found[key][entry.on].append(severity)
    return {
        key: {on: sum(said) / len(said) for on, said in days.items()} for key, days in found.items()
    }


@dataclass(frozen=True)
class ScoredCycles:
    """What was scored in the cycles: of each symptom, and its thirds in the cycles that count."""

    scores: Mapping[str, Scores]
    thirds: Mapping[str, Mapping[Cycle, Thirds]]

    def counts(self, cycle: Cycle) -> bool:
        """Whether some symptom has enough scored days in each third."""
        return any(cycle in found for found in self.thirds.values())

    def line(self, cycle: Cycle, drawn_days: int | None) -> CycleLine:
        """Return the cycle as drawn: the mean of the symptoms that count in it."""
        scores = [self.scores[key] for key, found in self.thirds.items() if cycle in found]
        return cycle_line(cycle, scores, drawn_days)

    def differences(self, counted: Sequence[Cycle]) -> list[float]:
        """Return how much worse each cycle's last third is than its middle one.

        Of several symptoms it is the mean of their own differences, so that a symptom scored on
        some days only does not pass for a change.
        """
        by_cycle: defaultdict[Cycle, list[float]] = defaultdict(list)
        for thirds in self.thirds.values():
            those = [cycle for cycle in counted if cycle in thirds]
            found = differences([thirds[cycle] for cycle in those])
            for cycle, difference in zip(those, found, strict=True):
                by_cycle[cycle].append(difference)
        return [fmean(by_cycle[cycle]) for cycle in counted]


def scored_cycles(
    cycles: Iterable[Cycle], scores: Mapping[str, Scores], symptoms: Sequence[str]
) -> ScoredCycles:
    """Return what was scored of some symptoms in some cycles."""
    known = {key: scores[key] for key in symptoms if key in scores}
    thirds = {
        key: {cycle: found for cycle in cycles if (found := thirds_of(cycle, said))}
        for key, said in known.items()
    }
    return ScoredCycles(known, thirds)
