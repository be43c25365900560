"""The words of wear-off: how many cycles, how large, how sure; and what is still missing."""

from itertools import pairwise
from statistics import fmean

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.cycle_thirds import LEAST_DAYS, SHORTEST
from b12tracker.domain.cycles import PARTS
from b12tracker.domain.resampling import LEVEL, Estimate
from b12tracker.domain.wear_off import NEEDED, Rhythm, WearOffState

from . import labels

ALL_SYMPTOMS = "All followed symptoms"

DEFINITION = (
    "A cycle runs from one injection to the next; its thirds are those of its own length. In each "
    "cycle the mean of the middle third is taken from the mean of the last third, after taking out "
    "the slow trend that runs across cycles; the figure is the median over cycles. The "
    f"{LEVEL:.0%} interval comes from drawing whole cycles again and again. A cycle counts with at "
    f"least {LEAST_DAYS} scored days in each third; a day without an entry is a gap, never a zero."
)

OF_SEVERAL = "Of several symptoms it is the mean of their own differences."


def symptom_name(key: str, catalogue: Catalogue) -> str:
    """Return a symptom in the patient's words."""
    symptom = catalogue.symptom.get(key)
    return symptom.name if symptom else key


def rhythm(one: Rhythm) -> str:
    """Return “Monthly”, “All together, scaled”, and how many cycles of it count."""
    name = "All rhythms, scaled" if one.is_scaled else labels.sentence(_interval(one))
    return f"{name} ({labels.counted(one.complete, 'cycle')})"


def _interval(one: Rhythm) -> str:
    said = [labels.rhythm(every) if every else "outside the plan" for every in one.intervals]
    return labels.listed(said)


def which(state: WearOffState) -> str:
    """Return which cycles are looked at."""
    rhythm = _interval(state.rhythm)
    if state.rhythm.is_scaled:
        return (
            f"Cycles of different rhythms ({rhythm}), drawn as if each lasted "
            f"{labels.counted(state.days, 'day')}."
        )
    said = (
        f"Cycles of one rhythm: {rhythm}. The shaded thirds are those of a typical one of "
        f"{labels.counted(state.days, 'day')}."
    )
    if state.longer:
        more = labels.counted(state.longer, "cycle goes", "cycles go")
        said += f" {more} on after the last day drawn."
    return said


def sentence(state: WearOffState, found: Estimate, catalogue: Catalogue) -> str:
    """Return the size of the difference, over how many cycles, and its interval."""
    said = (
        f"Over {labels.counted(found.n, 'cycle')}, {_severity(state, catalogue)} in the last third "
        f"was {_compared(found.median)} ({LEVEL:.0%} interval of the difference: "
        f"{_signed(found.low)} to {_signed(found.high)})."
    )
    if found.low <= 0 <= found.high:
        said += " The interval holds 0, so these entries do not show a difference."
    return said


def _compared(difference: float) -> str:
    size = f"{abs(difference):.1f}"
    if size == "0.0":
        return "as in the middle third, by the median"
    points = "point" if size == "1.0" else "points"
    way = "higher" if difference > 0 else "lower"
    return f"a median of {size} {points} {way} than in the middle third"


def _severity(state: WearOffState, catalogue: Catalogue) -> str:
    if len(state.symptoms) > 1:
        return "severity"
    return f"the severity of “{symptom_name(state.symptoms[0], catalogue)}”"


def _signed(value: float) -> str:
    said = f"{abs(value):.1f}"
    return f"−{said}" if value < 0 and said != "0.0" else said


def not_enough(state: WearOffState) -> list[str]:
    """Return what is missing, one sentence each."""
    if not state.symptoms:
        return ["Not enough data yet: no symptom is followed."]
    have = state.rhythm.complete
    said = [
        f"Not enough data yet: {NEEDED} cycles with at least {LEAST_DAYS} scored days in each "
        f"third are needed, and there {'is' if have == 1 else 'are'} {have or 'none'} so far."
    ]
    if not state.cycles:
        said.append("A cycle runs from one injection to the next; in these dates none is complete.")
    return said + left_out(state)


def left_out(state: WearOffState) -> list[str]:
    """Return why cycles do not count, one sentence for each reason."""
    reasons = (
        (state.too_few_days, f"fewer than {LEAST_DAYS} scored days in some third"),
        (
            state.too_short,
            f"shorter than {SHORTEST} days, too short for {LEAST_DAYS} in each third",
        ),
        (state.about, "the date of an injection is only approximate"),
        (state.unrecorded, "part of the time was not recorded"),
    )
    return [
        f"{labels.counted(n, 'cycle does', 'cycles do')} not count: {why}."
        for n, why in reasons
        if n
    ]


def definition(state: WearOffState) -> str:
    """Return what the figure means."""
    return f"{DEFINITION} {OF_SEVERAL}" if len(state.symptoms) > 1 else DEFINITION


def described(state: WearOffState) -> str:
    """Return the chart in words, for who cannot see it."""
    points = [point for run in state.median for point in run]
    ends = [state.days * part / PARTS for part in range(PARTS + 1)]
    thirds = [
        [severity for day, severity in points if begin <= day < end]
        for begin, end in pairwise(ends)
    ]
    means = [f"{fmean(third):.1f}" if third else "not known" for third in thirds]
    return (
        f"Chart: severity from 0 to 10 by days since the injection, "
        f"{labels.counted(len(state.lines), 'cycle')} and their median over "
        f"{labels.counted(state.days, 'day')}. The median is on average {means[0]} in the first "
        f"third, {means[1]} in the middle third and {means[2]} in the last third."
    )
