"""All facts of one logbook."""

import pytest

from b12tracker.domain.facts import PATIENT_ID, Facts, Patient
from tests.builders import a_lab_result, a_plan, a_symptom_entry, an_injection, facts
from tests.domain.test_injection import is_one_sentence


@pytest.mark.parametrize("sex", ["", "m", "Female", "other"])
def test_the_sex_is_female_male_or_left_out(sex: str) -> None:
    with pytest.raises(ValueError, match="left out") as refused:
        Patient(sex=sex)
    assert is_one_sentence(str(refused.value))


def test_every_fact_is_found_by_its_id() -> None:
    entries = (a_plan(), an_injection(), a_symptom_entry(), a_lab_result())
    logbook = facts(*reversed(entries))
    assert logbook.entries == entries
    assert logbook.by_id == {one.id: one for one in (Patient(), *entries)}
    assert Patient().id == PATIENT_ID


def test_a_logbook_is_empty_until_something_is_logged_or_planned() -> None:
    assert Facts().is_empty
    assert Facts(Patient(name="Ann")).is_empty
    for entry in (a_plan(), an_injection(), a_symptom_entry(), a_lab_result()):
        assert not facts(entry).is_empty
