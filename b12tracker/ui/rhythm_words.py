"""The words of Review about the rhythm kept: drift, and the intervals that differ from the plan."""

from b12tracker.domain.drift import Drift
from b12tracker.domain.intervals import Interval
from b12tracker.domain.review import ReviewState

from . import labels

DRIFT_HEADINGS = ("Phase", "Planned", "Given", "Beyond", "")
DRIFT_MEANS = (
    "The dates of these phases follow the injections, so that a late one moves all later ones. "
    "Planned: doses, had each been given on its day. Given: injections, top-ups included. Beyond: "
    "days on which the interval since the last injection had run out; pauses do not count."
)
INTERVAL_HEADINGS = ("From", "Planned", "Given", "")
INTERVALS_SHOWN = 12


def drift_rows(state: ReviewState) -> list[tuple[str, ...]]:
    """Return a line for each phase whose dates follow the injections, under the headings."""
    return [DRIFT_HEADINGS, *(_drift(drift) for drift in state.drifts)]


def _drift(drift: Drift) -> tuple[str, ...]:
    at_longest = " at least" if drift.phase.every.n_max else ""
    since = f"{labels.short_day(drift.first)} to {labels.short_day(drift.last)}"
    return (
        labels.phase_name(drift.phase),
        f"{drift.planned}{at_longest}",
        str(drift.given),
        labels.counted(drift.days_beyond, "day"),
        since,
    )


def intervals_mean(state: ReviewState) -> str:
    """Return how many intervals are as planned, and what an interval is."""
    n, other = len(state.intervals), len(unlike(state))
    return (
        f"From one planned date to the next, one injection is planned. In {n - other} of {n} "
        "intervals that are over, one was given."
    )


def unlike(state: ReviewState) -> list[Interval]:
    """Return the intervals in which more or less was given than planned, newest first."""
    return [one for one in reversed(state.intervals) if one.given != 1]


def interval_rows(state: ReviewState) -> list[tuple[str, ...]]:
    """Return the intervals unlike the plan, the newest ones, under their headings."""
    rows = [
        (
            labels.short_day(one.start),
            labels.injections(1, one.planned_ug),
            labels.injections(one.given, one.given_ug),
            f"{abs(one.given - 1)} {'more' if one.given > 1 else 'fewer'} than planned",
        )
        for one in unlike(state)[:INTERVALS_SHOWN]
    ]
    more = len(unlike(state)) - INTERVALS_SHOWN
    older = [(f"and {more} older", "", "", "")] if more > 0 else []
    return [INTERVAL_HEADINGS, *rows, *older]
