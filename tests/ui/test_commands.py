"""One change forth and back, and what happens when the file says no."""

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.storage.errors import STALE, LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.commands import Change, carry_out
from tests.builders import an_id, an_injection

ONE = an_injection("2026-11-02", id=an_id(1))
CHANGED = an_injection("2026-11-03", id=an_id(1))
OTHER = an_injection("2026-11-09", id=an_id(2))


def test_put_change_and_remove_in_one_go(logbook: Logbook) -> None:
    logbook.write(put=[ONE])
    carry_out(logbook, [(ONE, CHANGED), (None, OTHER)])
    assert logbook.facts() == Facts(injections=(CHANGED, OTHER))
    carry_out(logbook, [(CHANGED, None), (OTHER, None)])
    assert logbook.facts() == Facts()


@pytest.mark.parametrize(
    "steps",
    [
        [(None, ONE)],
        [(CHANGED, OTHER)],
        [(CHANGED, None)],
        [(OTHER, None)],
        [(None, OTHER), (CHANGED, None)],
    ],
)
def test_what_is_not_as_it_was_known_is_left(logbook: Logbook, steps) -> None:
    logbook.write(put=[ONE])
    with pytest.raises(LogbookError) as told:
        carry_out(logbook, steps)
    assert str(told.value) == STALE
    assert logbook.facts() == Facts(injections=(ONE,))


def test_no_steps(logbook: Logbook) -> None:
    carry_out(logbook, [])
    assert logbook.facts() == Facts()


def test_the_first_redo_has_been_done_already(logbook: Logbook) -> None:
    """The stack calls ``redo`` when a command is pushed; the change is in the file by then."""
    told: list[str] = []
    carry_out(logbook, [(None, ONE)])
    change = Change(logbook, "logged", [(None, ONE)], told.append)
    change.redo()
    assert logbook.facts() == Facts(injections=(ONE,))
    change.undo()
    assert logbook.facts() == Facts()
    change.redo()
    assert logbook.facts() == Facts(injections=(ONE,))
    assert told == []
    assert not change.isObsolete()


def test_a_change_that_cannot_be_undone_says_so_and_goes(logbook: Logbook) -> None:
    told: list[str] = []
    change = Change(logbook, "logged", [(None, ONE)], told.append)
    change.redo()
    change.undo()
    assert told == [STALE]
    assert change.isObsolete()
