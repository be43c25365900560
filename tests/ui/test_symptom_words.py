"""The words of symptom entries."""

from datetime import date
from enum import StrEnum

import pytest

from b12tracker import assets
from b12tracker.domain.catalogue import OWN
from b12tracker.domain.symptoms import Observer, Recall
from b12tracker.ui import symptom_words as words
from tests.builders import a_symptom_entry
from tests.ui.story import TODAY

YESTERDAY = date(2026, 11, 21)


@pytest.mark.parametrize(("kind", "said"), [(Observer, words.OBSERVER), (Recall, words.RECALL)])
def test_every_kind_has_words_of_its_own(kind: type[StrEnum], said: dict[StrEnum, str]) -> None:
    assert set(said) == set(kind)
    assert len(set(said.values())) == len(said)


def test_every_group_of_the_catalogue_has_a_heading() -> None:
    assert {symptom.group for symptom in assets.catalogue().symptoms} | {OWN} == set(words.GROUPS)


@pytest.mark.parametrize(
    ("day", "observer", "recall", "said"),
    [
        (TODAY, Observer.SELF, Recall.DAY, "How bad is each today? 0 is none"),
        (YESTERDAY, Observer.SELF, Recall.DAY, "How bad was each on that day? 0 is none"),
        (None, Observer.SELF, Recall.DAY, "How bad was each on that day?"),
        (
            TODAY,
            Observer.SELF,
            Recall.WEEK,
            "How bad was each at its worst, in the 7 days up to this date?",
        ),
        (TODAY, Observer.OTHER, Recall.DAY, "Somebody close to me says: how bad is each today?"),
    ],
)
def test_the_question(day: date | None, observer: Observer, recall: Recall, said: str) -> None:
    assert words.question(day, observer, recall, TODAY).startswith(said)


@pytest.mark.parametrize(
    ("observer", "recall", "said"),
    [
        (Observer.SELF, Recall.DAY, "Symptoms of 21 November"),
        (Observer.SELF, Recall.WEEK, "Symptoms of 21 November (worst of 7 days)"),
        (
            Observer.OTHER,
            Recall.WEEK,
            "Symptoms of 21 November (worst of 7 days, scored by somebody close to me)",
        ),
    ],
)
def test_an_unusual_entry_says_so_in_its_name(
    observer: Observer, recall: Recall, said: str
) -> None:
    entry = a_symptom_entry(YESTERDAY, observer=observer, recall=recall)
    assert words.named(entry, TODAY) == said


def test_no_advice_without_a_grave_symptom() -> None:
    assert words.advice([]) == ""
