"""Symptom entries: whole numbers from 0 to 10, and a gap is never a zero."""

from dataclasses import replace
from typing import Any

import pytest

from b12tracker.domain.symptoms import Observer, Recall
from tests.builders import a_symptom_entry
from tests.domain.test_injection import is_one_sentence


@pytest.mark.parametrize("severity", [-1, 11, 5.0, 4.5, True, "5", None])
def test_a_severity_is_a_whole_number_from_0_to_10(severity: Any) -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 10") as refused:
        a_symptom_entry(scores={"fatigue": 3, "numbness": severity})
    assert is_one_sentence(str(refused.value))


def test_an_entry_scores_at_least_one_symptom() -> None:
    with pytest.raises(ValueError, match="at least one symptom") as refused:
        a_symptom_entry(scores={})
    assert is_one_sentence(str(refused.value))


def test_none_today_is_a_real_record_of_zeros() -> None:
    entry = a_symptom_entry(scores={"numbness": 0, "fatigue": 0})
    assert dict(entry.scores) == {"fatigue": 0, "numbness": 0}
    assert "memory" not in entry.scores
    assert a_symptom_entry(fatigue=10).scores["fatigue"] == 10


def test_who_scored_and_what_of_have_the_usual_answers() -> None:
    entry = a_symptom_entry()
    assert (entry.observer, entry.recall) == (Observer.SELF, Recall.DAY)


def test_an_entry_cannot_be_changed_from_outside() -> None:
    scores = {"fatigue": 3}
    entry = a_symptom_entry(scores=scores)
    scores["fatigue"] = 9
    assert entry.scores["fatigue"] == 3
    with pytest.raises(TypeError):
        entry.scores["fatigue"] = 9  # type: ignore[index]


def test_the_order_of_scoring_does_not_matter() -> None:
    one = a_symptom_entry(scores={"fatigue": 3, "numbness": 5})
    other = replace(one, scores={"numbness": 5, "fatigue": 3})
    assert one == other
    assert list(other.scores) == ["fatigue", "numbness"]
    assert len({one, other}) == 1
    assert one != replace(one, scores={"fatigue": 4, "numbness": 5})
