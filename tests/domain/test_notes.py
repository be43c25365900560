"""A logbook without its notes: every note gone, and nothing else."""

from dataclasses import fields, replace

from hypothesis import given

from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.notes import without_notes
from b12tracker.domain.plain import plain
from tests import any_facts


def note_of(fact: Fact) -> str:
    return str(getattr(fact, "note", ""))


def bare(fact: Fact) -> Fact:
    noted = any(field.name == "note" for field in fields(fact))
    return replace(fact, note="") if noted else fact


@given(any_facts.whole_logbooks())
def test_no_note_is_left_and_all_else_stays(facts: Facts) -> None:
    left = without_notes(facts)
    assert not any(map(note_of, left.entries))
    assert left.patient == facts.patient
    assert [plain(fact) for fact in left.entries] == [plain(bare(one)) for one in facts.entries]
