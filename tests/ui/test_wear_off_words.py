"""The words of wear-off: with the number of cycles and the interval, and never with a cause."""

from dataclasses import replace

import pytest

from b12tracker import assets
from b12tracker.domain.plan import Every
from b12tracker.domain.resampling import Estimate
from b12tracker.domain.wear_off import Rhythm, WearOffState
from b12tracker.ui import wear_off_words as words
from tests.builders import every

CATALOGUE = assets.catalogue()


def a_rhythm(complete: int, *intervals: Every | None) -> Rhythm:
    """Return a rhythm, monthly unless told."""
    return Rhythm(intervals or (every("1 month"),), complete)


STATE = WearOffState(
    symptoms=("fatigue", "tingling"),
    rhythm=a_rhythm(12),
    rhythms=(a_rhythm(12),),
    cycles=12,
    too_short=0,
    about=0,
    unrecorded=0,
    days=30,
)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Estimate(0.84, 0.31, 1.24, 14),
            "Over 14 cycles, severity in the last third was a median of 0.8 points higher than in "
            "the middle third (90% interval of the difference: 0.3 to 1.2).",
        ),
        (
            Estimate(-1.04, -1.5, -0.2, 7),
            "Over 7 cycles, severity in the last third was a median of 1.0 point lower than in the "
            "middle third (90% interval of the difference: −1.5 to −0.2).",
        ),
        (
            Estimate(0.3, -0.04, 0.9, 9),
            "Over 9 cycles, severity in the last third was a median of 0.3 points higher than in "
            "the middle third (90% interval of the difference: 0.0 to 0.9). The interval holds 0, "
            "so these entries do not show a difference.",
        ),
        (
            Estimate(0.04, -0.6, 0.7, 9),
            "Over 9 cycles, severity in the last third was as in the middle third, by the median "
            "(90% interval of the difference: −0.6 to 0.7). The interval holds 0, so these entries "
            "do not show a difference.",
        ),
    ],
)
def test_the_sentence(found: Estimate, said: str) -> None:
    assert words.sentence(STATE, found, CATALOGUE) == said


def test_a_single_symptom_is_named() -> None:
    state = replace(STATE, symptoms=("fatigue",))
    said = words.sentence(state, Estimate(0.8, 0.3, 1.2, 14), CATALOGUE)
    assert "the severity of “Tired or no energy” in the last third" in said
    assert words.symptom_name("own-1", CATALOGUE) == "own-1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"rhythm": a_rhythm(1), "cycles": 1},
            ["3 scored days in each third are needed, and there is 1 so far."],
        ),
        (
            {"rhythm": Rhythm((), 0), "cycles": 0},
            ["A cycle runs from one injection to the next; in these dates none is complete."],
        ),
        (
            {"rhythm": a_rhythm(2), "cycles": 6, "too_short": 3, "about": 2, "unrecorded": 1},
            [
                "1 cycle does not count: fewer than 3 scored days in some third.",
                "3 cycles do not count: shorter than 9 days, too short for 3 in each third.",
                "2 cycles do not count: the date of an injection is only approximate.",
                "1 cycle does not count: part of the time was not recorded.",
            ],
        ),
        ({"symptoms": ()}, ["Not enough data yet: no symptom is followed."]),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, object], said: list[str]) -> None:
    found = words.not_enough(replace(STATE, **changes))  # type: ignore[arg-type]
    assert found[0].startswith("Not enough data yet: ")
    for sentence in said:
        assert any(sentence in one for one in found)


def test_rhythms() -> None:
    month, weeks = every("1 month"), every("3 weeks")
    assert words.rhythm(a_rhythm(12)) == "Monthly (12 cycles)"
    assert words.rhythm(a_rhythm(1, weeks)) == "Every 3 weeks (1 cycle)"
    assert words.rhythm(a_rhythm(3, None)) == "Outside the plan (3 cycles)"
    assert words.rhythm(a_rhythm(9, month, weeks)) == "All rhythms, scaled (9 cycles)"
    scaled = replace(STATE, rhythm=a_rhythm(9, month, weeks, None))
    assert words.which(scaled) == (
        "Cycles of different rhythms (monthly, every 3 weeks and outside the plan), drawn as if "
        "each lasted 30 days."
    )
    assert words.which(STATE) == (
        "Cycles of one rhythm: monthly. The shaded thirds are those of a typical one of 30 days."
    )


def test_the_chart_is_described_by_its_thirds() -> None:
    runs = (tuple((float(day), 2.0) for day in range(15)), ((20.0, 4.0), (29.0, 5.0)))
    said = words.described(replace(STATE, median=runs))
    assert "2.0 in the first third, 2.0 in the middle third and 4.5 in the last third" in said
    assert "not known in the last third" in words.described(replace(STATE, median=runs[:1]))


def test_the_definition_names_no_cause() -> None:
    said = words.definition(STATE).lower()
    assert not any(word in said for word in ("because", "cause", "due to", "effect"))
    assert "of several symptoms" in said
    assert "of several symptoms" not in words.definition(replace(STATE, symptoms=("x",))).lower()
