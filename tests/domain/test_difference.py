"""What must happen to some facts so that they become others."""

from dataclasses import replace

from b12tracker.domain.difference import Difference, difference
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.interruptions import Skip
from tests.builders import a_plan, a_skip, an_id, an_injection, facts

KEPT, OLD = an_injection("2026-11-02"), an_injection("2026-11-09", id=an_id(1))
NEW = an_injection("2026-11-16", id=an_id(2))


def test_what_is_added_taken_out_and_changed() -> None:
    noted = replace(KEPT, note="left leg")
    found = difference(facts(KEPT, OLD), facts(noted, NEW))
    assert (found.added, found.gone, found.changed) == ((NEW,), (OLD,), (noted,))
    assert set(found.steps) == {(None, NEW), (OLD, None), (KEPT, noted)}


def test_nothing_between_the_same() -> None:
    held = facts(KEPT, a_plan())
    assert difference(held, held) == Difference(())
    assert difference(facts(KEPT, OLD), facts(OLD, KEPT)) == Difference(()), "order says nothing"


def test_the_patient_is_changed_never_taken_out() -> None:
    known = Facts(patient=Patient(name="M."))
    assert difference(known, Facts()).changed == (Patient(),)
    assert difference(Facts(), known).changed == (known.patient,)


def test_two_kinds_of_one_id_are_two_facts() -> None:
    skip: Skip = a_skip("2026-11-09", id=OLD.id)
    found = difference(facts(OLD), facts(skip))
    assert (found.added, found.gone) == ((skip,), (OLD,))
